# Two commands matter: make demo (the main job) and make test. make help lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help demo test setup machine check bench docs lock clean

help:            ## list what can be made
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

setup: $(STAMP)  ## install Belvedere and what it needs, locked, into .venv

$(STAMP): requirements/lock.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Belvedere needs Python 3.11 or later: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup      ## an invented institute: generate, build, serve
	BELVEDERE_HOME=$${BELVEDERE_HOME:-.belvedere} $(BIN)/belvedere demo

test: setup machine  ## run every test
	$(BIN)/ruff check .
	$(BIN)/python tests/postgresql.py
	$(BIN)/python -m pytest

machine:         ## find or install what tests need beside Python: a browser, Java, PostgreSQL
	@sh tests/install.sh

check: setup     ## the quick checks only
	$(BIN)/ruff check .
	$(BIN)/python -m pytest tests/repository tests/unit tests/spec -q -x

bench: setup     ## benchmarks, each beside its floor, in one run
	$(BIN)/python -m benchmarks

docs: setup      ## write the reference pages from the code
	$(BIN)/python docs/reference.py

lock:            ## resolve the dependencies anew (needs uv)
	uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --no-annotate --upgrade \
	  pyproject.toml --group test --group build -o requirements/lock.txt

clean:
	rm -rf $(VENV) .belvedere .pytest_cache .hypothesis
