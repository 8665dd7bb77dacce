"""Markdown as people write it: no HTML passes, no link runs a script, no image is fetched."""

from functools import lru_cache

from markdown_it import MarkdownIt

_READER = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable("image")


@lru_cache(1_000)
def html(text: str) -> str:
    """Return the HTML of a text; its headings stand under the page's own, no level left out."""
    tokens, open_levels = _READER.parse(text), []
    for token in tokens:
        if token.type == "heading_open":
            while open_levels and open_levels[-1] >= token.tag:
                open_levels.pop()
            open_levels.append(token.tag)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, 2 + len(open_levels))}"
    return _READER.renderer.render(tokens, _READER.options, {})
