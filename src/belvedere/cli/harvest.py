"""Read one source into the store, from the net or from files already there.

The next build of the same files finds it done. No edition is made.
"""

from pathlib import Path

from belvedere.building.landscape import landscape
from belvedere.building.steps import gather, harvest
from belvedere.errors import InputError
from belvedere.evidence.store import Store, home
from belvedere.evidence.writer import writing
from belvedere.sources.base import source


def arguments(parser) -> None:
    parser.add_argument("source", help="ror, cordis, rnsr …")
    parser.add_argument("--from", dest="folder", type=Path, metavar="DIR",
                        help="read the source's files from this folder instead of the net")
    parser.add_argument("--landscape", default="inserm",
                        help="whose settings to fetch with (default: inserm)")


def run(given) -> None:
    wanted = source(given.source)
    with writing(Store(home())) as writer:
        inputs = gather(wanted, landscape(given.landscape), home(), given.folder)
        if not inputs.paths:
            raise InputError(f"{given.folder} has no file of {wanted.name}.")
        snapshot = harvest(writer, wanted, inputs)
    print(snapshot.name)
