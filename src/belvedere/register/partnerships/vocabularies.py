"""The words of the partnerships desk, each in both languages."""

from babel import Locale

from belvedere.tables.countries import CODES
from belvedere.tables.words import Words

AGREEMENTS = {
    "associated_laboratory": Words("Associated international laboratory",
                                   "Laboratoire international associé"),
    "unit_abroad": Words("Mixed unit abroad", "Unité mixte à l’étranger"),
    "cooperation": Words("International cooperation agreement",
                         "Accord de coopération internationale"),
    "domestic": Words("Agreement with a French partner", "Accord avec un partenaire français"),
    "ministry": Words("Agreement with a ministry", "Accord avec un ministère"),
}
ABROAD = ("associated_laboratory", "unit_abroad", "cooperation")
"""Kinds of agreement that have a partner in another country."""
LEVELS = {
    "national": Words("National", "Nationale"), "european": Words("European", "Européenne"),
    "international": Words("International", "Internationale"),
}
DISTINCTIONS = {
    "atip_avenir": Words("ATIP-Avenir", "ATIP-Avenir"),
    "programme": Words("Another programme", "Autre programme"),
    "prize": Words("Prize", "Prix"), "honour": Words("Honour", "Distinction honorifique"),
}
PROGRAMMES = ("atip_avenir", "programme")
"""Kinds of distinction that make a laureate of a programme; the others are prizes and honours."""
EXPERTISES = {
    "collective": Words("Collective expertise", "Expertise collective"),
    "opinion": Words("Opinion", "Avis"), "hearing": Words("Hearing", "Audition"),
    "committee": Words("Committee of experts", "Comité d’experts"),
}

_ENGLISH, _FRENCH = (Locale(language).territories for language in ("en", "fr"))
COUNTRIES = {code: Words(_ENGLISH[code], _FRENCH[code])
             for code in sorted(CODES, key=lambda code: _ENGLISH[code])}
