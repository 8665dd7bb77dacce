"""Lists of one state, and what is late, are read in the order of an index."""

from django.db import migrations, models


def index(model: str, name: str, *fields: str) -> migrations.AddIndex:
    return migrations.AddIndex(
        model_name=model, index=models.Index(fields=["state", *fields, "id"], name=name))


class Migration(migrations.Migration):

    dependencies = [
        ("clinical", "0001_initial"),
    ]

    operations = [
        index("clinicalapplication", "clinicalapplication_by_state", "opened"),
        index("clinicalproject", "clinicalproject_by_state", "opened"),
        index("clinicalproject", "projects_by_end", "ended"),
    ]
