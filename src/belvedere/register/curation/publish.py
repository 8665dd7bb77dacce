"""What curation publishes: the decisions in force, without who made them or why."""

import pyarrow as pa
from django.utils import timezone

from belvedere.register.curation.models import TextDecision
from belvedere.register.organisations.publish import one_moment
from belvedere.tables.arrow import ARROW
from belvedere.tables.curation import CURATED_MATCHES
from belvedere.tables.model import TYPES

AT_ONCE = 10_000


def tables() -> dict[str, pa.Table]:
    """Return the declared table of decisions, as the evidence takes it."""
    with one_moment():
        read = TextDecision.objects.filter(withdrawn=None).order_by("pk").values_list(
            "text_key", "text", "decision", "organisations", "year_from", "year_to", "decided",
            "pk").iterator(AT_ONCE)
        columns = list(zip(*(
            (*told, timezone.localdate(decided).isoformat(), str(pk))
            for *told, decided, pk in read)))
    shape = pa.schema([(column.name, ARROW[TYPES[column.type]])
                       for column in CURATED_MATCHES.columns])
    return {CURATED_MATCHES.name: pa.table(
        [pa.array(values, field.type)
         for field, values in zip(shape, columns or [()] * len(shape), strict=True)],
        schema=shape)}
