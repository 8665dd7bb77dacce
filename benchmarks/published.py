"""Publishing the register: 100,000 rows beside the floor, reading and writing them unchecked.

    .venv/bin/python -m benchmarks.published                    20,000 organisations, 100,000 rows
    .venv/bin/python -m benchmarks.published --organisations 1000
"""

import argparse
import os
import random
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--organisations", type=int, default=20_000)
    options.add_argument("--relations", type=int, default=3, help="of each (default 3)")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BELVEDERE_HOME"] = folder
        run(Path(folder), given.organisations, given.relations)


def run(home: Path, organisations: int, relations: int) -> None:
    from belvedere.building.steps import matched, publish
    from belvedere.config.started import migrated
    from belvedere.evidence.store import Store
    from belvedere.evidence.writer import writing
    from belvedere.register.organisations import models
    from belvedere.register.organisations.publish import tables

    migrated(make=True)
    fill(models, organisations, relations)
    quiet = [].append
    with writing(Store(home)) as writer:
        writer.publish({"slug": "bench", "name": "Bench", "institute": "register:1", "slugs": {},
                        "peers": [], "answers": []}, matched(writer, [], "register:1", quiet))
    publish(home, tables, tell=quiet)  # the first settles what stands after it

    def again(what: str) -> float:
        began, worked = time.perf_counter(), time.process_time()
        given = tables()
        read = time.perf_counter() - began
        publish(home, lambda: given, tell=quiet)
        whole, worked = time.perf_counter() - began, time.process_time() - worked
        print(f"publish {sum(map(len, given.values())):,} rows, {what}: {whole:.2f} s (reading "
              f"{read:.2f} s; {worked:.2f} s of processor); target under 5 s for 100,000")
        return whole

    relation = models.Relation.objects.get(organisation=organisations, kind="part_of")
    models.Relation.objects.filter(pk=relation.pk).update(end="2016")
    again("a relation ended, the hierarchy made anew")
    models.Organisation.objects.filter(pk=2).update(city="Lyon")
    whole = again("an organisation changed")

    began = time.perf_counter()
    names = [field.column for field in models.Relation._meta.fields]
    for model in (models.Organisation, models.Name, models.Code, models.Relation):
        names = [field.column for field in model._meta.fields]
        rows = model.objects.values_list(*names)
        pq.write_table(pa.table([pa.array(map(str, c)) for c in zip(*rows)], names),
                       home / "floor.parquet")
    floor = time.perf_counter() - began
    print(f"floor {floor:.2f} s, x {whole / floor:.1f}")


def fill(models, organisations: int, relations: int) -> None:
    """Write an invented register straight into its tables: five levels, several holders each."""
    chance = random.Random(1)
    kinds = ("unit", "team", "service", "centre")
    models.Organisation.objects.bulk_create([models.Organisation(
        kind="institute" if n == 1 else chance.choice(kinds), name=f"Organisation {n}", pk=n,
        opened=str(chance.randint(1964, 2020)), country="FR", city="Paris",
    ) for n in range(1, organisations + 1)], batch_size=1000)
    models.Name.objects.bulk_create([models.Name(
        organisation_id=n, text=f"Organisation {n}", language="fr", kind="official")
        for n in range(1, organisations + 1)], batch_size=1000)
    models.Code.objects.bulk_create([models.Code(
        organisation_id=n, scheme="rnsr", value=f"{n:09d}A") for n in range(1, organisations + 1)],
        batch_size=1000)
    made = {}
    for n in range(2, organisations + 1):
        for place in range(relations):
            # the first a level up, the others supervisors at the top
            other = max(1, n // 12) if place == 0 else chance.randint(1, min(n - 1, 40))
            kind = "part_of" if place == 0 else "supervised_by"
            if other != n:
                made[n, kind, other] = models.Relation(
                    organisation_id=n, kind=kind, other_id=other,
                    start=str(chance.randint(2000, 2015)))
    models.Relation.objects.bulk_create(made.values(), batch_size=1000)


if __name__ == "__main__":
    main()
