"""The tags of many records of PubMed at once: where they are, by what they are.

A tag is told by the eight bytes after its "<", taken as one number; what those
leave open is told by eight bytes further on. Nothing is parsed here: whether the
records are well-formed is another's question.
"""

import numpy as np

_CODES = (
    b"PubmedAr", b"/PubmedA", b"DateRevi", b"Article>", b"Article ", b"Journal>", b"/Journal",
    b"ArticleT", b"/Article", b"AuthorLi", b"/AuthorL", b"/Medline", b"ArticleI", b"Referenc",
    b"/Author>", b"Affiliat", b"ISSNLink", b"MeshHead", b"/MeshHea", b"Descript",
)
_BITS = 12
_BEYOND = bytes(64)
"""Stands after the end, so that bytes may be taken from behind every tag."""


def code(eight: bytes) -> int:
    """Return eight bytes as the number that ``Tags.further`` tells them by."""
    return int.from_bytes(eight, "little")


def _hashing() -> tuple[np.uint64, np.ndarray, np.ndarray]:
    """Return a factor that keeps the codes apart, whose code each hash is, and the codes."""
    codes = np.array([0, *map(code, _CODES)], np.uint64)
    shift = np.uint64(64 - _BITS)
    factor = np.uint64(0x9E3779B97F4A7C15)
    while True:
        hashes = (codes[1:] * factor) >> shift
        if len(np.unique(hashes)) == len(hashes):
            break
        factor += np.uint64(2)
    which = np.zeros(1 << _BITS, np.uint8)
    which[hashes] = np.arange(1, len(codes))
    return factor, which, codes


_FACTOR, _WHICH, _KNOWN = _hashing()


def first_of(found: np.ndarray, after: np.ndarray, otherwise: int) -> np.ndarray:
    """Return of each place the first that was found behind it."""
    return np.append(found, otherwise)[np.searchsorted(found, after, side="right")]


class Tags:
    """The tags of some content. ``at`` has their places in bytes, ``codes`` what they are."""

    def __init__(self, content: bytes) -> None:
        held = content + _BEYOND
        self.bytes = np.frombuffer(held, np.uint8)
        self._eights = np.ndarray(len(held) - 8, "<u8", held, 0, (1,))
        self.at = np.flatnonzero(self.bytes == ord("<"))
        self.codes = self._eights[1:][self.at]
        hashes = self.codes * _FACTOR
        hashes >>= np.uint64(64 - _BITS)
        which = _WHICH.take(hashes.view(np.int64), mode="clip")
        some = np.flatnonzero(which)
        which = which[some]
        # Another tag may have the same hash.
        same = self.codes[some] == _KNOWN[which]
        some, which = some[same], which[same]
        order = np.argsort(which, kind="stable")
        ends = np.cumsum(np.bincount(which, minlength=len(_KNOWN)))
        some = some[order]
        self._of = {
            name: some[ends[number - 1]:ends[number]]
            for number, name in enumerate(_CODES, start=1)
        }

    def of(self, name: bytes, offset: int = 0, further: bytes = b"") -> np.ndarray:
        """Return which tags have a code and, some bytes behind their "<", eight further bytes."""
        found = self._of[name]
        return found[self.further(found, offset) == code(further)] if further else found

    def beginning(self, name: bytes) -> np.ndarray:
        """Return which tags begin with up to eight bytes."""
        return np.flatnonzero(self.codes & np.uint64((1 << 8 * len(name)) - 1) == code(name))

    def further(self, tags: np.ndarray, offset: int) -> np.ndarray:
        """Return the eight bytes that stand so far behind the "<" of tags."""
        return self._eights[self.at[tags] + offset]
