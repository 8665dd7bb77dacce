"""The shared records, where they lie beside the project; tests that need them skip without."""

from pathlib import Path

import pytest

from belvedere.building.landscape import landscape
from belvedere.building.steps import build
from belvedere.indicators.asking import Asker

SHARED = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def inserm(tmp_path_factory):
    """An asker over all shared records, built once."""
    if not SHARED.is_dir():
        pytest.skip("the shared records are not beside the project")
    home = tmp_path_factory.mktemp("inserm")
    return Asker(build(home, landscape("inserm"), SHARED, tell=lambda line: None))
