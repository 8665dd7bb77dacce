"""Facts: a counted table with its links followed and its organisations resolved.

Most of the cost of a question is joining. It is paid once, when an edition is
built: ``fact_participations`` has each participation with its project's columns
(``project__programme``) and the organisation that it is after the merges
(``organisation_id__organisation``).
"""

from collections.abc import Mapping, Sequence

from belvedere.tables import TABLES, Link, Table


def fact_name(table: str) -> str:
    return f"fact_{table}"


def physical(path: str) -> str:
    """Return the fact's column for a path: project.programme is project__programme."""
    return path.replace(".", "__")


def resolved(column: str) -> str:
    """Return the fact's column with the organisation that ``column`` names."""
    return f"{column}__organisation"


def carried(link: Link) -> list[str]:
    """Return the stored columns of a linked table that go along into the fact."""
    return [name for name, _ in TABLES[link.table].physical()
            if link.carries is None or name in link.carries]


def fetched(link: Link) -> list[str]:
    """Return the stored columns of a linked table that the fact does not have."""
    here = set(carried(link))
    return [name for name, _ in TABLES[link.table].physical() if name not in here]


def fact_columns(table: Table) -> list[tuple[str, str]]:
    """Return the columns, with their types, that a counted table's fact has."""
    organisations = [(resolved(c.name), "VARCHAR") for c in table.columns
                     if c.type == "organisation"]
    linked = [(f"{link.name}__{name}", kind) for link in table.links
              for name, kind in TABLES[link.table].physical() if name in carried(link)]
    return [*table.physical(), *organisations, *linked]


def needs(table: Table) -> tuple[str, ...]:
    """Return the tables that a fact is made from."""
    return (table.name, "organisation_identities",
            *(link.table for link in table.links if carried(link)))


def reads(table: Table) -> dict[str, tuple[str, ...]]:
    """Return the stored columns of each table that a fact is made from."""
    found = {table.name: [name for name, _ in table.physical()],
             "organisation_identities": ["record_id", "organisation_id"]}
    for link in filter(carried, table.links):
        found.setdefault(link.table, []).extend([*(name for _, name in link.on), *carried(link)])
    return {name: tuple(dict.fromkeys(columns)) for name, columns in found.items()}


def fetched_from(table: Table) -> tuple[str, ...]:
    """Return the tables that questions of a fact fetch columns from when they are asked."""
    return tuple(link.table for link in table.links if link.carries is not None)


def told_by(table: Table) -> set[str]:
    """Return the tables, filled by sources or the register, that a fact's rows are told by.

    Who an organisation is comes from every source at once; it is not counted here.
    """
    told = set()
    for name in (table.name, *(link.table for link in table.links)):
        linked = TABLES[name]
        told.update(linked.made_from if linked.filled_by not in ("sources", "register")
                    else (name,))
    return told


ROWS_PER_GROUP = 8192
"""Small groups of rows, in the order of whose they are: one organisation's are few of them."""


def fact_sql(
    table: Table, whose: Sequence[str] = (), sources: Mapping[str, str] | None = None, *,
    numbered: bool = False, matched: bool = False,
) -> str:
    """Return the SQL that makes the fact of a counted table from the edition's tables.

    ``whose`` are the organisation columns that questions ask by: rows are ordered
    by them, so that those of one organisation stand together. ``sources`` are
    other SQL to read a table from: one part of it. ``numbered``: the identities have
    a number, their place in the order, by which rows are sorted faster than by texts.
    ``matched``: organisations are those after the merges, and rows in order, already.
    """
    sources = sources or {}
    identities = sources.get("organisation_identities", "organisation_identities")
    columns = [f't."{name}"' for name, _ in table.physical()]
    joins = []
    organisations = {c.name for c in table.columns if c.type == "organisation"}
    if matched:
        columns += [f't."{name}" AS "{resolved(name)}"' for name in sorted(organisations)]
        organisations = set()
    for name in sorted(organisations):
        joins.append(
            f'LEFT JOIN {identities} "i_{name}" ON "i_{name}".record_id = t."{name}"'
        )
        columns.append(
            f'coalesce("i_{name}".organisation_id, t."{name}") AS "{resolved(name)}"'
        )
    for link in filter(carried, table.links):
        pairs = " AND ".join(
            f'"{link.name}"."{theirs}" = ' + (
                f'coalesce("i_{ours}".organisation_id, t."{ours}")'
                if ours in organisations and link.table == "organisations" else f't."{ours}"'
            )
            for ours, theirs in link.on
        )
        read = sources.get(link.table, f'"{link.table}"')
        joins.append(f'LEFT JOIN {read} "{link.name}" ON {pairs}')
        columns += [
            f'"{link.name}"."{name}" AS "{link.name}__{name}"' for name in carried(link)
        ]
    if numbered:
        order = ", ".join(f'"i_{name}".place' if name in organisations else f't."{name}"'
                          for name in dict.fromkeys([*whose, *table.key]))
    else:
        order = ", ".join([
            *(f'"{resolved(name)}"' if name in organisations else f't."{name}"'
              for name in whose),
            *(f't."{name}"' for name in table.key),
        ])
    read = sources.get(table.name, f'"{table.name}"')
    made = f"SELECT {', '.join(columns)}\nFROM {read} t\n" + "\n".join(joins)
    return made if matched else f"{made}\nORDER BY {order}"
