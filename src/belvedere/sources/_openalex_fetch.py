"""Getting works and topics from the API of OpenAlex, page after page.

Pages stand in ``works`` and ``topics`` as they come, each with one record a line.
``query.json`` beside them tells what they answer and where the next page begins,
so that a run that was cut at any moment goes on there.
"""

import datetime
import gzip
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from belvedere.errors import InputError
from belvedere.sources.fetching import Fetcher, write_whole

ADDRESS = "https://api.openalex.org"
PAGE_SIZE = 100
"""Records a page: the most that the service documents since 2026 (200 before)."""
MOST_INSTITUTIONS = 100
"""Values that one filter of the service takes."""
QUERY = "query.json"
DATES = ("from_publication_date", "to_publication_date")

_ROR = re.compile(r"(?:(?:https?://)?ror\.org/|ror:)?(0[a-z0-9]{6}\d{2})", re.IGNORECASE)
_OWN = re.compile(r"(?:(?:https?://)?openalex\.org/|openalex:)?(I\d+)", re.IGNORECASE)
_FIRST = "*"


def fetch_api(fetcher: Fetcher, settings: Mapping) -> list[Path]:
    """Get the works of named institutions and of all that is part of them, and all topics.

    Settings: ``institutions`` (ROR or OpenAlex ids), ``from_publication_date`` and
    ``to_publication_date`` (days, both included), ``all_institutions`` (those of the
    world too, with how many works each has), ``mailto`` and ``api_key`` (who
    asks), ``again`` (ask a finished query anew), ``fewer`` (go on with fewer records
    than were promised), ``address``. A query that is finished is not asked again; one
    that was cut goes on; another one takes its place. Raises InputError when the
    settings are no question, or the service does not answer it; pages that came
    before are kept.
    """
    asked = _asked(settings)
    service = _Service(fetcher, settings)
    pages = service.all_of("works", asked, lambda: service.filter_of(asked))
    for entity in ("topics", *(["institutions"] if settings.get("all_institutions") else [])):
        pages += service.all_of(entity, {}, lambda: "")
    return pages


def _asked(settings: Mapping) -> dict:
    """Return what the settings ask for, written in one way. Raises InputError."""
    institutions = settings.get("institutions") or ()
    if isinstance(institutions, str):
        institutions = [institutions]
    if not institutions:
        raise InputError(
            "openalex: no institution is named. Write in landscape.toml, under "
            '[sources.openalex], institutions = ["https://ror.org/…"], their ROR or OpenAlex ids.'
        )
    asked: dict = {"institutions": sorted({_institution(name) for name in institutions})}
    if len(asked["institutions"]) > MOST_INSTITUTIONS:
        raise InputError(
            f"openalex: {len(asked['institutions'])} institutions are named, and the service takes "
            f"{MOST_INSTITUTIONS} at once. Name those that the others are part of, or read the "
            "snapshot."
        )
    for name in DATES:
        if given := settings.get(name):
            try:
                asked[name] = datetime.date.fromisoformat(str(given)).isoformat()
            except ValueError:
                raise InputError(
                    f"openalex: {name} = {str(given)!r} is no day. Write it as 2015-01-31."
                ) from None
    return asked


def _institution(given: object) -> str:
    if found := _OWN.fullmatch(str(given).strip()):
        return found[1].upper()
    if found := _ROR.fullmatch(str(given).strip()):
        return found[1].lower()
    raise InputError(
        f"openalex: {str(given)!r} is no institution. Write its ROR id (https://ror.org/02vjkv261) "
        "or its OpenAlex id (I154526488)."
    )


class _Service:
    """The API as one landscape asks it, and the folder that its answers go to."""

    def __init__(self, fetcher: Fetcher, settings: Mapping) -> None:
        self._fetcher = fetcher
        self._address = str(settings.get("address", ADDRESS)).rstrip("/")
        # Who asks goes with every question and into no file: a key is secret.
        self._asker = {key: settings[key] for key in ("mailto", "api_key") if settings.get(key)}
        self._again = bool(settings.get("again"))
        self._fewer = bool(settings.get("fewer"))

    def filter_of(self, asked: Mapping) -> str:
        """Return the service's filter for what is asked; ROR ids are looked up there.

        The filter by ROR leaves out what is part of an institution, and cannot be
        joined with one by OpenAlex ids, so all are asked by lineage.
        """
        named = asked["institutions"]
        rors = [name for name in named if not name.startswith("I")]
        found = self._of_rors(rors) if rors else {}
        if missing := [ror for ror in rors if ror not in found]:
            raise InputError(
                f"openalex: the service knows no institution {', '.join(missing)}. Look for it on "
                "its site and write its OpenAlex id (I…) instead of the ROR id."
            )
        own = sorted({found.get(name, name) for name in named})
        parts = [f"authorships.institutions.lineage:{'|'.join(own)}"]
        return ",".join(parts + [f"{name}:{asked[name]}" for name in DATES if name in asked])

    def _of_rors(self, rors: Sequence[str]) -> dict[str, str]:
        wanted = "|".join(f"https://ror.org/{ror}" for ror in rors)
        answer = self._ask(
            "institutions", {"filter": f"ror:{wanted}", "per-page": PAGE_SIZE},
            "Nothing was fetched yet.",
        )
        results, _, _ = _page(answer, f"{self._address}/institutions", "Nothing was fetched yet.")
        found = {}
        for one in results:
            ror, own = _ROR.fullmatch(str(one.get("ror"))), _OWN.fullmatch(str(one.get("id")))
            if ror and own:
                found[ror[1].lower()] = own[1].upper()
        return found

    def all_of(self, entity: str, asked: Mapping, filter_of: Callable[[], str]) -> list[Path]:
        """Return the pages of one entity, fetched where they are not here yet."""
        folder = self._fetcher.folder / entity
        state = self._known(folder, entity, asked)
        if state is None:
            # The filter first: what is here stays when the question cannot be asked.
            state = {
                "address": f"{self._address}/{entity}", "asked": dict(asked),
                "filter": filter_of(), "cursor": _FIRST, "pages": 0, "count": None, "fetched": 0,
                "started": _now(), "finished": None,
            }
            _tell(folder, state)
        _drop_after(folder, state["pages"])
        if not state["finished"]:
            self._go_on(folder, entity, state)
        return [folder / _name(number) for number in range(1, state["pages"] + 1)]

    def _known(self, folder: Path, entity: str, asked: Mapping) -> dict | None:
        """Return the state of this query where it can be gone on with, or is to be kept."""
        state = read_query(folder)
        if (
            state is None or state["address"] != f"{self._address}/{entity}"
            or state["asked"] != asked
            or not all((folder / _name(n + 1)).exists() for n in range(state["pages"]))
        ):
            return None
        if state["finished"]:
            return None if self._again else state
        short = state["fetched"] < (state["count"] or 0)
        return None if short and not state["cursor"] and not self._fewer else state

    def _go_on(self, folder: Path, entity: str, state: dict) -> None:
        seen = set()
        with self._fetcher.bar(
            f"OpenAlex {entity}", state["count"], state["fetched"], unit=f" {entity}"
        ) as bar:
            while cursor := state["cursor"]:
                seen.add(cursor)
                kept = (
                    f"{state['fetched']:,} {entity} came before and are kept; the same command "
                    "goes on after them."
                )
                asked = {"filter": state["filter"]} if state["filter"] else {}
                answer = self._ask(
                    entity, asked | {"per-page": PAGE_SIZE, "cursor": cursor}, kept
                )
                results, count, following = _page(answer, state["address"], kept)
                # Works come and go while pages are read: the lowest count is promised.
                state["count"] = count if state["count"] is None else min(state["count"], count)
                state["cursor"] = following if results else None
                if state["cursor"] in seen:
                    raise InputError(
                        f"{state['address']}: page {state['pages'] + 1} leads back to a page "
                        f"before it. The service is out of order: try later. {kept}"
                    )
                if results:
                    state["pages"] += 1
                    state["fetched"] += len(results)
                    _keep(folder / _name(state["pages"]), results, state)
                _tell(folder, state)
                bar.total = count
                bar.update(len(results))
                bar.refresh()
        if state["fetched"] < (state["count"] or 0) and not self._fewer:
            raise InputError(
                f"{state['address']} promised {state['count']:,} {entity} and gave "
                f"{state['fetched']:,}, which are kept. Run the same command again to ask anew, or "
                "write fewer = true under [sources.openalex] to go on with these."
            )
        state["finished"] = _now()
        _tell(folder, state)

    def _ask(self, entity: str, params: Mapping, kept: str) -> object:
        try:
            return self._fetcher.json(f"{self._address}/{entity}", {**params, **self._asker})
        except InputError as error:
            key = "" if "api_key" in self._asker else (
                " Without a key the service answers little: write api_key = \"…\" under "
                "[sources.openalex]; openalex.org gives them for free."
            )
            raise InputError(f"{error} {kept}{key}") from None


def _page(answer: object, address: str, kept: str) -> tuple[list[dict], int, str | None]:
    """Return the records of an answer, how many there are in all and where it goes on."""
    meta = answer.get("meta") if isinstance(answer, dict) else None
    results = answer.get("results") if isinstance(answer, dict) else None
    good = (
        isinstance(meta, dict) and type(meta.get("count")) is int
        and isinstance(meta.get("next_cursor"), str | None)
        and isinstance(results, list) and all(isinstance(one, dict) for one in results)
    )
    if not good:
        raise InputError(
            f"{address}: the answer is no page of records (meta and results); it begins with "
            f"{json.dumps(answer, ensure_ascii=False)[:100]}. The service may be down or changed: "
            f"try later, or read its snapshot. {kept}"
        )
    return results, meta["count"], meta.get("next_cursor") or None


def read_query(folder: Path) -> dict | None:
    """Return what the pages of a folder answer, or nothing where no query tells.

    Keys: ``address``, ``asked`` (as the settings named it), ``filter`` (as the service
    was asked), ``cursor`` of the next page, ``pages`` and ``fetched`` records so far,
    ``count`` promised, ``started`` and ``finished`` (empty when it is not).
    """
    try:
        state = json.loads((folder / QUERY).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    kinds = {
        "address": str, "asked": dict, "filter": str, "cursor": str | None, "pages": int,
        "count": int | None, "fetched": int, "started": str, "finished": str | None,
    }
    if not isinstance(state, dict) or any(
        key not in state or not isinstance(state[key], kind) for key, kind in kinds.items()
    ):
        return None
    return state


def _tell(folder: Path, state: Mapping) -> None:
    text = json.dumps(state, indent=1, ensure_ascii=False)
    write_whole(folder / QUERY, text.encode("utf-8", "backslashreplace"))


def _keep(path: Path, results: Sequence[Mapping], state: Mapping) -> None:
    """Write a page, one record a line, and where it came from."""
    origin = {"url": f"{state['address']}?filter={state['filter']}", "date": _now()}
    write_whole(path.with_name(f"{path.name}.origin.json"), json.dumps(origin, indent=1).encode())
    text = "".join(
        json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in results
    )
    # Half of a pair of surrogates is no UTF-8; escaped it is good JSON.
    write_whole(path, gzip.compress(text.encode("utf-8", "backslashreplace"), mtime=0))


def _drop_after(folder: Path, pages: int) -> None:
    """Remove pages that the state does not know: of another query, or just before a cut."""
    for path in folder.glob("page-*"):
        number = re.match(r"page-(\d+)\.jsonl\.gz", path.name)
        if number and (int(number[1]) > pages or path.name.endswith(".new")):
            path.unlink()


def _name(number: int) -> str:
    return f"page-{number:05d}.jsonl.gz"


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
