"""Writes docs/reference from the code: tables, indicators, sources, commands, counting.

    .venv/bin/python docs/reference.py           writes the pages
    .venv/bin/python docs/reference.py --check   says which are stale (exit 1)
"""

import argparse
import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from belvedere.cli.main import VERBS, parser
from belvedere.indicators.catalogue import catalogue
from belvedere.indicators.definition import Flow, Stock
from belvedere.sources.base import sources
from belvedere.tables import TABLES

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "reference"
MADE = "<!-- Made by docs/reference.py; do not edit. -->\n\n"
SPECS = ("counting", "dates", "shares", "ranks")


def tables() -> Iterator[str]:
    yield "# Tables\n"
    for table in TABLES.values():
        yield f"## {table.name}\n\n{table.grain}\n"
        yield f"Key: {', '.join(f'`{name}`' for name in table.key)}. Filled by {table.filled_by}.\n"
        yield "| column | type | meaning | personal |\n|---|---|---|---|"
        for column in table.columns:
            kind = column.type + (f", {column.unit}" if column.unit else "")
            kind += ", required" if column.required else ""
            meaning = column.meaning
            if column.vocabulary:
                meaning += " One of: " + ", ".join(f"`{word}`" for word in column.vocabulary) + "."
            yield f"| `{column.name}` | {kind} | {meaning} | {'yes' if column.personal else 'no'} |"
        for link in table.links:
            pairs = ", ".join(f"`{ours}` = `{theirs}`" for ours, theirs in link.on)
            yield f"\nLink `{link.name}` to `{link.table}` by {pairs}."
        yield ""


def indicators() -> Iterator[str]:
    yield "# Indicators\n"
    for one in catalogue().values():
        yield f"## {one.name}\n\n**{one.title.en}** / **{one.title.fr}**\n"
        yield f"{one.definition.en}\n\n{one.definition.fr}\n"
        yield (f"- counts each `{one.key}` of `{one.table}` once, for `{one.whose}`"
               + (f" or `{one.whose_country}`" if one.whose_country else ""))
        yield f"- measure: {type(one.measure).__name__.lower()}, in {one.unit.en}"
        for condition in one.where:
            value = "" if condition.value is None else f" {condition.value}"
            unknown = condition.unknown
            unknown = "" if unknown == "undecided" else f"; unknown is {unknown}"
            yield f"- where `{condition.column}` {condition.is_}{value}{unknown}"
        if isinstance(one.when, Flow):
            yield f"- in a period, by `{one.when.date}`"
        elif isinstance(one.when, Stock):
            yield f"- as at a date, from `{one.when.start}` until the day before `{one.when.end}`"
        yield "- by " + ", ".join(f"`{dimension.name}`" for dimension in one.dimensions)
        yield f"- method: {one.method}"
        for caveat in one.caveats:
            yield f"- caveat: {caveat.en}"
        yield f"- reviewed {one.reviewed}\n"


def sources_page() -> Iterator[str]:
    yield "# Sources\n"
    for source in sources().values():
        module = sys.modules[(source.read or source.write).__module__]
        yield f"## {source.name}\n\n{source.title}. {source.publisher}, {source.licence}.\n"
        yield (module.__doc__ or "").strip() + "\n"
        if source.home:
            yield f"<{source.home}>\n"
        yield "Fills " + ", ".join(f"`{name}`" for name in source.tables) + ".\n"


def commands() -> Iterator[str]:
    yield "# Commands\n"
    for verb, help_text in VERBS.items():
        made = parser(verb)
        yield f"## belvedere {verb}\n\n{help_text}\n\n```text\n{made.description.strip()}\n```\n"
        for action in made._actions:
            names = ", ".join(action.option_strings) or action.dest
            if names == "-h, --help":
                continue
            choices = f" ({', '.join(map(str, action.choices))})" if action.choices else ""
            yield f"- `{names}`{choices}: {action.help or 'see above'}"
        yield ""


def spec(name: str) -> Iterator[str]:
    """Yield a chapter from a spec test: what it is about, its drawn tables, its sentences."""
    text = (ROOT / "tests" / "spec" / f"test_{name}.py").read_text(encoding="utf-8")
    tree = ast.parse(text)
    yield f"# {ast.get_docstring(tree)}\n\nFrom `tests/spec/test_{name}.py`.\n"
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            drawn = str(node.value.value).strip()
            if "|" in drawn:
                yield f"`{node.targets[0].id}`\n\n```text\n{drawn}\n```\n"
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            sentence = node.name.removeprefix("test_").replace("_", " ").capitalize()
            decorators = [f"@{ast.get_source_segment(text, d)}" for d in node.decorator_list]
            source = "\n".join([*decorators, ast.get_source_segment(text, node)])
            yield f"## {sentence}\n\n```python\n{source}\n```\n"


def pages() -> dict[str, str]:
    """Return every page by file name."""
    made = {"tables.md": tables(), "indicators.md": indicators(), "sources.md": sources_page(),
            "commands.md": commands()}
    made |= {f"{name}.md": spec(name) for name in SPECS}
    return {name: MADE + "\n".join(lines).rstrip() + "\n" for name, lines in made.items()}


def stale() -> list[str]:
    """Return the names of pages that the code would write otherwise."""
    return [
        name for name, text in pages().items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != text
    ]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--check", action="store_true", help="write nothing, name stale pages")
    if options.parse_args().check:
        found = stale()
        if found:
            print(f"stale: {', '.join(found)}; run make docs", file=sys.stderr)
        return 1 if found else 0
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
