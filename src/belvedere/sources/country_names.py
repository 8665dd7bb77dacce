"""Countries as registries write them in English, and their ISO codes."""

import re
import unicodedata
from functools import cache

from babel import Locale

from belvedere.sources.names import LOST, fitting
from belvedere.tables.countries import CODES
from belvedere.tables.ledger import Ledger

REGISTRY_SPELLINGS = {
    "Antigua and Barbuda": "AG",
    "Bolivia, Plurinational State of": "BO",
    "Brunei Darussalam": "BN",
    "Burma": "MM",
    "Cabo Verde": "CV",
    "Congo": "CG",
    "Congo, Republic of": "CG",
    "Congo, The Democratic Republic of the": "CD",
    "Democratic Republic of the Congo": "CD",
    "Czech Republic": "CZ",
    "Côte D'Ivoire": "CI",
    "Ivory Coast": "CI",
    "Falkland Islands (Malvinas)": "FK",
    "Federated States of Micronesia": "FM",
    "Micronesia, Federated States of": "FM",
    "Holy See (Vatican City State)": "VA",
    "Hong Kong": "HK",
    "Iran, Islamic Republic of": "IR",
    "Iran (Islamic Republic of)": "IR",
    "Korea, Democratic People's Republic of": "KP",
    "Korea, Republic of": "KR",
    "Republic of Korea": "KR",
    "Lao People's Democratic Republic": "LA",
    "Libyan Arab Jamahiriya": "LY",
    "Macau": "MO",
    "Macao": "MO",
    "Macedonia": "MK",
    "Macedonia, The Former Yugoslav Republic of": "MK",
    "Moldova, Republic of": "MD",
    "Republic of Moldova": "MD",
    "Myanmar": "MM",
    "Palestine": "PS",
    "Palestine, State of": "PS",
    "Palestinian Territory, occupied": "PS",
    "Palestinian Territories, Occupied": "PS",
    "Pitcairn": "PN",
    "Reunion": "RE",
    "Russian Federation": "RU",
    "Saint Martin (French part)": "MF",
    "Swaziland": "SZ",
    "Syrian Arab Republic": "SY",
    "Taiwan, Province of China": "TW",
    "Tanzania, United Republic of": "TZ",
    "United Republic of Tanzania": "TZ",
    "East Timor": "TL",
    "Turkey": "TR",
    "Turkey (Türkiye)": "TR",
    "United Kingdom of Great Britain and Northern Ireland": "GB",
    "UK": "GB",
    "USA": "US",
    "United States of America": "US",
    "Venezuela, Bolivarian Republic of": "VE",
    "Venezuela (Bolivarian Republic of)": "VE",
    "Viet Nam": "VN",
    "Virgin Islands (British)": "VG",
    "Virgin Islands (U.S.)": "VI",
    "Virgin Islands, British": "VG",
    "Virgin Islands, U.S.": "VI",
}


def country_code(written: str, column: str, ledger: Ledger) -> str | None:
    """Return the code of a country's name; one that is not known is told to the ledger."""
    if code := known_code(written):
        return code
    if LOST in written:
        codes = {_codes()[_plain(name)] for name in fitting(written.casefold(), _accented())}
        if len(codes) == 1:
            ledger.note("country names with a lost character, known by the others")
            return codes.pop()
    ledger.unknown(column, written)
    return None


def known_code(written: str) -> str | None:
    """Return the code of a country's name, or nothing."""
    return _codes().get(_plain(written))


def _plain(name: str) -> str:
    """Return a name without accents, case and the words that are written either way."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", name.casefold())
        if not unicodedata.combining(letter)
    )
    bare = bare.replace("’", "'").replace("&", "and")
    bare = re.sub(r"\bst\.? ", "saint ", bare)
    return " ".join(bare.split()).removeprefix("the ")


def _names() -> dict[str, str]:
    territories = Locale("en").territories
    return {territories[code]: code for code in CODES if code in territories} | REGISTRY_SPELLINGS


@cache
def _codes() -> dict[str, str]:
    return {_plain(name): code for name, code in _names().items()}


@cache
def _accented() -> tuple[str, ...]:
    """Return the names that have a character to lose."""
    return tuple(name.casefold() for name in _names() if not name.isascii())
