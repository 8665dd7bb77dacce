"""A text made fit to be read, and places in it told in the text as given."""

from belvedere.matching.texts import blanked, repair, repaired, unmarked

LONGEST = 5_000
"""Characters of a text that are read: no affiliation is longer."""


class Given:
    """A text as given and as it is read: repaired, without addresses of mail and web
    and the mark of a footnote."""

    __slots__ = ("given", "read")

    def __init__(self, given: str) -> None:
        self.given = given[:LONGEST]
        self.read = unmarked(blanked(repaired(self.given)))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a place of the text that is read stands in the one given.

        A text is repaired word by word; in a word that has not kept its length, the
        place is the whole word.
        """
        if len(self.given) == len(self.read):
            return start, end
        first, last = 0, len(self.given)
        here = there = 0  # in the text that is read, in the one given
        for old in self.given.split(" "):
            length = len(repair(old))
            same = length == len(old)
            if here <= start <= here + length:
                first = there + start - here if same else there
            if here < end <= here + length:
                last = there + end - here if same else there + len(old)
                break
            here, there = here + length + 1, there + len(old) + 1
        return first, last
