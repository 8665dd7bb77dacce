"""Who may do what at each address of the register: one line for each.

``get`` and ``post`` are who may; None: the address does not answer that method. Whoever
else is signed in is refused (403); a visitor, or one whose account is closed, is sent to
sign in. ``of`` says what fills the address, where it is not the unit U1.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse

from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.clinical import actions as clinical
from belvedere.register.clinical.models import ClinicalApplication, ClinicalProject
from belvedere.register.curation import actions as curation
from belvedere.register.desk import actions as desk
from belvedere.register.desk.models import Document, Notification
from belvedere.register.exchange.models import DryRun
from belvedere.register.funding import actions as funding
from belvedere.register.funding import calls, centres
from belvedere.register.funding.models import FundedProject
from belvedere.register.organisations.facts import FACTS
from belvedere.register.partnerships import actions as partnerships
from belvedere.register.partnerships import books as partnerships_books
from belvedere.register.transfer import models as transfer

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
EVERYWHERE_EDITORS = frozenset({"editor", "administrator"})
OFFICERS = frozenset({"clinical", "transfer", "partnerships", "funding"})
SEE_PEOPLE = OFFICERS | CREATORS | {"contributor"}
MANAGE_PEOPLE_SOMEWHERE = WRITERS | {"contributor_elsewhere", "administrator_elsewhere"}
SEE_AUDIT_SOMEWHERE = EDITORS | SOMEWHERE_ADMINISTRATORS
CLINICAL = ADMINISTRATORS | {"clinical"}
CLINICAL_SOMEWHERE = SOMEWHERE_ADMINISTRATORS | {"clinical"}
PARTNERSHIPS = ADMINISTRATORS | {"partnerships"}
PARTNERSHIPS_SOMEWHERE = SOMEWHERE_ADMINISTRATORS | {"partnerships"}
CLINICAL_EVERYWHERE = frozenset({"administrator", "clinical"})
TRANSFER = ADMINISTRATORS | {"transfer"}
TRANSFER_SOMEWHERE = SOMEWHERE_ADMINISTRATORS | {"transfer"}
FUNDING = ADMINISTRATORS | {"funding"}
FUNDING_SOMEWHERE = SOMEWHERE_ADMINISTRATORS | {"funding"}


def unit(world, client) -> dict:
    """The unit U1, its first page version, its relation; no more than the address names."""
    return {"pk": world["U1"].pk, "number": 1, "relation": world["relation"].pk}


def fact(name: str) -> Callable:
    """One fact of the unit U1."""
    return lambda world, client: {"pk": world["U1"].pk, "row": world[f"a {name}"].pk}


def person(world, client) -> dict:
    """Somebody with a role in U1."""
    return {"person": world["position"].person_id, "position": world["position"].pk}


def account(world, client) -> dict:
    """The account of a contributor of U1, and its role."""
    return {"pk": world["account"].pk, "grant": world["grant"].pk}


def own(world, client) -> dict:
    """A session of one's own; of nobody, for who has none."""
    return {"handle": world["handle"](client)}


def link(world, client) -> dict:
    """A link that has not been used."""
    return {"secret": world["secret"]}


def a_list(world, client) -> dict:
    """The list of organisations."""
    return {"name": "organisations"}


def a_dry_run(world, client) -> dict:
    """A dry run of one's own; of somebody else, for who has no account."""
    account = client.session.get("_auth_user_id") or world["account"].pk
    return {"pk": DryRun.objects.create(account_id=account, of="organisations", file="x.csv").pk}


def of_the_api(world, client) -> dict:
    """The unit U1 as the API names it."""
    return {"name": f"register:{world['U1'].pk}"}


def request(world, client) -> dict:
    """A request of U1 to the clinical desk, to be corrected."""
    made = clinical.apply(by=None, kind="promotion", opened="2014", title="T", unit=world["U1"])
    return {"pk": made.pk, "deed": "change"}


def project(world, client) -> dict:
    """A project of U1."""
    made = desk.open_dossier(ClinicalProject, by=None, needs=Permission.KEEP_CLINICAL,
                             opened="2014", title="T", unit=world["U1"])
    return {"pk": made.pk, "deed": "change"}


def partnership(book) -> Callable:
    """A dossier of U1 in a book of the partnerships desk, to be corrected."""
    def of(world, client) -> dict:
        kinds = {name: next(iter(book.model._meta.get_field(name).vocabulary))
                 for name in ("kind", "level") if hasattr(book.model, name)}
        made = partnerships.began(book.model, by=None, opened="2014", title="T",
                                  unit=world["U1"], **kinds)
        return {"pk": made.pk, "deed": "change"}

    return of


def decision(world, client) -> dict:
    """A decision about a text."""
    made, = curation.decide(by=None, texts=[curation.Text("U1, Paris", uuid.uuid4().hex)],
                            decision="refuse", reason="Nobody")
    return {"pk": made.pk}


def of_transfer(model) -> Callable:
    """A dossier of U1 at the transfer desk."""
    kind = {"kind": "rd"} if model is transfer.TransferContract else {}
    return lambda world, client: {"deed": "change", "pk": desk.open_dossier(
        model, by=None, needs=Permission.KEEP_TRANSFER, opened="2014", title="T",
        unit=world["U1"], **kind).pk}


def of_funding(book: str) -> Callable:
    """A dossier of U1 in a book of the funding desk, to be corrected."""
    def made(world, client) -> dict:
        told = {"by": None, "opened": "2014", "title": "T", "unit": world["U1"]}
        if book == "centres":
            return {"pk": centres.propose(kind="cic", **told).pk, "deed": "change"}
        call = calls.prepare(**told)
        if book == "calls":
            return {"pk": call.pk, "deed": "change"}
        calls.move(by=None, dossier=call, move="open-call", on="2014")
        if book == "applications":
            return {"pk": funding.apply(call=call, **told).pk, "deed": "change"}
        one = desk.open_dossier(FundedProject, needs=Permission.KEEP_FUNDING, call=call, **told)
        return {"pk": one.pk, "deed": "change"}

    return made


def document(world, client) -> dict:
    """A document of a request of U1."""
    file = SimpleUploadedFile("a.txt", b"text")
    one = ClinicalApplication.objects.get(pk=request(world, client)["pk"])
    desk.attach(by=None, dossier=one, file=file)
    return {"key": Document.objects.latest("pk").key}


def message(world, client) -> dict:
    """What one is told; nobody's, for who has no account."""
    to = Account.objects.filter(sessions=client.session.session_key).first() or world["account"]
    one = Notification.objects.create(to=to, subject="clinicalproject", en="Told", fr="Dit",
                                      subject_id=project(world, client)["pk"])
    return {"pk": one.pk}


@dataclass(frozen=True)
class Row:
    """One address: who may read it, who may send to it, what fills it."""

    get: frozenset | None
    post: frozenset | None
    of: Callable = unit


def both(who: frozenset, of: Callable = unit) -> Row:
    """The same may read and send."""
    return Row(who, who, of)


def files_of(desk: str, book: str, who: frozenset) -> dict[str, Row]:
    """The lists of a desk, one of its books by name, for who keeps it everywhere."""
    def a_book(world, client) -> dict:
        return {"name": book}

    def a_run(world, client) -> dict:
        DryRun.objects.filter(pk=(made := a_dry_run(world, client))["pk"]).update(of=book)
        return made

    return {
        f"{desk}_lists": Row(who, None),
        **{f"{desk}_list_{form}": Row(who, None, a_book) for form in ("csv", "xlsx")},
        f"{desk}_list_import": both(who, a_book), f"{desk}_dry_run": both(who, a_run),
        f"{desk}_dry_run_csv": Row(who, None, a_run)}


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
    "acronym": both(CURATORS),
    "name": both(CURATORS),
    "subject": both(CURATORS),
    "staff": both(CURATORS),
    **{f"{deed}_{kind}": both(CURATORS, fact(kind))
       for kind in FACTS for deed in ("correct", "take_back")},
    "publications": Row(EVERYWHERE_EDITORS, None),
    # lists in and out
    "lists": Row(EVERYBODY, None),
    "list_csv": Row(EVERYBODY, None, a_list),
    "list_xlsx": Row(EVERYBODY, None, a_list),
    "list_import": both(CREATORS, a_list),
    "dry_run": both(CREATORS, a_dry_run),
    "dry_run_csv": Row(CREATORS, None, a_dry_run),
    "proposals": both(CREATORS),
    # decisions about texts
    "decisions": Row(CREATORS, None),
    "withdraw_decision": both(CREATORS, decision),
    # for programs
    "api_description": Row(EVERYBODY, None),
    "api_organisations": Row(EVERYBODY, None),
    "api_organisation": Row(EVERYBODY, None, of_the_api),
    "api_relations": Row(EVERYBODY, None, of_the_api),
    "api_tree": Row(EVERYBODY, None),
    # people
    "people": both(SEE_PEOPLE),
    "suggest_people": both(MANAGE_PEOPLE_SOMEWHERE),
    "person": both(SEE_DRAFTS, person),
    "add_person": both(WRITERS),
    **{name: both(WRITERS, person) for name in (
        "export_person", "correct_person", "merge_person", "erase_person", "end_role",
        "take_back_role")},
    # desks
    "inbox": both(SIGNED_IN),
    "told": Row(SIGNED_IN, None, message),
    "document": Row(CLINICAL, None, document),
    "clinical": Row(EVERYBODY, None),
    "clinical_requests": Row(CLINICAL_SOMEWHERE, None),
    "clinical_requests_csv": Row(CLINICAL_SOMEWHERE, None),
    "clinical_requests_xlsx": Row(CLINICAL_SOMEWHERE, None),
    "clinical_requests_create": both(CLINICAL_SOMEWHERE),
    "clinical_requests_entry": Row(CLINICAL, None, request),
    "clinical_requests_act": both(CLINICAL, request),
    "clinical_projects": Row(EVERYBODY, None),
    "clinical_projects_csv": Row(EVERYBODY, None),
    "clinical_projects_xlsx": Row(EVERYBODY, None),
    "clinical_projects_entry": Row(EVERYBODY, None, project),
    "clinical_projects_act": both(CLINICAL, project),
    **files_of("partnerships", "partnerships_plans",
               frozenset({"administrator", "partnerships"})),
    "partnerships": Row(EVERYBODY, None),
    **{name: row for book in partnerships_books.BOOKS for name, row in {
        book.slug: Row(PARTNERSHIPS_SOMEWHERE, None),
        book.csv: Row(PARTNERSHIPS_SOMEWHERE, None),
        book.xlsx: Row(PARTNERSHIPS_SOMEWHERE, None),
        book.create: both(PARTNERSHIPS_SOMEWHERE),
        book.entry: Row(PARTNERSHIPS, None, partnership(book)),
        book.act: both(PARTNERSHIPS, partnership(book))}.items()},
    **files_of("clinical", "clinical_requests", CLINICAL_EVERYWHERE),
    **files_of("transfer", "transfer_startups", frozenset({"administrator", "transfer"})),
    **files_of("funding", "funding_calls", frozenset({"administrator", "funding"})),
    "transfer": Row(EVERYBODY, None),
    **{f"transfer_{book}{form}": Row(who, None) for book, who in (
        ("disclosures", TRANSFER_SOMEWHERE), ("families", TRANSFER_SOMEWHERE),
        ("contracts", TRANSFER_SOMEWHERE), ("startups", EVERYBODY))
       for form in ("", "_csv", "_xlsx")},
    **{name: row for book, model, readers in (
        ("disclosures", transfer.InventionDisclosure, TRANSFER),
        ("families", transfer.PatentFamily, TRANSFER),
        ("contracts", transfer.TransferContract, TRANSFER),
        ("startups", transfer.StartUp, EVERYBODY))
       for name, row in ((f"transfer_{book}_create", both(TRANSFER_SOMEWHERE)),
                         (f"transfer_{book}_entry", Row(readers, None, of_transfer(model))),
                         (f"transfer_{book}_act", both(TRANSFER, of_transfer(model))))},
    "funding": Row(EVERYBODY, None),
    **{f"funding_{book}{end}": Row(EVERYBODY, None) for book in ("calls", "projects", "centres")
       for end in ("", "_csv", "_xlsx")},
    **{f"funding_applications{end}": Row(FUNDING_SOMEWHERE, None)
       for end in ("", "_csv", "_xlsx")},
    **{f"funding_{book}_create": both(FUNDING_SOMEWHERE)
       for book in ("calls", "applications", "centres")},
    **{f"funding_{book}_entry": Row(who, None, of_funding(book)) for book, who in (
        ("calls", EVERYBODY), ("applications", FUNDING), ("projects", EVERYBODY),
        ("centres", EVERYBODY))},
    **{f"funding_{book}_act": both(FUNDING, of_funding(book))
       for book in ("calls", "applications", "projects", "centres")},
    # administration
    "accounts": Row(SOMEWHERE_ADMINISTRATORS, None),
    "invite": both(SOMEWHERE_ADMINISTRATORS),
    "account": Row(ADMINISTRATORS, None, account),
    "grant": both(ADMINISTRATORS, account),
    "withdraw": both(ADMINISTRATORS, account),
    "deactivate": both(ADMINISTRATORS, account),
    "reactivate": both(ADMINISTRATORS, account),
    "account_link": both(ADMINISTRATORS, account),
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


def patterns(found, before=()):
    """Yield (name, names of what fills it) of every address that the register answers."""
    for one in found:
        if hasattr(one, "url_patterns"):
            yield from patterns(one.url_patterns, (*before, *one.pattern.converters))
        elif one.callback.__module__.startswith("belvedere.register."):
            yield one.name, (*before, *one.pattern.converters)


ADDRESSES = dict(patterns(get_resolver().url_patterns))


def address(name: str, world, client) -> str:
    """Return the address of this name in a drawn world."""
    given = {"language": "en", **TABLE[name].of(world, client)}
    return reverse(name, kwargs={
        key: value for key, value in given.items() if key in ADDRESSES[name]})
