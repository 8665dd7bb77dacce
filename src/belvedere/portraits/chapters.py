"""The chapters of a portrait: which figures it tells, in which words, with which charts.

This is data: to say one thing more, add a sentence with its questions. A sentence
names its figures in braces; ``{rank__of}`` is among how many ``{rank}`` is a place.
"""

from belvedere.indicators.definition import Words
from belvedere.portraits.chapter import Ask, Chart, Section, Sentence
from belvedere.portraits.chapter_of_clinical import CHARTS, SENTENCES
from belvedere.portraits.chapter_of_funding import FUNDING
from belvedere.portraits.chapter_of_partnerships import PARTNERSHIPS
from belvedere.portraits.chapter_of_patents import PATENTS
from belvedere.portraits.chapter_of_transfer import TRANSFER


def _programme(code: str, en: str, fr: str) -> tuple[Sentence, Sentence]:
    where = (("programme", code),)
    return (
        Sentence(
            Words(f"{en}: {{projects}} projects.", f"{fr} : {{projects}} projets."),
            {"projects": Ask("eu_projects", where=where)},
        ),
        Sentence(
            Words("Of these it coordinates {coordinated} with several partners ({all} if grants "
                  "with a sole beneficiary are counted); {erc} are ERC grants.",
                  "Il en coordonne {coordinated} à plusieurs partenaires ({all} si l’on compte "
                  "les bourses à bénéficiaire unique) ; {erc} sont des bourses ERC."),
            {"coordinated": Ask("eu_projects_coordinated", where=where),
             "all": Ask("eu_projects_as_coordinator", where=where),
             "erc": Ask("erc_grants", where=where)},
            Words("How many of these it coordinates {coordinated}; how many are ERC grants {erc}.",
                  "Le nombre de ceux qu’il coordonne {coordinated} ; le nombre de bourses ERC "
                  "{erc}."),
            goes_on=True,
        ),
    )


_CANCER = (("theme", "cancer"),)

SECTIONS = (
    Section(
        "structures", Words("What it is made of", "De quoi il est fait"),
        (
            Sentence(
                Words("{name} supervises {structures} research structures, of which {units} "
                      "units: {mixed} mixed with other institutions and {own} of its own.",
                      "{name} exerce la tutelle de {structures} structures de recherche, dont "
                      "{units} unités : {mixed} mixtes avec d’autres établissements et {own} "
                      "propres."),
                {"structures": Ask("structures_supervised"), "units": Ask("units"),
                 "mixed": Ask("units", where=(("kind", "mixed_unit"),)),
                 "own": Ask("units", where=(("kind", "own_unit"),))},
            ),
            Sentence(
                Words("By the number of units that they supervise, it holds rank {rank} of "
                      "{rank__of} institutions.",
                      "Par le nombre des unités sous tutelle, son rang est {rank} sur {rank__of} "
                      "établissements."),
                {"rank": Ask("units", rank="all")}, goes_on=True,
            ),
            Sentence(
                Words("The directory lists {teams} of its teams apart, and {federations} "
                      "federations. It takes part in {participated} structures more without "
                      "supervising them.",
                      "Le répertoire liste à part {teams} de ses équipes, et {federations} "
                      "fédérations. Il participe à {participated} autres structures sans en être "
                      "tutelle."),
                {"teams": Ask("teams"), "federations": Ask("federations"),
                 "participated": Ask("structures_participated")},
            ),
            Sentence(
                Words("In its own register: {units} units and {teams} teams, of which {cancer} of "
                      "those that say their themes work on cancer.",
                      "Dans son propre registre : {units} unités et {teams} équipes, dont {cancer} "
                      "de celles qui disent leurs thèmes travaillent sur le cancer."),
                {"units": Ask("register_units"), "teams": Ask("register_teams"),
                 "cancer": Ask("register_teams_cancer_share")},
            ),
            Sentence(
                Words("{staff} people work in its parts, by the register’s counts.",
                      "{staff} personnes travaillent dans ses parties, selon les comptes du "
                      "registre."),
                {"staff": Ask("register_staff_of_parts")},
            ),
        ),
        (
            Chart(Words("Units, year by year", "Unités, année par année"), Ask("units")),
            Chart(Words("Units by region", "Unités par région"), Ask("units"), "region"),
            Chart(Words("Organisations of its register, by kind",
                        "Organismes de son registre, par type"), Ask("register_parts"), "kind"),
            Chart(Words("Creations in its register, by year",
                        "Créations dans son registre, par année"), Ask("register_creations")),
            Chart(Words("Who supervises with it", "Qui exerce la tutelle avec lui"),
                  Ask("units"), "institute", 10),
        ),
    ),
    Section(
        "publications", Words("What it publishes", "Ce qu’il publie"),
        (
            Sentence(
                Words("{name} signs {articles} articles and reviews, {world} of the world’s by "
                      "credit.",
                      "{name} signe {articles} articles et synthèses, soit {world} de ceux du "
                      "monde en compte fractionnaire."),
                {"articles": Ask("articles"), "world": Ask("world_share")},
            ),
            Sentence(
                Words("{prominent} of them are in prominent journals.",
                      "{prominent} d’entre eux sont dans des journaux d’excellence."),
                {"prominent": Ask("articles_prominent_journals")}, goes_on=True,
            ),
            Sentence(
                Words("Of the articles of five years whose citations have come in, {top10} are "
                      "among the 10 % most cited of the world in their field, {top1} among the "
                      "1 % most cited; they are cited {mncs} times as much as the world’s.",
                      "Parmi les articles de cinq années dont les citations sont acquises, {top10} "
                      "sont parmi les 10 % les plus cités du monde dans leur discipline, {top1} "
                      "parmi les 1 % ; ils sont cités {mncs} fois autant que ceux du monde."),
                {"top10": Ask("pp_top10"), "top1": Ask("pp_top1"), "mncs": Ask("mncs")},
            ),
            Sentence(
                Words("{international} are signed with another country, {industry} with a "
                      "company, and {open} can be read freely.",
                      "{international} sont signés avec un autre pays, {industry} avec une "
                      "entreprise, et {open} sont en libre accès."),
                {"international": Ask("international_collaboration"),
                 "industry": Ask("industry_collaboration"), "open": Ask("open_access")},
            ),
            Sentence(
                Words("In cancer: {articles} articles, {top10} of them among the 10 % most cited; "
                      "specialisation {index} where the world is 1.",
                      "En cancérologie : {articles} articles, dont {top10} parmi les 10 % les plus "
                      "cités ; indice de spécialisation {index}, le monde valant 1."),
                {"articles": Ask("articles", where=_CANCER),
                 "top10": Ask("pp_top10", where=_CANCER),
                 "index": Ask("specialisation", where=_CANCER)},
            ),
        ),
        (
            Chart(Words("Articles, by year", "Articles, par année"), Ask("articles")),
            Chart(Words("Among the 10 % most cited, by year",
                        "Parmi les 10 % les plus cités, par année"), Ask("pp_top10")),
            Chart(Words("Fields in which it publishes most",
                        "Disciplines où il publie le plus"), Ask("articles"), "subfield"),
            Chart(Words("Partner countries", "Pays partenaires"), Ask("articles"),
                  "partner_country", 15),
        ),
    ),
    Section(
        "europe", Words("In the European programmes", "Dans les programmes européens"),
        (
            Sentence(
                Words("{name} is a beneficiary of {projects} projects of the framework programmes.",
                      "{name} est bénéficiaire de {projects} projets des programmes-cadres."),
                {"projects": Ask("eu_projects")},
            ),
            Sentence(
                Words("By this number it holds rank {rank} of {rank__of} organisations of Europe.",
                      "Par ce nombre, son rang est {rank} sur {rank__of} organismes d’Europe."),
                {"rank": Ask("eu_projects", rank="europe")}, goes_on=True,
            ),
            Sentence(
                Words("Among {near__of} research bodies of its kind it holds rank {near}.",
                      "Parmi {near__of} organismes de recherche comparables, son rang est {near}."),
                {"near": Ask("eu_projects", rank="peers")}, goes_on=True,
            ),
            *_programme("FP7", "Seventh Framework Programme", "Septième programme-cadre"),
            *_programme("H2020", "Horizon 2020", "Horizon 2020"),
            *_programme("HORIZON", "Horizon Europe", "Horizon Europe"),
            Sentence(
                Words("Marie Curie actions: {fellows} individual fellowships and {networks} "
                      "networks.",
                      "Actions Marie Curie : {fellows} bourses individuelles et {networks} "
                      "réseaux."),
                {"fellows": Ask("marie_curie_individual"),
                 "networks": Ask("marie_curie_networks")},
            ),
            Sentence(
                Words("Innovative Medicines and Innovative Health: {imi} projects.",
                      "Médicaments innovants et Santé innovante : {imi} projets."),
                {"imi": Ask("imi_projects")},
            ),
            Sentence(
                Words("The Union’s contribution to it, where the files give it, is {money}.",
                      "La contribution de l’Union, là où les fichiers la donnent, est de "
                      "{money}."),
                {"money": Ask("eu_contribution")},
            ),
        ),
        (
            Chart(Words("Projects begun, by year", "Projets commencés, par année"),
                  Ask("eu_projects")),
            Chart(Words("Projects by instrument", "Projets par instrument"),
                  Ask("eu_projects"), "instrument"),
            Chart(Words("Partner countries", "Pays partenaires"), Ask("eu_projects"),
                  "partner_country", 15),
        ),
    ),
    Section(
        "clinical", Words("Clinical research", "Recherche clinique"),
        (
            Sentence(
                Words("{name} is the lead sponsor of {trials} trials of the registries, and a "
                      "collaborator in {collaborated}.",
                      "{name} est promoteur de {trials} essais des registres, et collaborateur "
                      "de {collaborated}."),
                {"trials": Ask("trials_sponsored"), "collaborated": Ask("trials_collaborated")},
            ),
            Sentence(
                Words("Of the trials completed in ten years, {share} had their results posted or "
                      "published, {early} of them all within twelve months.",
                      "Parmi les essais terminés en dix ans, {share} ont vu leurs résultats "
                      "postés ou publiés, {early} de l’ensemble en douze mois."),
                {"share": Ask("trials_with_results_share"),
                 "early": Ask("trials_with_results_12_months_share")},
            ),
            Sentence(
                Words("By the share of results that came out, it holds rank {rank} of {rank__of} "
                      "sponsors that completed ten trials or more.",
                      "Par la part des résultats parus, son rang est {rank} sur {rank__of} "
                      "promoteurs d’au moins dix essais terminés."),
                {"rank": Ask("trials_with_results_share", rank="all")}, goes_on=True,
            ),
            *SENTENCES,
        ),
        (
            *CHARTS,
            Chart(Words("Results of trials, by year of completion",
                        "Résultats des essais, par année de fin"),
                  Ask("trials_with_results_share")),
            Chart(Words("Trials by phase", "Essais par phase"), Ask("trials_sponsored"), "phase"),
        ),
    ),
    PATENTS,
    FUNDING,
    PARTNERSHIPS,
    TRANSFER,
)
