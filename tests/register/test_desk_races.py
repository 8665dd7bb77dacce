"""Two officers at one dossier at the same moment, each with a connection of their own."""

import pytest
from django.test import Client

from belvedere.register.accounts.models import Account, AuditEntry, Grant
from belvedere.register.accounts.permissions import Role
from belvedere.register.accounts.refusals import Refused, Stale
from belvedere.register.clinical import actions
from belvedere.register.clinical.models import ClinicalApplication, ClinicalProject
from belvedere.register.desk.models import Counter
from belvedere.register.organisations.actions import create
from belvedere.register.organisations.models import Organisation

from .test_races import at_once


@pytest.fixture
def evaluated(migrated):
    """A request in evaluation, in the books themselves; all goes but the audit, which stands."""
    unit = create(by=None, kind="unit", name="Race", opened="2010")
    one = actions.apply(by=None, kind="promotion", opened="2014-01-10", title="T", unit=unit)
    for move, on in (("admit", "2014-01-20"), ("evaluate", "2014-02-01")):
        one = actions.move(by=None, dossier=one, move=move, on=on)
    yield one
    ClinicalApplication.objects.all().delete()
    ClinicalProject.objects.all().delete()
    for model in (Counter, Organisation, Account):
        model.objects.all().delete()


def decisions(one) -> list[str]:
    return list(AuditEntry.objects.filter(
        subject="clinicalapplication", subject_id=one.pk,
        action__in=("favour", "refuse")).values_list("action", flat=True))


def test_two_who_decide_at_once(evaluated):
    """One decides; the other is told that the dossier changed, and nothing of theirs is kept."""
    told = at_once(*(lambda move=move: actions.move(
        by=None, dossier=evaluated, move=move, on="2014-03-01", why="Minutes 3",
        expected=evaluated.version) for move in ("favour", "refuse")))
    (other,) = [one for one in told if isinstance(one, Refused)]
    (decided,) = [one for one in told if not isinstance(one, Refused)]
    assert isinstance(other, Stale) and "somebody else" in str(other)
    held = ClinicalApplication.objects.get(pk=evaluated.pk)
    assert held.state == decided.state and held.version == evaluated.version + 1
    assert len(decisions(evaluated)) == 1 and held.periods.filter(end="").count() == 1
    assert ClinicalProject.objects.count() == (held.state == "favourable")


def test_two_programs_that_decide_without_having_read(evaluated):
    told = at_once(*(lambda: actions.move(by=None, dossier=evaluated, move="favour",
                                          on="2014-03-01") for _ in range(2)))
    (other,) = [one for one in told if isinstance(one, Refused)]
    assert "is not possible" in str(other)
    assert ClinicalProject.objects.count() == 1 and decisions(evaluated) == ["favour"]


def test_two_pages_that_are_sent_at_once(evaluated):
    """The second sees what they wrote, the dossier's new version, and may send it again."""
    def sent(name, move):
        account = Account.objects.create(email=f"{name}@example.org", name=name)
        Grant.objects.create(account=account, role=Role.CLINICAL)
        client = Client()
        client.force_login(account)
        address = f"/en/register/clinical/requests/{evaluated.pk}/{move}/"
        return lambda: client.post(address, {"on": "2014-03-01", "why": f"As {name} said",
                                             "version": evaluated.version})

    told = at_once(sent("Ada", "favour"), sent("Bea", "refuse"))
    assert sorted(answer.status_code for answer in told) == [302, 409]
    late = next(answer for answer in told if answer.status_code == 409).content.decode()
    assert "somebody else" in late and " said" in late
    assert len(decisions(evaluated)) == 1
