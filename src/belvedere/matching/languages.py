"""The language that a word of organisations is written in, and who writes it.

Universidad de Valparaíso and Valparaiso University are one name in folded words; the language
tells them apart. English says nothing: it is written everywhere.
"""

from functools import cache

from babel.languages import get_territory_language_info

_WORDS = {
    "es": """universidad universidades universitaria universitario instituto institutos nacional
        facultad escuela departamento ciencias ciencia investigacion investigaciones ingenieria
        hospitalario tecnologico tecnologica fundacion centro superiores estudios salud medicina
        quimica fisica matematicas autonoma ministerio consejo politecnica secretaria
        universidade facultade unibertsitatea fakultatea""",  # Galician and Basque, of Spain too
    "ca": "universitat institut facultat departament fundacio ciencies recerca escola consell",
    "pt": """universidade instituto nacional faculdade escola departamento ciencias ciencia
        investigacao pesquisa pesquisas engenharia hospitalar fundacao centro estudos saude
        medicina quimica fisica matematica tecnologico ministerio conselho superior estadual""",
    "fr": """universite universites universitaire universitaires institut nationale nationaux
        faculte ecole departement recherche recherches ingenierie hopital hopitaux hospitalier
        hospitaliers fondation medecine chimie physique mathematiques laboratoire laboratoires
        sante etudes unite umr superieure polytechnique societe ministere conseil""",
    "it": """universita istituto istituti nazionale facolta scuola dipartimento ricerca ricerche
        ingegneria ospedale ospedaliera ospedaliero fondazione medicina chimica fisica matematica
        scienze scienza studi politecnico superiore azienda consiglio ministero""",
    "de": """universitat universitaet institut fakultat fakultaet abteilung klinik klinikum
        krankenhaus zentrum forschung forschungszentrum wissenschaften stiftung medizinische
        medizin chemie physik mathematik technische hochschule fachhochschule akademie
        gesellschaft lehrstuhl""",
    "nl": "universiteit instituut faculteit ziekenhuis onderzoek afdeling katholieke technische",
    "da": "universitet institut fakultet hospitalet sygehus",
    "nb": "universitet universitetet institutt fakultet sykehus sykehuset",
    "no": "universitet universitetet institutt fakultet sykehus sykehuset",
    "sv": "universitet institutionen fakulteten sjukhus sjukhuset",
    "fi": "yliopisto keskus",
    "pl": "uniwersytet instytut wydzial katedra szpital politechnika akademia",
    "cs": "univerzita univerzity fakulta nemocnice ustav akademie katedra",
    "sk": "univerzita univerzity fakulta nemocnica ustav katedra",
    "hr": "sveuciliste sveucilista fakultet zavod",
    "sr": "univerzitet univerziteta fakultet",
    "sl": "univerza fakulteta",
    "hu": "egyetem intezet korhaz kar",
    "ro": "universitatea institutul facultatea spitalul",
    "tr": "universitesi fakultesi hastanesi enstitusu bolumu",
    "id": "universitas fakultas institut",
    "lt": "universitetas institutas",
    "lv": "universitate",
}
_OTHER = 1
"""A language that no word is told to be of: each country has one, so that it has some."""
_BIT = {language: 2 << at for at, language in enumerate(_WORDS)}
_OF_WORD: dict[str, int] = {}
for _language, _words in _WORDS.items():
    for _word in _words.split():
        _OF_WORD[_word] = _OF_WORD.get(_word, 0) | _BIT[_language]
_MANY = 15
"""Percent of a country's people by whom a language of a region counts as the country's."""


def written(word: str) -> int:
    """Return the languages that have a word in small letters, a bit each; 0 for all others."""
    return _OF_WORD.get(word, 0)


@cache
def spoken(country: str) -> int:
    """Return the languages of a country (ISO 3166, two letters), a bit each; 0 for no country."""
    return bool(country) * _OTHER + sum(
        _BIT[language] for language, known in get_territory_language_info(country).items()
        if language in _BIT and (status := known["official_status"]) and (
            status != "official_regional" or known["population_percent"] >= _MANY))
