"""Charts as Vega-Lite specifications. Their data stand in them; each has a table beside it.

Colours are the style sheet's own variables, so that a chart is light or dark with
its page. A mark that has an address opens the figure that it draws.
"""

from collections.abc import Sequence

INK, MARKED, SOFT, LINE = "var(--deep)", "var(--accent)", "var(--soft)", "var(--line)"
BAR = 24
"""Height of one bar with the space around it."""


def _spec(values: Sequence[dict], height: int, **rest) -> dict:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": "transparent",
        "padding": {"left": 0, "right": 14, "top": 6, "bottom": 0},
        "data": {"values": list(values)},
        "config": {
            "font": "system-ui, sans-serif",
            "view": {"stroke": None},
            "aria": False,  # the chart is one image to a screen reader; its table has the parts
            "axis": {"labelColor": SOFT, "titleColor": SOFT, "gridColor": LINE,
                     "domainColor": LINE, "tickColor": LINE, "labelFontSize": 12,
                     "titleFontWeight": "normal", "titleFontSize": 12},
        },
        **rest,
    }


def _ticks(unit: str) -> dict:
    form = ".0%" if unit.startswith("%") else "~s" if unit == "€" else ",.0f"
    return {"format": form, "tickCount": 4,
            # half a project is no number of projects
            **({} if unit.startswith(("%", "€")) else {"tickMinStep": 1})}


def trend(values: Sequence[tuple[str, float | None, str, str]], unit: str, stock: bool) -> dict:
    """Return the chart of (year, value, told, address): bars for a flow, a line for a stock."""
    rows = [{"label": label, "value": value, "told": told, "url": url}
            for label, value, told, url in values]
    mark = ({"type": "line", "color": INK, "strokeWidth": 2,
             "point": {"color": INK, "size": 40}} if stock
            else {"type": "bar", "color": INK, "cornerRadiusEnd": 2})
    encoding = {
        "x": {"field": "label", "type": "ordinal", "title": None,
              "axis": {"labelAngle": 0, "grid": False, "labelOverlap": "greedy"}},
        "y": {"field": "value", "type": "quantitative", "title": None,
              "axis": _ticks(unit), "scale": {"zero": True}},
        "tooltip": [{"field": "label", "title": " "}, {"field": "told", "title": unit}],
    }
    if not stock:  # a line has one address for all its points: its table has them
        encoding["href"] = {"field": "url"}
    return _spec(rows, 220, mark=mark, encoding=encoding)


def bars(values: Sequence[tuple[str, float, str, str]], unit: str) -> dict:
    """Return horizontal bars of (label, value, value told, address) in their order."""
    rows = [{"label": label, "value": value, "told": told, "url": url, "order": order}
            for order, (label, value, told, url) in enumerate(values)]
    bare = {"grid": False, "ticks": False, "domain": False}
    return _spec(
        rows, BAR * len(rows), mark={"type": "bar", "color": INK, "cornerRadiusEnd": 2},
        encoding={
            "y": {"field": "label", "type": "nominal", "title": None, "sort": {"field": "order"},
                  "axis": {"labelLimit": 190, "labelPadding": 8, **bare}},
            "x": {"field": "value", "type": "quantitative", "title": None,
                  "axis": {**_ticks(unit), "domain": False, "ticks": False}},
            "href": {"field": "url"},
            "tooltip": [{"field": "label", "title": " "}, {"field": "told", "title": unit}],
        })


def scatter(points: Sequence[dict], volume: str, share: str) -> dict:
    """Return volume against the share among the most cited, with intervals; names of some."""
    x = {"field": "volume", "type": "quantitative", "title": volume, "scale": {"type": "log"},
         "axis": {"tickCount": 4, "format": "~s"}}
    color = {"condition": {"test": "datum.mine", "value": MARKED}, "value": INK}
    opacity = {"condition": {"test": "datum.few", "value": 0.25}, "value": 0.8}
    return _spec(points, 320, layer=[
        {"mark": {"type": "rule", "color": SOFT, "strokeDash": [4, 4]},
         "encoding": {"y": {"datum": 0.1}}},
        {"mark": "rule",
         "encoding": {"x": x, "y": {"field": "low", "type": "quantitative", "title": share,
                                    "axis": {"format": ".0%"}}, "y2": {"field": "high"},
                      "color": color, "opacity": opacity}},
        {"mark": {"type": "point", "filled": True, "size": 60},
         "encoding": {"x": x, "y": {"field": "top", "type": "quantitative"}, "color": color,
                      "opacity": opacity,
                      "tooltip": [{"field": "name", "title": " "},
                                  {"field": "volume", "title": volume, "format": ",.0f"},
                                  {"field": "top", "title": share, "format": ".1%"}]}},
        {"mark": {"type": "text", "dy": -9, "fontSize": 10},
         "transform": [{"filter": "datum.named"}],
         "encoding": {"x": x, "y": {"field": "top", "type": "quantitative"},
                      "text": {"field": "name"}, "color": color}},
    ])


def ranks(places: Sequence[dict]) -> dict:
    """Return ranks over the years, the first on top."""
    return _spec(places, 280, mark={"type": "line", "point": True}, encoding={
        "x": {"field": "year", "type": "ordinal", "title": None,
              "axis": {"labelAngle": 0, "labelOverlap": "greedy"}},
        "y": {"field": "rank", "type": "quantitative", "title": None,
              "scale": {"reverse": True, "zero": False, "nice": False}, "axis": {"tickMinStep": 1}},
        "color": {"field": "name", "type": "nominal", "title": None,
                  "legend": {"orient": "bottom", "columns": 3}},
        "tooltip": [{"field": "name", "title": " "}, {"field": "year", "title": " "},
                    {"field": "rank", "title": "rank"}],
    })
