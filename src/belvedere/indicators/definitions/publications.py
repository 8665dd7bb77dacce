"""Publications: how many, how cited among the world's, with whom.

Method: articles and reviews in journals, not retracted. A country has one over
the number of countries of a work; an organisation one over its authors, over
their affiliations, over the institutions of each. Citations are those from the
year of publication to the third year after it, self-citations included, compared
with the works of the same subfield, year and type in the world.
"""

from belvedere.indicators.definition import (
    Dimension,
    Flow,
    Growth,
    Indicator,
    LastYears,
    Mean,
    Portion,
    Share,
    Specialisation,
    Sum,
    Words,
    among,
    true,
)
from belvedere.tables.publications import TOP_PERCENT

_ARTICLES = Words("articles and reviews", "articles et synthèses")
_PERCENT = Words("% of articles", "% des articles")
_CITABLE = true("work.is_citable")
_DIMENSIONS = (
    Dimension("theme", "work.themes", Words("Theme", "Thème")),
    Dimension("subfield", "work.subfield", Words("Subfield", "Discipline")),
    Dimension("type", "work.type", Words("Type", "Type")),
    Dimension("open_access", "work.open_access", Words("Open access", "Accès ouvert")),
    Dimension("collaboration", "work.collaboration", Words("Collaboration", "Collaboration")),
    Dimension("prominent", "work.prominent",
              Words("Prominent journals (default list)",
                    "Journaux d’excellence (liste par défaut)")),
    Dimension("unit", "units", Words("Research unit", "Unité de recherche")),
    Dimension("basis", "basis", Words("How it is known", "Comment on le sait")),
    Dimension("partner_country", "country", Words("Partner country", "Pays partenaire"),
              partners=True),
    Dimension("partner", "organisation_id", Words("Partner", "Partenaire"), partners=True),
)
_BY_LIST = Dimension("journal_list", "work.journal_lists",
                     Words("List of journals", "Liste de revues"), replaces="work.prominent")
_COMMON = {
    "theme": "publications",
    "unit": _ARTICLES,
    "table": "work_organisations",
    "country_table": "work_countries",
    "world_table": "work_world",
    "key": "work_id",
    "whose": "organisation_id",
    "whose_country": "country",
    "credit": "weight",
    "when": Flow("work.publication_date"),
    "dimensions": (*_DIMENSIONS, _BY_LIST),
    "columns": (
        "described.title", "described.journal", "work.publication_date", "work.type",
        "work.subfield", "work.citations", "work.open_access", "work.collaboration",
        "described.doi", "basis", "match_score", "weight",
    ),
    "dated_by": "openalex",
    "reviewed": "2026-11-23",
}
_METHOD = (
    "Articles and reviews in journals, neither retracted nor paratext. Full counting: each work "
    "once for everyone who signs it. Fractional counting: for countries one over the number of "
    "distinct countries; for organisations one over the authors, over the author's affiliations, "
    "over the institutions of the affiliation. An organisation has what its parts sign, by "
    "OpenAlex's lineage. Where the source identifies no institution, the affiliation's text tells "
    "whom it names. A research unit has the works whose affiliations name it; those who supervised "
    "it in that year sign as well, without a share where others are named."
)
_NORMALISED = (
    "Cells of the world: subfield of the primary topic × year × type. Citations from the year of "
    "publication to the third year after it, self-citations included. Fractional counting, so "
    "that the world's value is {world} exactly."
)
_LEAST = 60
"""Articles that a mean or a share of them needs for a rank; on fewer it is a small number."""
_SCORED = {
    **_COMMON, "counting": "fractional", "default_when": LastYears(5, 4), "rank_minimum": _LEAST,
    "columns": (*_COMMON["columns"][:-1], "score.ncs", "weight"),
}
_TWO_PARTS = Words(
    "Work that is not placed in a subfield, or whose citations are not known by year, has no "
    "score: it is told beside the figure.",
    "Un article sans discipline, ou dont les citations ne sont pas connues par année, n’a pas de "
    "score : il est indiqué à côté du chiffre.",
)


def _top(percent: int) -> tuple[Indicator, Indicator]:
    """Return the number and the share of works among the so many per cent most cited."""
    column = f"score.top{percent}"
    scored = _SCORED | {"columns": (*_COMMON["columns"][:-1], column, "weight")}
    definition = Words(
        f"Articles and reviews among the {percent} % most cited of the world in their subfield, "
        "year and type. Articles that share the threshold count for the part that makes the "
        f"world's total {percent} % exactly.",
        f"Articles et synthèses parmi les {percent} % les plus cités du monde dans leur "
        "discipline, leur année et leur type. Les articles à égalité sur le seuil comptent pour la "
        f"part qui fait du total mondial {percent} % exactement.",
    )
    return (
        Indicator(
            name=f"articles_top{percent}",
            title=Words(f"Articles among the {percent} % most cited",
                        f"Articles parmi les {percent} % les plus cités"),
            definition=definition, where=(_CITABLE,), measure=Sum(column),
            method=_NORMALISED.format(world=f"{percent} % of its articles"),
            caveats=(_TWO_PARTS,), **scored,
        ),
        Indicator(
            name=f"pp_top{percent}",
            title=Words(f"Share of articles among the {percent} % most cited",
                        f"Part des articles parmi les {percent} % les plus cités"),
            definition=Words(
                "Share of " + definition.en[0].lower() + definition.en[1:],
                "Part des " + definition.fr[0].lower() + definition.fr[1:]),
            where=(_CITABLE,), measure=Mean(column),
            method=f"PP(top {percent} %). " + _NORMALISED.format(world=f"{percent} %"),
            caveats=(_TWO_PARTS,), **(scored | {"unit": _PERCENT}),
        ),
    )


INDICATORS = (
    Indicator(
        name="articles",
        title=Words("Articles", "Articles"),
        definition=Words(
            "Articles and reviews in journals that the organisation or one of its parts signs, "
            "retracted ones left out.",
            "Articles et synthèses de revues que signe l’organisme ou l’une de ses composantes, "
            "hors articles rétractés.",
        ),
        where=(_CITABLE,), method=_METHOD, **_COMMON,
    ),
    Indicator(
        name="articles_prominent_journals",
        title=Words("Articles in prominent journals", "Articles dans des journaux d’excellence"),
        definition=Words(
            "Articles and reviews in the journals of a declared list, in the medical and the "
            "basic research domains, valid in the year of publication.",
            "Articles et synthèses dans les journaux d’une liste déclarée, dans les champs médical "
            "et fondamental, valable l’année de publication.",
        ),
        where=(_CITABLE, among("work.prominent", "medical", "basic", unknown="left_out")),
        method=_METHOD + " Lists are the table journal_lists: the default one counts, or the one "
        "that is asked for as journal_list, in the year for which a journal is on it.",
        caveats=(Words(
            "Excellence by journal, as the institute states it: the share among the most cited "
            "says how the articles themselves fare.",
            "Excellence par journal, telle que l’institut l’énonce : la part parmi les plus cités "
            "dit ce qu’il en est des articles eux-mêmes.",
        ),),
        # the list comes first, so that its page shows the figure under each of them
        **(_COMMON | {"dimensions": (_BY_LIST, *_DIMENSIONS)}),
    ),
    Indicator(
        name="articles_growth",
        title=Words("Growth of articles", "Croissance des articles"),
        definition=Words(
            "Compound yearly growth of the articles and reviews, from the first to the last year "
            "of the period.",
            "Croissance annuelle moyenne des articles et synthèses, de la première à la dernière "
            "année de la période.",
        ),
        where=(_CITABLE,), measure=Growth(),
        method="(last / first) ^ (1 / years between) - 1; none when either year has none.",
        **(_COMMON | {"unit": Words("% a year", "% par an")}),
    ),
    Indicator(
        name="world_share",
        title=Words("Share of the world’s articles", "Part mondiale des articles"),
        definition=Words(
            "The part of the world’s articles and reviews that is credited to it.",
            "Part des articles et synthèses du monde qui lui est créditée.",
        ),
        where=(_CITABLE,), measure=Portion("world"),
        method=_METHOD + " Fractional counting: the shares of all add up to 100 %.",
        **(_COMMON | {"counting": "fractional", "unit": Words("% of the world", "% du monde")}),
    ),
    Indicator(
        name="national_share",
        title=Words("Share of the country’s articles", "Part nationale des articles"),
        definition=Words(
            "Of the articles and reviews of its country, the share that it signs.",
            "Parmi les articles et synthèses de son pays, part qu’il signe.",
        ),
        where=(_CITABLE,), measure=Portion("country"),
        method=_METHOD + " Full counting in both.",
        **(_COMMON | {"unit": Words("% of the country", "% du pays")}),
    ),
    Indicator(
        name="specialisation",
        title=Words("Specialisation", "Spécialisation"),
        definition=Words(
            "Its share of articles in a field or theme, over the world’s share in it: above 1 it "
            "is specialised. Asked without a field or theme it is 1.",
            "Sa part d’articles dans une discipline ou un thème, rapportée à celle du monde : "
            "au-dessus de 1, il y est spécialisé. Sans discipline ni thème, c’est 1.",
        ),
        where=(_CITABLE,), measure=Specialisation(),
        method=_METHOD + " (N_ud / N_u) / (N_d / N), itself included in the world.",
        **(_COMMON | {"counting": "fractional", "unit": Words("index", "indice"),
                      "rank_minimum": _LEAST}),
    ),
    Indicator(
        name="mcs",
        title=Words("Mean citations", "Citations moyennes"),
        definition=Words(
            "Mean number of citations of its articles and reviews, from the year of publication "
            "to the third year after it.",
            "Nombre moyen de citations de ses articles et synthèses, de l’année de publication à "
            "la troisième année qui suit.",
        ),
        where=(_CITABLE,), measure=Mean("work.citations"),
        method="Σ weight × citations / Σ weight. Not normalised by field: see mncs.",
        **(_SCORED | {"unit": Words("citations per article", "citations par article")}),
    ),
    Indicator(
        name="mncs",
        title=Words("Mean normalised citation score", "Score de citation normalisé moyen"),
        definition=Words(
            "Mean over its articles and reviews of their citations over the world’s mean in the "
            "same subfield, year and type. The world’s value is 1.",
            "Moyenne, sur ses articles et synthèses, des citations rapportées à la moyenne "
            "mondiale de la même discipline, année et type. La valeur du monde est 1.",
        ),
        where=(_CITABLE,), measure=Mean("score.ncs"),
        method="MNCS. " + _NORMALISED.format(world="1") + " Where a cell is wholly uncited the "
        "score is 1.",
        caveats=(_TWO_PARTS,),
        **(_SCORED | {"unit": Words("world = 1", "monde = 1")}),
    ),
    *(indicator for percent in TOP_PERCENT for indicator in _top(percent)),
    *(
        Indicator(
            name=name, title=title, definition=definition, where=(_CITABLE,),
            measure=Share((condition,)), method=_METHOD + " Full counting.",
            **(_COMMON | {"unit": _PERCENT, "rank_minimum": _LEAST}),
        )
        for name, condition, title, definition in (
            ("international_collaboration", among("work.collaboration", "international"),
             Words("International collaboration", "Collaboration internationale"),
             Words("Share of articles and reviews signed from more than one country.",
                   "Part des articles et synthèses signés de plus d’un pays.")),
            ("national_collaboration", among("work.collaboration", "national"),
             Words("National collaboration", "Collaboration nationale"),
             Words("Share of articles and reviews signed by more than one organisation of one "
                   "country.",
                   "Part des articles et synthèses signés par plus d’un organisme d’un même "
                   "pays.")),
            ("industry_collaboration", true("work.with_industry"),
             Words("Collaboration with industry", "Collaboration avec l’industrie"),
             Words("Share of articles and reviews that a company signs as well.",
                   "Part des articles et synthèses que signe aussi une entreprise.")),
            ("open_access", among("work.open_access", "diamond", "gold", "hybrid", "bronze",
                                  "green"),
             Words("Open access", "Accès ouvert"),
             Words("Share of articles and reviews that can be read freely.",
                   "Part des articles et synthèses en libre accès.")),
        )
    ),
    Indicator(
        name="works_retracted",
        title=Words("Retracted works", "Travaux rétractés"),
        definition=Words(
            "Works of any type that were retracted, as one source at least tells.",
            "Travaux de tout type qui ont été rétractés, selon au moins une source.",
        ),
        where=(true("work.is_retracted", unknown="left_out"),),
        method="Flag of OpenAlex or PubMed.",
        **(_COMMON | {"unit": Words("works", "travaux")}),
    ),
)
