"""Harvest a source from the test's own folder."""

import pytest
from reading_sources import harvested


@pytest.fixture
def harvest(tmp_path):
    return lambda source: harvested(source, tmp_path)
