"""Charts as Vega-Lite specifications. Their data stand in them; each has a table beside it."""

from collections.abc import Sequence

INK = "#1d4f6e"
MUTED = "#9db4c0"
ACCENT = "#c8553d"


def _spec(values: Sequence[dict], height: int, **rest) -> dict:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": "transparent",
        "data": {"values": list(values)},
        "config": {
            "font": "system-ui, sans-serif",
            "view": {"stroke": None},
            "axis": {"labelColor": "#5b6770", "titleColor": "#5b6770", "gridColor": "#d9dee2",
                     "domainColor": "#9aa5ad", "tickColor": "#9aa5ad", "labelFontSize": 12,
                     "titleFontWeight": "normal"},
        },
        "height": height,
        **rest,
    }


def _percent(unit: str) -> str:
    return ".0%" if unit.startswith("%") else "~s"


def trend(parts: Sequence, title: str, unit: str, stock: bool) -> dict:
    """Return the chart of a figure year by year: bars for a flow, a line for a stock."""
    values = [{"year": str(p.group), "value": p.value} for p in parts]
    mark = ({"type": "line", "point": True, "color": INK} if stock
            else {"type": "bar", "color": INK, "cornerRadiusEnd": 2})
    return _spec(values, 220, mark=mark, encoding={
        "x": {"field": "year", "type": "ordinal", "title": None,
              "axis": {"labelAngle": 0, "grid": False, "labelOverlap": "greedy"}},
        "y": {"field": "value", "type": "quantitative", "title": title,
              "axis": {"format": _percent(unit), "tickCount": 5}},
        "tooltip": [{"field": "year", "title": " "},
                    {"field": "value", "title": title, "format": ".1%" if unit.startswith("%")
                     else ",.0f"}],
    })


def bars(rows: Sequence[tuple[str, float]], title: str, unit: str, marked: str = "") -> dict:
    """Return horizontal bars of (label, value) pairs in their order, one of them marked."""
    values = [{"label": label, "value": value, "order": order, "marked": label == marked}
              for order, (label, value) in enumerate(rows)]
    return _spec(values, 24 * len(values), mark={"type": "bar", "cornerRadiusEnd": 2}, encoding={
        "y": {"field": "label", "type": "nominal", "title": None,
              "sort": {"field": "order"}, "axis": {"labelLimit": 190, "grid": False}},
        "x": {"field": "value", "type": "quantitative", "title": title,
              "axis": {"format": _percent(unit), "tickCount": 5}},
        "color": {"condition": {"test": "datum.marked", "value": ACCENT}, "value": INK},
        "tooltip": [{"field": "label", "title": " "},
                    {"field": "value", "title": title, "format": ".1%" if unit.startswith("%")
                     else ",.0f"}],
    })


def scatter(points: Sequence[dict], volume: str, share: str) -> dict:
    """Return volume against the share among the most cited, with intervals and names."""
    x = {"field": "volume", "type": "quantitative", "title": volume, "scale": {"type": "log"},
         "axis": {"tickCount": 4, "format": "~s"}}
    color = {"condition": {"test": "datum.mine", "value": ACCENT}, "value": INK}
    return _spec(points, 320, layer=[
        {"mark": {"type": "rule", "color": MUTED, "strokeDash": [4, 4]},
         "encoding": {"y": {"datum": 0.1}}},
        {"mark": {"type": "rule", "opacity": 0.5},
         "encoding": {"x": x, "y": {"field": "low", "type": "quantitative", "title": share,
                                    "axis": {"format": ".0%"}}, "y2": {"field": "high"},
                      "color": color}},
        {"mark": {"type": "point", "filled": True, "size": 60},
         "encoding": {"x": x, "y": {"field": "top", "type": "quantitative"}, "color": color,
                      "tooltip": [{"field": "name", "title": " "},
                                  {"field": "volume", "title": volume, "format": ",.0f"},
                                  {"field": "top", "title": share, "format": ".1%"}]}},
        {"mark": {"type": "text", "dy": -9, "fontSize": 10},
         "encoding": {"x": x, "y": {"field": "top", "type": "quantitative"},
                      "text": {"field": "name"}, "color": color}},
    ])


def ranks(places: Sequence[dict]) -> dict:
    """Return ranks over the years, the first on top."""
    return _spec(places, 280, mark={"type": "line", "point": True}, encoding={
        "x": {"field": "year", "type": "ordinal", "title": None,
              "axis": {"labelAngle": 0, "labelOverlap": "greedy"}},
        "y": {"field": "rank", "type": "quantitative", "title": None,
              "scale": {"reverse": True, "zero": False}, "axis": {"tickMinStep": 1}},
        "color": {"field": "name", "type": "nominal", "title": None,
                  "legend": {"orient": "bottom", "columns": 3}},
        "tooltip": [{"field": "name", "title": " "}, {"field": "year", "title": " "},
                    {"field": "rank", "title": "rank"}],
    })
