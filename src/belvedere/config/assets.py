"""What the site's pages load that is made, not kept: the chart library's bundle."""

import os
from pathlib import Path

import vl_convert

from belvedere.evidence.writing import store_errors

BUNDLE = "vega.js"


def assets(folder: Path) -> Path:
    """Make the chart library's bundle once, so that no page asks another host for it."""
    made = folder / "assets" / f"vega-{vl_convert.__version__}"
    target = folder / "assets" / BUNDLE
    with store_errors(folder):
        made.parent.mkdir(parents=True, exist_ok=True)
        if not made.exists() or not target.exists():
            new = target.with_suffix(".new")
            new.write_text(vl_convert.javascript_bundle(), encoding="utf-8")
            os.replace(new, target)
            made.touch()
    return target
