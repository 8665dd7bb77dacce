"""Reviews of a request: who is asked, what they declare, their opinion, questions and answers."""

from belvedere.register.accounts.models import Account
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import NotAllowed, Refused
from belvedere.register.clinical import vocabularies as words
from belvedere.register.clinical.models import ClinicalApplication, Review
from belvedere.register.desk.actions import action, past
from belvedere.register.organisations.actions import allow
from belvedere.tables.words import Words

_KEEP = Permission.KEEP_CLINICAL


def own(account: Account, request: ClinicalApplication) -> Review | None:
    """Return the review of a request that somebody was asked for."""
    return request.reviews.filter(reviewer=account.pk).first()


def _own(account: Account, request: ClinicalApplication) -> Review:
    if (review := own(account, request)) is None:
        raise NotAllowed
    return review


@action("ask_reviewer", Words("A review of {} is asked for.", "Un avis sur {} est demandé."), _KEEP)
def ask_reviewer(request: ClinicalApplication, *, by, why, reviewer: str, on: str) -> dict:
    """Ask somebody who has an account for their opinion on a request."""
    account = Account.objects.filter(email=reviewer.strip().lower(), is_active=True).first()
    if account is None:
        raise Refused(f"Nobody has an account with {reviewer}: ask an administrator for one.",
                      f"Personne n’a de compte avec {reviewer} : demandez-le à un "
                      "administrateur.", "reviewer")
    if request.state not in ("admissible", "in_evaluation"):
        raise Refused("Reviewers are asked while a request is admissible or in evaluation.",
                      "On sollicite des rapporteurs pour une demande recevable ou en évaluation.",
                      "reviewer")
    _, new = Review.objects.get_or_create(
        application=request, reviewer=account,
        defaults={"asked": past(on, after=request.opened)})
    if not new:
        raise Refused(f"{account} was asked already.", f"{account} est déjà sollicité.",
                      "reviewer")
    return {"reviewer": account.pk, "on": on}


@action("declare", Words("A reviewer of {} declared their interests.",
                         "Un rapporteur de {} a déclaré ses intérêts."))
def declare(request: ClinicalApplication, *, by, why, conflict: str, conflict_told: str = ""):
    """Declare, before any opinion, whether one has a conflict of interest."""
    review = _own(by, request)
    if review.opinion:
        raise Refused("Your opinion is given: tell the desk instead.",
                      "Votre avis est rendu : prévenez plutôt le bureau.", "conflict")
    if conflict not in words.CONFLICTS:
        raise Refused("Say whether there is one.", "Dites s’il y en a un.", "conflict")
    if conflict == "declared" and not conflict_told.strip():
        raise Refused("Say which.", "Dites lequel.", "conflict_told")
    review.conflict, review.conflict_told = conflict, conflict_told.strip()
    review.save()
    return {"reviewer": by.pk}


@action("give_opinion", Words("A reviewer of {} gave an opinion.",
                              "Un rapporteur de {} a rendu son avis."))
def give_opinion(request: ClinicalApplication, *, by, why, opinion: str, report: str, on: str):
    """Give one's opinion, once, while the request is in evaluation."""
    review = _own(by, request)
    if review.conflict != "none":
        raise Refused("Declare first that you have no conflict of interest.",
                      "Déclarez d’abord n’avoir aucun conflit d’intérêts.", "opinion")
    if request.state != "in_evaluation" or review.opinion:
        raise Refused("Opinions are given once, while the request is in evaluation.",
                      "Un avis se rend une fois, pendant l’évaluation de la demande.", "opinion")
    if opinion not in words.OPINIONS:
        raise Refused("Choose an opinion.", "Choisissez un avis.", "opinion")
    review.opinion, review.report = opinion, report.strip()
    review.given = past(on, after=review.asked)
    review.save()
    return {"reviewer": by.pk, "on": on}


@action("ask", Words("There is a question on {}.", "Il y a une question sur {}."))
def ask(request: ClinicalApplication, *, by, why, text: str, on: str) -> dict:
    """Put a question to who made the request: the desk does, or a reviewer."""
    if by is None or own(by, request) is None:
        allow(by, _KEEP, request.unit)
    if not text.strip():
        raise Refused("Write the question.", "Écrivez la question.", "text")
    request.questions.create(by=by, text=text.strip(), asked=past(on, after=request.opened))
    return {"on": on}


@action("answer", Words("A question on {} is answered.", "Une question sur {} a sa réponse."),
        _KEEP)
def answer(request: ClinicalApplication, *, by, why, answer: str, on: str) -> dict:
    """Write down the answer to the oldest question that has none."""
    question = request.questions.filter(answered="").order_by("pk").first()
    if question is None:
        raise Refused("Every question is answered.", "Toute question a sa réponse.", "answer")
    if not answer.strip():
        raise Refused("Write the answer.", "Écrivez la réponse.", "answer")
    question.answer, question.answered = answer.strip(), past(on, after=question.asked)
    question.save()
    return {"on": on}
