"""Erase the people whose time in the register is over.

  belvedere people           say how many are past the day until which they are kept
  belvedere people --erase   erase them; the audit keeps that it was done, and nothing of whom
"""

from belvedere.config.started import migrated
from belvedere.register.people.actions import erase_past
from belvedere.register.people.queries import past_retention


def arguments(parser) -> None:
    parser.add_argument("--erase", action="store_true", help="erase them now")


def run(given) -> None:
    if not migrated():
        print("There is no register here yet.")
    elif given.erase:
        print(f"{erase_past():,} erased")
    else:
        print(f"{past_retention().count():,} past the day until which they are kept")
