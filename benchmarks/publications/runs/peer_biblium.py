"""The five figures by biblium from a Scopus export: CSV TO."""

import json
import sys
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")

from biblium.bibstats import BiblioStats  # noqa: E402

export, target = sys.argv[1:]
found = BiblioStats(f_name=export, db="scopus", res_folder=None, preprocess_level=0)
production = found.get_production(relative_counts=False, cumulative=False)
countries = found.count_all_countries()
affiliations = found.count_affiliations()
affiliations = found.affiliations_counts_df if affiliations is None else affiliations
found.get_top_cited_documents(top_n=20)
cited = found.top_cited_docs_global_df
several = found.df["Countries of Authors"].fillna("").str.split("; ").map(
    lambda names: len(set(names)) > 1)


def counts(table):
    return table.iloc[:, 1].astype(int).tolist()


Path(target).write_text(json.dumps({
    "years": production.iloc[:, :2].astype(int).to_numpy().tolist(),
    "countries": counts(countries),
    "institutions": counts(affiliations)[:50],
    "cited": cited["Cited by"].astype(int).tolist(),
    "international": int(several.sum()),
}))
