"""Hold stated figures beside the computed ones: agrees, differs by, cannot be computed.

  belvedere audit                     every claim of the edition
  belvedere audit claims/inserm.toml  the claims of one document
"""

from pathlib import Path

from belvedere.cli.options import asker, edition_option, write_table
from belvedere.errors import InputError
from belvedere.portraits.audit import audit
from belvedere.sources.base import Files
from belvedere.sources.claims import SOURCE
from belvedere.tables import table
from belvedere.tables.ledger import Ledger

_MARKS = {"agrees": "agrees", "differs": "DIFFERS", "cannot": "cannot"}


def arguments(parser) -> None:
    parser.add_argument("claims", nargs="?", type=Path, help="a claims file; all by default")
    parser.add_argument("--only", choices=tuple(_MARKS), help="these verdicts only")
    parser.add_argument("--format", default="text", choices=("text", "csv", "json"))
    edition_option(parser)


def run(given) -> None:
    asking = asker(given)
    claims = None
    if given.claims is not None:
        if not given.claims.is_file():
            raise InputError(f"{given.claims}: there is no such file.")
        ledger = Ledger()
        empty = dict.fromkeys(table("claims").names)
        rows = SOURCE.read(Files(given.claims.parent, (given.claims,)), ledger)
        claims = [empty | row for _, row, _ in rows]
    verdicts = audit(asking, claims)
    shown = [v for v in verdicts if given.only in (None, v.outcome)]
    write_table(
        ("verdict", "said", "stated", "computed", "difference", "explanation", "claim_id"),
        [(_MARKS[v.outcome], v.claim["said"],
          "; ".join(v.claim["values"]) if v.claim["values"] else v.claim["value"],
          v.computed, v.difference, v.explanation.en, v.claim["claim_id"]) for v in shown],
        given.format,
    )
    if given.format == "text":
        counts = {name: sum(v.outcome == name for v in verdicts) for name in _MARKS}
        print(f"\n{len(verdicts)} claims: {counts['agrees']} agree, {counts['differs']} differ, "
              f"{counts['cannot']} cannot be computed yet")
