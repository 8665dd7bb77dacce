"""An organisation's page: saved as drafts, published, compared, restored."""

import difflib
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q

from belvedere.register.accounts.audit import record
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused, Stale
from belvedere.register.organisations.actions import allow, take
from belvedere.register.organisations.dates import checked
from belvedere.register.organisations.models import Organisation, ProfileVersion
from belvedere.register.organisations.queries import newest

STATUS = ("status_en", "status_fr")
FACTS = (*STATUS, "employees", "employees_at", "budget", "budget_year")
FIELDS = (*ProfileVersion.TEXTS, *FACTS)
LONGEST = 50_000
"""Characters of one text."""


def naming(editions: Sequence[str]) -> dict[str, str]:
    """Return those of some editions of the evidence that a page names, and which page."""
    found = {}
    for edition in editions:
        said = ProfileVersion.objects.filter(reduce(or_, (
            Q(**{f"{text}__contains": edition}) for text in ProfileVersion.TEXTS)))
        if one := said.select_related("organisation").order_by("-pk").first():
            found[edition] = f"the page of {one.organisation} names it"
    return found


@transaction.atomic
def save(
    *, by: Account | None, organisation: Organisation, values: Mapping, base: int,
    publish: bool = False, why: str = "", restores: int | None = None,
) -> ProfileVersion:
    """Save a new version of the page, written from version ``base`` (0: the first).

    Raises Stale when somebody saved another since, Refused when a field is wrong.
    """
    allow(by, Permission.EDIT_PROFILE, organisation)
    if publish:
        allow(by, Permission.PUBLISH_PROFILE, organisation)
    taken = take(organisation.pk, None)
    last = newest(taken)
    if (last.number if last else 0) != base:
        raise Stale(
            f"{last.author or 'Somebody'} saved version {last.number} while you wrote. Your text "
            "is below, beside theirs; bring the two together and save again.",
            f"{last.author or 'Quelqu’un'} a enregistré la version {last.number} pendant votre "
            "saisie. Votre texte est ci-dessous, à côté du sien ; réunissez-les et enregistrez "
            "de nouveau.")
    kept = {name: values.get(name) for name in FIELDS}
    for name in ProfileVersion.TEXTS:
        kept[name] = (kept[name] or "").replace("\r\n", "\n").strip()
        if len(kept[name]) > LONGEST:
            raise Refused(f"A text has {LONGEST} characters at most.",
                          f"Un texte a {LONGEST} caractères au plus.", name)
    for name in STATUS:
        kept[name] = " ".join((kept[name] or "").split())
        if len(kept[name]) > 200:
            raise Refused("A status is one line, of 200 characters at most.",
                          "Un statut est une ligne, de 200 caractères au plus.", name)
    for name in ("employees_at", "budget_year"):
        kept[name] = checked(kept[name] or "", name)
    made = ProfileVersion.objects.create(
        organisation=taken, number=base + 1, author=by, is_published=publish, restores=restores,
        **kept)
    action = "publish_profile" if publish else "restore_profile" if restores else "save_profile"
    record(by=by, action=action, on=taken, why=why,
           before={n: _kept(getattr(last, n)) for n in FIELDS
                   if last and getattr(last, n) != getattr(made, n)},
           after={"version": made.number, **({"restores": restores} if restores else {}),
                  **{n: _kept(getattr(made, n)) for n in FIELDS
                     if getattr(last, n, None) != getattr(made, n) and getattr(made, n)}})
    return made


def restore(
    *, by: Account | None, version: ProfileVersion, base: int, publish: bool = False,
    why: str = "",
) -> ProfileVersion:
    """Save a version once more as the newest; those between stay in the history."""
    values = {name: getattr(version, name) for name in FIELDS}
    return save(by=by, organisation=version.organisation, values=values, base=base,
                publish=publish, why=why, restores=version.number)


def _kept(value):
    return str(value) if isinstance(value, Decimal) else value


def differences(old: ProfileVersion | None, new: ProfileVersion) -> dict[str, list]:
    """Return each field that differs as pieces: (how, text), how being same, out or in."""
    found = {}
    for name in FIELDS:
        one = str(getattr(old, name, None) or "")
        other = str(getattr(new, name) or "")
        if one != other:
            found[name] = _pieces(one, other)
    return found


def _pieces(one: str, other: str) -> list[tuple[str, str]]:
    """Return what stays, goes and comes; what is changed word by word is told whole."""
    a, b = (re.findall(r"\s+|[^\s]+", text) for text in (one, other))
    pieces, out, new = [], "", ""

    def tell():
        pieces.extend(piece for piece in (("out", out), ("in", new)) if piece[1])

    steps = difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    for number, (how, i, j, k, m) in enumerate(steps):
        gone, come = "".join(a[i:j]), "".join(b[k:m])
        if how != "equal" or (gone.strip("\n").isspace() and 0 < number < len(steps) - 1
                              and out and new):
            out, new = out + gone, new + come
            continue
        tell()
        pieces.append(("same", gone))
        out, new = "", ""
    tell()
    return pieces
