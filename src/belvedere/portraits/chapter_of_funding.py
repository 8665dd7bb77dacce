"""The chapter of what the institute funds: its calls, projects and accredited centres."""

from belvedere.indicators.definition import Words
from belvedere.portraits.chapter import Ask, Chart, Section, Sentence

_CANCER = (("theme", "cancer"),)

FUNDING = Section(
    "funding", Words("What it funds", "Ce qu’il finance"),
    (
        Sentence(
            Words("{name} opened {calls} calls for projects and received {applications} "
                  "applications; it funded {projects} projects, {rate} of the applications "
                  "decided, and granted them {granted}.",
                  "{name} a ouvert {calls} appels à projets et reçu {applications} demandes ; "
                  "il a financé {projects} projets, {rate} des demandes décidées, et leur a "
                  "accordé {granted}."),
            {"calls": Ask("funding_calls"), "applications": Ask("funding_applications"),
             "projects": Ask("funding_projects"), "rate": Ask("funding_success_rate"),
             "granted": Ask("funding_granted")},
        ),
        Sentence(
            Words("{other} of them, {share}, come from disciplines other than biology.",
                  "{other} d’entre eux, soit {share}, viennent d’autres disciplines que la "
                  "biologie."),
            {"other": Ask("funding_other_disciplines"),
             "share": Ask("funding_other_disciplines_share")}, goes_on=True,
        ),
        Sentence(
            Words("{works} works of the open records report on projects that it funded.",
                  "{works} travaux des bases ouvertes rendent compte de projets qu’il a financés."),
            {"works": Ask("funding_publications")}, goes_on=True,
        ),
        Sentence(
            Words("In cancer: {calls} calls and {projects} projects.",
                  "En cancérologie : {calls} appels et {projects} projets."),
            {"calls": Ask("funding_calls", where=_CANCER),
             "projects": Ask("funding_projects", where=_CANCER)},
        ),
        Sentence(
            Words("It has accredited {centres} centres: {siric} integrated cancer research "
                  "sites, {cic} clinical investigation centres and {clip2} early-phase "
                  "centres.",
                  "Il a labellisé {centres} centres : {siric} sites de recherche intégrée sur "
                  "le cancer, {cic} centres d’investigation clinique et {clip2} centres de "
                  "phase précoce."),
            {"centres": Ask("funding_centres"),
             **{kind: Ask("funding_centres", where=(("kind", kind),))
                for kind in ("siric", "cic", "clip2")}},
        ),
        Sentence(
            Words("{projects} projects of {name} are funded, with {granted} as its share.",
                  "{projects} projets de {name} sont financés ; sa part est de {granted}."),
            {"projects": Ask("funding_projects_of_unit"),
             "granted": Ask("funding_granted_of_unit")},
        ),
    ),
    (
        Chart(Words("Projects funded, by year", "Projets financés, par année"),
              Ask("funding_projects")),
        Chart(Words("Projects funded, by discipline", "Projets financés, par discipline"),
              Ask("funding_projects"), "discipline"),
        Chart(Words("Projects funded, by theme", "Projets financés, par thème"),
              Ask("funding_projects"), "theme"),
    ),
)
