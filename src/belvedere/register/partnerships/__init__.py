"""The partnerships desk: agreements, infrastructures, laureates, associations, plans, expertise."""
