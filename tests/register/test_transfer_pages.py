"""Pages of the transfer desk: in both languages, for who may, nothing typed is lost."""

import html
from decimal import Decimal

import pytest

from belvedere.register.accounts.permissions import Role
from belvedere.register.organisations.actions import create
from belvedere.register.transfer import actions, annuities, contracts, portfolio
from belvedere.register.transfer.models import (
    InventionDisclosure,
    PatentFamily,
    PatentOwner,
    TransferContract,
)

HERE = "/en/register/transfer"
SCRIPT = "<script>alert(1)</script>"
WHO = {"by": None}


def text(answer) -> str:
    return html.unescape(answer.content.decode())


@pytest.fixture
def filled(drawn):
    """A dossier of each book, with all that hangs on it; what is marked says Hidden."""
    def make(title="Hidden philtre", name="Ada Hidden"):
        firm = create(by=None, kind="company", name=f"Rhein {title}"[:200], country="DE")
        here = {"unit": drawn["U1"], "opened": "2014-01-10"}
        one = actions.disclose(**WHO, **here, title=title, inventors=name, summary=title)
        one = actions.support(**WHO, dossier=one, start="2014-01-20", funder=title,
                              amount=Decimal(98765))
        for move in ("evaluate", "retain"):
            one = actions.move(**WHO, dossier=one, move=move, on="2014-02-01")
        family, number = one.family, f"EP1430{one.pk}"
        family = portfolio.apply(**WHO, dossier=family, number=number, kind="priority",
                                 filed="2014-03-01")
        family = portfolio.set_owners(**WHO, dossier=family, owners=[
            (drawn["Inserm"], Decimal(60)), (firm, Decimal(40))])
        family = portfolio.name_inventor(**WHO, dossier=family, name=name, unit=drawn["U1"])
        family = portfolio.move(**WHO, dossier=family, move="enter", on="2014-03-01")
        for due in ("2016-03-31", "2017-03-31"):
            family = annuities.annuity_due(**WHO, dossier=family, number=number, due=due)
        family = annuities.pay_annuity(**WHO, dossier=family, number=number, on="2016-03-01",
                                       amount=Decimal(98765))
        contract = contracts.open_contract(
            **WHO, **here, kind="licence", title=title, partner=firm, size="large",
            families=[family], amount=Decimal(98765), terms=title)
        contract = contracts.move(**WHO, dossier=contract, move="sign", on="2014-03-05",
                                  until="2015-03-05")
        startup = actions.open_startup(**WHO, **here, title="Sirène", pitch="Sings",
                                       company=firm, founders=name, capital=Decimal(98765))
        return {"disclosures": one, "families": family, "contracts": contract,
                "startups": startup}

    return make


DEEDS = {
    "disclosures": ("support", "change", "comment", "attach"),
    "families": ("apply", "status", "own", "name-inventor", "unname-inventor", "annuity-due",
                 "pay-annuity", "abandon", "change"),
    "contracts": ("sign", "prolong", "join-contract", "leave-contract", "concern", "terminate",
                  "change"),
    "startups": ("found", "give-up", "change"),
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_in_each_language(filled, signed_in, language):
    officer, here = signed_in(Role.TRANSFER), f"/{language}/register/transfer/"
    addresses = [""]
    for book, one in filled().items():
        addresses += [f"{book}/", f"{book}/?page=9&q=sir&state={one.state}", f"{book}/new/",
                      f"{book}/{one.pk}/", *(f"{book}/{one.pk}/{deed}/" for deed in DEEDS[book])]
    for address in addresses:
        answer = officer.get(here + address)
        assert answer.status_code == 200, address
        assert "Words(" not in text(answer) and "None" not in text(answer), address


def test_a_visitor_sees_start_ups_and_nothing_that_is_marked(filled, client, signed_in):
    made, officer, other = filled(), signed_in(Role.TRANSFER), signed_in(Role.CLINICAL)
    for who in (client, other):
        for address in ("", "startups/", f"startups/{made['startups'].pk}/", "startups.csv"):
            answer = who.get(f"{HERE}/{address}")
            shown = (b"".join(answer.streaming_content).decode() if answer.streaming
                     else text(answer))
            assert answer.status_code == 200 and ("Sirène" in shown) == bool(address)
            assert "Hidden" not in shown.replace("Rhein Hidden", "")
            assert "98765" not in shown and "98,765" not in shown
        for book in ("disclosures", "families", "contracts"):
            for address in (f"{book}/", f"{book}/{made[book].pk}/", f"{book}.csv"):
                assert who.get(f"{HERE}/{address}").status_code in (302, 403), address
    for book, one in made.items():
        shown = text(officer.get(f"{HERE}/{book}/{one.pk}/"))
        assert "98,765" in shown and "Hidden" in shown, book
        assert ("60\xa0%" in shown) == (book == "families")


def typed(drawn, **more):
    return {"kind": "rd", "opened": "2014-01-10", "title": "A philtre",
            "unit": f"U1 #{drawn['U1'].pk}", "size": "sme", "partner": "Rhein AG", **more}


@pytest.fixture
def firm(drawn):
    return create(by=None, kind="company", name="Rhein AG", country="DE")


@pytest.mark.parametrize("wrong, told", [
    ({"amount": "12 USD"}, "no amount in euros"), ({"amount": "-5"}, "no amount in euros"),
    ({"amount": "1.5.2"}, "no amount"), ({"kind": "gift"}, "gift"), ({"opened": "2014-13"}, "date"),
    ({"opened": "2999"}, "has not come"), ({"partner": "nowhere"}, "none of this name"),
    ({"partner": ""}, "required"), ({"size": ""}, "required"),
    ({"families": "F2014-001"}, "no family F2014-001"), ({"families": "EP1"}, "Their numbers"),
    ({"title": ""}, "required"), ({"number": "C2014-001"}, "another dossier")])
def test_what_cannot_be_is_told_beside_its_field_and_stays(drawn, firm, signed_in, wrong, told):
    contracts.open_contract(**WHO, kind="rd", opened="2014", title="Other", unit=drawn["U1"],
                            number="C2014-001")
    answer = signed_in(Role.TRANSFER).post(f"{HERE}/contracts/new/", typed(drawn, **wrong))
    assert answer.status_code == 400 and told in text(answer)
    assert "field wrong" in text(answer) and ("A philtre" in text(answer)) == (
        "title" not in wrong)
    assert TransferContract.objects.count() == 1


@pytest.mark.parametrize("amount, kept", [
    ("12 345,67 €", "12345.67"), ("12\u202f345", "12345.00"), ("12345.67 EUR", "12345.67"),
    ("1.234.567,8", "1234567.80"), ("", "None")])
def test_amounts_are_read_as_people_write_them(drawn, firm, signed_in, amount, kept):
    officer = signed_in(Role.TRANSFER)
    answer = officer.post(f"{HERE}/contracts/new/", typed(drawn, amount=amount))
    assert answer.status_code == 302, text(answer)
    assert officer.get(answer.url).status_code == 200
    one = TransferContract.objects.get()
    assert (str(one.amount), one.partners.get().organisation) == (kept, firm)


@pytest.mark.parametrize("shares, told", [
    (("60", "30"), "90 %"), (("60,5 %", "x"), "no share"), (("60", ""), "owner and its share"),
    (("0", "100"), "above 0")])
def test_owners_that_cannot_be_stay_as_typed(filled, signed_in, drawn, shares, told):
    family = filled()["families"]
    sent = {"version": family.version, "owner_1": "Inserm", "share_1": shares[0],
            "owner_2": f"U1 #{drawn['U1'].pk}", "share_2": shares[1]}
    officer = signed_in(Role.TRANSFER)
    answer = officer.post(f"{HERE}/families/{family.pk}/own/", sent)
    assert answer.status_code == 400 and told in text(answer)
    assert f'value="{shares[0]}"' in text(answer)
    assert sorted(PatentOwner.objects.values_list("share", flat=True)) == [40, 60]
    answer = officer.post(f"{HERE}/families/{family.pk}/own/", {
        **sent, "share_1": "66,67 %", "share_2": "33.33"})
    assert answer.status_code == 302, text(answer)
    assert sorted(map(str, PatentOwner.objects.values_list("share", flat=True))) == [
        "33.33", "66.67"]


def test_html_in_every_text_is_shown_as_text(filled, signed_in):
    officer = signed_in(Role.TRANSFER)
    for book, one in filled(SCRIPT, SCRIPT).items():
        for address in ("", f"{book}/", f"{book}/{one.pk}/", f"{book}/{one.pk}/change/"):
            shown = officer.get(f"{HERE}/{address}").content.decode()
            assert "<script>alert" not in shown, address


def test_pages_ask_the_database_the_same_number_of_times(filled, signed_in, client, asked):
    officer, made = signed_in(Role.TRANSFER), filled()
    addresses = ["", *(f"{book}/" for book in made),
                 *(f"{book}/{one.pk}/" for book, one in made.items())]
    few = {address: asked(officer, f"{HERE}/{address}") for address in addresses}
    for n in range(4):
        filled(f"Philtre {n}", f"Ada {n}")
    assert {address: asked(officer, f"{HERE}/{address}") for address in addresses} == few
    assert max(few.values()) < 60, few


def test_two_officers_decide_at_once_and_the_second_is_told(drawn, signed_in):
    one = actions.disclose(**WHO, opened="2014-01-10", title="A philtre", unit=drawn["U1"])
    one = actions.move(**WHO, dossier=one, move="evaluate", on="2014-02-01")
    officer, other = signed_in(Role.TRANSFER), signed_in(Role.TRANSFER)
    sent = {"version": one.version, "on": "2014-03-01", "why": "Minutes 4"}
    address = f"{HERE}/disclosures/{one.pk}"
    assert officer.post(f"{address}/decline/", sent).status_code == 302
    answer = other.post(f"{address}/retain/", sent)
    assert answer.status_code == 409 and "Minutes 4" in text(answer)
    assert not PatentFamily.objects.exists()
    assert InventionDisclosure.objects.get().state == "not_retained"


def test_what_is_late_is_on_the_desk(filled, signed_in):
    made = filled()
    shown = text(signed_in(Role.TRANSFER).get(f"{HERE}/"))
    for told in ("Pay the annuity", "Prolong, or record the end"):
        assert told in shown
    assert made["families"].next_annuity == "2017-03-31" and shown.count('differs">late') == 2


def test_the_audit_tells_what_the_desk_did(filled, signed_in):
    filled()
    for language, told in (("en", "recorded of F2014-001: In the portfolio, from"),
                           ("fr", "a enregistré pour F2014-001 : Au portefeuille, à compter du")):
        shown = text(signed_in(Role.ADMINISTRATOR).get(f"/{language}/register/audit/"))
        assert told in " ".join(shown.replace("<b>", "").replace("</b>", "").split())
        assert "Ada Hidden" not in shown and "98765" not in shown
