"""Small books of the partnerships desk, made by its own actions."""

from belvedere.register.organisations.actions import create
from belvedere.register.partnerships import actions, agreements, associations, models, plans

MODELS = {
    "infrastructure": (models.Infrastructure, {"level": "european"}),
    "distinction": (models.Distinction, {"kind": "prize", "person": "Dr Hidden"}),
    "association": (models.PatientAssociation, {}),
    "meeting": (models.FocusMeeting, {}),
    "plan": (models.CoordinatedPlan, {}),
    "expertise": (models.PublicExpertise, {"kind": "opinion"}),
}
MOVES = {models.CooperationAgreement: agreements.move, models.FocusMeeting: associations.move,
         models.CoordinatedPlan: plans.move}


def abroad(name: str, country: str, kind: str = "partner"):
    """Add an organisation of another country."""
    return create(by=None, kind=kind, name=name, opened="1950", country=country)


def through(one, *moves, **more):
    """Move a dossier by its own book's action."""
    does = MOVES.get(type(one), actions.desk.move)
    for move, on in moves:
        one = does(by=None, dossier=one, move=move, on=on, why="Minutes 3", **more)
    return one


def agreement(unit, *moves, partners=(), kind="associated_laboratory", opened="2010-01-10",
              **values):
    """Draft an agreement with partners and move it."""
    made = agreements.draft(by=None, **{"kind": kind, "title": "Sleep", "unit": unit,
                                        "opened": opened, **values})
    for one in partners:
        made = agreements.add_partner(by=None, dossier=made, partner=one)
    return through(made, *moves)


def in_force(start: str) -> tuple:
    """Return the moves that bring an agreement into force on a day."""
    return (("negotiate", start), ("sign", start), ("activate", start))


def matter(book: str, unit, *moves, opened="2010-01-10", **values):
    """Begin a matter of another book and move it."""
    model, needed = MODELS[book]
    return through(actions.began(model, by=None, opened=opened,
                                 **{"title": "Sleep", "unit": unit, **needed, **values}), *moves)


def plan(unit, *milestones, moves=(), **values):
    """Begin a plan with milestones of a (title, due) each, and move it."""
    made = matter("plan", unit, **values)
    for title, due in milestones:
        made = plans.add_milestone(by=None, dossier=made, title=title, due=due)
    return through(made, *moves)
