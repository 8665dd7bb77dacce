"""Tell where an edition's records come from: files, dates, licences, and the account."""

import json

from belvedere.cli.options import edition_option
from belvedere.evidence.store import Store, home


def arguments(parser) -> None:
    parser.add_argument("--format", default="text", choices=("text", "json"))
    edition_option(parser)


def run(given) -> None:
    edition = Store(home()).edition(given.edition)
    if given.format == "json":
        print(json.dumps(edition.origins(), ensure_ascii=False, indent=1))
        return
    for origin in edition.origins():
        if "records_in" not in origin or not origin["inputs"]:
            continue
        print(f"{origin['source']}: {origin['title']} ({origin['licence']})")
        for entry in origin["inputs"]:
            if isinstance(entry, dict):
                print(f"  {entry['file']}  {entry['bytes']:,} bytes  "
                      f"sha256 {entry['sha256'][:12]}…")
        print(f"  records in {origin['records_in']:,}, set aside "
              f"{origin['records_set_aside']:,}")
        for table, counts in origin["tables"].items():
            print(f"  {table}: {counts['kept']:,} rows"
                  + (f", {counts['set_aside']:,} set aside" if counts["set_aside"] else "")
                  + (f", {counts['repeated']:,} repeats" if counts["repeated"] else ""))
        for entry in origin["unknown"]:
            print(f"  not known: {entry['column']} {entry['code']!r} × {entry['count']:,}")
        for entry in origin["repaired"]:
            print(f"  {entry['file']}: {entry['what']} × {entry['count']:,}")
        for note, count in origin["notes"].items():
            print(f"  {note}: {count:,}")
