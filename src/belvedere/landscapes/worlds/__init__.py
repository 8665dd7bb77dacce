"""Invented worlds of publications, in OpenAlex's formats or as Belvedere's tables, of any size."""
