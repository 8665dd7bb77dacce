"""Every definition, by name: one module for each theme in ``definitions``."""

import importlib
import pkgutil
from functools import cache

from belvedere.errors import QuestionError, nearest
from belvedere.indicators import definitions
from belvedere.indicators.definition import Indicator


@cache
def catalogue() -> dict[str, Indicator]:
    """Return all indicators by name, theme by theme."""
    found: dict[str, Indicator] = {}
    for module in pkgutil.iter_modules(definitions.__path__, f"{definitions.__name__}."):
        for declared in importlib.import_module(module.name).INDICATORS:
            assert declared.name not in found, f"{declared.name} is defined twice"
            found[declared.name] = declared
    return found


def indicator(name: str) -> Indicator:
    """Return one indicator. Raises QuestionError with the nearest names."""
    known = catalogue()
    if name not in known:
        raise QuestionError(
            f"There is no indicator {name!r}.{nearest(name, known)} "
            "'belvedere indicators' lists them."
        )
    return known[name]
