"""Structures: the units, teams and federations that an organisation supervises.

Method: the French national directory of research structures (RNSR). A
supervisor is an "établissement tutelle"; an "établissement participant" takes
part without supervising.
"""

from belvedere.indicators.definition import Dimension, Indicator, Stock, Words, among

_ONLY_ACTIVE = Words(
    "The directory lists the structures active on its date: those closed before are missing "
    "from earlier dates.",
    "Le répertoire liste les structures actives à sa date : celles fermées auparavant manquent "
    "aux dates antérieures.",
)
_SUPERVISED = among("relation", "supervised_by")
_COMMON = {
    "theme": "structures",
    "table": "organisation_relations",
    "key": "organisation_id",
    "whose": "other_id",
    "whose_country": "supervisor.country",
    "when": Stock("unit.start", "unit.end"),
    "dimensions": (
        Dimension("kind", "unit.kind", Words("Kind", "Type")),
        Dimension("level", "unit.level", Words("Level", "Niveau")),
        Dimension("domain", "unit.domains", Words("Domain", "Domaine")),
        Dimension("erc_panel", "unit.erc_panels", Words("ERC panel", "Panel ERC")),
        Dimension("region", "unit.region", Words("Region", "Région")),
        Dimension("department", "unit.department", Words("Département", "Département")),
        Dimension("city", "unit.city", Words("City", "Commune")),
        Dimension("institute", "other_id", Words("Institute beside it", "Autre tutelle"),
                  partners=True),
    ),
    "columns": (
        "unit.name", "unit.acronym", "unit.labels", "unit.level", "unit.kind", "unit.start",
        "unit.end", "unit.city", "unit.region", "unit.domains",
    ),
    "dated_by": "rnsr",
    "reviewed": "2026-11-23",
    "method": "Structures of RNSR with the organisation as tutelle, each once, valid at the date "
              "(half-open: a structure is not counted on the day it ends).",
    "caveats": (_ONLY_ACTIVE,),
}


def _supervised(name: str, level: str | None, title: Words, definition: Words, unit: Words):
    where = (_SUPERVISED,) if level is None else (_SUPERVISED, among("unit.level", level))
    return Indicator(name=name, title=title, definition=definition, unit=unit, where=where,
                     partners=(_SUPERVISED,), **_COMMON)


INDICATORS = (
    _supervised(
        "structures_supervised", None,
        Words("Structures supervised", "Structures sous tutelle"),
        Words("Research structures of which the organisation is a supervisor: units, teams, "
              "federations and groups.",
              "Structures de recherche dont l’organisme est tutelle : unités, équipes, "
              "fédérations et groupements."),
        Words("structures", "structures"),
    ),
    _supervised(
        "units", "unit",
        Words("Research units", "Unités de recherche"),
        Words("Research units (own, mixed, international) of which the organisation is a "
              "supervisor. Teams and federations are not units.",
              "Unités de recherche (propres, mixtes, internationales) dont l’organisme est "
              "tutelle. Les équipes et les fédérations ne sont pas des unités."),
        Words("units", "unités"),
    ),
    _supervised(
        "teams", "team",
        Words("Teams", "Équipes"),
        Words("Internal teams that the directory lists apart, of which the organisation is a "
              "supervisor.",
              "Équipes internes que le répertoire liste à part, dont l’organisme est tutelle."),
        Words("teams", "équipes"),
    ),
    Indicator(
        name="federations",
        title=Words("Research federations", "Structures fédératives de recherche"),
        definition=Words(
            "Federative research structures of which the organisation is a supervisor.",
            "Structures fédératives de recherche dont l’organisme est tutelle."),
        unit=Words("federations", "fédérations"),
        where=(_SUPERVISED, among("unit.kind", "federation")),
        partners=(_SUPERVISED,),
        **_COMMON,
    ),
    Indicator(
        name="structures_participated",
        title=Words("Structures taken part in", "Structures avec participation"),
        definition=Words(
            "Research structures in which the organisation takes part without supervising them.",
            "Structures de recherche auxquelles l’organisme participe sans en être tutelle."),
        unit=Words("structures", "structures"),
        where=(among("relation", "participated_by"),),
        partners=(among("relation", "participated_by"),),
        **_COMMON,
    ),
)
