"""Invite an administrator of the register: prints a link that works once, for a week.

The first one is made so; who has joined invites the others on the site. Set
BELVEDERE_ADDRESS to where readers find the site, for the link to begin with it.
"""

from belvedere.config.started import command


def arguments(parser) -> None:
    parser.add_argument("email", help="the address of who is to administer")
    parser.add_argument("--french", action="store_true", help="a link to the page in French")


def run(given) -> None:
    command("administrator", given.email, *(["--french"] if given.french else []))
