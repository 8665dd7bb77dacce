"""Works as OpenAlex's records: the columns of a block, nested and named as in its snapshot."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from belvedere.landscapes.worlds import citing, headings, numbers, words
from belvedere.landscapes.worlds.authorships import (
    NONE,
    TWO_IN_ONE,
    UNMATCHED,
    authorships,
)
from belvedere.landscapes.worlds.chance import draw, even, skewed
from belvedere.landscapes.worlds.entities import UPDATED, institution, source, topic
from belvedere.landscapes.worlds.numbers import OPENALEX
from belvedere.landscapes.worlds.topics import EACH
from belvedere.landscapes.worlds.works import (
    ACCESS,
    CHAPTER,
    CLOSED,
    LANGUAGES,
    PREPRINT,
    TYPES,
    Works,
    works,
)
from belvedere.landscapes.worlds.world import World

_RAW_TYPES = {PREPRINT: "posted-content", CHAPTER: "book-chapter"}
_CREATED = "2025-10-10T00:00:00"


class Recorder:
    """Makes the records of a world; what works share is built once."""

    def __init__(self, world: World, references: bool) -> None:
        self.world = world
        self.references = references
        self.institutions = [institution(world.institutions, number)
                             for number in range(len(world.institutions))]
        self.sources = [source(world.journals, number) for number in range(len(world.journals))]
        self.topics = [topic(world.topics, number)
                       for number in range(len(world.topics.rows) * EACH)]
        self.mesh = [[_heading(ui) for ui in one] for one in headings.sets()]

    def block(self, block: int, first: int, last: int) -> Iterator[dict]:
        """Yield the records of one block of works."""
        world = self.world
        made = works(world, block, first, last)
        rows = authorships(world, block, made)
        bounds = np.searchsorted(rows.work, np.arange(len(made) + 1)).tolist()
        signed = list(zip(*(column.tolist() for column in (
            rows.position, rows.author, rows.corresponding, rows.kind, rows.department,
            rows.institution, rows.country))))
        dates = [str(day) for day in made.day.astype("datetime64[D]")]
        cited = citing.by_year(world, block, made).tolist()
        named = self._references(block, made)
        topical = self._topics(block, made)
        columns = {name: getattr(made, name).tolist() for name in (
            "number", "year", "type", "journal", "access", "language", "citations", "retracted",
            "paratext", "doi", "pmid", "pmcid", "headings", "title")}
        for place, (number, year, type_, journal, access, language, citations, retracted,
                    paratext, doi, pmid, pmcid, mesh, title) in enumerate(zip(*columns.values())):
            openalex = f"{OPENALEX}W{numbers.WORKS + number}"
            doi = f"https://doi.org/{numbers.DOI}{numbers.WORKS + number}" if doi else None
            ids = {"openalex": openalex}
            if doi:
                ids["doi"] = doi
            if pmid:
                ids["pmid"] = f"https://pubmed.ncbi.nlm.nih.gov/{numbers.PMID + number}"
            if pmcid:
                ids["pmcid"] = ("https://www.ncbi.nlm.nih.gov/pmc/articles/"
                                f"{numbers.PMCID + number}")
            authors = self._authors(signed[bounds[place]:bounds[place + 1]])
            location = self._location(journal, type_, access, doi)
            is_open = access != CLOSED
            about = topical[place]
            references = named[place]
            yield {
                "id": openalex,
                "doi": doi,
                "title": words.titles()[title],
                "display_name": words.titles()[title],
                "publication_year": year,
                "publication_date": dates[place],
                "ids": ids,
                "language": LANGUAGES[language],
                "primary_location": location,
                "type": TYPES[type_],
                "indexed_in": ["crossref"] * bool(doi) + ["pubmed"] * pmid,
                "open_access": {
                    "is_oa": is_open, "oa_status": ACCESS[access],
                    "oa_url": doi if is_open else None,
                    "any_repository_has_fulltext": bool(pmcid),
                },
                "authorships": authors,
                "countries_distinct_count": len(
                    {code for author in authors for code in author["countries"]}),
                "institutions_distinct_count": len(
                    {one["id"] for author in authors for one in author["institutions"]}),
                "corresponding_author_ids": [
                    author["author"]["id"] for author in authors if author["is_corresponding"]],
                "cited_by_count": citations,
                "biblio": {"volume": str(year - 1999), "issue": str(1 + number % 12),
                           "first_page": str(1 + number % 900), "last_page": None},
                "is_retracted": retracted,
                "is_paratext": paratext,
                "is_xpac": False,
                "primary_topic": about[0] if about else None,
                "topics": about,
                "mesh": self.mesh[mesh] if mesh >= 0 else [],
                "locations_count": 1,
                "locations": [location],
                "best_oa_location": location if is_open else None,
                "referenced_works_count": len(references),
                "referenced_works": references,
                "counts_by_year": [
                    {"year": year + age, "cited_by_count": count}
                    for age, count in reversed(list(enumerate(cited[place]))) if count
                ],
                "updated_date": f"{UPDATED}T00:00:00",
                "created_date": _CREATED,
            }

    def _location(self, journal: int, type_: int, access: int, doi: str | None) -> dict:
        found = self.sources[journal] if journal >= 0 else None
        return {
            "is_oa": access != CLOSED, "landing_page_url": doi, "pdf_url": None,
            "source": found, "license": "cc-by" if access <= 1 else None,
            "version": "submittedVersion" if type_ == PREPRINT else "publishedVersion",
            "is_accepted": type_ != PREPRINT, "is_published": type_ != PREPRINT,
            "raw_source_name": found and found["display_name"],
            "raw_type": _RAW_TYPES.get(type_, "journal-article"),
        }

    def _topics(self, block: int, made: Works) -> list[list[dict]]:
        """Return up to three topics of each work: the primary one, then others less sure."""
        chance = self.world.stream("topics", block)
        size = len(made)
        others = even(draw(chance, size), 3).tolist()
        near = (made.topic // EACH * EACH + (made.topic + 1) % EACH).tolist()
        far = skewed(draw(chance, size), len(self.topics)).tolist()
        scores = even(draw(chance, size), 4_000).tolist()
        found = []
        for primary, more, second, third, score in zip(made.topic.tolist(), others, near, far,
                                                       scores):
            if primary < 0:
                found.append([])
                continue
            numbered = [primary, second, third][:more + 1]
            if third in numbered[:2]:
                del numbered[2:]
            found.append([
                {"id": self.topics[one]["id"], "display_name": self.topics[one]["display_name"],
                 "score": (9_999 - score - 200 * rank) / 10_000,
                 "subfield": self.topics[one]["subfield"], "field": self.topics[one]["field"],
                 "domain": self.topics[one]["domain"]}
                for rank, one in enumerate(numbered)
            ])
        return found

    def _references(self, block: int, made: Works) -> list[list[str]]:
        if not self.references:
            return [[] for _ in range(len(made))]
        work, cited = citing.references(self.world, block, made)
        listed = [f"{OPENALEX}W{one}" for one in (cited + numbers.WORKS).tolist()]
        bounds = np.searchsorted(work, np.arange(len(made) + 1)).tolist()
        return [listed[start:end] for start, end in pairwise(bounds)]

    def _authors(self, rows: list[tuple]) -> list[dict]:
        """Return the authors of one work; the second row of an author joins the first."""
        found = []
        for row, (position, author, corresponding, kind, department, first, country) in enumerate(
            rows
        ):
            if row and rows[row - 1][0] == position:
                continue
            second = None
            if row + 1 < len(rows) and rows[row + 1][0] == position:
                second = rows[row + 1][5]
            affiliations = self._affiliations(kind, department, first, second, country)
            institutions = [self.institutions[one] for one in (first, second)
                            if one is not None and one >= 0]
            codes = {one["country_code"] for one in institutions}
            if kind == UNMATCHED:
                codes = {self.world.institutions.codes[country]}
            is_last = position == rows[-1][0]
            name = words.person(author)
            found.append({
                "author_position": "first" if position == 1 else "last" if is_last else "middle",
                "author": {"id": f"{OPENALEX}A{author}", "display_name": name, "orcid": None},
                "institutions": institutions,
                "countries": sorted(codes),
                "is_corresponding": corresponding,
                "raw_author_name": name,
                "raw_affiliation_strings": [
                    one["raw_affiliation_string"] for one in affiliations],
                "affiliations": affiliations,
            })
        return found

    def _affiliations(self, kind, department, first, second, country) -> list[dict]:
        places = self.world.institutions
        if kind == NONE:
            return []
        if kind == UNMATCHED:
            return [{"raw_affiliation_string": words.unknown(places, department, country),
                     "institution_ids": []}]
        told = [(first,)] if second is None else [(first,), (second,)]
        if kind == TWO_IN_ONE:
            told = [(first, second)]
        return [
            {"raw_affiliation_string": words.affiliation(places, department, named),
             "institution_ids": [self.institutions[one]["id"] for one in named]}
            for named in told
        ]


def _heading(ui: str) -> dict:
    return {"descriptor_ui": ui, "descriptor_name": headings.NAMES[ui], "qualifier_ui": None,
            "qualifier_name": None, "is_major_topic": ui not in ("D006801", "D000818")}
