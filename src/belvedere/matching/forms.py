"""Other forms that a name is written in: abbreviated, without its country, its parent's name, …"""

from collections.abc import Container, Iterator, Sequence

from belvedere.matching.words import COMMON, ORGANISATION

Key = tuple[str, ...]

_ABRIDGED: tuple[tuple[Key, Key], ...] = tuple(
    (tuple(short.split()), tuple(long.split())) for short, long in (
        ("chu", "center hospital university"), ("chru", "center hospital regional university"),
        ("iit", "indian institute technology"), ("nit", "national institute technology"),
        ("iim", "indian institute management"), ("mpi", "max planck institute"),
        ("uc", "university california"), ("suny", "state university new york"),
        ("cuny", "city university new york"), ("csu", "california state university"),
        ("va", "veterans affairs"), ("va", "veterans administration"), ("us", "united states"),
        ("usa", "united states"), ("nsw", "new south wales"), ("pla", "peoples liberation army"),
        ("cas", "chinese academy science"), ("ras", "russian academy science"),
        ("nhs trust", "nhs foundation trust"), ("medical college", "medical university"),
        ("university science technology", "university technology"),
        ("technology university", "technical university"), ("poly technology", "polytechnic"),
        ("academy science czech republic", "czech academy science"),
    )
)
"""Words of organisations' names that are written the one way or the other, as folded."""
_SHORTER: tuple[tuple[Key, Key], ...] = (
    (("max", "planck", "institute"), ("max", "planck")),
    (("chinese", "academy", "science"), ("academy", "sinica")),
)
"""Words that are written another way, which may as well be of another organisation."""
_OWN = frozenset("""
    national royal federal imperial us chinese indian japanese korean pontifical pontificia
""".split())
_SORTS = frozenset("""
    federal national state autonomous polytechnic technical technology catholic medical general
    regional agrarian agricultural rural central free pontifical military public pedagogical
    children cancer veterinary provincial municipal
""".split())
"""What tells sorts of universities, institutes and hospitals, before the word or after it."""
_TRUST = (("nhs", "foundation", "trust"), ("nhs", "trust"))
_HEADS = frozenset(("university", "institute", "hospital", "academy", "school", "college"))
_HOSPITAL = frozenset(("university", "hospital"))


def variants(key: Key) -> Iterator[Key]:
    """Yield a name with what is usually abbreviated in it the other way, and without its trust."""
    for short, long in _ABRIDGED:
        for old, new in ((long, short), (short, long)):
            if (made := replaced(key, old, new)) is not None:
                yield made
    for old, new in _SHORTER:
        if (made := replaced(key, old, new)) is not None and made != ("max", "planck"):
            yield made
    for end in _TRUST:
        if key[-len(end):] == end and len(key) - len(end) >= 2:
            yield key[:-len(end)]
            break
    if key[:2] == ("united", "states") and len(key) >= 4:
        yield key[2:]
    if len(key) > 2 and any(head in _HEADS and sort in _SORTS
                            for head, sort in (key[:2], key[1::-1])):
        yield (key[1], key[0], *key[2:])  # Federal University of Pará, Universidade Federal do Pará


def joined(key: Key, known: Container[str]) -> Iterator[Key]:
    """Yield a name with two of its words written as one, where names have that word or both are
    short: post graduate, peng cheng, fu jen, k j."""
    if not 2 <= len(key) <= 8:
        return
    for at in range(len(key) - 1):
        first, second = key[at:at + 2]
        if first in COMMON or second in COMMON or not (first.isalpha() and second.isalpha()):
            continue
        whole = first + second
        short = 2 <= len(first) <= 5 and 2 <= len(second) <= 5
        if len(whole) == 2 or (len(whole) >= 5 and (short or whole in known)):
            yield (*key[:at], whole, *key[at + 2:])


def turned(key: Key) -> Iterator[Key]:
    """Yield University Hospital X, X University Hospital and Hospital University X for another."""
    rest = tuple(word for word in key if word not in _HOSPITAL)
    if 1 <= len(rest) <= 2 and len(rest) == len(key) - 2 and not COMMON.intersection(rest) and (
        _HOSPITAL.issubset(key)
    ):
        for made in ((*rest, "university", "hospital"), ("university", "hospital", *rest),
                     ("hospital", "university", *rest)):
            if made != key:
                yield made


def shortened(
    key: Key, city: Key, acronyms: Sequence[Key], parents: Sequence[Key],
) -> Iterator[Key]:
    """Yield what is left of a name without its parent's, and without what only says its country.

    Also the university of a city by the city alone, and an acronym with its city: IIT Chennai.
    """
    for parent in parents:
        rest = key[len(parent):]
        if key[:len(parent)] == parent and len(rest) >= 2 and (
            any(word in ORGANISATION for word in rest)
            and any(word not in COMMON for word in rest)
        ):
            yield rest
    if key[0] in _OWN and len(key) >= 4:
        yield key[1:]
    if key[:3] == ("national", "research", "university") and len(key) > 5:
        yield key[3:]
    for at, word in enumerate(key):
        if word == "university" and len(key) > 3 and at + 1 < len(key) and (
            key[at + 1] == "hospital"
        ):
            yield key[:at] + key[at + 1:]
    if city and "university" in key and len(key) > 2 and not COMMON.intersection(city):
        for place in {city, city[:1]}:
            if len(place[0]) > 3 and holds(key, place):
                yield (*place, "university")
                yield ("university", *place)
    if city and len(key) == 3 and key[1:] == ("academy", "science"):
        yield ("academy", "science", *city)
    for acronym in acronyms:
        if city and acronym != city:
            yield (*acronym, *city)


def holds(key: Key, part: Key) -> bool:
    """Tell whether a name has some words one after the other."""
    return any(key[at:at + len(part)] == part for at in range(len(key)))


def replaced(key: Key, old: Key, new: Key) -> Key | None:
    """Return a name with some of its words replaced, None where it does not have them."""
    for at in range(len(key) - len(old) + 1):
        if key[at:at + len(old)] == old:
            return (*key[:at], *new, *key[at + len(old):])
    return None
