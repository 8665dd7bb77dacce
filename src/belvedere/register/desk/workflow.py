"""A workflow: the states of a dossier, and the moves between them with who may make each.

It is declared once. Pages offer the moves that are possible, actions refuse the
others, and triggers made from the same table refuse them in the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from belvedere.register.accounts.permissions import Permission
from belvedere.tables.words import Words


@dataclass(frozen=True)
class Move:
    """One move: from which states to which, who may make it, whether it needs a reason.

    One that leads back to a state where the dossier was has a word for that, ``back``.
    """

    name: str
    title: Words
    sources: tuple[str, ...]
    target: str
    needs: Permission
    asks_why: bool = False
    back: Words | None = None


@dataclass(frozen=True)
class Workflow:
    """States and moves. A state that cannot be reached, or that no vocabulary has, is refused."""

    first: str
    states: Mapping[str, Words]
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        reached = {self.first, *(move.target for move in self.moves)}
        if reached != set(self.states):
            raise ValueError(f"unknown or never reached: {sorted(reached ^ set(self.states))}")
        if strangers := {s for move in self.moves for s in move.sources} - set(self.states):
            raise ValueError(f"moves begin in unknown states: {sorted(strangers)}")
        if len({move.name for move in self.moves}) != len(self.moves):
            raise ValueError("a move is named twice")

    def move(self, name: str) -> Move | None:
        return next((move for move in self.moves if move.name == name), None)

    def possible(self, state: str) -> list[Move]:
        return [move for move in self.moves if state in move.sources]

    def allowed(self) -> list[str]:
        """Return the pairs of states that a move joins, as the triggers have them."""
        return sorted({f"{source}>{move.target}" for move in self.moves
                       for source in move.sources})


def statements(table: str, workflow: Workflow, vendor: str) -> list[str]:
    """Return the triggers of a table: it begins in the first state, it moves as declared."""
    pairs = ", ".join(f"'{pair}'" for pair in workflow.allowed())
    begins, moves = f"{table}_begins", f"{table}_moves"
    told = (f"a dossier begins as {workflow.first}", "the workflow has no such move")
    wrong = (f"NEW.state <> '{workflow.first}'",
             f"NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ({pairs})")
    made = []
    for name, when, condition, reason in zip(
            (begins, moves), ("INSERT", "UPDATE"), wrong, told, strict=True):
        if vendor == "sqlite":
            made += [f"DROP TRIGGER IF EXISTS {name}",
                     f"CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN {condition} "
                     f"BEGIN SELECT RAISE(ABORT, '{reason}'); END"]
        else:
            made += [f"DROP TRIGGER IF EXISTS {name} ON {table}",
                     f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                     f"$$ BEGIN RAISE EXCEPTION '{reason}' USING ERRCODE = 'check_violation'; "
                     "END $$",
                     f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW "
                     f"WHEN ({condition}) EXECUTE FUNCTION {name}()"]
    return made
