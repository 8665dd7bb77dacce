"""Read a snapshot's files into Belvedere's tables: FROM TO [queries].

With ``queries`` it prints what each query cost, the dearest first.
"""

import sys
import time
from collections import Counter
from pathlib import Path

from belvedere.sources import openalex
from belvedere.sources.base import Files
from belvedere.tables.ledger import Ledger


class Timed:
    """A connection that adds up how long its queries take, by how they begin."""

    def __init__(self, connection, seconds: Counter) -> None:
        self.connection, self.seconds = connection, seconds

    def cursor(self):
        return Timed(self.connection.cursor(), self.seconds)

    def execute(self, query: str, *others):
        began = time.perf_counter()
        done = self.connection.execute(query, *others)
        name = " ".join(query.split())
        if " TO '" in name:  # a table is best told by its file
            name = "write " + name.rpartition(" TO '")[2].partition("'")[0].rpartition("/")[2]
            name = name.partition(".")[0]
        self.seconds[name[:90]] += time.perf_counter() - began
        return done

    def __getattr__(self, name: str):
        return getattr(self.connection, name)


folder, target = map(Path, sys.argv[1:3])
target.mkdir()
timed: list[Timed] = []
if sys.argv[3:] == ["queries"]:
    plain = openalex.engine
    openalex.engine = lambda spill: timed.append(Timed(plain(spill), Counter())) or timed[0]
openalex.write(Files(folder, tuple(openalex.find(folder))), Ledger(), target)
for one in timed:
    for name, seconds in one.seconds.most_common(14):
        print(f"{seconds:8.2f} s  {name}")
