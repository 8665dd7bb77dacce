"""The demo landscape: an invented institute and its world, in the sources' own formats."""
