"""Europe: projects of the framework programmes joined and coordinated.

Method: distinct signed grants in which the organisation is a beneficiary
(coordinator or participant). A grant with a sole beneficiary (ERC, individual
fellowship) has a coordinator in the files but coordinates nobody.
"""

from belvedere.indicators.definition import (
    Dimension,
    Flow,
    Growth,
    Indicator,
    Stock,
    Sum,
    Words,
    among,
    at_least,
    not_among,
    true,
)

_PROJECTS = Words("projects", "projets")
_BENEFICIARY = not_among(
    "role", "third_party", "associated_partner", "international_partner", unknown="counted"
)
_DIMENSIONS = (
    Dimension("programme", "project.programme", Words("Programme", "Programme")),
    Dimension("instrument", "project.instrument", Words("Instrument", "Instrument")),
    Dimension("career_stage", "project.career_stage", Words("ERC stage", "Étape ERC")),
    Dimension("theme", "project.themes", Words("Theme", "Thème")),
    Dimension("funding_scheme", "project.funding_scheme",
              Words("Funding scheme", "Modalité de financement")),
    Dimension("role", "role", Words("Role", "Rôle")),
    Dimension("partner_country", "country", Words("Partner country", "Pays partenaire"),
              partners=True),
    Dimension("partner", "organisation_id", Words("Partner", "Partenaire"), partners=True),
)
_COMMON = {
    "theme": "europe",
    "unit": _PROJECTS,
    "table": "participations",
    "key": "project_id",
    "whose": "organisation_id",
    "whose_country": "country",
    "when": Flow("project.start"),
    "dimensions": _DIMENSIONS,
    "partners": (_BENEFICIARY,),
    "columns": (
        "project.acronym", "project.title", "project.programme", "project.funding_scheme",
        "project.instrument", "role", "project.start", "project.end", "parties.organisations",
        "ec_contribution",
    ),
    "dated_by": "cordis",
    "reviewed": "2026-11-23",
}
_METHOD = (
    "Distinct signed grants of CORDIS where the organisation is a beneficiary. Identifiers that "
    "are one organisation are joined by declared statements only; a subsidiary is a party of "
    "its own."
)

INDICATORS = (
    Indicator(
        name="eu_projects",
        title=Words("European projects", "Projets européens"),
        definition=Words(
            "Projects of the European framework programmes in which the organisation is a "
            "beneficiary: coordinator or participant. Third parties and associated partners are "
            "not counted; a beneficiary whose role the source does not give is.",
            "Projets des programmes-cadres européens dont l’organisme est bénéficiaire : "
            "coordinateur ou participant. Les tiers et les partenaires associés ne comptent pas ; "
            "un bénéficiaire dont la source ne donne pas le rôle compte.",
        ),
        where=(_BENEFICIARY,),
        method=_METHOD,
        **_COMMON,
    ),
    Indicator(
        name="eu_projects_coordinated",
        title=Words("European projects coordinated", "Projets européens coordonnés"),
        definition=Words(
            "Projects with several partners that the organisation coordinates: it is the "
            "coordinator, at least two organisations are parties, and the funding scheme admits "
            "several partners. ERC grants and individual fellowships, whose only beneficiary the "
            "files also call coordinator, are not counted.",
            "Projets à plusieurs partenaires que l’organisme coordonne : il en est le "
            "coordinateur, au moins deux organismes y sont parties, et la modalité de financement "
            "admet plusieurs partenaires. Les bourses ERC et les bourses individuelles, dont les "
            "fichiers appellent aussi coordinateur l’unique bénéficiaire, ne comptent pas.",
        ),
        where=(
            among("role", "coordinator"), true("project.admits_coordination"),
            at_least("parties.organisations", 2),
        ),
        method=_METHOD + " Sole-beneficiary schemes as the French ministry sets them apart.",
        **_COMMON,
    ),
    Indicator(
        name="eu_projects_as_coordinator",
        title=Words("European projects as coordinator, sole grants included",
                    "Projets européens comme coordinateur, bourses individuelles comprises"),
        definition=Words(
            "Projects for which the files name the organisation coordinator, whether or not it "
            "has partners. For coordination of others, see European projects coordinated.",
            "Projets dont les fichiers nomment l’organisme coordinateur, qu’il ait ou non des "
            "partenaires. Pour la coordination d’autres organismes, voir Projets européens "
            "coordonnés.",
        ),
        where=(among("role", "coordinator"),),
        method=_METHOD,
        **_COMMON,
    ),
    Indicator(
        name="eu_projects_running",
        title=Words("European projects under way", "Projets européens en cours"),
        definition=Words(
            "Projects in which the organisation is a beneficiary, begun and not ended at the date.",
            "Projets dont l’organisme est bénéficiaire, commencés et non terminés à la date.",
        ),
        where=(_BENEFICIARY,),
        method=_METHOD,
        **(_COMMON | {"when": Stock("project.start", "project.end")}),
    ),
    Indicator(
        name="eu_projects_growth",
        title=Words("Growth of European projects", "Croissance des projets européens"),
        definition=Words(
            "Compound yearly growth of the projects begun, from the first to the last year of "
            "the period.",
            "Croissance annuelle moyenne des projets commencés, de la première à la dernière "
            "année de la période.",
        ),
        where=(_BENEFICIARY,),
        measure=Growth(),
        method="(last / first) ^ (1 / years between) - 1; none when either year has no project.",
        **(_COMMON | {"unit": Words("% a year", "% par an")}),
    ),
    Indicator(
        name="eu_contribution",
        title=Words("Contribution of the Union", "Contribution de l’Union"),
        definition=Words(
            "Sum of the Union’s contribution to the organisation in the projects in which it is "
            "a beneficiary. Participations whose amount the source does not give are counted "
            "beside the figure.",
            "Somme de la contribution de l’Union à l’organisme dans les projets dont il est "
            "bénéficiaire. Les participations dont la source ne donne pas le montant sont "
            "comptées à côté du chiffre.",
        ),
        where=(_BENEFICIARY,),
        measure=Sum("ec_contribution"),
        method="ecContribution of CORDIS, before what a beneficiary passes on to third parties.",
        **(_COMMON | {"key": "participation_id", "unit": Words("€", "€")}),
    ),
    *(
        Indicator(
            name=name, title=title, definition=definition,
            where=(_BENEFICIARY, among("project.instrument", *instruments)),
            method=_METHOD, **_COMMON,
        )
        for name, instruments, title, definition in (
            ("eu_collaborative_projects", ("collaborative",),
             Words("Collaborative projects", "Projets collaboratifs"),
             Words("Projects under a collaborative scheme in which the organisation is a "
                   "beneficiary.",
                   "Projets relevant d’une modalité collaborative dont l’organisme est "
                   "bénéficiaire.")),
            ("erc_grants", ("erc",),
             Words("ERC grants", "Bourses ERC"),
             Words("Grants of the European Research Council in which the organisation is host "
                   "or further beneficiary, proof-of-concept grants included. The stage (starting, "
                   "consolidator, advanced …) is a click away.",
                   "Bourses du Conseil européen de la recherche dont l’organisme est hôte ou "
                   "bénéficiaire associé, preuves de concept comprises. Le détail par étape "
                   "(starting, consolidator, advanced…) est à un clic.")),
            ("marie_curie_individual", ("marie_curie_individual",),
             Words("Marie Curie individual fellowships", "Bourses individuelles Marie Curie"),
             Words("Individual fellowships of the Marie Curie actions hosted by the organisation, "
                   "reintegration grants included.",
                   "Bourses individuelles des actions Marie Curie accueillies par l’organisme, "
                   "réintégrations comprises.")),
            ("marie_curie_networks", ("marie_curie_networks",),
             Words("Marie Curie networks", "Réseaux Marie Curie"),
             Words("Training networks and doctoral networks of the Marie Curie actions in which "
                   "the organisation is a beneficiary.",
                   "Réseaux de formation et réseaux doctoraux des actions Marie Curie dont "
                   "l’organisme est bénéficiaire.")),
            ("imi_projects", ("imi_ihi",),
             Words("Innovative Medicines and Innovative Health projects",
                   "Projets des initiatives Médicaments innovants et Santé innovante"),
             Words("Projects of the joint undertakings IMI, IMI2 and IHI in which the "
                   "organisation is a beneficiary.",
                   "Projets des entreprises communes IMI, IMI2 et IHI dont l’organisme est "
                   "bénéficiaire.")),
            ("eu_infrastructure_projects", ("infrastructures",),
             Words("Infrastructure projects", "Projets d’infrastructures"),
             Words("Projects for research infrastructures in which the organisation is a "
                   "beneficiary.",
                   "Projets pour les infrastructures de recherche dont l’organisme est "
                   "bénéficiaire.")),
        )
    ),
)
