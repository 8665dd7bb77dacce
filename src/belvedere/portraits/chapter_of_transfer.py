"""The chapter of what becomes of inventions: shown where the edition has the desk's books."""

from belvedere.indicators.definition import Words
from belvedere.portraits.chapter import Ask, Chart, Section, Sentence
from belvedere.portraits.last_year import LAST_YEAR

_OURS = (("role", "institute"),)
_THEIRS = (("role", "partner"),)

TRANSFER = Section(
    "transfer", Words("What becomes of its inventions", "Ce que deviennent ses inventions"),
    (
        Sentence(
            Words("{name} has {families} patent families in its portfolio, of which {joint} are "
                  "owned with others; {licensed} of the portfolio is licensed.",
                  "{name} a {families} familles de brevets à son portefeuille, dont {joint} en "
                  "copropriété ; {licensed} du portefeuille est sous licence."),
            {"families": Ask("transfer_families"),
             "joint": Ask("transfer_families", where=(("joint", "true"),)),
             "licensed": Ask("transfer_families_licensed_share")},
        ),
        Sentence(
            Words("By its own book, in the last whole year its units disclosed {disclosed} "
                  "inventions, and {filed} were filed as patents, by {all} applications at all "
                  "offices. A filing came {days} days after the disclosure on average.",
                  "Selon son propre registre, ses unités ont déclaré dans la dernière année "
                  "entière {disclosed} inventions, et {filed} ont donné un brevet, par {all} "
                  "demandes à tous les offices. Le dépôt est venu en moyenne {days} jours après "
                  "la déclaration."),
            {"disclosed": Ask("transfer_disclosures", LAST_YEAR),
             "filed": Ask("transfer_priority_filings", LAST_YEAR),
             "all": Ask("transfer_filings", LAST_YEAR),
             "days": Ask("transfer_days_to_filing", LAST_YEAR)},
        ),
        Sentence(
            Words("Those that were first licensed in that year had been disclosed {licence} days "
                  "before on average.",
                  "Celles qui ont eu leur première licence cette année-là avaient été déclarées "
                  "{licence} jours plus tôt en moyenne."),
            {"licence": Ask("transfer_days_to_licence", LAST_YEAR)}, goes_on=True,
        ),
        Sentence(
            Words("In the last whole year it signed {rd} R&D contracts and {signed} licences. On a "
                  "family of its portfolio there are {each} R&D contracts on average; {licences} "
                  "of its licences are active.",
                  "Dans la dernière année entière, il a signé {rd} contrats de R&D et {signed} "
                  "licences. Une famille de son portefeuille porte {each} contrats de R&D en "
                  "moyenne ; {licences} de ses licences sont en vigueur."),
            {"rd": Ask("transfer_rd_contracts", LAST_YEAR, where=_OURS),
             "signed": Ask("transfer_licences_signed", LAST_YEAR, where=_OURS),
             "each": Ask("transfer_rd_contracts_per_family"),
             "licences": Ask("transfer_licences", where=_OURS)},
        ),
        Sentence(
            Words("{startups} start-ups live on what its units found; {founded} were founded in "
                  "the last whole year.",
                  "{startups} jeunes entreprises vivent de ce que ses unités ont trouvé ; "
                  "{founded} ont été créées dans la dernière année entière."),
            {"startups": Ask("transfer_startups"),
             "founded": Ask("transfer_startups_founded", LAST_YEAR)},
        ),
        Sentence(
            Words("{name} signed {contracts} contracts with the institute in the last whole year, "
                  "of which {licences} are licences.",
                  "{name} a signé {contracts} contrats avec l’institut dans la dernière année "
                  "entière, dont {licences} licences."),
            {"contracts": Ask("transfer_contracts_signed", LAST_YEAR, where=_THEIRS),
             "licences": Ask("transfer_licences_signed", LAST_YEAR, where=_THEIRS)},
        ),
    ),
    (
        Chart(Words("Families in the portfolio, year by year",
                    "Familles au portefeuille, année par année"), Ask("transfer_families")),
        Chart(Words("Inventions filed, by year", "Inventions déposées, par année"),
              Ask("transfer_priority_filings")),
        Chart(Words("Contracts signed, by kind", "Contrats signés, par type"),
              Ask("transfer_contracts_signed"), "kind"),
        Chart(Words("R&D contracts, by partner country", "Contrats de R&D, par pays partenaire"),
              Ask("transfer_rd_contracts"), "partner_country"),
        Chart(Words("Active licences, by size of partner",
                    "Licences en vigueur, par taille de partenaire"),
              Ask("transfer_licences"), "partner_size"),
    ),
)
