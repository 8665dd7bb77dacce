"""What the register holds of the organisations that a source speaks of, read in bulk."""

from collections.abc import Iterable, Mapping

from belvedere.register.organisations.drafts import chunks
from belvedere.register.organisations.models import Code, Name, Organisation, Place, Relation
from belvedere.register.organisations.queries import folded
from belvedere.register.organisations.vocabularies import SCHEMES


def owners(record_ids: Iterable[str], called: Mapping[str, str] | None = None) -> dict[str, int]:
    """Return the organisations that have these identifiers.

    Where a source knows one by its name only, or nobody has the identifier, the one
    organisation that has the name in ``called`` is it.
    """
    wanted, found = set(record_ids), {}
    values = {r.partition(":")[2] for r in wanted if r.partition(":")[0] in SCHEMES}
    for some in chunks(values):
        for scheme, value, pk in Code.objects.filter(value__in=some).exclude(
                scheme="label").values_list("scheme", "value", "organisation"):
            if f"{scheme}:{value}" in wanted:
                found[f"{scheme}:{value}"] = pk
    names = {r: folded(name) for r, name in (called or {}).items() if r in wanted - found.keys()}
    if names:
        asked, held = set(names.values()), {}
        for text, pk in Name.objects.exclude(kind="acronym").values_list("text", "organisation"):
            if (plain := folded(text)) in asked:
                held.setdefault(plain, set()).add(pk)
        found |= {r: next(iter(held[name])) for r, name in names.items()
                  if len(held.get(name, ())) == 1}
    return found


class Books:
    """Organisations with their names, codes, places and relations, by number."""

    def __init__(self, pks: Iterable[int]) -> None:
        self.organisations: dict[int, Organisation] = {}
        self.names: dict[int, list[Name]] = {}
        self.codes: dict[int, set[str]] = {}
        self.places: dict[int, Place] = {}
        self.relations: dict[int, list[Relation]] = {}
        for some in chunks(set(pks)):
            self.organisations |= Organisation.objects.in_bulk(some)
            for name in Name.objects.filter(organisation__in=some):
                self.names.setdefault(name.organisation_id, []).append(name)
            for code in Code.objects.filter(organisation__in=some):
                self.codes.setdefault(code.organisation_id, set()).add(
                    f"{code.scheme}:{code.value}")
            for place in Place.objects.filter(organisation__in=some, end=""):
                self.places[place.organisation_id] = place
            for relation in Relation.objects.filter(organisation__in=some).select_related("other"):
                self.relations.setdefault(relation.organisation_id, []).append(relation)
