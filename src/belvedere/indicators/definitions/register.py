"""The register: what hangs from an organisation in the institute's own books, and its staff.

Method: METHODS 10. A stock as at a date over the tree as it was on that date; flows by
date of effect. The register's words, apart from those of the national directory: what
the directory calls a unit is counted by ``units``, what the books do by ``register_units``.
"""

from belvedere.indicators.definition import (
    Dimension,
    Flow,
    Indicator,
    Share,
    Stock,
    Sum,
    Words,
    among,
)

_THEME = Dimension("theme", "themes", Words("Theme", "Thème"))
_KIND = Dimension("kind", "organisation.kind", Words("Kind", "Type"))
_BESIDE = tuple(
    Dimension(name, "holder_id", title, partners=True, where=(among("holder.kind", *kinds),))
    for name, title, kinds in (
        ("thematic_institute", Words("Thematic institute", "Institut thématique"),
         ("thematic_institute",)),
        ("delegation", Words("Regional delegation", "Délégation régionale"), ("delegation",)),
        ("institute", Words("Institution beside it", "Autre établissement"),
         ("institute", "partner")),
    ))
_HELD = {
    "theme": "register",
    "table": "register_hierarchy",
    "key": "organisation_id",
    "whose": "holder_id",
    "whose_country": "holder.country",
    "when": Stock("start", "end"),
    "dimensions": (
        _KIND, _THEME,
        Dimension("domain", "domains", Words("Domain", "Domaine")),
        Dimension("erc_panel", "erc_panels", Words("ERC panel", "Panel ERC")),
        Dimension("city", "organisation.city", Words("City", "Commune")),
        Dimension("relation", "relation", Words("How it is held", "Lien")),
        *_BESIDE,
    ),
    "columns": (
        "organisation.name", "organisation.acronym", "organisation.labels", "organisation.kind",
        "relation", "start", "end", "organisation.city", "themes",
    ),
    "stands": "period_end",
    "reviewed": "2026-11-26",
    "method": "Organisations of the register that are part of it at any depth, are supervised by "
              "it, or are part of what it supervises, each once, as the tree and their themes "
              "were on the date (half-open: what ends on a day is not counted on it).",
}


def _held(name: str, kinds: tuple[str, ...], title: Words, definition: Words, unit: Words):
    where = (among("organisation.kind", *kinds),) if kinds else ()
    return Indicator(name=name, title=title, definition=definition, unit=unit, where=where, **_HELD)


_EVENTS = {
    "theme": "register",
    "table": "register_events",
    "key": "event_id",
    "whose": "holder_id",
    "whose_country": "holder.country",
    "when": Flow("date"),
    "dimensions": (_KIND, _THEME, *_BESIDE),
    "columns": ("organisation_id", "organisation.name", "organisation.kind", "event", "date"),
    "stands": "record_date",
    "reviewed": "2026-11-26",
    "method": "Events of the register by date of effect, for the organisations that held on that "
              "date what was created, closed, came of a merger, or came of a split. Over any "
              "period the stock at its end is the stock before it, plus creations and arrivals, "
              "less closures and departures.",
}


def _event(name: str, title: Words, definition: Words, unit: Words):
    return Indicator(name=f"register_{name}s", title=title, definition=definition, unit=unit,
                     where=(among("event", name),), **_EVENTS)


_COUNTED_AT = Words(
    "People are counted on the last day of a year; a count stands until the next one, for a year "
    "at most, and where the next one is late the number is not known.",
    "Les personnes sont comptées au dernier jour de l’année ; un compte vaut jusqu’au suivant, un "
    "an au plus, et si le suivant tarde le nombre n’est pas connu.",
)
_ONLY_GIVEN = Words(
    "Only organisations that gave a count are in it: the rows show which.",
    "Seuls y sont les organismes qui ont donné un compte : les fiches montrent lesquels.",
)
_STAFF = {
    "theme": "register",
    "table": "register_staff",
    "key": "staff_id",
    "whose": "holder_id",
    "whose_country": "holder.country",
    "when": Stock("start", "end"),
    "measure": Sum("headcount"),
    "dimensions": (
        Dimension("profession", "profession", Words("Profession", "Métier")),
        Dimension("employer", "employer", Words("Employer", "Employeur")),
        _KIND, _THEME,
    ),
    "columns": ("organisation_id", "organisation.name", "organisation.kind", "profession",
                "employer", "headcount", "start"),
    "unit": Words("people", "personnes"),
    "stands": "record_date",
    "reviewed": "2026-11-26",
    "method": "Heads, of every profession and whoever pays them, on the last day of the year.",
}

INDICATORS = (
    _held("register_parts", (),
          Words("Organisations held (register)", "Organismes rattachés (registre)"),
          Words("Organisations of every kind that are part of it, or that it supervises, in the "
                "register.",
                "Organismes de tout type qui en font partie, ou dont il exerce la tutelle, dans "
                "le registre."),
          Words("organisations", "organismes")),
    _held("register_units", ("unit",),
          Words("Research units (register)", "Unités de recherche (registre)"),
          Words("Research units that are part of it, or that it supervises, in the register. "
                "Those of the national directory are counted by “Research units”.",
                "Unités de recherche qui en font partie, ou dont il exerce la tutelle, dans le "
                "registre. Celles du répertoire national sont comptées par « Unités de "
                "recherche »."),
          Words("units", "unités")),
    _held("register_teams", ("team",),
          Words("Teams (register)", "Équipes (registre)"),
          Words("Teams that are part of it, at any depth, or of what it supervises, in the "
                "register.",
                "Équipes qui en font partie, à tout niveau, ou font partie de ce dont il exerce "
                "la tutelle, dans le registre."),
          Words("teams", "équipes")),
    Indicator(
        name="register_teams_cancer_share", where=(among("organisation.kind", "team"),),
        measure=Share((among("themes", "cancer"),)),
        title=Words("Share of teams in cancer (register)",
                    "Part des équipes en cancérologie (registre)"),
        definition=Words("Of the teams of the register that say their themes, the share with the "
                         "theme of cancer.",
                         "Parmi les équipes du registre qui disent leurs thèmes, la part de "
                         "celles du thème cancer."),
        unit=Words("% of teams", "% des équipes"), **_HELD),
    Indicator(
        name="register_staff", where=(among("scope", "own"),),
        title=Words("Staff, by its own count (register)", "Personnel, par son compte (registre)"),
        definition=Words("People who work there, as the organisation itself counts them.",
                         "Personnes qui y travaillent, telles que l’organisme les compte "
                         "lui-même."),
        caveats=(_COUNTED_AT,), **_STAFF),
    Indicator(
        name="register_staff_of_parts", where=(among("scope", "parts"),),
        title=Words("Staff of its parts (register)", "Personnel de ses parties (registre)"),
        definition=Words("People who work in its units and other parts, whoever pays them: the "
                         "count of each part, and not that of a part of a part that is counted.",
                         "Personnes qui travaillent dans ses unités et autres parties, quel que "
                         "soit l’employeur : le compte de chaque partie, et non celui d’une "
                         "partie d’une partie comptée."),
        caveats=(_COUNTED_AT, _ONLY_GIVEN), **_STAFF),
    _event("creation", Words("Creations (register)", "Créations (registre)"),
           Words("Organisations that opened, for those that held them from then on.",
                 "Organismes qui ont ouvert, pour ceux qui les tiennent dès lors."),
           Words("creations", "créations")),
    _event("closure", Words("Closures (register)", "Fermetures (registre)"),
           Words("Organisations that closed, for those that held them until then.",
                 "Organismes qui ont fermé, pour ceux qui les tenaient jusque-là."),
           Words("closures", "fermetures")),
    _event("merger", Words("Mergers (register)", "Fusions (registre)"),
           Words("Organisations into which others merged or were integrated, each once for a date.",
                 "Organismes dans lesquels d’autres ont fusionné ou ont été intégrés, chacun une "
                 "fois par date."),
           Words("mergers", "fusions")),
    _event("split", Words("Splits (register)", "Scissions (registre)"),
           Words("Organisations that were split, each once for a date.",
                 "Organismes qui ont été scindés, chacun une fois par date."),
           Words("splits", "scissions")),
    _event("arrival", Words("Arrivals (register)", "Arrivées (registre)"),
           Words("Organisations that came from elsewhere while they existed.",
                 "Organismes venus d’ailleurs alors qu’ils existaient."),
           Words("arrivals", "arrivées")),
    _event("departure", Words("Departures (register)", "Départs (registre)"),
           Words("Organisations that left for elsewhere and went on.",
                 "Organismes partis ailleurs, qui ont continué."),
           Words("departures", "départs")),
)
