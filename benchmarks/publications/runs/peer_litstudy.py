"""The five figures by litstudy from a Scopus export: CSV TO."""

import json
import sys
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")

import litstudy  # noqa: E402
from litstudy.stats import extract_country  # noqa: E402

export, target = sys.argv[1:]
papers = litstudy.load_scopus_csv(export)
years = litstudy.compute_year_histogram(papers)
countries = litstudy.compute_country_histogram(papers)
institutions = litstudy.compute_affiliation_histogram(papers, limit=50)
cited = sorted((paper.citation_count or 0 for paper in papers), reverse=True)[:20]
several = sum(
    len({extract_country(place) for author in paper.authors or []
         for place in author.affiliations or []} - {None}) > 1 for paper in papers)
Path(target).write_text(json.dumps({
    "years": [(int(year), int(count)) for year, count in years["Frequency"].items()],
    "countries": countries["Frequency"].astype(int).tolist(),
    "institutions": institutions["Frequency"].astype(int).tolist(),
    "cited": cited,
    "international": several,
}))
