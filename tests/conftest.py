"""Fixtures that many tests share: a small invented world, built once."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest
from django.test import Client
from hypothesis import settings

from belvedere.building.landscape import landscape
from belvedere.building.steps import build
from belvedere.config.assets import assets
from belvedere.evidence.store import Store
from belvedere.indicators.asking import Asker
from belvedere.landscapes.demo.generate import generate

# No test asserts on time, and one drawn example may meet a busy machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Tests look at pages themselves, however busy the machine is; those of jobs set their own.
os.environ.setdefault("BELVEDERE_PATIENCE", "120")

# The settings read the home once, when they are imported, and models need them: before all tests.
HOME = Path(tempfile.mkdtemp(prefix="belvedere-tests-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["BELVEDERE_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "belvedere.config.settings"
django.setup()


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory):
    """The files of an invented world, a fifth of its usual size."""
    folder = tmp_path_factory.mktemp("demo-files")
    generate(folder, seed=1, scale=0.2)
    return folder


@pytest.fixture(scope="session")
def demo_home(demo_files):
    """A home folder with an edition built from the invented files."""
    build(HOME, landscape("demo"), demo_files, tell=lambda line: None)
    return HOME


@pytest.fixture(scope="session")
def demo_asker(demo_home):
    """Answers from the edition of the invented world."""
    return Asker(Store(demo_home).edition())


@pytest.fixture(scope="session")
def site(demo_home):
    """A client of the site of the invented world."""
    assets(demo_home)
    return Client()
