"""Benchmarks of publications: their ingest, questions and scores, each beside its floor."""
