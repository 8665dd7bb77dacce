"""Joining identifiers that statements say are one: connected components."""

from collections.abc import Iterable


class Components:
    """Disjoint sets of names, with the set's members at hand."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}

    def add(self, name: str) -> None:
        if name not in self._parent:
            self._parent[name] = name
            self._members[name] = [name]

    def find(self, name: str) -> str:
        root = name
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[name] != root:
            self._parent[name], name = root, self._parent[name]
        return root

    def members(self, name: str) -> list[str]:
        """Return all names joined with this one, itself included."""
        return self._members[self.find(name)]

    def join(self, first: str, second: str) -> None:
        a, b = self.find(first), self.find(second)
        if a == b:
            return
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        self._parent[b] = a
        self._members[a] += self._members.pop(b)

    def all(self) -> Iterable[list[str]]:
        """Return every set of joined names."""
        return self._members.values()
