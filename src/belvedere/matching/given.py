"""A text made fit to be read, and places in it told in the text as given."""

from difflib import SequenceMatcher

from belvedere.matching.texts import blanked, repaired

LONGEST = 5_000
"""Characters of a text that are read: no affiliation is longer."""


class Given:
    """A text as given and as it is read: repaired, without addresses of mail and web."""

    __slots__ = ("given", "read")

    def __init__(self, given: str) -> None:
        self.given = given[:LONGEST]
        self.read = blanked(repaired(self.given))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a place of the text that is read stands in the one given."""
        if len(self.given) == len(self.read):
            return start, end  # what is repaired in place, or not at all
        first = last = None
        for _, i1, i2, j1, j2 in SequenceMatcher(
            None, self.given, self.read, autojunk=False
        ).get_opcodes():
            same = i2 - i1 == j2 - j1
            if j1 <= start < j2 and first is None:
                first = i1 + start - j1 if same else i1
            if j1 < end <= j2:
                last = i1 + end - j1 if same else i2
        return first or 0, last if last is not None else len(self.given)
