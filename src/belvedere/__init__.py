"""Belvedere: the open observatory of a research institute.

A figure is a question asked of records: every number opens to its definition
and its exact rows.
"""

__version__ = "0.1.0"
