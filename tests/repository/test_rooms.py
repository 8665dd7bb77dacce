"""The house: which room may import which. One way only; no import inside a function."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "belvedere"

EVERYBODY = {"errors", "tables"}
ALLOWED = {
    "tables": EVERYBODY,
    "evidence": EVERYBODY | {"evidence"},
    "sources": EVERYBODY | {"sources"},
    "matching": EVERYBODY | {"matching", "evidence"},
    "indicators": EVERYBODY | {"indicators", "evidence"},
    "portraits": EVERYBODY | {"portraits", "indicators", "evidence"},
    "landscapes": EVERYBODY | {"landscapes"},
    "building": EVERYBODY | {"building", "sources", "evidence", "matching", "indicators"},
    "register": EVERYBODY | {"register"},
    "site": EVERYBODY | {"site", "portraits", "indicators", "evidence", "matching", "register"},
}
"""``cli`` and ``config`` may import anything."""

DJANGO = {"site", "config", "register"}
SERVES = "cli/serve.py"


def modules():
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else path.stem


def imports(path: Path):
    """Yield (module, whether inside a function) of every import of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(node) for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, id(node) in inside
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: write imports from the package's root"
            for name in node.names:
                yield f"{node.module}.{name.name}", id(node) in inside


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_its_room_may(path):
    for module, inside in imports(path):
        assert not inside, f"{path.name} imports {module} inside a function"
        top, _, rest = module.partition(".")
        if top == "belvedere" and room(path) in ALLOWED and rest.split(".")[0] != "__version__":
            assert rest.split(".")[0] in ALLOWED[room(path)], (
                f"{room(path)} may not import {module}"
            )
        if top == "django":
            told = str(path.relative_to(PACKAGE))
            assert room(path) in DJANGO or told == SERVES, f"{told} imports Django"


APPS = {
    "accounts": {"accounts"},
    # it tells what every desk did, in the desk's own words
    "administration": {"accounts", "administration", "curation", "desk", "organisations",
                       "people", "transfer"},
    "curation": {"accounts", "curation", "organisations"},
    "exchange": {"accounts", "exchange"},
    "organisations": {"accounts", "exchange", "organisations"},
    "people": {"accounts", "organisations", "people"},
    "proposals": {"accounts", "exchange", "organisations", "proposals"},
    "desk": {"accounts", "exchange", "organisations", "desk"},
    "clinical": {"accounts", "exchange", "organisations", "desk", "clinical"},
    "partnerships": {"accounts", "exchange", "organisations", "desk", "partnerships"},
    "transfer": {"accounts", "exchange", "organisations", "desk", "transfer"},
    "funding": {"accounts", "exchange", "organisations", "desk", "funding"},
}
"""Which apps of the register an app may import: a desk reaches another through organisations."""


@pytest.mark.parametrize("app", sorted(path.parent.name for path in PACKAGE.glob(
    "register/*/__init__.py")))
def test_an_app_of_the_register_imports_only_what_it_may(app):
    for path in (PACKAGE / "register" / app).rglob("*.py"):
        for module, _ in imports(path):
            if module.startswith("belvedere.register."):
                assert module.split(".")[2] in APPS[app], f"{app} may not import {module}"


def test_every_room_is_in_the_table():
    rooms = {room(path) for path in modules()} - {"__init__", "errors", "cli", "config"}
    assert rooms <= set(ALLOWED)
