"""The command: finds the verb, lets its module read its arguments, runs it.

Only the verb that is asked for is imported, so that a question is answered as
fast as its records can be read.
"""

import argparse
import importlib
import os
import sys

from belvedere import __version__
from belvedere.errors import BelvedereError, QuestionError, nearest

VERBS = {
    "demo": "an invented institute, all of Belvedere running",
    "world": "an invented world of publications, as large as asked",
    "build": "harvest, match and compute a landscape: a new edition at the end",
    "publish": "publish the register into the evidence",
    "profile": "load the page of an institute into the register",
    "harvest": "read one source into the store",
    "ask": "ask one question: value, definition, trend, rows",
    "indicators": "list the indicators, or explain one",
    "audit": "hold stated figures beside the computed ones",
    "organisation": "tell an organisation: identifiers, place, mergers",
    "match": "find the organisations that an affiliation names, with reasons",
    "merges": "show the identifiers joined into an organisation; join or undo",
    "aside": "list the records that were set aside, and why",
    "origins": "tell where an edition's records come from",
    "editions": "list the editions",
    "baseline": "write the world's citation cells and sums as one small file",
    "sql": "run a query over the tables of an edition",
    "propose": "hold the register to a release of RNSR or ROR",
    "people": "erase the people whose time in the register is over",
    "serve": "serve the site",
    "administrator": "invite an administrator of the register: prints a link",
}


class Parser(argparse.ArgumentParser):
    """Tells what is wrong with its arguments on one line, as all errors are told."""

    def error(self, message: str):
        raise QuestionError(f"{message[0].upper()}{message[1:]}. See '{self.prog} --help'.")


def parser(verb: str) -> Parser:
    """Return the argument parser of one verb."""
    module = importlib.import_module(f"belvedere.cli.{verb}")
    made = Parser(
        prog=f"belvedere {verb}", description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.arguments(made)
    made.set_defaults(run=module.run)
    return made


def usage() -> str:
    """Return the list of verbs."""
    lines = ["usage: belvedere VERB …", ""]
    lines += [f"  {name:<13} {text}" for name, text in VERBS.items()]
    lines += ["", "'belvedere VERB --help' explains one. BELVEDERE_HOME names the folder that",
              "holds the store and the register (default: .belvedere in your home folder)."]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns its exit status: 0, or that of the error."""
    given = sys.argv[1:] if arguments is None else arguments
    if not given or given[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    if given[0] == "--version":
        print(f"belvedere {__version__}")
        return 0
    if given[0] not in VERBS:
        print(f"belvedere: there is no verb {given[0]!r}.{nearest(given[0], VERBS)}",
              file=sys.stderr)
        return 2
    try:
        parsed = parser(given[0]).parse_args(given[1:])
        status = parsed.run(parsed) or 0
        sys.stdout.flush()
        return status
    except BelvedereError as error:
        print(f"belvedere: {error}", file=sys.stderr)
        return error.exit_status
    except BrokenPipeError:
        # the reader (head, less) has gone: nothing is wrong, and nothing more can be said
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("belvedere: stopped; the last edition stands.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
