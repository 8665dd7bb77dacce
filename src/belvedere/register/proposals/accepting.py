"""What an accepted proposal does: the same actions as an import, or as a person's form."""

from collections.abc import Callable, Iterator, Sequence

from django.db import transaction

from belvedere.register.accounts.models import Account
from belvedere.register.accounts.refusals import Refused
from belvedere.register.exchange.lists import Draft
from belvedere.register.organisations import details, drafted, facts, restructuring
from belvedere.register.organisations.actions import correct, rename, settle
from belvedere.register.organisations.bulk import create_many, write_details
from belvedere.register.organisations.drafts import Detail, judge
from belvedere.register.organisations.models import Organisation, Relation
from belvedere.register.proposals.held import owners
from belvedere.register.proposals.models import Proposal
from belvedere.tables.words import Words

Failure = tuple[int, Words]
_NEEDS_OTHER = Words(
    "{} is not in the register: accept its own proposal first, or give it this identifier.",
    "{} n’est pas dans le registre : acceptez d’abord sa propre proposition, ou donnez-lui cet "
    "identifiant.")


def do(by: Account | None, proposals: Sequence[Proposal], why: str) -> Iterator[Failure]:
    """Do what proposals say, in the order of their kinds; yields those that cannot be."""
    for kind, act in _ACTS.items():
        some = [one for one in proposals if one.kind == kind]
        if some:
            yield from act(by, some, why)


def because(one: Proposal, why: str) -> str:
    """Return the reason that the audit keeps: source, release, what the editor said."""
    return f"{one.source.upper()} {one.release}" + (f": {why.strip()}" if why.strip() else "")


def _drafts(proposals: Sequence[Proposal], why: str, values: Callable) -> list[Draft]:
    made = []
    for number, one in enumerate(proposals):
        made.append(Draft(number, values(one), why=because(one, why)))
    return made


def _failures(proposals: Sequence[Proposal], drafts: Sequence[Draft]) -> Iterator[Failure]:
    for one, draft in zip(proposals, drafts):
        if draft.problems:
            yield one.pk, draft.problems[0][1]


def _create(by, proposals, why) -> Iterator[Failure]:
    drafts = _drafts(proposals, why, lambda one: {
        **{name: one.value[name] for name in (
            "kind", "name", "name_en", "acronym", "opened", "closed", "city", "country",
            "postcode", "latitude", "longitude", "website") if name in one.value},
        "codes": [c for c in one.value.get("codes", ()) if not c.startswith("label:")]})
    drafted.judge(drafts)
    for one, draft in zip(proposals, drafts):
        draft.refs["codes"] += [tuple(code.split(":", 1)) for code in one.value.get("codes", ())
                                if code.startswith("label:")]
        draft.refs["subjects"] = one.value.get("subjects", ())
        if draft.verdict in ("changed", "unchanged"):
            draft.wrong("", f"{draft.held} is in the register already.",
                        f"{draft.held} est déjà dans le registre.")
    create_many(by=by, drafts=[d for d in drafts if d.verdict == "created"])
    yield from _failures(proposals, drafts)


def _codes(by, proposals, why) -> Iterator[Failure]:
    def values(one):
        scheme, _, value = one.value["codes"].partition(":")
        return {"organisation": f"#{one.organisation_id}", "scheme": scheme, "value": value}

    yield from _in_bulk(by, details.CODES, proposals, _drafts(proposals, why, values))


def _relations(by, proposals, why) -> Iterator[Failure]:
    called = {one.value["other_id"]: one.value.get("other", "") for one in proposals
              if not one.value["other_id"].startswith(f"{one.source}:")}
    known = owners({one.value["other_id"] for one in proposals}
                   | {one.about for one in proposals if one.organisation_id is None}, called)
    ready = []
    for one in proposals:
        pk = one.organisation_id or known.get(one.about)
        if pk is None or one.value["other_id"] not in known:
            lacking = one.name if pk is None else (
                f"{one.value.get('other', '')} ({one.value['other_id']})")
            yield one.pk, Words(*(text.format(lacking) for text in _NEEDS_OTHER))
        else:
            ready.append((one, pk))
    drafts = _drafts([one for one, _ in ready], why, lambda one: {
        "kind": one.value["relation"], "other": f"#{known[one.value['other_id']]}",
        "because": f"{one.source.upper()} {one.release}",
        **{name: one.value[name] for name in ("start", "end", "label", "succession")
           if name in one.value}})
    for draft, (_, pk) in zip(drafts, ready):
        draft.values["organisation"] = f"#{pk}"
    yield from _in_bulk(by, details.RELATIONS, [one for one, _ in ready], drafts)


def _in_bulk(by, detail: Detail, proposals, drafts: Sequence[Draft]) -> Iterator[Failure]:
    judge(detail, drafts)
    write_details(by=by, detail=detail, drafts=[d for d in drafts if not d.problems])
    yield from _failures(proposals, drafts)


def _one_by_one(act: Callable) -> Callable:
    """Return what does proposals singly, each whole or not at all."""
    def acts(by, proposals, why) -> Iterator[Failure]:
        organisations = Organisation.objects.in_bulk({p.organisation_id for p in proposals})
        for one in proposals:
            try:
                with transaction.atomic():
                    act(by, one, organisations[one.organisation_id], because(one, why))
            except Refused as refused:
                yield one.pk, refused.words

    return acts


def _rename(by, one, organisation, why) -> None:
    rename(by=by, organisation=organisation, name=one.value["name"], on=one.release, why=why,
           language=_language(organisation))


def _language(organisation: Organisation) -> str:
    """Return the language of its French or only official name."""
    held = set(organisation.names.filter(kind="official", end="").values_list(
        "language", flat=True))
    return next((language for language in ("fr", "") if language in held), "")


def _acronym(by, one, organisation, why) -> None:
    held = organisation.names.filter(kind="acronym", end="", language="").exists()
    facts.add(by=by, organisation=organisation, fact="name", why=why, values={
        "text": one.value["acronym"], "kind": "acronym", "start": one.release if held else ""})


def _settle(by, one, organisation, why) -> None:
    settled = organisation.places.filter(end="").exists()
    said = {"country": organisation.country, **one.value}
    settle(by=by, organisation=organisation, on=one.release if settled else "", why=why, **said)


def _correct(by, one, organisation, why) -> None:
    correct(by=by, organisation=organisation, values=one.value, why=why)


def _end(by, one, organisation, why) -> None:
    kind, _, pk = one.key.partition(" #")
    for relation in Relation.objects.filter(organisation=organisation, kind=kind, end="",
                                            other=int(pk)):
        restructuring.end(by=by, relation=relation, on=one.value["end"], because=why)


def _close(by, one, organisation, why) -> None:
    restructuring.close(by=by, organisation=organisation, on=one.value["closed"], because=why)


_ACTS = {
    "new": _create, "code": _codes, "name": _one_by_one(_rename),
    "acronym": _one_by_one(_acronym), "place": _one_by_one(_settle),
    "opened": _one_by_one(_correct), "website": _one_by_one(_correct), "relation": _relations,
    "ended": _one_by_one(_end), "closed": _one_by_one(_close),
}
