"""Harvest a source from the test's own folder."""

import pytest
from openalex_parts import Read, part
from reading_sources import harvested


@pytest.fixture
def harvest(tmp_path):
    return lambda source: harvested(source, tmp_path)


@pytest.fixture
def reading(tmp_path):
    """Return what OpenAlex's reader makes of one part."""
    def read(*works, **rest):
        folder = tmp_path / "files"
        part(folder, *works, **rest)
        return Read(folder)

    return read
