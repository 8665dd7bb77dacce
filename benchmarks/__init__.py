"""Benchmarks. ``make bench`` runs them all and prints each beside its floor."""
