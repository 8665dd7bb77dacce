"""Publish the register into the evidence: a new edition with all else of the current one.

The site does so by itself, seconds after a change, while it is served. With --watch
this command does it for a site that is served in another way.
"""

import os

from belvedere.config.publishing import publish_once, watch
from belvedere.errors import InputError


def arguments(parser) -> None:
    parser.add_argument("--watch", action="store_true",
                        help="stay, and publish seconds after each change")


def run(given) -> None:
    if given.watch:
        os.nice(10)  # pages go first
        watch()
        return
    edition = publish_once()
    if edition is None:
        raise InputError("The register has no organisation yet: there is nothing to publish. "
                         "Add some on the site ('belvedere serve'), then publish.")
    print(edition.name)
