"""What is not for everybody: each column's mark is kept on pages, in searches and lists."""

import pytest
from django.apps import apps

from belvedere.register.accounts.models import Account, Grant
from belvedere.register.accounts.permissions import Role
from belvedere.register.desk.books import BOOKS
from belvedere.register.desk.columns import Mark, mark_of, told_columns
from belvedere.register.desk.masking import masked
from belvedere.register.desk.models import Dossier

DESKS = [m for m in apps.get_models() if issubclass(m, Dossier)]
MARKED = {"investigator": "Dr Hidden", "email": "hidden@example.org", "amount": 98765}

PUBLIC_MONEY = {("funding.FundedProject", "granted")}
"""What a public decision says of money; all else of it has its mark."""


@pytest.mark.parametrize("model", DESKS, ids=lambda m: m._meta.label)
def test_every_column_of_a_dossier_says_what_it_is(model):
    """One that has no words is of the machinery, and is shown nowhere."""
    silent = {f.name for f in model._meta.fields} - set(told_columns(model))
    assert silent == {"id", "version", "searched", "searched_within"}
    money = {f.name for f in model._meta.fields if f.get_internal_type() == "DecimalField"}
    assert {name for name in money if mark_of(model, name) is not Mark.MONEY} <= {
        name for label, name in PUBLIC_MONEY if label == model._meta.label}
    mails = {f.name for f in model._meta.fields if f.get_internal_type() == "EmailField"}
    assert all(mark_of(model, name) is Mark.PERSONAL for name in mails)


def test_the_names_of_models_are_of_one_book_each():
    """Documents, comments and the audit know a dossier by its model's name."""
    named = [m._meta.model_name for m in apps.get_models() if m._meta.app_label != "contenttypes"]
    assert [n for n in BOOKS if named.count(n) != 1] == []
    assert {m._meta.model_name for m in DESKS} == set(BOOKS)


def test_visitors_see_a_project_without_what_has_a_mark(request_of, client, signed_in):
    from_request = request_of(("admit", "2014-01-20"), ("evaluate", "2014-02-01"),
                              ("favour", "2014-03-01"), **MARKED)
    project = from_request.project
    officer, other = signed_in(Role.CLINICAL), signed_in(Role.TRANSFER)
    here = "/en/register/clinical/projects/"
    for address in (here, f"{here}{project.pk}/"):
        for who in (client, other):
            shown = who.get(address).content.decode()
            assert "A trial of sleep" in shown, address
            for hidden in ("Hidden", "hidden@", "98,765", "98765"):
                assert hidden not in shown
    shown = officer.get(f"{here}{project.pk}/").content.decode()
    assert "Dr Hidden" in shown and "hidden@example.org" in shown and "98,765" in shown


def test_a_visitor_finds_nothing_by_what_is_hidden(request_of, client, signed_in):
    request_of(("admit", "2014-01-20"), ("evaluate", "2014-02-01"), ("favour", "2014-03-01"),
               **MARKED)
    address = "/en/register/clinical/projects/?q=hidden"
    assert "P2014-001" not in client.get(address).content.decode()
    assert "P2014-001" in signed_in(Role.CLINICAL).get(address).content.decode()


def test_requests_are_seen_by_who_keeps_them_and_by_their_reviewers(
    request_of, client, signed_in, drawn,
):
    one, other = request_of(**MARKED), request_of(title="Another study")
    here = "/en/register/clinical/requests/"
    assert client.get(here).status_code == 302
    assert signed_in(Role.EDITOR).get(here).status_code == 403
    rosa = signed_in(Role.CONTRIBUTOR)
    one.reviews.create(reviewer=Account.objects.get(name="Contributor"), asked="2014-02")
    shown = rosa.get(here).content.decode()
    assert one.number in shown and other.number not in shown
    shown = rosa.get(f"{here}{one.pk}/").content.decode()
    assert "A trial of sleep" in shown and "Dr Hidden" in shown and "98,765" not in shown
    assert "Correct or complete" not in shown and "Declare interests" in shown
    assert rosa.get(f"{here}{other.pk}/").status_code == 403
    assert rosa.get(f"{here}{one.pk}/change/").status_code == 403
    # an officer of one unit lists what is of its unit and parts
    elsewhere = signed_in(Role.CLINICAL, drawn["Neurosciences"])
    assert one.number not in elsewhere.get(here).content.decode()
    assert elsewhere.get(f"{here}{one.pk}/").status_code == 403
    there = signed_in(Role.CLINICAL, drawn["Cancer"])
    assert one.number in there.get(here).content.decode()


def test_counts_of_people_are_masked_where_they_could_tell_who():
    assert [masked(count) for count in (None, 0, 1, 4, 5, 60)] == [None, 0, None, None, 5, 60]


def test_visitors_are_not_told_how_few_participants_there_are(sponsored, client, signed_in):
    address = f"/en/register/clinical/projects/{sponsored.pk}/"
    sponsored.enrolments.create(on="2014-06-30", participants=3)
    assert "too few to be told" in client.get(address).content.decode()
    assert "too few" not in signed_in(Role.CLINICAL).get(address).content.decode()
    sponsored.enrolments.create(on="2014-07-31", participants=7)
    shown = client.get(address).content.decode()
    assert "Participants: 10" in shown and "2014-06-30" not in shown
    assert Grant.objects.count() == 1
