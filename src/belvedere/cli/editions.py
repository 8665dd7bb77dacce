"""List the editions, the current one marked."""

from belvedere.evidence.store import Store, home


def arguments(parser) -> None:
    pass


def run(given) -> None:
    store = Store(home())
    for name in store.editions():
        edition = store.edition(name)
        mark = "*" if name == store.current() else " "
        print(f"{mark} {name}  {edition.landscape['name']}  {len(edition.tables)} tables")
