"""The chapter of partnerships: shown where the edition has the desk’s books."""

from belvedere.indicators.definition import Words
from belvedere.portraits.chapter import Ask, Chart, Section, Sentence

PARTNERSHIPS = Section(
    "partnerships", Words("Partnerships", "Partenariats"),
    (
        Sentence(
            Words("{name} runs {laboratories} associated laboratories and {abroad} mixed units "
                  "with partners abroad; {agreements} agreements of international cooperation "
                  "are in force besides.",
                  "{name} anime {laboratories} laboratoires associés et {abroad} unités mixtes "
                  "avec des partenaires à l’étranger ; {agreements} accords de coopération "
                  "internationale sont en outre en vigueur."),
            {"laboratories": Ask("associated_laboratories"), "abroad": Ask("units_abroad"),
             "agreements": Ask("cooperation_agreements")},
        ),
        Sentence(
            Words("It takes part in {joined} research infrastructures, of which it "
                  "coordinates {coordinated}.",
                  "Il participe à {joined} infrastructures de recherche, dont il coordonne "
                  "{coordinated}."),
            {"joined": Ask("infrastructures_joined"),
             "coordinated": Ask("infrastructures_coordinated")},
        ),
        Sentence(
            Words("By its books, {laureates} people became laureates of programmes such as "
                  "ATIP-Avenir, and {prizes} prizes and honours were awarded.",
                  "D’après ses registres, {laureates} personnes ont été lauréates de "
                  "programmes tels qu’ATIP-Avenir, et {prizes} prix et distinctions ont été "
                  "attribués."),
            {"laureates": Ask("laureates"), "prizes": Ask("prizes")},
        ),
        Sentence(
            Words("{network} associations of patients are in its network, of which {group} sit "
                  "in its focus group; that has met {meetings} times.",
                  "{network} associations de malades sont dans son réseau, dont {group} "
                  "siègent à son groupe de réflexion, qui s’est réuni {meetings} fois."),
            {"network": Ask("associations_in_network"),
             "group": Ask("associations_in_focus_group"),
             "meetings": Ask("focus_meetings_held")},
        ),
        Sentence(
            Words("It coordinates {plans} plans of ministries, of whose milestones {share} "
                  "were reached in time, and gave {expertise} expertises to public decision.",
                  "Il coordonne {plans} plans ministériels, dont {share} des jalons ont été "
                  "atteints à temps, et a rendu {expertise} expertises à la décision "
                  "publique."),
            {"plans": Ask("plans_coordinated"), "share": Ask("milestones_in_time"),
             "expertise": Ask("expertise_given")},
        ),
    ),
    (
        Chart(Words("Agreements in force, by kind", "Accords en vigueur, par type"),
              Ask("agreements_in_force"), "kind"),
        Chart(Words("Agreements in force, by country", "Accords en vigueur, par pays"),
              Ask("agreements_in_force"), "country", 15),
        Chart(Words("Laureates of programmes, by year",
                    "Lauréats de programmes, par année"), Ask("laureates")),
    ),
)
