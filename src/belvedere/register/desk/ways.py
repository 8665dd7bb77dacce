"""The way of a dossier that comes in: which states, since when, by which moves.

A file has a date for each state that it knows of, one for each return to a state, or the
state of today and since when; or else the whole way, a row for each state. A step without a
date on the way is made and leaves no period: nobody knows when.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk.actions import past
from belvedere.register.desk.bulk import Way
from belvedere.register.desk.workflow import Workflow
from belvedere.register.exchange.lists import Draft
from belvedere.register.organisations.dates import before, surely_before
from belvedere.tables.dates import bounds


class Step(NamedTuple):
    """A state that a row says, since when, in which of its columns."""

    state: str
    on: str
    about: str
    row: Draft


def way_of(workflow: Workflow, draft: Draft) -> Way:
    """Return the whole way of a new dossier; what cannot be is told with its column."""
    opened = draft.values["opened"]
    told = _told(workflow, draft, [(workflow.first, opened)])
    way = [(workflow.first, opened)]
    for step in told:
        current, since = way[-1]
        steps = _between(workflow, current, step.state, {one.state for one in told})
        if surely_before(step.on, since) or steps is None:
            _astray(workflow, (current, since), step)
            return []
        way += [*((state, "") for state in steps), (step.state, step.on)]
    return way


def further(workflow: Workflow, draft: Draft, periods: Sequence[tuple[str, str]]) -> Way:
    """Return what a row adds to the way of a dossier of the book, one move for each state."""
    told = _told(workflow, draft, periods)
    current = periods[-1]
    for step in told:
        if _between(workflow, current[0], step.state, set(workflow.states)) is None:
            _astray(workflow, current, step)
            return []
        current = (step.state, step.on)
    return [(step.state, step.on) for step in told]


def _columns(workflow: Workflow, draft: Draft) -> Iterator[Step]:
    """Yield the steps that a row alone says, in the workflow's order, returns last."""
    for state in workflow.states:
        if on := draft.values.get(f"at_{state}"):
            yield Step(state, on, f"at_{state}", draft)
    for move in workflow.moves:
        if on := draft.values.get(f"on_{move.name}"):
            yield Step(move.target, on, f"on_{move.name}", draft)


def _told(workflow: Workflow, draft: Draft, known: Sequence[tuple[str, str]]) -> list[Step]:
    """Return the states and dates of a row beyond those that are known, in order."""
    was, now = dict(known), known[-1][0]
    told = [Step(row.values["way_state"], row.values.get("way_since") or "", "way_since", row)
            for row in draft.refs.get("rows", ()) if row.values.get("way_state")]
    told = [step for step in told or _columns(workflow, draft)
            if (step.state, step.on) not in known]
    state, since = draft.values.get("state"), draft.values.get("since") or ""
    if state and not any(step.state == state for step in told) and (
            state != now or (since and since != was[now])):
        told.append(Step(state, since, "since", draft))
    for step in told:
        _checked(workflow, step, was, known[-1])
    if any(step.row.problems for step in told):
        return []
    told = _in_order(told)
    if state and told and told[-1].state != state:
        if since and (state, since) not in [step[:2] for step in told] and not surely_before(
                since, told[-1].on):  # it came back to it
            step = Step(state, since, "since", draft)
            _checked(workflow, step, {}, known[-1])
            return [] if draft.problems else [*told, step]
        last, said = workflow.states[told[-1].state], workflow.states[state]
        draft.wrong("state", f"It says “{said.en}”; by its dates it is “{last.en}” since "
                    f"{told[-1].on}.", f"Elle dit « {said.fr} » ; par ses dates, c’est "
                    f"« {last.fr} » depuis le {told[-1].on}.")
        return []
    return told


def _in_order(told: list[Step]) -> list[Step]:
    """Return steps as they are given, unless dates say another order."""
    if any(surely_before(step.on, since.on) for since, step in pairwise(told)):
        return sorted(told, key=lambda step: bounds(step.on)[0])
    return told


def _checked(workflow: Workflow, step: Step, was: dict, last: tuple[str, str]) -> None:
    """Say of a step what is wrong with it alone."""
    title = workflow.states[step.state]
    if not step.on:
        step.row.wrong("since" if step.about == "since" else step.about,
                       f"Say since when it is “{title.en}”.",
                       f"Dites depuis quand elle est « {title.fr} ».")
    elif step.state in was and (not before(last[1], step.on)
                                or _between(workflow, last[0], step.state, set()) is None):
        step.row.wrong(step.about, f"“{title.en}” since {was[step.state]} stands: its way is not "
                       "rewritten.", f"« {title.fr} » depuis le {was[step.state]} reste : un "
                       "parcours ne se réécrit pas.")
    else:
        try:
            past(step.on, step.about)
        except Refused as refused:
            step.row.refused(step.about, refused)


def _between(workflow: Workflow, source: str, target: str, without: set[str]) -> list[str] | None:
    """Return the states on the shortest way between two; None where there is no way."""
    ways, seen = [(source, [])], {source}
    for state, passed in ways:
        for move in workflow.possible(state):
            if move.target == target:
                return passed
            if move.target not in seen and move.target not in without:
                seen.add(move.target)
                ways.append((move.target, [*passed, move.target]))
    return None


def _astray(workflow: Workflow, current: tuple[str, str], step: Step) -> None:
    one, other = workflow.states[current[0]], workflow.states[step.state]
    step.row.wrong(
        step.about, f"“{other.en}” on {step.on} does not follow “{one.en}” on {current[1]}: look "
        "at the dates, or give those of the states between.",
        f"« {other.fr} » le {step.on} ne suit pas « {one.fr} » le {current[1]} : revoyez les "
        "dates, ou donnez celles des états intermédiaires.")
