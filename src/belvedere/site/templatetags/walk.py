"""What the open records say of a project of the clinical desk, on its page."""

from django import template

from belvedere.indicators.asking import Asker

register = template.Library()
_COLUMNS = ("trial_id", "nct_id", "eudract_id", "ctis_id", "title", "status", "start", "completion",
            "results_posted", "enrolment", "pmids", "url")


def _trials(asker: Asker, numbers: list[str]) -> list[dict]:
    """Return the trials that have one of these registration numbers."""
    if not numbers:
        return []
    asker.database.need("trials")
    return asker.database.records(
        f"SELECT {', '.join(_COLUMNS)} FROM trials WHERE list_contains($1, nct_id) "
        "OR list_contains($1, eudract_id) OR list_contains($1, ctis_id) ORDER BY trial_id",
        [numbers])


def _works(asker: Asker, written: list[str]) -> list[dict]:
    """Return the works that have one of these DOIs or PubMed ids, the oldest first."""
    dois = [one.lower() for one in written if not one.startswith("PMID:")]
    pmids = [one.removeprefix("PMID:") for one in written if one.startswith("PMID:")]
    if not written:
        return []
    asker.database.need("works", "work_descriptions")
    return asker.database.records(
        "SELECT doi, pmid, title, year FROM work_descriptions JOIN works USING (work_id) "
        "WHERE list_contains($1, doi) "
        "OR list_contains($2, pmid) ORDER BY year, title LIMIT 50", [dois, pmids])


@register.inclusion_tag("site/_trial_records.html", takes_context=True)
def trial_records(context, numbers: list[str]) -> dict:
    """Tell the public records of a trial: status, dates, results."""
    asker = context.get("asker")
    return {"language": context["language"], "trials": _trials(asker, numbers) if asker else []}


@register.inclusion_tag("site/_reporting_works.html", takes_context=True)
def reporting_works(context, written: list[str], numbers: list[str]) -> dict:
    """Tell the works that report a trial: those its desk names, and those its registry does."""
    asker = context.get("asker")
    trials = _trials(asker, numbers) if asker else []
    attached = [f"PMID:{pmid}" for one in trials for pmid in one["pmids"] or ()]
    works = _works(asker, [*written, *attached]) if asker else []
    known = {one["doi"] for one in works} | {f"PMID:{one['pmid']}" for one in works}
    return {"language": context["language"], "works": works,
            "others": [one for one in dict.fromkeys((*written, *attached))
                       if one not in known and one.lower() not in known]}


@register.simple_tag(takes_context=True)
def known_in_records(context, known_as: list[str]) -> str:
    """Return the id by which the edition knows an organisation; nothing where it does not."""
    asker = context.get("asker")
    found = filter(None, map(asker.known, known_as)) if asker else iter(())
    one = next(found, None)
    return one.id if one else ""
