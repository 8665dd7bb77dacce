"""The decisions that were made: read, filtered, withdrawn."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from belvedere.register.accounts.access import demand
from belvedere.register.accounts.pages import attempt, page, sent
from belvedere.register.accounts.permissions import Permission
from belvedere.register.curation import actions, forms, queries
from belvedere.register.curation import vocabularies as words
from belvedere.register.curation.models import TextDecision
from belvedere.tables.words import Words

PAGE = 50


@require_safe
def decisions(request, language: str):
    """What was decided about texts, the newest first."""
    demand(request, Permission.CURATE)
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "state", "decision")}
    asked["state"] = asked["state"] if asked["state"] in words.STATES else "force"
    shown = Paginator(queries.listed(asked["q"], asked["state"], asked["decision"]),
                      PAGE).get_page(request.GET.get("page"))
    return page(request, language, "curation/decisions.html", shown=shown, asked=asked,
                states=words.STATES, decisions=words.DECISIONS)


def withdraw(request, language: str, pk: int):
    """Withdraw one decision."""
    by = demand(request, Permission.CURATE)
    decision = get_object_or_404(TextDecision, pk=pk)
    form = forms.Withdraw(language, sent(request))
    done = attempt(request, form, lambda data: actions.withdraw(by=by, decision=decision, **data))
    if done:
        messages.success(request, Words("Withdrawn. It is in the audit.",
                                        "Retirée ; c’est gardé dans l’audit.")(language))
        return redirect("decisions", language)
    return page(request, language, "accounts/act.html", form=form, lead=decision.text,
                title=Words("Withdraw a decision", "Retirer une décision"), back="decisions",
                status=form.told_as)
