"""List the editions, the current one marked; keep those that a report cites, remove others.

  belvedere editions
  belvedere editions --keep 2026-01-31-120000-1a2b3c4d --because "Annual report 2025"
  belvedere editions --prune 20 --dry-run

An edition that is removed can no longer be asked. The current one stays, and the newest,
those that are kept or that a page of the register names, and any that somebody reads.
"""

from belvedere.config.publishing import named
from belvedere.errors import QuestionError
from belvedere.evidence.pruning import cite, cited, prune
from belvedere.evidence.store import Store, home
from belvedere.evidence.writer import writing


def arguments(parser) -> None:
    parser.add_argument("--keep", metavar="EDITION", help="keep this one, with --because")
    parser.add_argument("--because", default="", help="who cites it")
    parser.add_argument("--let-go", metavar="EDITION", help="keep this one no longer")
    parser.add_argument("--prune", metavar="N", type=int,
                        help="remove those that nothing keeps, but for the newest N")
    parser.add_argument("--dry-run", action="store_true",
                        help="with --prune: tell what would be removed, and remove nothing")


def run(given) -> None:
    store = Store(home())
    if given.keep and not given.because:
        raise QuestionError("Say who cites it: --because \"Annual report 2025\".")
    if given.prune is not None and given.prune < 1:
        raise QuestionError("--prune keeps one edition at least: the current one.")
    if given.keep or given.let_go:
        with writing(store) as writer:
            cite(writer, given.keep or given.let_go, given.because if given.keep else "")
    if given.prune is not None:
        with writing(store) as writer:
            verdicts = prune(writer, given.prune, named, dry=given.dry_run)
        for one in verdicts:
            print(f"{one.edition}  " + (f"stays: {one.stays}" if one.stays else
                                        f"goes, {one.bytes / 1e6:,.1f} MB"))
        gone = [one for one in verdicts if not one.stays]
        print(f"{len(gone)} {'would be' if given.dry_run else ''} removed, ".replace("  ", " ")
              + f"{sum(one.bytes for one in gone) / 1e6:,.1f} MB")
        return
    why = cited(store)
    for name in store.editions():
        edition = store.edition(name)
        mark = "*" if name == store.current() else " "
        print(f"{mark} {name}  {edition.landscape['name']}  {len(edition.tables)} tables"
              + (f"  kept: {why[name]}" if name in why else ""))
