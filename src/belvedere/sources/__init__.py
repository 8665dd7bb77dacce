"""Open sources: one module each. See ``base`` for what a source is."""
