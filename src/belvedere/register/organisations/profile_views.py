"""The page of an organisation: written, looked at before, saved, published, restored."""

from django.contrib import messages
from django.shortcuts import get_object_or_404

from belvedere.register.accounts.access import demand
from belvedere.register.accounts.pages import page, to
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused, Stale
from belvedere.register.organisations import forms, profiles, queries
from belvedere.register.organisations import vocabularies as words
from belvedere.register.organisations.edit_views import within
from belvedere.register.organisations.models import Organisation, ProfileVersion
from belvedere.register.organisations.views import prose
from belvedere.tables.words import Words

_LABELS = {
    **{f"{part}_{language}": Words(f"{title.en} ({language})", f"{title.fr} ({language})")
       for part, title in words.PROFILE.items() for language in ("en", "fr")},
    "status_en": Words("Legal status (en)", "Statut juridique (en)"),
    "status_fr": Words("Legal status (fr)", "Statut juridique (fr)"),
    "employees": Words("Employees", "Effectif"),
    "employees_at": Words("Employees as at", "Effectif au"),
    "budget": Words("Annual budget", "Budget annuel"),
    "budget_year": Words("Budget of the year", "Budget de l’année"),
}


def edit(request, language: str, pk: int):
    """Write the page: preview, save a draft, or publish."""
    organisation = get_object_or_404(Organisation, pk=pk)
    by = demand(request, Permission.EDIT_PROFILE, within(organisation))
    last = queries.newest(organisation)
    held = {name: getattr(last, name) for name in profiles.FIELDS} if last else {}
    form = forms.Profile(language, request.POST or None,
                         initial={**held, "base": last.number if last else 0})
    preview, theirs = None, None
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in profiles.FIELDS}
        if "preview" in request.POST:
            preview = prose(ProfileVersion(**values), language)
        else:
            try:
                profiles.save(by=by, organisation=organisation, values=values,
                              base=form.cleaned_data["base"], publish="publish" in request.POST,
                              why=form.cleaned_data["why"])
            except Stale as stale:
                last = queries.newest(organisation)
                theirs = _told(profiles.differences(ProfileVersion(**values), last))
                form.data = form.data.copy()
                form.data["base"] = last.number  # sent again, it is written on theirs
                form.refuse(stale)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, (
                    Words("Published.", "Publié.") if "publish" in request.POST else
                    Words("Saved as a draft; readers see the published version.",
                          "Enregistré comme brouillon ; les lecteurs voient la version publiée.")
                )(language))
                return to(request, "versions" if "publish" not in request.POST else "entry",
                          language, organisation.pk)
    return page(request, language, "organisations/edit.html", form=form, preview=preview,
                theirs=theirs, last=last, organisation=organisation,
                known_as=queries.known_as(organisation.codes.all(), pk),
                may_publish=queries.may(by, Permission.PUBLISH_PROFILE, organisation),
                status=409 if theirs is not None else 400 if form.errors else 200)


def versions(request, language: str, pk: int):
    """Every version of the page, the newest first, each with what it changed."""
    organisation = get_object_or_404(Organisation, pk=pk)
    demand(request, Permission.SEE_DRAFTS, within(organisation))
    saved = list(organisation.profiles.select_related("author").order_by("-number"))
    return page(request, language, "organisations/versions.html", organisation=organisation,
                saved=saved, seen=queries.published(organisation))


def version(request, language: str, pk: int, number: int):
    """One version: what it changed, what it says; it can be restored."""
    organisation = get_object_or_404(Organisation, pk=pk)
    by = demand(request, Permission.SEE_DRAFTS, within(organisation))
    one = get_object_or_404(organisation.profiles.select_related("author"), number=number)
    last = queries.newest(organisation)
    may = {name: queries.may(by, permission, organisation) for name, permission in (
        ("edit", Permission.EDIT_PROFILE), ("publish", Permission.PUBLISH_PROFILE))}
    refusal = None
    if request.method == "POST":
        by = demand(request, Permission.EDIT_PROFILE, within(organisation))
        base = request.POST.get("base", "")
        try:
            profiles.restore(by=by, version=one, publish="publish" in request.POST,
                             base=int(base) if base.isascii() and base.isdigit() else -1)
        except Refused as refused:
            refusal = refused.words(language)
        else:
            messages.success(request, Words(
                f"Version {number} is restored as the newest.",
                f"La version {number} est rétablie comme la plus récente.")(language))
            return to(request, "versions", language, organisation.pk)
    before = organisation.profiles.filter(number=number - 1).first()
    return page(request, language, "organisations/version.html", organisation=organisation,
                one=one, last=last, may=may, refusal=refusal, told=prose(one, language),
                known_as=queries.known_as(organisation.codes.all(), pk),
                changed=_told(profiles.differences(before, one)),
                status=409 if refusal else 200)


def _told(differences: dict[str, list]) -> list[tuple[Words, list]]:
    return [(_LABELS[name], pieces) for name, pieces in differences.items()]
