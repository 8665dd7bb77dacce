"""Why an organisation was found in a text, in a few words for a reader."""

from belvedere.matching.candidates import ALIKE, APART, BAG, SQUASHED
from belvedere.matching.features import Mention
from belvedere.matching.names_index import (
    ACRONYM,
    ALIAS,
    CITYLESS,
    LABEL,
    PART,
    SCHOOL,
    TURNED,
    VARIANT,
)
from belvedere.matching.where import BY_CITY, BY_COUNTRY, BY_REGION
from belvedere.tables.words import Words

_NAMED = {
    LABEL: Words("its name", "son nom"),
    ALIAS: Words("another of its names", "un autre de ses noms"),
    VARIANT: Words("a variant of its name", "une variante de son nom"),
    CITYLESS: Words("its name without the place", "son nom sans le lieu"),
    TURNED: Words("its name in another order", "son nom dans un autre ordre"),
    ACRONYM: Words("its acronym", "son sigle"),
    SCHOOL: Words("a school of it", "une de ses écoles"),
    PART: Words("its name, shortened", "son nom abrégé"),
    BAG: Words("the words of its name", "les mots de son nom"),
    SQUASHED: Words("its name, spaced otherwise", "son nom, espacé autrement"),
    APART: Words("its name, in two places", "son nom, en deux endroits"),
}
_COUNTRY = {
    BY_COUNTRY: Words("in its country", "dans son pays"),
    BY_REGION: Words("in a region of its country", "dans une région de son pays"),
    BY_CITY: Words("beside a city of its country", "près d'une ville de son pays"),
}
_CITY = Words("in its city", "dans sa ville")
_OWN_CITY = 3


def reasons(mention: Mention, way: int, country: int, city: int) -> tuple[Words, ...]:
    """Return why: how the name is written, and which places agree."""
    if way == ALIKE:
        told = [Words(f"a name {mention.alike} % alike", f"un nom semblable à {mention.alike} %")]
    else:
        told = [_NAMED[way]]
    if city == _OWN_CITY:
        told.append(_CITY)
    elif country in _COUNTRY:
        told.append(_COUNTRY[country])
    return tuple(told)
