"""Deciding whom texts name, and withdrawing what was decided: each is in the audit."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from belvedere.register.accounts.audit import done_before, entry, record, record_all
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused, Stale
from belvedere.register.curation import vocabularies as words
from belvedere.register.curation.models import TextDecision, digest_of
from belvedere.register.curation.queries import in_force
from belvedere.register.organisations.actions import allow
from belvedere.register.organisations.models import Code, Organisation

MOST = 200
"""Texts that are decided in one go."""
LARGEST = 50
"""Organisations that one text may name."""


class Text(NamedTuple):
    """One text to decide: its key, and the years of the works that carry it.

    ``expected`` are the decisions in force that the page showed.
    """

    text: str
    key: str
    first: int | None = None
    last: int | None = None
    expected: frozenset[int] = frozenset()


class Named(NamedTuple):
    """One organisation or unit that is chosen: its record, its name, when it was there."""

    record_id: str
    name: str
    first: int | None = None
    last: int | None = None
    followed_by: str = ""


@transaction.atomic
def decide(
    *, by: Account | None, texts: Sequence[Text], decision: str,
    organisations: Sequence[Named] = (), year_from: int | None = None,
    year_to: int | None = None, reason: str = "", submission: UUID | None = None,
) -> list[TextDecision]:
    """Decide whom texts name, all alike. A decision of the same years is replaced.

    Raises Refused with the field that is wrong; Stale when somebody decided meanwhile.
    """
    allow(by, Permission.CURATE)
    if done := done_before(submission):
        return list(TextDecision.objects.filter(pk__in=done.after.get("decisions", ())))
    _checked(texts, decision, organisations, year_from, year_to, reason)
    for text in texts:
        for one in organisations:
            _was_there(one, text, year_from, year_to)
    replaced = _replaced(texts, year_from, year_to)
    now = timezone.now()
    TextDecision.objects.filter(pk__in=[one.pk for one in replaced.values()]).update(withdrawn=now)
    ids = sorted({one.record_id for one in organisations})
    try:
        with transaction.atomic():
            made = [TextDecision.objects.create(
                text_key=key, digest=digest_of(key), text=text.text, decision=decision,
                organisations=ids, year_from=year_from, year_to=year_to,
                reason=reason.strip(), author=by, decided=now)
                for key, text in {text.key: text for text in texts}.items()]
    except IntegrityError:
        raise _meanwhile(texts[0], None) from None
    touched = _of_register(ids)
    record_all([
        entry(by=by, action=f"{decision}_text", on=one, why=reason, touching=touched,
              submission=submission if number == 0 else None,
              before=_told(replaced.get(one.digest)), after=_told(one) | (
                  {"decisions": [each.pk for each in made]} if number == 0 else {}))
        for number, one in enumerate(made)])
    return made


def _checked(texts, decision, organisations, year_from, year_to, reason) -> None:
    if decision not in words.DECISIONS:
        raise Refused("Say whether the texts are accepted, corrected or refused.",
                      "Dites si les textes sont acceptés, corrigés ou refusés.", "decision")
    if not texts or not all(text.key for text in texts):
        raise Refused("There is no word in this text to decide by.",
                      "Ce texte n’a aucun mot sur lequel décider.", "texts")
    if len(texts) > MOST:
        raise Refused(f"{MOST} texts at most are decided in one go.",
                      f"On décide au plus {MOST} textes à la fois.", "texts")
    if decision == "refuse" and organisations:
        raise Refused("A refused text names nobody: correct it instead, or leave this empty.",
                      "Un texte refusé ne nomme personne : corrigez-le, ou laissez vide.",
                      "organisations")
    if decision != "refuse" and not organisations:
        raise Refused("Say whom it names; where it names nobody, refuse it.",
                      "Dites qui il nomme ; s’il ne nomme personne, refusez-le.",
                      "organisations")
    if len(organisations) > LARGEST:
        raise Refused(f"A text names {LARGEST} organisations at most.",
                      f"Un texte nomme au plus {LARGEST} organismes.", "organisations")
    if decision != "accept" and not reason.strip():
        raise Refused("Say why: it is kept with the decision.",
                      "Dites pourquoi : le motif est gardé avec la décision.", "reason")
    for field, year in (("year_from", year_from), ("year_to", year_to)):
        if year is not None and not words.FIRST <= year <= words.LAST:
            raise Refused(f"{year} is no year of works.", f"{year} n’est pas une année de travaux.",
                          field)
    if year_from is not None and year_to is not None and year_from > year_to:
        raise Refused("The last year is before the first: look at the two.",
                      "La dernière année précède la première : revoyez les deux.", "year_to")


def _was_there(one: Named, text: Text, year_from: int | None, year_to: int | None) -> None:
    """Refuse an organisation that was closed, or not yet there, in a year of the works."""
    if one.first is None and one.last is None:
        return
    first, last = _latest(text.first, year_from), _soonest(text.last, year_to)
    if first is None or last is None:
        if one.last is not None:
            raise Refused(
                f"{one.name} closed in {one.last}, and the works with this text have no year: "
                "give the years for which it is so.",
                f"{one.name} a fermé en {one.last}, et les travaux portant ce texte n’ont pas "
                "d’année : donnez les années pour lesquelles c’est vrai.", "year_to")
        return
    if one.last is not None and last > one.last:
        raise Refused(
            f"{one.name} closed in {one.last}, and works with this text are of {first} to {last}: "
            f"decide for the years to {one.last}, then for {one.followed_by or 'what followed'}.",
            f"{one.name} a fermé en {one.last}, et des travaux portant ce texte sont de {first} à "
            f"{last} : décidez pour les années jusqu’à {one.last}, puis pour "
            f"{one.followed_by or 'ce qui a suivi'}.", "organisations")
    if one.first is not None and first < one.first:
        raise Refused(
            f"{one.name} began in {one.first}, and works with this text are of {first} to {last}: "
            f"decide for the years from {one.first}.",
            f"{one.name} a commencé en {one.first}, et des travaux portant ce texte sont de "
            f"{first} à {last} : décidez pour les années à partir de {one.first}.",
            "organisations")


def _latest(*years: int | None) -> int | None:
    return max((year for year in years if year is not None), default=None)


def _soonest(*years: int | None) -> int | None:
    return min((year for year in years if year is not None), default=None)


def _replaced(
    texts: Sequence[Text], year_from: int | None, year_to: int | None
) -> dict[str, TextDecision]:
    """Return the decisions of the same years that are in force, by the text's digest.

    Refuses where others of these years are, or where one was made since the page was read.
    """
    held: dict[str, list[TextDecision]] = {}
    for one in in_force([text.key for text in texts]).select_for_update(of=("self",)):
        held.setdefault(one.digest, []).append(one)
    replaced = {}
    for text in texts:
        for one in held.get(digest_of(text.key), ()):
            same = (one.year_from, one.year_to) == (year_from, year_to)
            if not same and _apart(one, year_from, year_to):
                continue
            if one.pk not in text.expected:
                raise _meanwhile(text, one)
            if not same:
                raise Refused(
                    f"A decision about this text for the years {one.years or 'all'} is in force: "
                    "withdraw it first, or decide for the same years.",
                    f"Une décision sur ce texte pour les années {one.years or 'toutes'} est en "
                    "vigueur : retirez-la d’abord, ou décidez pour les mêmes années.", "year_from")
            replaced[one.digest] = one
    return replaced


def _apart(one: TextDecision, year_from: int | None, year_to: int | None) -> bool:
    return ((year_to or words.LAST) < (one.year_from or words.FIRST)
            or (one.year_to or words.LAST) < (year_from or words.FIRST))


def _meanwhile(text: Text, one: TextDecision | None) -> Stale:
    who = str(one.author) if one and one.author else ""
    said = words.DECISIONS[one.decision] if one else None
    return Stale(
        f"{who or 'Somebody else'} decided about “{text.text[:80]}” meanwhile"
        f"{f': {said.en}' if said else ''}. Look at the page as it is now and decide again.",
        f"{who or 'Quelqu’un d’autre'} a décidé de « {text.text[:80]} » entre-temps"
        f"{f' : {said.fr}' if said else ''}. Relisez la page telle qu’elle est et décidez à "
        "nouveau.")


@transaction.atomic
def withdraw(
    *, by: Account | None, decision: TextDecision, reason: str, submission: UUID | None = None,
) -> TextDecision:
    """Withdraw a decision: from then on the text is read by rules and scores again."""
    allow(by, Permission.CURATE)
    if done_before(submission):
        return decision
    if not reason.strip():
        raise Refused("Say why: it is kept with what was decided.",
                      "Dites pourquoi : le motif est gardé avec ce qui fut décidé.", "reason")
    taken = TextDecision.objects.select_for_update().get(pk=decision.pk)
    if taken.withdrawn:
        raise Stale("It was withdrawn meanwhile.", "Elle a été retirée entre-temps.")
    taken.withdrawn = timezone.now()
    taken.save(update_fields=["withdrawn"])
    record(by=by, action="withdraw_text", on=taken, before=_told(taken), why=reason,
           submission=submission, touching=_of_register(taken.organisations))
    return taken


def _told(one: TextDecision | None) -> Mapping:
    """Return a decision as the audit keeps it."""
    if one is None:
        return {}
    return {"decision": one.decision, "organisations": one.organisations,
            **{name: year for name in ("year_from", "year_to")
               if (year := getattr(one, name)) is not None}}


def _of_register(ids: Iterable[str]) -> list[Organisation]:
    """Return the register's organisations that these records are: it is in their history."""
    values = {value for _, _, value in (one.partition(":") for one in ids)}
    wanted = set(ids)
    return [code.organisation for code in Code.objects.filter(
        value__in=values).select_related("organisation")
        if f"{code.scheme}:{code.value}" in wanted]
