"""The page of proposals: read, filtered, accepted and refused, one or many at once."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponseRedirect

from belvedere.register.accounts.access import demand
from belvedere.register.accounts.pages import page
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.organisations import vocabularies
from belvedere.register.organisations.queries import folded
from belvedere.register.proposals import actions
from belvedere.register.proposals import vocabularies as words
from belvedere.register.proposals.models import Proposal
from belvedere.tables.words import Words

PAGE = 50
MOST = 2_000
"""Proposals that one click decides: more would keep others from writing for long."""
FILTERS = ("q", "source", "kind", "state")
_WORDED = {"kind": vocabularies.KINDS, "relation": vocabularies.RELATIONS,
           "succession": vocabularies.SUCCESSIONS}


def filtered(asked: dict[str, str]) -> QuerySet:
    """Return the proposals that hold every word, of a source, a kind and a state."""
    found = Proposal.objects.filter(state=asked["state"])
    for name in ("source", "kind"):
        if asked[name]:
            found = found.filter(**{name: asked[name]})
    for word in folded(asked["q"]).split():
        found = found.filter(searched__contains=word)
    return found


def proposals(request, language: str):
    """Proposals with the source's value beside the register's; who may decides them."""
    by = demand(request, Permission.IMPORT)
    sent = request.POST if request.method == "POST" else request.GET
    asked = {name: sent.get(name, "").strip() for name in FILTERS}
    asked["state"] = asked["state"] if asked["state"] in words.STATES else "open"
    refusal, decided = None, None
    if request.method == "POST":
        try:
            decided = _decide(request, by, asked)
        except Refused as refused:
            refusal = refused.words(language)
        else:
            messages.success(request, _told(decided, request.POST, filtered(asked))(language))
            if not decided.left:
                return HttpResponseRedirect(f"?{request.GET.urlencode()}")
    found = filtered(asked).order_by("rank", "name", "pk")
    shown = Paginator(found.select_related("organisation", "decided_by"), PAGE).get_page(
        request.GET.get("page"))
    return page(
        request, language, "proposals/proposals.html", shown=shown, asked=asked, refusal=refusal,
        rows=[(one, _beside(one, language)) for one in shown], kinds=words.KINDS,
        sources=words.SOURCES, states=words.STATES, most=MOST, typed=request.POST.get("why", ""),
        counts=dict(Proposal.objects.filter(state="open").order_by().values_list(
            "source").annotate(n=Count("pk"))),
        left=decided.left[:20] if decided else (), left_count=len(decided.left) if decided else 0,
        status=400 if refusal else 200)


def _decide(request, by, asked: dict[str, str]) -> actions.Decided:
    if request.POST.get("all") == "1":
        wanted = filtered({**asked, "state": "open"})
    else:
        numbers = [n for n in request.POST.getlist("one") if n.isascii() and n.isdigit()
                   and len(n) < 19]
        if not numbers:
            raise Refused("Choose the proposals to decide.",
                          "Choisissez les propositions à décider.")
        wanted = Proposal.objects.filter(pk__in=numbers)
    why = request.POST.get("why", "")
    if request.POST.get("decision") == "accept":
        return actions.accept(by=by, proposals=wanted, why=why, most=MOST)
    if request.POST.get("decision") == "refuse":
        return actions.refuse(by=by, proposals=Proposal.objects.filter(
            pk__in=wanted.filter(state="open").order_by("rank", "pk").values("pk")[:MOST]), why=why)
    raise Refused("Say whether they are accepted or refused.",
                  "Dites si elles sont acceptées ou refusées.")


def _told(decided: actions.Decided, sent, found: QuerySet) -> Words:
    accepted = sent.get("decision") == "accept"
    en = f"{decided.done} {'accepted' if accepted else 'refused'}."
    fr = f"{decided.done} {'acceptées' if accepted else 'refusées'}."
    if decided.left:
        en += f" {len(decided.left)} could not be, see why below."
        fr += f" {len(decided.left)} n’ont pu l’être, voyez pourquoi ci-dessous."
    if sent.get("all") == "1" and (more := found.filter(state="open").count()):
        en += f" {more} are left to decide."
        fr += f" {more} restent à décider."
    return Words(en, fr)


def _beside(one: Proposal, language: str) -> list[tuple[Words, str, str]]:
    """Return each field with the source's value and the register's."""
    def said(name: str, value) -> str:
        if value in (None, "", []):
            return ""
        if name in _WORDED:
            return _WORDED[name].get(value, Words(value, value))(language)
        if name == "subjects":
            return ", ".join(text for _, text in value)
        return ", ".join(value) if isinstance(value, list) else str(value)

    return [(title, said(name, one.value.get(name)), said(name, one.held.get(name)))
            for name, title in words.FIELDS.items() if name in one.value or name in one.held]
