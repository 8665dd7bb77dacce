"""Curation: doubtful texts are read, decided with the keyboard, and their effect is shown first."""

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect

from belvedere.indicators.asking import Asker
from belvedere.matching.told import names
from belvedere.register.accounts.access import demand
from belvedere.register.accounts.pages import page
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.curation.actions import LARGEST, MOST, Named, Text, decide
from belvedere.register.curation.models import TextDecision
from belvedere.register.curation.queries import in_force
from belvedere.site import doubts as doubtful
from belvedere.site.choosing import chosen, offered, written
from belvedere.site.doubts import Doubt
from belvedere.site.effects import Effect, effects
from belvedere.site.links import record_link
from belvedere.site.observatory import observatory
from belvedere.site.remember import working
from belvedere.site.similar import similar
from belvedere.site.working import Progress
from belvedere.tables.words import Words, folded

PAGE = 50
FIELDS = 4
"""Fields for organisations that are empty at first, after those that are filled in."""
ROWS = 100
"""Works of one effect that a page lists."""
DECIDED = {
    "accept": Words("Accepted", "Accepté"), "correct": Words("Corrected", "Corrigé"),
    "refuse": Words("Refused", "Refusé"),
}


def doubts(request, language: str):
    """The doubtful texts that nobody has decided yet, the most valuable first."""
    demand(request, Permission.CURATE)
    asker = observatory()
    found = doubtful.doubts(asker)
    if isinstance(found, Progress):
        return working(request, asker, found)
    asked = request.GET.get("q", "").strip()
    wanted = folded(asked).split()
    left = [one for one in _undecided(found)
            if all(word in folded(one.text) for word in wanted)]
    shown = Paginator(left, PAGE).get_page(request.GET.get("page"))
    called = names(asker.database, (who for one in shown for who, _, _ in one.found))
    return page(request, language, "site/doubts.html", shown=shown, asked=asked, names=called,
                decided=len(found) - len(left) if not wanted else None)


def _undecided(found: Sequence[Doubt]) -> list[Doubt]:
    held = set(in_force([one.key for one in found]).order_by().values_list(
        "text_key", flat=True))
    return [one for one in found if one.key not in held]


def suggest(request, language: str):
    """Give the organisations and units that hold what is typed."""
    demand(request, Permission.CURATE)
    return JsonResponse({"found": offered(observatory(), request.GET.get("q", "")[:200])})


def doubt(request, language: str, number: str):
    """One doubtful text: decided, with those like it, after its effect was shown."""
    by = demand(request, Permission.CURATE)
    asker = observatory()
    found = doubtful.doubts(asker)
    if isinstance(found, Progress):
        return working(request, asker, found)
    one = next((each for each in found if each.number == number), None)
    if one is None:
        raise Http404
    like = similar(one, found)
    asked, refusal = _Asked(request, asker, one, like), None
    if request.method == "POST" and asked.decision:
        try:
            given = asked.named()
            if "save" in request.POST:
                made = decide(
                    by=by, texts=asked.texts(), decision=asked.decision, organisations=given,
                    year_from=asked.year("year_from"), year_to=asked.year("year_to"),
                    reason=asked.values["reason"], submission=asked.submission)
                return _next(request, language, asked, made, found)
            return _page(request, language, asker, asked, effect=effects(
                asker, [text for each in asked.together for text in each.affiliations],
                sorted({who for each in asked.together for who in each.chosen}),
                [each.record_id for each in given], asked.year("year_from"),
                asked.year("year_to")), named=given)
        except Refused as refused:
            refusal = refused
    return _page(request, language, asker, asked, refusal=refusal)


class _Asked:
    """What is asked of one text, as it was sent, or as the page offers it at first."""

    def __init__(self, request, asker: Asker, one: Doubt,
                 like: Sequence[tuple[Doubt, bool]]) -> None:
        sent = request.POST if request.method == "POST" else None
        self.asker, self.one, self.like = asker, one, like
        self.decision = sent.get("decision", "") if sent and "change" not in sent else ""
        also = set(sent.getlist("also")) if sent else {
            other.number for other, is_same in like if is_same}
        self.together = [one, *(other for other, _ in like if other.number in also)]
        self.organisations = [text for text in sent.getlist("organisations") if text.strip()] \
            if sent else written(asker, one.chosen)
        self.values = {name: (sent.get(name, "").strip() if sent else "")
                       for name in ("year_from", "year_to", "reason")}
        self.submission = _number(sent.get("submission", "")) if sent else uuid.uuid4()
        now = list(in_force([each.key for each in self.together]))
        self.decided = [each for each in now if each.text_key == one.key]
        self.seen = ({int(text) for text in sent.get("seen", "").split(",") if text.isdigit()}
                     if sent else {each.pk for each in now})

    def year(self, name: str) -> int | None:
        """Return a year that was filled in. Raises Refused where it is none."""
        text = self.values[name]
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) == 4):
            raise Refused(f"{text[:20]} is no year: write 2014.",
                          f"{text[:20]} n’est pas une année : écrivez 2014.", name)
        return int(text)

    def named(self) -> list[Named]:
        """Return whom the texts are said to name. Raises Refused."""
        if self.decision == "refuse":
            return []
        if self.decision == "accept":
            return chosen(self.asker, self.one.chosen)
        return chosen(self.asker, self.organisations[:LARGEST + 1])

    def texts(self) -> list[Text]:
        return [Text(each.text, each.key, each.first, each.last, frozenset(self.seen))
                for each in self.together[:MOST]]


def _number(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


def _page(
    request, language: str, asker: Asker, asked: _Asked, *, refusal: Refused | None = None,
    effect: Sequence[Effect] | None = None, named: Sequence[Named] = (),
) -> HttpResponse:
    one = asked.one
    others = [who for other, _ in asked.like for who in other.chosen]
    return page(
        request, language, "site/doubt.html", one=one, asked=asked, refusal=refusal,
        names=names(asker.database, [*(who for who, _, _ in one.found), *others]),
        reasons=_reasons(asker, one),
        like=[(other, other in asked.together) for other, _ in asked.like],
        fields=[*asked.organisations, *[""] * FIELDS], effect=effect, named=named,
        rows=[(each, [(row, record_link(language, "work_id", row.work_id))
                      for row in each.rows[:ROWS]], len(each.rows) - ROWS)
              for each in effect or ()],
        words=DECIDED, status=refusal.status if refusal else 200)


def _reasons(asker: Asker, one: Doubt) -> dict[str, Words]:
    if "affiliation_links" not in asker.edition.tables:
        return {}
    asker.database.need("affiliation_links")
    return doubtful.reasons(asker.database, one)


def _next(
    request, language: str, asked: _Asked, made: Sequence[TextDecision], found: Sequence[Doubt]
) -> HttpResponse:
    """Tell what was decided, and go on to the next text."""
    word = DECIDED[asked.decision]
    messages.success(request, Words(
        f"{word.en}: {len(made)} {'text' if len(made) == 1 else 'texts'}. It is in the audit, and "
        "in the evidence after the next publication.",
        f"{word.fr} : {len(made)} {'texte' if len(made) < 2 else 'textes'}. C’est gardé dans "
        "l’audit, et dans les données après la prochaine publication.")(language))
    left = _undecided(found)
    return redirect("curate", language, left[0].number) if left else redirect("curation", language)
