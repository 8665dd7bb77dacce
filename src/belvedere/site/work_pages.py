"""The page of a work: which records are this one work, why, and who signs it."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from belvedere.portraits import work as told
from belvedere.site.observatory import observatory
from belvedere.site.pages import page
from belvedere.site.remember import remembered

_TITLES = {"openalex": "OpenAlex", "pubmed": "PubMed", "hal": "HAL"}


@remembered
def work(request, language: str, number: int):
    """One work; a record that another one stands for leads there."""
    edition = request.GET.get("edition") or None
    asker = observatory(edition)
    found = told.work_of(asker, number) if number < 2**63 else None
    if found is None:
        raise Http404
    if found != number:
        address = reverse("work", args=(language, found))
        return redirect(f"{address}?edition={edition}" if edition else address)
    records = told.records(asker, number)
    return page(
        request, language, "work", asker, "figures", number=number, edition=edition,
        about=told.described(asker, number), records=records, titles=_TITLES,
        retracted=[_TITLES[name] for name in dict.fromkeys(
            one["source"] for one in records if one["is_retracted"])],
        signing=told.signing(asker, number), nobodys=told.nobodys(asker, number))
