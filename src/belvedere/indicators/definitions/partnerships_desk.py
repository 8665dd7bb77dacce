"""The partnerships desk: agreements, infrastructures, laureates, associations, plans, expertise.

Method: METHODS 9.1 and 10. A stock is as at a date, half-open; a flow is by the date of
its act. An agreement and those that renew it are one: renewed without a gap, it was in
force all along. One with partners in two countries is one, and one in each country.
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
    known,
    true,
)

_WHOSE = {"theme": "partnerships_desk", "whose": "institute_id",
          "whose_country": "institute.country", "key": "number", "reviewed": "2026-11-26"}
_UNIT = Dimension("unit", "unit_id", Words("Unit", "Unité"))
_COUNTRY = Dimension("country", "country", Words("Country", "Pays"))
_HALF_OPEN = "Half-open (METHODS 9.1): what ends on a day is not counted on that day. "


def _kind(title: Words) -> Dimension:
    return Dimension("kind", "kind", title)


_AGREEMENTS = _WHOSE | {
    "table": "partnership_agreements",
    "dimensions": (_kind(Words("Kind of agreement", "Type d’accord")), _COUNTRY,
                   Dimension("partner", "partner_id", Words("Partner", "Partenaire")), _UNIT,
                   Dimension("state", "state", Words("State of today", "État du jour"))),
    "columns": ("number", "kind", "title", "partner.name", "country", "unit.name", "signed",
                "start", "end", "state"),
}
_IN_FORCE = _AGREEMENTS | {
    "key": "line", "when": Stock("start", "end"),
    "method": _HALF_OPEN + "An agreement and those that renew it are one (METHODS 10). One that "
              "is past the end in its text counts until its end or its renewal is recorded. "
              "Several partners or countries: once in all, once under each.",
}
_INFRASTRUCTURES = _WHOSE | {
    "table": "partnership_infrastructures", "when": Stock("start", "end"),
    "dimensions": (Dimension("level", "level", Words("Level", "Niveau")), _COUNTRY, _UNIT),
    "columns": ("number", "title", "acronym", "level", "country", "state", "start", "end"),
    "method": _HALF_OPEN + "What is coordinated is joined as well.",
}
_ASSOCIATIONS = _WHOSE | {
    "table": "partnership_associations", "when": Stock("start", "end"),
    "dimensions": (Dimension("disease", "disease", Words("Disease", "Maladie")), _COUNTRY, _UNIT),
    "columns": ("number", "title", "disease", "country", "state", "start", "end"),
    "method": _HALF_OPEN + "One that sits in the focus group is in the network; one that left "
              "the group goes on in the network until it leaves that.",
}
_AGREEMENTS_UNIT = Words("agreements", "accords")
_INFRASTRUCTURES_UNIT = Words("infrastructures", "infrastructures")
_ASSOCIATIONS_UNIT = Words("associations", "associations")


def _in_force(name: str, kind: str, title: Words, definition: Words, unit: Words) -> Indicator:
    return Indicator(name=name, title=title, definition=definition, unit=unit,
                     where=(known("start"), among("kind", kind)), **_IN_FORCE)


INDICATORS = (
    _in_force("associated_laboratories", "associated_laboratory",
              Words("Associated international laboratories",
                    "Laboratoires internationaux associés"),
              Words("Laboratories that the institute runs with partners of other countries, each "
                    "part staying where it is, by an agreement that is in force on the date.",
                    "Laboratoires que l’institut anime avec des partenaires d’autres pays, chaque "
                    "partie restant chez elle, par un accord en vigueur à la date."),
              Words("laboratories", "laboratoires")),
    _in_force("units_abroad", "unit_abroad",
              Words("Mixed units abroad", "Unités mixtes à l’étranger"),
              Words("Units set up abroad with a partner there, by an agreement that is in force "
                    "on the date.",
                    "Unités établies à l’étranger avec un partenaire du lieu, par un accord en "
                    "vigueur à la date."),
              Words("units", "unités")),
    _in_force("cooperation_agreements", "cooperation",
              Words("International cooperation agreements",
                    "Accords de coopération internationale"),
              Words("Agreements of cooperation with partners of other countries, other than those "
                    "that make a laboratory or a unit, in force on the date.",
                    "Accords de coopération avec des partenaires d’autres pays, hors ceux qui "
                    "créent un laboratoire ou une unité, en vigueur à la date."),
              _AGREEMENTS_UNIT),
    Indicator(
        name="agreements_in_force",
        title=Words("Agreements in force", "Accords en vigueur"),
        definition=Words("Agreements of every kind that are in force on the date.",
                         "Accords de tout type en vigueur à la date."),
        unit=_AGREEMENTS_UNIT, where=(known("start"),), **_IN_FORCE),
    Indicator(
        name="agreements_signed",
        title=Words("Agreements signed", "Accords signés"),
        definition=Words("Agreements of every kind signed in the period, renewals among them.",
                         "Accords de tout type signés dans la période, renouvellements compris."),
        unit=_AGREEMENTS_UNIT, when=Flow("signed"), where=(known("signed"),),
        method="By the date of signature; each signature counts, a renewal’s too.", **_AGREEMENTS),
    Indicator(
        name="infrastructures_joined",
        title=Words("Infrastructures joined", "Présence dans des infrastructures"),
        definition=Words("Research infrastructures in which the institute takes part on the date, "
                         "those that it coordinates among them.",
                         "Infrastructures de recherche auxquelles l’institut participe à la date, "
                         "dont celles qu’il coordonne."),
        unit=_INFRASTRUCTURES_UNIT, **_INFRASTRUCTURES),
    Indicator(
        name="infrastructures_coordinated",
        title=Words("Infrastructures coordinated", "Infrastructures coordonnées"),
        definition=Words("Research infrastructures that the institute coordinates on the date.",
                         "Infrastructures de recherche que l’institut coordonne à la date."),
        unit=_INFRASTRUCTURES_UNIT, where=(among("state", "coordinating"),), **_INFRASTRUCTURES),
    Indicator(
        name="laureates",
        title=Words("Laureates of programmes", "Lauréats de programmes"),
        definition=Words(
            "People who were awarded a place in a programme such as ATIP-Avenir in the period. "
            "Their country and unit are told where five or more share them; fewer than five of a "
            "programme in a year are not told, nor counted.",
            "Personnes lauréates d’un programme tel qu’ATIP-Avenir dans la période. Leur pays et "
            "leur unité sont dits quand cinq au moins les partagent ; moins de cinq d’un programme "
            "dans une année ne sont ni dits ni comptés."),
        unit=Words("laureates", "lauréats"), measure=Sum("laureates"), when=Flow("year"),
        method="By the year of the award, counted so that nobody can be told.",
        **(_WHOSE | {
            "table": "partnership_laureates",
            "dimensions": (Dimension("programme", "programme",
                                     Words("Programme", "Programme")), _COUNTRY, _UNIT),
            "columns": ("programme", "year", "country", "unit.name", "laureates")})),
    Indicator(
        name="prizes",
        title=Words("Prizes and honours", "Prix et distinctions"),
        definition=Words("Prizes and honours awarded to the institute’s people in the period.",
                         "Prix et distinctions attribués à des personnes de l’institut dans la "
                         "période."),
        unit=Words("prizes", "prix"), when=Flow("year"),
        method="By the year of the award. Whose they are and which is not published.",
        **(_WHOSE | {
            "table": "partnership_prizes",
            "dimensions": (_kind(Words("Kind", "Type")), _COUNTRY),
            "columns": ("number", "kind", "country", "year")})),
    Indicator(
        name="associations_in_network",
        title=Words("Patient associations in the network", "Associations de malades du réseau"),
        definition=Words("Associations of patients in the institute’s network on the date.",
                         "Associations de malades du réseau de l’institut à la date."),
        unit=_ASSOCIATIONS_UNIT, **_ASSOCIATIONS),
    Indicator(
        name="associations_in_focus_group",
        title=Words("Patient associations in the focus group",
                    "Associations de malades au groupe de réflexion"),
        definition=Words("Associations of patients that sit in the focus group on the date.",
                         "Associations de malades qui siègent au groupe de réflexion à la date."),
        unit=_ASSOCIATIONS_UNIT, where=(among("state", "in_focus_group"),), **_ASSOCIATIONS),
    Indicator(
        name="focus_meetings_held",
        title=Words("Meetings of the focus group", "Réunions du groupe de réflexion"),
        definition=Words("Meetings of the focus group with associations held in the period.",
                         "Réunions du groupe de réflexion avec les associations tenues dans la "
                         "période."),
        unit=Words("meetings", "réunions"), when=Flow("held"), method="By the day of the meeting.",
        **(_WHOSE | {
            "table": "partnership_meetings", "dimensions": (_UNIT,),
            "columns": ("number", "title", "held", "associations")})),
    Indicator(
        name="plans_coordinated",
        title=Words("Plans coordinated", "Plans coordonnés"),
        definition=Words("Plans of ministries that the institute coordinates on the date.",
                         "Plans ministériels que l’institut coordonne à la date."),
        unit=Words("plans", "plans"), when=Stock("start", "end"),
        method=_HALF_OPEN + "From the launch until it is achieved or stopped.",
        **(_WHOSE | {
            "table": "partnership_plans",
            "dimensions": (Dimension("ministry", "ministry_id", Words("Ministry", "Ministère")),
                           _UNIT),
            "columns": ("number", "title", "ministry.name", "start", "end", "state")})),
    Indicator(
        name="milestones_in_time",
        title=Words("Milestones of plans reached in time", "Jalons de plans atteints à temps"),
        definition=Words("Of the milestones that were due in the period, the share that was "
                         "reached by then.",
                         "Parmi les jalons attendus dans la période, la part atteinte à temps."),
        unit=Words("%", "%"), measure=Share((true("in_time"),)), when=Flow("due"),
        method="By the day on which it is due; one that was postponed has its new day.",
        **(_WHOSE | {
            "table": "partnership_milestones", "key": "milestone",
            "dimensions": (Dimension("plan", "plan.title", Words("Plan", "Plan")), _UNIT),
            "columns": ("milestone", "plan.title", "action", "title", "due", "reached")})),
    Indicator(
        name="expertise_given",
        title=Words("Expertise given to public decision",
                    "Expertises rendues à la décision publique"),
        definition=Words("Collective expertises, opinions, hearings and committees by which the "
                         "institute informed a public decision in the period.",
                         "Expertises collectives, avis, auditions et comités par lesquels "
                         "l’institut a éclairé une décision publique dans la période."),
        unit=Words("expertises", "expertises"), when=Flow("given"),
        method="By the day on which it was given.",
        **(_WHOSE | {
            "table": "partnership_expertise",
            "dimensions": (_kind(Words("Kind of expertise", "Type d’expertise")),
                           Dimension("requester", "requester_id",
                                     Words("Asked for by", "Demandée par")), _COUNTRY, _UNIT),
            "columns": ("number", "title", "kind", "requester.name", "given")})),
)
