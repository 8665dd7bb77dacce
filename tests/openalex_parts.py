"""OpenAlex records and files made by hand, and what the source makes of them."""

import json
from pathlib import Path

from reading_sources import gzipped, harvested

from belvedere.sources.base import Files
from belvedere.sources.openalex import SOURCE

INSERM = {"id": "https://openalex.org/I1", "display_name": "Inserm", "country_code": "FR",
          "ror": "https://ror.org/02vjkv261", "type": "government",
          "lineage": ["https://openalex.org/I1"]}
COCHIN = {"id": "https://openalex.org/I2", "display_name": "Institut Cochin",
          "country_code": "FR", "ror": "https://ror.org/051sk4035", "type": "facility",
          "lineage": ["https://openalex.org/I1", "https://openalex.org/I2"]}
NIH = {"id": "https://openalex.org/I3", "display_name": "NIH", "country_code": "US",
       "ror": "https://ror.org/01cwqze88", "type": "government",
       "lineage": ["https://openalex.org/I3"]}


def author(*affiliations, countries=(), number=1):
    """An author with affiliations (text, institutions…)."""
    institutions = {i["id"]: i for _, *named in affiliations for i in named}
    return {
        "author": {"id": f"https://openalex.org/A{number}", "display_name": "Jane Roe",
                   "orcid": "https://orcid.org/0000-0001"},
        "institutions": list(institutions.values()),
        "countries": list(countries) or sorted({i["country_code"] for i in institutions.values()}),
        "is_corresponding": False,
        "raw_affiliation_strings": [text for text, *_ in affiliations],
        "affiliations": [{"raw_affiliation_string": text,
                          "institution_ids": [i["id"] for i in named]}
                         for text, *named in affiliations],
    }


def work(number=1, **changed):
    topic = {"id": "https://openalex.org/T1", "score": 0.9,
             "subfield": {"id": "https://openalex.org/subfields/2730"}}
    return {
        "id": f"https://openalex.org/W{number}", "doi": f"https://doi.org/10.1/A{number}",
        "title": f"Title {number}", "publication_year": 2020, "publication_date": "2020-05-04",
        "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/77"}, "language": "en",
        "type": "article",
        "primary_location": {"source": {
            "id": "https://openalex.org/S9", "display_name": "Nature", "issn_l": "0028-0836",
            "type": "journal"}},
        "open_access": {"oa_status": "gold"}, "cited_by_count": 3,
        "counts_by_year": [{"year": 2021, "cited_by_count": 2}, {"year": 2022,
                                                                 "cited_by_count": 1}],
        "is_retracted": False, "is_paratext": False, "primary_topic": topic, "topics": [topic],
        "mesh": [{"descriptor_ui": "D009369"}], "referenced_works": ["https://openalex.org/W8"],
        "authorships": [author(("Inserm, Paris", INSERM))], "updated_date": "2026-01-01", **changed,
    }


def part(folder: Path, *lines, name="works/updated_date=2026-01-01/part_000.gz", manifest=False):
    """Write a part: works, or texts as they stand."""
    path = folder / "openalex" / name
    content = "".join(
        (line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    gzipped(path, content.encode())
    if manifest:
        entries = [{"url": f"s3://openalex/data/{name}",
                    "meta": {"content_length": path.stat().st_size, "record_count": len(lines)}}]
        place = path.parent.parent / "manifest"
        place.write_text(json.dumps({"entries": entries, "meta": {}}))
    return path


def merged(folder: Path, *rows: str, day: str = "2026-01-02") -> Path:
    """Write a list of merged works."""
    return gzipped(folder / f"openalex/merged_ids/works/{day}.csv.gz", "".join(
        f"{row}\n" for row in ("merge_date,id,merge_into_id", *rows)).encode())


def deleted(folder: Path, *rows: str, name: str = "deleted_ids.csv.gz") -> Path:
    """Write the list of deleted works that stands beside the works since 2026."""
    return gzipped(folder / "openalex/works" / name, "".join(
        f"{row}\n" for row in ("work_id,deleted_date", *rows)).encode())


class Read:
    """What the source made of a folder: its rows, each checked, the ledger and the counts."""

    def __init__(self, folder: Path):
        self.out = folder.with_name(folder.name + "-out")
        found = harvested(SOURCE, folder, self.out)
        self.ledger, self.counts, self._rows = found.ledger, found.counts, found.rows
        assert not [path for path in self.out.iterdir() if path.suffix != ".parquet"]

    def rows(self, table: str) -> list[dict]:
        return sorted(self._rows.get(table, ()),
                      key=lambda row: [str(value) for value in row.values()])

    def weights(self) -> dict:
        """Return the weight of each institution and country."""
        found: dict = {}
        for row in self.rows("authorships"):
            key = row["institution_id"], row["country"]
            found[key] = found.get(key, 0) + row["weight"]
        return found

    def titles(self) -> dict:
        return {row["record_id"]: row["title"] for row in self.rows("work_records")}

    def asides(self) -> list:
        """Return file, line and reason of what was set aside."""
        return [(one.file.rpartition("/")[2], one.row, one.reason) for one in self.ledger.aside]


def found_in(folder: Path) -> Files:
    """Return the files that the source finds."""
    return Files(folder, tuple(SOURCE.find(folder)))
