"""Read PubMed's files in batches and keep nothing: FOLDER RECORDS."""

import importlib
import sys
from pathlib import Path

import as_installed  # noqa: F401

from belvedere.sources.base import Files
from belvedere.tables.ledger import Ledger

pubmed = importlib.import_module("belvedere.sources.pubmed")
folder, records = Path(sys.argv[1]), int(sys.argv[2])
files = Files(folder, tuple(pubmed.SOURCE.find(folder)))
read = sum(len(tables["work_records"]) for tables in pubmed.read_batches(files, Ledger()))
assert read == records, (read, records)
