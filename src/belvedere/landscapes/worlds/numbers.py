"""Identifiers of what is invented: OpenAlex's shapes, in ranges that nobody uses."""

WORKS = 9_000_000_000
INSTITUTIONS = 9_000_000_000
AUTHORS = 9_000_000_000
SOURCES = 9_000_000_000
PUBLISHERS = 9_000_000_000
"""The first number of each kind; real ones are below 8 thousand million."""

PMID = 800_000_000
PMCID = 800_000_000

OPENALEX = "https://openalex.org/"
DOI = "10.5555/belvedere."
"""10.5555 is the prefix set aside for examples."""


def issn(number: int) -> str:
    """Return an ISSN with the right check digit; none is given out that begins with 9."""
    digits = f"{9_000_000 + number}"
    check = -sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1))) % 11
    return f"{digits[:4]}-{digits[4:]}{'X' if check == 10 else check}"
