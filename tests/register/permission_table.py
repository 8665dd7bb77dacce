"""Who may do what at each address of the register: one line for each.

``get`` and ``post`` are who may; None: the address does not answer that method. Whoever
else is signed in is refused (403); a visitor, or one whose account is closed, is sent to
sign in. ``of`` says what fills the address, where it is not the unit U1.
"""

from collections.abc import Callable
from dataclasses import dataclass

# Who: (role, where). Where is everywhere (None), the unit U1 that the pages are of, or another.
PEOPLE = {
    "visitor": None,
    "closed": ("administrator", None),  # an administrator whose account is closed
    "nobody": ("", None),  # signed in, without a role
    "contributor": ("contributor", None),
    "contributor_here": ("contributor", "U1"),
    "contributor_elsewhere": ("contributor", "Neurosciences"),
    "clinical": ("clinical_officer", None),
    "transfer": ("transfer_officer", None),
    "partnerships": ("partnerships_officer", None),
    "funding": ("funding_officer", None),
    "curator": ("curator", None),
    "curator_above": ("curator", "Cancer"),  # U1 is part of it
    "editor": ("editor_in_chief", None),
    "editor_here": ("editor_in_chief", "U1"),
    "administrator": ("administrator", None),
    "administrator_here": ("administrator", "U1"),
    "administrator_elsewhere": ("administrator", "Neurosciences"),
}
EVERYBODY = frozenset(PEOPLE)
SIGNED_IN = EVERYBODY - {"visitor", "closed"}
ADMINISTRATORS = frozenset({"administrator", "administrator_here"})
SOMEWHERE_ADMINISTRATORS = ADMINISTRATORS | {"administrator_elsewhere"}
EDITORS = ADMINISTRATORS | {"editor", "editor_here"}
CURATORS = EDITORS | {"curator", "curator_above"}
WRITERS = CURATORS | {"contributor", "contributor_here"}
SEE_DRAFTS = WRITERS | {"clinical", "transfer", "partnerships", "funding"}
CREATORS = frozenset({"curator", "editor", "administrator"})
SEE_AUDIT_SOMEWHERE = EDITORS | SOMEWHERE_ADMINISTRATORS


def unit(world, client) -> dict:
    """The unit U1, its first page version, its relation; no more than the address names."""
    return {"pk": world["U1"].pk, "number": 1, "relation": world["relation"].pk}


def named(world, client) -> dict:
    """The unit U1, as the API names it."""
    return {"name": f"register:{world['U1'].pk}"}


def account(world, client) -> dict:
    """The account of a contributor of U1, and its role."""
    return {"pk": world["account"].pk, "grant": world["grant"].pk}


def own(world, client) -> dict:
    """A session of one's own; of nobody, for who has none."""
    return {"handle": world["handle"](client)}


def link(world, client) -> dict:
    """A link that has not been used."""
    return {"secret": world["secret"]}


@dataclass(frozen=True)
class Row:
    """One address: who may read it, who may send to it, what fills it."""

    get: frozenset | None
    post: frozenset | None
    of: Callable = unit


def both(who: frozenset, of: Callable = unit) -> Row:
    """The same may read and send."""
    return Row(who, who, of)


TABLE = {
    # organisations
    "register": both(EVERYBODY),
    "tree": both(EVERYBODY),
    "suggest": both(EVERYBODY),
    "create": both(CREATORS),
    "entry": both(EVERYBODY),
    "edit": both(WRITERS),
    "versions": both(SEE_DRAFTS),
    "version": Row(SEE_DRAFTS, WRITERS),
    "end_relation": both(CURATORS),
    "rename": both(CURATORS),
    "correct": both(CURATORS),
    "code": both(CURATORS),
    "settle": both(CURATORS),
    "relate": both(CURATORS),
    "move": both(CURATORS),
    "merge": both(CURATORS),
    "split": both(CURATORS),
    "close": both(CURATORS),
    # administration
    "accounts": Row(SOMEWHERE_ADMINISTRATORS, None),
    "invite": both(SOMEWHERE_ADMINISTRATORS),
    "account": Row(ADMINISTRATORS, None, account),
    "grant": both(ADMINISTRATORS, account),
    "withdraw": both(ADMINISTRATORS, account),
    "deactivate": both(ADMINISTRATORS, account),
    "reactivate": both(ADMINISTRATORS, account),
    "account_link": both(ADMINISTRATORS, account),
    "publications": Row(frozenset({"editor", "administrator"}), None),
    "api_description": Row(EVERYBODY, None),
    "api_organisations": Row(EVERYBODY, None),
    "api_organisation": Row(EVERYBODY, None, of=named),
    "api_relations": Row(EVERYBODY, None, of=named),
    "api_tree": Row(EVERYBODY, None),
    "register_audit": Row(SEE_AUDIT_SOMEWHERE, None),
    "register_audit_csv": Row(SEE_AUDIT_SOMEWHERE, None),
    # one's own account
    "own": Row(SIGNED_IN, None),
    "own_name": both(SIGNED_IN),
    "own_password": both(SIGNED_IN),
    "end_sessions": Row(None, SIGNED_IN),
    "end_session": Row(None, SIGNED_IN, own),
    "sign_in": both(EVERYBODY),
    "sign_out": Row(None, EVERYBODY),
    "openid_begin": Row(EVERYBODY, None),
    "openid_back": Row(EVERYBODY, None),
    "forgotten": both(EVERYBODY),
    "join": both(EVERYBODY, link),
    "reset": both(EVERYBODY, link),
}
