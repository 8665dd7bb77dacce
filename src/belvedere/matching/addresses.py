"""Several addresses in one text: each may be read by itself, so that none tells of another."""

import re

_parts = re.compile(r"(?:&#?\w{1,30};|[^;])+").finditer


def addresses(text: str) -> list[tuple[int, str]]:
    """Return the addresses that semicolons part, each with its place; none where it is one.

    Where some part has no comma, semicolons part what stands within one address.
    """
    parts = [(part.start(), part[0]) for part in _parts(text) if part[0].strip()]
    return parts if len(parts) > 1 and all("," in part for _, part in parts) else []
