"""Countries of a world: the 40 that publish most in that order, then others by their code."""

from belvedere.errors import QuestionError
from belvedere.tables.countries import CODES

NUMBER = 200

_FIRST = (
    "CN US GB DE FR IN JP IT CA ES AU KR BR NL RU CH IR SE TR PL BE TW DK AT PT MX SA NO ZA EG "
    "FI IL GR CZ SG ID AR IE NZ HK"
).split()


def countries(named: set[str]) -> list[str]:
    """Return 200 codes, those named among them. Raises QuestionError for one that is none."""
    for code in sorted(named - CODES):
        raise QuestionError(f"{code!r} is no country: an institution takes a code such as FR.")
    others = sorted(CODES - set(_FIRST), key=lambda code: (code not in named, code))
    return (_FIRST + others)[:NUMBER]


def weights() -> list[float]:
    """Return the share of each country in the works, unscaled: a few have most."""
    return [(rank + 1) ** -1.15 for rank in range(NUMBER)]


def renown(number: int) -> float:
    """Return by how much more than elsewhere the works of a country are cited."""
    return round(1.16 * (number + 1) ** -0.12, 9)
