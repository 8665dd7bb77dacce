"""The deeds that every book has: its moves, a change, a comment, a document."""

from collections.abc import Callable, Mapping
from functools import partial

from belvedere.register.accounts.forms import Form
from belvedere.register.accounts.permissions import Permission
from belvedere.register.desk import actions, forms
from belvedere.register.desk.books import Deed
from belvedere.register.desk.workflow import Workflow
from belvedere.register.organisations.queries import may
from belvedere.tables.words import Words


def with_permission(permission: Permission) -> Callable:
    """Return what tells whether somebody has a permission where a dossier's unit is."""
    return lambda account, dossier: may(account, permission, dossier.unit)


def moves(
    workflow: Workflow, does: Callable = actions.move,
    by_form: Mapping[str, type[Form]] | None = None,
) -> dict[str, Deed]:
    """Return a deed for each move of a workflow; ``by_form`` has those that ask for more."""
    return {step.name: Deed(
        step.title, (by_form or {}).get(step.name, forms.Reasoned if step.asks_why else forms.Step),
        partial(does, move=step.name), with_permission(step.needs),
        lambda dossier, step=step: dossier.state in step.sources) for step in workflow.moves}


def usual(
    keeps: Permission, change: type[Form], names: tuple[str, ...], does: Callable | None = None,
) -> dict[str, Deed]:
    """Return the deeds that no book does without; ``does`` changes where the desk's own must."""
    does = does or partial(actions.change, needs=keeps)

    def changed(*, by, dossier, expected, submission, why, **values):
        return does(by=by, dossier=dossier, values=values, why=why, expected=expected,
                    submission=submission)

    keeper = with_permission(keeps)
    return {
        "change": Deed(Words("Correct or complete", "Corriger ou compléter"), change, changed,
                       keeper, initial=lambda dossier: {n: getattr(dossier, n) for n in names}),
        "comment": Deed(Words("Comment", "Commenter"), forms.Comment, actions.comment, keeper),
        "attach": Deed(Words("Add a document", "Ajouter un document"), forms.Attach,
                       actions.attach, keeper),
    }
