"""List the indicators, or explain one."""

from belvedere.indicators.catalogue import catalogue, indicator


def arguments(parser) -> None:
    parser.add_argument("name", nargs="?", help="one indicator to explain")


def run(given) -> None:
    if given.name is None:
        for declared in catalogue().values():
            print(f"{declared.name:<36} {declared.title.en}")
        return
    one = indicator(given.name)
    print(f"{one.name}: {one.title.en} / {one.title.fr}\n\n{one.definition.en}\n\n"
          f"{one.definition.fr}\n\nCounts {one.key} of {one.table}, for {one.whose}, "
          f"unit: {one.unit.en}.")
    if one.dimensions:
        print(f"By: {', '.join(d.name for d in one.dimensions)}.")
    if one.method:
        print(f"Method: {one.method}")
    for caveat in one.caveats:
        print(f"! {caveat.en}")
