"""Identifiers of invented organisations, structures, grants and trials.

Each has the shape of the real scheme and none can be met in reality: ROR ids
carry wrong check digits, PICs begin with 7, RNSR numbers and UAIs stand in
ranges that nobody uses.
"""

import hashlib

_BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_SPREAD = 0x1E3779B1  # odd, so that multiplying by it modulo a power of two repeats nothing


def ror(number: int) -> str:
    """Return the ROR id of an organisation, without its address: 0k3xtdf42."""
    value = (number * _SPREAD + 0x2BADCAFE) % 2**30
    text, rest = "", value
    for _ in range(6):
        text = _BASE32[rest % 32] + text
        rest //= 32
    # The right check digits are 98 - n: one more is always wrong, and still two digits.
    return f"0{text}{99 - value * 100 % 97:02d}"


def pic(number: int) -> str:
    """Return a participant identification code. Real ones begin with 8 or 9."""
    return str(700_000_000 + number * 7_919 % 99_999_989)


def digest(text: str) -> str:
    """Return the MD5 that older CORDIS files give where they have no PIC."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def uai(number: int) -> str:
    """Return the number of a French establishment; there is no department 099."""
    return f"0990{number % 1000:03d}{_LETTERS[number % 23]}"


def siret(number: int) -> str:
    """Return the SIRET of a French establishment."""
    return f"999{number % 10**6:06d}00001"


def structure(year: int, number: int) -> str:
    """Return the national number of a research structure."""
    return f"{year}{number:05d}{_LETTERS[(year + number) % 23]}"


def nct(number: int) -> str:
    """Return a ClinicalTrials.gov number."""
    return f"NCT9{number:07d}"


def eudract(year: int, number: int) -> str:
    """Return an EudraCT number; no year came near 90,000 trials."""
    return f"{year}-09{number % 10**4:04d}-{number // 10**4 % 100:02d}"


def ctis(year: int, number: int) -> str:
    """Return a number of the European system of clinical trials, out of its range too."""
    return f"{year}-59{number % 10**4:04d}-{number // 10**4 % 100:02d}-00"
