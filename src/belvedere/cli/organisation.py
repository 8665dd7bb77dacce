"""Tell an organisation: its identifiers, its place as at a date, and its story.

  belvedere organisation inserm
  belvedere organisation 201420755D --at 2016
"""

import datetime

from belvedere.cli.options import asker, edition_option
from belvedere.indicators.question import period
from belvedere.portraits.labels import label
from belvedere.portraits.organisation import merges, relations, story


def arguments(parser) -> None:
    parser.add_argument("of", help="a slug, ROR id, PIC, RNSR number …")
    parser.add_argument("--at", help="YEAR or DATE (default: today)")
    parser.add_argument("--lang", choices=("en", "fr"), default="en")
    edition_option(parser)


def run(given) -> None:
    asking = asker(given)
    of = asking.whom(given.of)
    at = period(given.at).last if given.at else datetime.date.today()
    print(f"{of.name}\n{of.id}, as at {at}\n")
    for row in merges(asking, of):
        print(f"  {row['record_id']}" + (f"  {row['basis']}: {row['because']}"
                                         if row["because"] else ""))
    mine, theirs = relations(asking, of, at)
    for relation, some in mine.items():
        print(f"\n{label(relation, given.lang)}")
        for one in some:
            print(f"  {one.other.name} ({one.other.id})" + (f"  {one.label}" if one.label else ""))
    for relation, some in theirs.items():
        print(f"\n← {label(relation, given.lang)}: {len(some)}")
    events = story(asking, of)
    if events:
        print()
    for event in events:
        print(event.words(given.lang))
