"""The audit: every action in a sentence, limited as asked, exported, and never changed."""

import ast
import csv
import datetime
import io
import re
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from belvedere.register.accounts import actions as account_actions
from belvedere.register.accounts import queries
from belvedere.register.accounts.models import Account, AuditEntry, AuditPlace
from belvedere.register.accounts.permissions import Role
from belvedere.register.administration.sentences import ACTIONS, SENTENCES
from belvedere.register.administration.telling import action, tell
from belvedere.register.organisations import actions, profiles, restructuring
from belvedere.register.organisations.facts import FACTS

from .test_pages import text

REGISTER = Path(actions.__file__).parents[1]


def recorded():
    """Yield each action that the register's code records, by name."""
    for path in REGISTER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                for word in node.keywords:
                    if word.arg == "action":
                        yield from (c.value for c in ast.walk(word.value)
                                    if isinstance(c, ast.Constant) and isinstance(c.value, str))


def test_every_action_has_its_sentence():
    found = {name for name in recorded() if re.fullmatch("[a-z_]+", name)} - {"link_to_"}
    found |= {name for fact in FACTS.values()
              for name in (fact.adds, fact.corrects, fact.takes_back)}
    assert {"create", "merge", "grant"} <= found
    missing = sorted(found - set(SENTENCES))
    assert not missing, f"say how these are told, in administration/sentences.py: {missing}"
    assert set(SENTENCES) == set(ACTIONS)
    for both in SENTENCES.values():
        names = [set(re.findall(r"{(\w+)}", both(language))) for language in ("en", "fr")]
        assert names[0] == names[1] and "who" in names[0]


@pytest.fixture
def anne(books):
    return Account.objects.create(email="anne@example.org", name="Anne")


@pytest.fixture
def done(drawn, anne):
    """What Anne, an administrator, did to the drawn institute."""
    anne.grants.create(role=Role.ADMINISTRATOR)
    one, two = drawn["U1"], drawn["U2"]
    actions.rename(by=anne, organisation=one, name="Institut Un", on="2013", why="Decision 7")
    actions.correct(by=anne, organisation=one, values={"kind": "federation"}, why="Misread")
    actions.add_code(by=anne, organisation=one, scheme="label", value="U 1138")
    actions.settle(by=anne, organisation=one, city="Paris", country="FR")
    restructuring.relate(by=anne, organisation=one, kind="supervised_by", other=drawn["Inserm"])
    restructuring.end(by=anne, relation=one.relations.get(kind="supervised_by"), on="2013-05")
    restructuring.move(by=anne, organisation=two, to=drawn["Neurosciences"], on="2014-01-01")
    restructuring.split(by=anne, organisation=drawn["Team A"], names=["A1", "A2"], on="2015")
    profiles.save(by=anne, organisation=one, base=0, values={"vision_en": "To cure"})
    restructuring.merge(by=anne, sources=[one, two], name="U3", on="2016-02-01",
                        because="Decision 12")
    account_actions.grant(by=anne, account=anne, role=Role.CURATOR, organisation=two)
    return drawn


def sentences(language):
    return [tell(entry, language) for entry in AuditEntry.objects.filter(
        actor_name="Anne").order_by("pk")]


def test_each_entry_is_a_sentence_in_both_languages(done):
    said = [told.sentence for told in sentences("en")]
    for sentence in (
        "Anne renamed Institut Un",
        "Anne gave Institut Un the identifier U 1138 (Label)",
        "Anne said of Institut Un: Supervised by Inserm",
        "Anne ended for Institut Un on May 2013: Supervised by Inserm",
        "Anne moved U2", "Anne split Team A into A1, A2 on 2015",
        "Anne saved version 1 of the page of Institut Un",
        "Anne merged Institut Un, U2 into U3 on 1 February 2016",
        "Anne gave Anne the role of Curator in U2",
    ):
        assert sentence in said
    french = [told.sentence for told in sentences("fr")]
    assert "Anne a fusionné Institut Un, U2 dans U3 le 1er février 2016" in french
    assert "Anne a donné à Anne le rôle de Documentaliste dans U2" in french
    assert not any("…" in sentence for sentence in said + french)
    changes = {told.entry.action: told.changes for told in sentences("fr")}
    assert changes["rename"] == [("nom", "U1", "Institut Un"), ("le", "", "2013")]
    assert changes["correct"] == [("type", "Unité de recherche", "Fédération")]
    assert ("Our vision (en)", "", "To cure") in sentences("en")[-7].changes or any(
        ("Our vision (en)", "", "To cure") in told.changes for told in sentences("en"))


def test_an_action_that_has_no_sentence_is_told_all_the_same():
    entry = AuditEntry(actor_name="Anne", action="dance", subject="unit", subject_name="{who} U1",
                       before={"x": [1, True, None]}, after={"x": {"y": "2014-01-01"}})
    told = tell(entry, "en")
    assert told.sentence == "Anne did “dance” to {who} U1"
    assert told.changes == [("x", "1, yes, ", "y: 2014-01-01")]


def test_a_move_is_told_by_its_book_where_others_use_the_same_name(books):
    """Three books and the accounts have a move named withdraw or leave, each in its words."""
    moved = [("clinicalapplication", "withdraw", "withdrawn"), ("infrastructure", "leave", "left"),
             ("patientassociation", "leave", "left")]
    told = [(tell(entry, language).sentence, action(entry, language))
            for subject, name, state in moved for language in ("en", "fr")
            for entry in [AuditEntry(actor_name="Anne", action=name, subject=subject,
                                     subject_name="X1", before={"state": "received"},
                                     after={"state": state, "since": "2014-03"})]]
    assert told == [
        ("Anne recorded of X1: Withdrawn, from March 2014", "Withdraw"),
        ("Anne a enregistré pour X1 : Retirée, à compter du mars 2014", "Retirer"),
        ("Anne recorded of X1: Left, from March 2014", "Leave"),
        ("Anne a enregistré pour X1 : Quittée, à compter du mars 2014", "Quitter"),
        ("Anne recorded of X1: Left, from March 2014", "Record that it leaves"),
        ("Anne a enregistré pour X1 : Partie, à compter du mars 2014",
         "Enregistrer son départ")]
    role = AuditEntry(actor_name="Anne", action="withdraw", subject="account", subject_name="Bo",
                      after={"role": "curator"})
    assert "took from Bo the role of Curator" in tell(role, "en").sentence
    opened = AuditEntry(actor_name="Anne", action="hold", subject="clinicalproject",
                        subject_name="P1")
    assert tell(opened, "fr").sentence == "Anne a fait « Suspendre » sur P1"


@pytest.fixture
def shown(done, signed_in):
    chief = signed_in(Role.ADMINISTRATOR)

    def show(query="", language="en", client=chief):
        answer = client.get(f"/{language}/register/audit/{query}")
        assert answer.status_code == 200, text(answer)
        found = re.findall(r"</time> (.*?)\.</p>", text(answer))
        return [re.sub(r"<[^>]*>", "", one) for one in found]

    return show


def test_a_units_history_has_the_merger_that_it_went_into(done, shown):
    pk = done["U2"].pk
    history = shown(f"?organisation=U2 %23{pk}")
    assert history == [
        "Anne gave Anne the role of Curator in U2",
        "Anne merged Institut Un, U2 into U3 on 1 February 2016", "Anne moved U2",
        "Belvedere said of U2: Part of Cancer", "Belvedere created U2"]
    assert "Anne moved U2" in shown(f"?organisation=%23{done['Neurosciences'].pk}")
    # with its parts as they are today: U3 hangs from both today
    assert any("A1" in one for one in shown(f"?organisation=%23{done['Inserm'].pk}&parts=on"))
    assert not any("A1" in one for one in shown(f"?organisation=%23{done['Inserm'].pk}"))


def test_entries_are_limited_by_person_action_and_period(done, anne, shown):
    assert len(shown("?person=ANNE&action=move")) == 1
    for subject in ("clinicalproject", "unit"):
        AuditEntry.objects.create(actor=anne.pk, actor_name="Zoe", action="close", subject=subject,
                                  subject_name=f"of {subject}", after={"state": "closed"})
    assert shown("?action=clinicalproject/close") == [
        "Zoe recorded of of clinicalproject: Closed, from …"]
    assert shown("?person=&action=close")[0] == "Zoe closed of unit on …"
    assert all(one.startswith("Belvedere") for one in shown("?person=belvedere"))
    assert shown("?person=nobody") == []
    day = timezone.localdate()
    assert shown(f"?since={day}&until={day}") == shown()
    assert shown(f"?until={day - datetime.timedelta(days=1)}") == []
    assert shown(f"?since={day.year}") == shown()


@pytest.mark.parametrize("query, told", [
    ("?since=yesterday", "n’est pas une date"), ("?organisation=nowhere", "Aucun ne porte"),
    ("?action=dance", "dance"), ("?until=2014-02-31", "n’est pas une date"),
])
def test_what_cannot_be_asked_is_told_at_its_field(done, signed_in, query, told):
    client = signed_in(Role.EDITOR)
    answer = client.get(f"/fr/register/audit/{query}")
    assert answer.status_code == 400 and told in text(answer)
    answer = client.get(f"/fr/register/audit.csv{query}")
    assert answer.status_code == 400 and told in text(answer)


def test_pages_go_on_where_the_last_ended_whatever_is_added(done, anne, shown):
    for n in range(120):
        account_actions.record(by=anne, action="close", on=done["U2"], after={"closed": "2014"},
                               why=f"note {n}")
    first = shown("?action=close")
    last = AuditEntry.objects.filter(action="close").order_by("-at", "-pk")[49].pk
    account_actions.record(by=anne, action="close", on=done["U2"], why="meanwhile")
    second = shown(f"?action=close&before={last}")
    assert len(first) == len(second) == 50
    third = AuditEntry.objects.filter(action="close").order_by("-at", "-pk")[100].pk
    assert len(shown(f"?action=close&before={third}")) == 20
    assert shown("?before=999999999999") == shown("?before=x") == shown()


def test_who_edits_one_institute_sees_its_entries_only(done, signed_in, shown):
    client = signed_in(Role.EDITOR, done["Neurosciences"])
    seen = shown("", client=client)
    assert "Anne moved U2" in seen and "Belvedere created Cancer" not in seen
    assert client.get(
        f"/en/register/audit/?organisation=%23{done['Cancer'].pk}").status_code == 403
    told = b"".join(client.get("/en/register/audit.csv").streaming_content).decode()
    assert "Anne moved U2" in told and "Belvedere created Cancer" not in told


def test_the_file_has_every_entry_and_no_formula(done, anne, signed_in):
    hostile = ("=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\tx", "a,\"b\"\nc")
    for why in hostile:
        account_actions.record(by=anne, action="close", on=done["U2"], why="x",
                               after={"closed": "2014"})
        AuditEntry.objects.bulk_create([AuditEntry(
            actor_name=why, action=why[:40], subject="unit", subject_name=why, why=why)])
    client = signed_in(Role.EDITOR)
    answer = client.get("/fr/register/audit.csv")
    assert answer["Content-Type"].startswith("text/csv") and "attachment" in answer[
        "Content-Disposition"]
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert len(rows) == AuditEntry.objects.count()
    assert not [cell for row in rows for cell in row.values()
                if cell[:1] in tuple("=+-@\t\r\n")]
    assert "'=HYPERLINK(\"http://x\")" in {row["why"] for row in rows}
    told = [row["sentence"] for row in rows]
    assert "Anne a déplacé U2" in told
    limited = b"".join(client.get("/en/register/audit.csv?action=move").streaming_content).decode()
    assert limited.count("\n") == 2


def test_the_link_to_its_history_is_on_an_organisations_page(done, client, signed_in):
    address = f"/en/register/{done['U1'].pk}/"
    assert "/register/audit/" not in text(client.get(address))
    assert "/register/audit/" not in text(signed_in(Role.CURATOR).get(address))
    editor = signed_in(Role.EDITOR, done["U1"])
    link = re.search(r'href="([^"]*register/audit/\?organisation=[^"]*)"', text(
        editor.get(address)))[1]
    assert "Anne renamed" in text(editor.get(link))


def test_no_entry_and_no_place_of_one_can_be_changed(done):
    entry, place = AuditEntry.objects.first(), AuditPlace.objects.first()
    wrong = [entry.delete, entry.save, place.delete, place.save,
             lambda: AuditPlace.objects.update(organisation=1),
             lambda: AuditEntry.objects.filter(pk=entry.pk).update(why="else"),
             lambda: AuditEntry.objects.all().delete()]
    if connection.vendor == "postgresql":
        wrong += [lambda table=table: connection.cursor().execute(f"TRUNCATE {table}")
                  for table in ("accounts_auditentry", "accounts_auditplace")]
    for act in wrong:
        with pytest.raises(DatabaseError, match="stands"), transaction.atomic():
            act()


def test_the_page_asks_the_database_the_same_number_of_times(done, anne, signed_in, asked):
    client = signed_in(Role.ADMINISTRATOR)
    few = asked(client, "/en/register/audit/")
    for _ in range(60):
        account_actions.record(by=anne, action="close", on=done["U2"])
    assert asked(client, "/en/register/audit/") == few == 5



def test_entries_of_many_organisations_are_those_of_few(drawn, monkeypatch):
    some = {drawn["Cancer"].pk, drawn["U1"].pk}
    every = list(queries.entries(organisations=some))
    older = every[len(every) // 2:]
    assert older and len(every) < queries.entries().count()
    for few in (100, 0):
        monkeypatch.setattr(queries, "FEW", few)
        assert list(queries.entries(organisations=some)) == every
        assert list(queries.entries(organisations=some, before=older[0].pk)) == older[1:]
        assert list(queries.entries(organisations=[])) == []
