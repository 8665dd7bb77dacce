"""The chapter of what becomes of inventions: shown where the edition has the desk's books."""

from belvedere.indicators.definition import Words
from belvedere.portraits.chapter import Ask, Chart, Section, Sentence

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
            Words("By its own book, its units disclosed {disclosed} inventions, and {filed} were "
                  "filed as patents, by {all} applications at all offices. A filing came {days} "
                  "days after the disclosure on average, a licence {licence} days.",
                  "Selon son propre registre, ses unités ont déclaré {disclosed} inventions, et "
                  "{filed} ont donné un brevet, par {all} demandes à tous les offices. Le dépôt "
                  "vient en moyenne {days} jours après la déclaration, la licence {licence} "
                  "jours."),
            {"disclosed": Ask("transfer_disclosures"), "filed": Ask("transfer_priority_filings"),
             "all": Ask("transfer_filings"), "days": Ask("transfer_days_to_filing"),
             "licence": Ask("transfer_days_to_licence")},
        ),
        Sentence(
            Words("It signed {rd} R&D contracts: on a family of its portfolio there are {each} on "
                  "average. {licences} of its licences are active; {signed} were signed in all.",
                  "Il a signé {rd} contrats de R&D : une famille de son portefeuille en porte "
                  "{each} en moyenne. {licences} de ses licences sont en vigueur ; {signed} ont "
                  "été signées en tout."),
            {"rd": Ask("transfer_rd_contracts", where=_OURS),
             "each": Ask("transfer_rd_contracts_per_family"),
             "licences": Ask("transfer_licences", where=_OURS),
             "signed": Ask("transfer_licences_signed", where=_OURS)},
        ),
        Sentence(
            Words("{startups} start-ups live on what its units found; {founded} were founded.",
                  "{startups} jeunes entreprises vivent de ce que ses unités ont trouvé ; "
                  "{founded} ont été créées."),
            {"startups": Ask("transfer_startups"), "founded": Ask("transfer_startups_founded")},
        ),
        Sentence(
            Words("{name} is a partner in {contracts} contracts of the institute, of which "
                  "{licences} are licences.",
                  "{name} est partenaire de {contracts} contrats de l’institut, dont {licences} "
                  "licences."),
            {"contracts": Ask("transfer_contracts_signed", where=_THEIRS),
             "licences": Ask("transfer_licences_signed", where=_THEIRS)},
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
