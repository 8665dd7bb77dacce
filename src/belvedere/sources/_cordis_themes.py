"""Parts of the framework programmes that a project of CORDIS belongs to."""

import re
from collections.abc import Sequence

_LEVELS = 3
"""Kept of a code such as H2020-EU.3.1.2.: its name and two numbers."""
_YEAR = re.compile(r"[-._ ]20\d\d")
FP7_PARTS = {
    word: f"FP7-{part}"
    for part, words in {
        "HEALTH": "HEALTH", "KBBE": "KBBE", "ICT": "ICT", "NMP": "NMP", "ENERGY": "ENERGY",
        "ENVIRONMENT": "ENV ENVIRONMENT", "SSH": "SSH", "SPACE": "SPA SPACE GMES",
        "TRANSPORT": "TRANSPORT TPT AAT SST GALILEO", "SECURITY": "SEC SECURITY", "GA": "GA",
        "JTI": "JTI IMI ARTEMIS ENIAC", "IDEAS-ERC": "ERC IDEAS", "PEOPLE": "PEOPLE",
        "INFRASTRUCTURES": "INFRA INFRASTRUCTURES", "SME": "SME", "REGIONS": "REGIONS",
        "REGPOT": "REGPOT", "SIS": "SIS SCIENCE", "COH": "COH", "INCO": "INCO",
        "EURATOM-FISSION": "FISSION", "EURATOM-FUSION": "FUSION",
    }.items()
    for word in words.split()
}
"""Words that FP7 topics begin with, and the part that CORDIS files each under."""


def themes(framework: str, topics: Sequence[str], basis: Sequence[str]) -> list[str]:
    """Return the parts of the programme, as CORDIS writes their codes.

    FP7 tells them by its topics (HEALTH.2011.…, ENV-NMP.2011.…), later programmes
    by their legal basis, of which the first numbers are kept: H2020-EU.3.1.
    """
    if framework == "FP7":
        told = [
            FP7_PARTS[word] for topic in topics
            for word in re.split(r"[-._ ]", _YEAR.split(topic)[0].upper()) if word in FP7_PARTS
        ]
        return list(dict.fromkeys(told or [part for part in basis if part.startswith("FP7-")]))
    return list(dict.fromkeys(_cut(part) for part in basis))


def _cut(part: str) -> str:
    numbers = part.split(".")
    if len(numbers) <= _LEVELS:
        return part
    # H2020 ends its codes with a point, Horizon Europe does not
    return ".".join(numbers[:_LEVELS]) + ("." if part.endswith(".") else "")
