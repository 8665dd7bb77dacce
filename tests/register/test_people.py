"""People: what is checked, who sees what, what the audit never holds, what goes in time."""

import datetime
import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.cli.main import main
from belvedere.register.accounts.models import AuditEntry
from belvedere.register.accounts.permissions import Role
from belvedere.register.accounts.refusals import NotAllowed, Refused, Stale
from belvedere.register.people.actions import (
    add_person,
    correct_person,
    end_role,
    erase,
    erase_past,
    merge_people,
    orcid,
    take_back_role,
)
from belvedere.register.people.models import PERSONAL, Person, Position
from belvedere.tables import TABLES

LATER = datetime.date.today() + datetime.timedelta(days=900)
JOSIAH = {"name": "Josiah Carberry", "orcid": "https://orcid.org/0000-0002-1825-0097",
          "email": "Josiah@Example.org", "basis": "public_task", "keep_until": LATER}


def text(answer) -> str:
    return html.unescape(answer.content.decode())


def director(unit, **values):
    return add_person(by=None, organisation=unit, role="director", start="2015",
                      values={**JOSIAH, **values})


def test_an_orcid_is_known_by_its_check_digit():
    assert orcid("0000000218250097") == orcid(" 0000-0002-1825-0097") == "0000-0002-1825-0097"
    assert orcid("0000-0001-5109-3700") == "0000-0001-5109-3700"
    assert orcid("0000-0002-1694-233x") == "0000-0002-1694-233X" and orcid("") == ""


@given(st.integers(0, 10**15 - 1), st.integers(0, 15), st.sampled_from("0123456789"))
def test_one_wrong_character_is_found(number, where, wrong):
    total = 0
    for digit in f"{number:015}":
        total = (total + int(digit)) * 2
    right = f"{number:015}" + "0123456789X"[(12 - total % 11) % 11]
    assert orcid(right).replace("-", "") == right
    if right[where] != wrong:
        with pytest.raises(Refused, match="no ORCID"):
            orcid(right[:where] + wrong + right[where + 1:])


@pytest.mark.parametrize("values, field", [
    ({"name": " "}, "name"), ({"orcid": "0000-0002-1825-0098"}, "orcid"),
    ({"email": "nobody"}, "email"), ({"basis": "curiosity"}, "basis"),
    ({"basis": "consent"}, "consented_on"), ({"name_is_public": True}, "consented_on"),
    ({"keep_until": None}, "keep_until"),
    ({"keep_until": datetime.date.today() + datetime.timedelta(days=5000)}, "keep_until"),
])
def test_what_cannot_be_held_is_refused(drawn, values, field):
    with pytest.raises(Refused) as refused:
        director(drawn["U1"], **values)
    assert refused.value.field == field and refused.value.words.fr
    assert not Person.objects.exists()


def test_roles_from_a_date_to_a_date(drawn):
    held = director(drawn["U1"])
    with pytest.raises(Refused, match="overlap"):
        add_person(by=None, organisation=drawn["U1"], role="director", person=held.person,
                   start="2016")
    end_role(by=None, position=held, on="2018")
    add_person(by=None, organisation=drawn["U1"], role="director", person=held.person, start="2019")
    assert [(p.start, p.end) for p in held.person.positions.order_by("start")] == [
        ("2015", "2018"), ("2019", "")]
    take_back_role(by=None, position=held, why="Misread")
    assert held.person.positions.count() == 1


def test_two_who_change_the_same_record_are_told(drawn):
    one = director(drawn["U1"]).person
    correct_person(by=None, person=one, values={"name": "J. Carberry"}, expected=1)
    with pytest.raises(Stale):
        correct_person(by=None, person=one, values={"name": "Josiah"}, expected=1)


def test_two_records_of_one_person_become_one(drawn):
    one = director(drawn["U1"], orcid="").person
    other = director(drawn["U2"], name="Carberry, J.", email="").person
    merge_people(by=None, person=one, other=other)
    kept = Person.objects.get()
    assert (kept.pk, kept.orcid, kept.email) == (
        one.pk, "0000-0002-1825-0097", "josiah@example.org")
    assert {p.organisation for p in kept.positions.all()} == {drawn["U1"], drawn["U2"]}
    third = director(drawn["U2"], orcid="0000-0001-5109-3700").person
    with pytest.raises(Refused, match="different ORCIDs"):
        merge_people(by=None, person=kept, other=third)


def test_the_audit_never_names_anybody(drawn):
    held = director(drawn["U1"])
    correct_person(by=None, person=held.person, values={"email": "other@example.org"})
    end_role(by=None, position=held, on="2018")
    merge_people(by=None, person=held.person, other=director(drawn["U2"], orcid="").person)
    erase(by=None, person=held.person, why="Asked by the person")
    told = json.dumps(list(AuditEntry.objects.filter(subject="person").values(
        "action", "subject_name", "before", "after", "why")))
    assert "erase_person" in told and "correct_person" in told
    for personal in ("Carberry", "carberry", "1825", "example.org"):
        assert personal not in told
    assert not Person.objects.exists() and not Position.objects.exists()


def test_who_is_past_the_day_is_erased(drawn):
    gone = director(drawn["U1"]).person
    Person.objects.filter(pk=gone.pk).update(
        keep_until=datetime.date.today() - datetime.timedelta(days=1))
    stays = director(drawn["U2"], orcid="", keep_until=datetime.date.today()).person
    assert erase_past() == 1 and list(Person.objects.all()) == [stays]
    assert AuditEntry.objects.filter(action="erase_person", subject_id=gone.pk).exists()
    assert erase_past() == 0


def test_the_command_says_and_erases(drawn, capsys):
    gone = director(drawn["U1"]).person
    Person.objects.filter(pk=gone.pk).update(
        keep_until=datetime.date.today() - datetime.timedelta(days=1))
    assert main(["people"]) == 0 and "1 past the day" in capsys.readouterr().out
    assert Person.objects.count() == 1
    assert main(["people", "--erase"]) == 0 and "1 erased" in capsys.readouterr().out
    assert not Person.objects.exists()


def test_personal_columns_are_in_no_table_of_the_evidence(drawn):
    assert {"name", "orcid", "email"} <= set(PERSONAL)
    fields = {field.name for field in Person._meta.fields}
    assert set(PERSONAL) <= fields
    for table in TABLES.values():
        names = {column.name for column in table.columns}
        assert not names & (set(PERSONAL) - {"name", "searched"}), table.name
        assert "person" not in table.name


def test_who_sees_what(drawn, client, signed_in):
    unit = drawn["U1"]
    director(unit)
    add_person(by=None, organisation=unit, role="contact", values={
        **JOSIAH, "orcid": "", "name": "Public Contact", "name_is_public": True,
        "consented_on": "2024"})
    open_one = add_person(by=None, organisation=unit, role="director", start="2016", values={
        **JOSIAH, "orcid": "", "name": "Ada Open", "name_is_public": True, "consented_on": "2024"})
    address = f"/en/register/{unit.pk}/"
    seen = text(client.get(address))
    # a contact is no director: consent to the one is not consent to the other
    assert "Ada Open" in seen and "Carberry" not in seen and "Public Contact" not in seen
    assert "@example.org" not in seen and "0097" not in seen
    assert "Ada Open" not in text(client.get(address + "?at=2014"))
    for who, where, sees in ((Role.CONTRIBUTOR, drawn["Cancer"], True),
                             (Role.CONTRIBUTOR, drawn["Neurosciences"], False),
                             (Role.CLINICAL, None, True)):
        reader = signed_in(who, where)
        assert ("Carberry" in text(reader.get(address))) is sees, who
        answer = reader.get(f"/en/register/people/{open_one.person_id}/")
        assert answer.status_code == (200 if sees else 403)
    for page in ("people/", f"people/{open_one.person_id}/", "people/suggest/?q=ada",
                 f"people/{open_one.person_id}/export.json", f"{unit.pk}/people/"):
        answer = client.get(f"/en/register/{page}")
        assert answer.status_code == 302 and "sign-in" in answer.url, page


def test_each_form(drawn, signed_in):
    unit = drawn["U1"]
    writer, other = signed_in(Role.CONTRIBUTOR, unit), signed_in(Role.CONTRIBUTOR, drawn["U2"])
    address = f"/en/register/{unit.pk}/people/"
    sent = {"role": "director", "name": "Ada <b>", "basis": "public_task", "start": "2015",
            "keep_until": str(LATER), "version": "77", "id": "1"}
    assert other.post(address, sent).status_code == 403
    refused = writer.post(address, {**sent, "orcid": "0000"})
    assert refused.status_code == 400 and "is no ORCID" in text(refused)
    assert "Ada &lt;b&gt;" in refused.content.decode()
    key = "6f7e0b51-7e0a-4f53-9b62-1d3f7f6f0a11"
    for _ in range(2):
        assert writer.post(address, {**sent, "submission": key}).status_code == 302
    one = Person.objects.get()
    page = f"/en/register/people/{one.pk}"
    assert other.get(f"{page}/").status_code == 403
    assert writer.get("/en/register/people/suggest/?q=ada").json() == {
        "found": [f"Ada <b> #{one.pk}"]}
    assert writer.post(f"{page}/correct/", {
        "name": "Ada", "basis": "public_task", "keep_until": str(LATER),
        "version": one.version}).status_code == 302
    answer = writer.post(f"{page}/correct/", {
        "name": "Else", "basis": "public_task", "keep_until": str(LATER), "version": one.version})
    assert answer.status_code == 400 and 'value="Else"' in text(answer)
    told = writer.get(f"{page}/export.json").json()
    assert told["name"] == "Ada" and told["positions"][0]["organisation"] == "U1"
    assert [entry["action"] for entry in told["audit"]] == ["add_person", "correct_person"]
    add_person(by=None, organisation=unit, role="contact", values={**JOSIAH, "name": "Ada L."})
    assert writer.post(f"{page}/merge/", {"other": "Ada L."}).status_code == 302
    role = one.positions.get(role="contact")
    roles = "/en/register/people/roles"
    assert writer.post(f"{roles}/{role.pk}/end/", {"on": "2020"}).status_code == 302
    assert writer.post(f"{roles}/{role.pk}/take-back/", {"why": ""}).status_code == 400
    assert writer.post(f"{roles}/{role.pk}/take-back/", {"why": "Never"}).status_code == 302
    assert "Ada" in text(signed_in(Role.CURATOR).get("/fr/register/people/?q=ada"))
    assert writer.post(f"{page}/erase/", {"why": "Asked"}).status_code == 302
    assert not Person.objects.exists() and writer.get(f"{page}/").status_code == 404


def test_an_action_asks_for_the_permission(drawn, signed_in):
    signed_in(Role.CLINICAL)
    reader = signed_in(Role.CONTRIBUTOR, drawn["U2"])
    account = reader.session["_auth_user_id"]
    by = type(reader.get("/en/register/").wsgi_request.user._wrapped).objects.get(pk=account)
    with pytest.raises(NotAllowed):
        add_person(by=by, organisation=drawn["U1"], role="director", values=JOSIAH)
    with pytest.raises(NotAllowed):
        correct_person(by=by, person=director(drawn["U1"]).person, values={"name": "X"})
