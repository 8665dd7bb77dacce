"""The pages of curation: who may, what they show, what they refuse; the effect before saving."""

import re
import uuid

import pytest
from drawn_doubts import world

from belvedere.register.accounts.models import AuditEntry
from belvedere.register.accounts.permissions import Role
from belvedere.register.curation.actions import Text, decide
from belvedere.register.curation.models import TextDecision
from belvedere.site import curating
from belvedere.site.doubts import doubts
from belvedere.site.working import Progress

LIST = "/en/register/curation/"
COCHIN = "Institut Cochin, Paris [ror:cochin]"


@pytest.fixture(scope="module")
def drawn_asker(tmp_path_factory, demo_home):
    return world(tmp_path_factory.mktemp("curation"))


@pytest.fixture
def texts(drawn_asker, site, monkeypatch):
    """The drawn world is the current edition; gives each text's address."""
    monkeypatch.setattr(curating, "observatory", lambda: drawn_asker)
    return {one.affiliations: f"{LIST}{one.number}/" for one in doubts(drawn_asker)}


@pytest.fixture
def curator(signed_in, texts):
    return signed_in(Role.CURATOR)


def read(client, address, **sent):
    answer = client.post(address, sent) if sent else client.get(address)
    return answer, answer.content.decode()


def test_who_is_no_curator_is_refused_and_a_visitor_signs_in(texts, signed_in, client):
    address = texts[1, 2]
    for role in (Role.TRANSFER, Role.CONTRIBUTOR):
        other = signed_in(role)
        for path in (LIST, address, f"{LIST}suggest.json", f"{LIST}decisions/"):
            assert other.get(path).status_code == 403, path
        assert other.post(address, {"decision": "refuse", "reason": "x", "save": "1"}
                          ).status_code == 403
    assert "/account/sign-in/" in client.get(LIST).url
    assert not TextDecision.objects.exists()


def test_the_list_has_the_most_valuable_first_and_finds_words(curator):
    _, html = read(curator, LIST)
    rows = re.findall(r'<tr>\s*<th scope="row" class="content"><a href="[^"]+">([^<]+)', html)
    assert rows[0].casefold().startswith("sleep laboratory") and len(rows) >= 4
    _, html = read(curator, f"{LIST}?q=somewhere")
    assert html.count('<th scope="row"') == 1 and "Somewhere else" in html
    _, html = read(curator, "/fr/register/curation/?q=zzz")
    assert "Il n’y a rien à décider ici" in html


def test_the_list_is_a_job_with_its_progress(curator, monkeypatch):
    monkeypatch.setattr(curating.doubtful, "doubts", lambda asker: Progress(3, 40))
    for path in (LIST, f"{LIST}abc/"):
        answer, html = read(curator, path)
        assert answer.status_code == 202 and 'value="40"' in html


def test_the_effect_is_shown_and_nothing_saved_before_it_is(curator, texts):
    answer, html = read(curator, texts[1, 2], decision="correct", organisations=["", COCHIN],
                        reason="Their page")
    assert answer.status_code == 200 and not TextDecision.objects.exists()
    assert "Works of Institut Cochin: +2 works, 2010–2015" in html
    assert "Works of University of Oxford: −1 work, 2015" in html
    assert "On rest" in html and "/en/works/13/" in html
    assert 'id="save"' in html


def saved(client, address, **sent):
    return client.post(address, {"save": "1", "submission": str(uuid.uuid4()), "reason": "Seen",
                                 **sent})


def test_a_correction_is_saved_with_those_chosen_and_the_next_text_comes(curator, texts):
    number = texts[3,].rstrip("/").rpartition("/")[2]
    answer = saved(curator, texts[1, 2], decision="correct", organisations=[COCHIN],
                   also=[number])
    assert answer.status_code == 302 and answer.url not in (texts[1, 2], texts[3,])
    assert {one.organisations[0] for one in TextDecision.objects.all()} == {"ror:cochin"}
    assert TextDecision.objects.count() == 2
    _, html = read(curator, answer.url)
    assert "Corrected: 2 texts" in html
    _, html = read(curator, LIST)
    assert texts[1, 2] not in html and "2 decided" in html


def test_a_refusal_asks_why_and_keeps_what_was_filled_in(curator, texts):
    answer, html = read(curator, texts[1, 2], decision="refuse", save="1", reason="",
                        year_from="2010", submission="")
    assert answer.status_code == 400 and "Say why" in html and 'value="2010"' in html
    answer = saved(curator, texts[1, 2], decision="refuse")
    assert answer.status_code == 302 and TextDecision.objects.get().organisations == []


def test_what_is_found_is_accepted_without_a_reason(curator, texts, drawn_asker):
    one = next(each for each in doubts(drawn_asker) if each.chosen)
    _, html = read(curator, f"{LIST}{one.number}/")
    assert 'id="accept"' in html
    saved(curator, f"{LIST}{one.number}/", decision="accept", reason="")
    assert TextDecision.objects.get().organisations == list(one.chosen)


def test_a_unit_closed_at_the_date_of_the_works_is_refused(curator, texts):
    answer, html = read(curator, texts[1, 2], decision="correct", organisations=["rnsr:1"],
                        reason="x", save="1", submission="")
    assert answer.status_code == 400
    assert "Unité du sommeil closed in 2013" in html and "[rnsr:2]" in html
    assert saved(curator, texts[1, 2], decision="correct", organisations=["rnsr:1"],
                 year_to="2013").status_code == 302


@pytest.mark.parametrize(("sent", "told"), [
    ({"organisations": ["zzz"]}, "there is none"), ({"organisations": [""]}, "Say whom it names"),
    ({"organisations": [COCHIN], "year_from": "20l0"}, "no year"),
    ({"decision": "guess", "organisations": [COCHIN]}, "accepted, corrected or refused"),
])
def test_what_cannot_be_is_told(curator, texts, sent, told):
    answer = saved(curator, texts[1, 2], **{"decision": "correct", **sent})
    assert answer.status_code == 400 and told in answer.content.decode()
    assert not TextDecision.objects.exists()


def test_two_who_decide_the_same_text_are_told(curator, texts, signed_in, drawn_asker):
    _, html = read(curator, texts[1, 2])
    key = next(one.key for one in doubts(drawn_asker) if one.affiliations == (1, 2))
    made, = decide(by=None, texts=[Text("Sleep", key)], decision="refuse", reason="Nobody")
    answer, html = read(curator, texts[1, 2], decision="correct", organisations=[COCHIN],
                        reason="x", seen="", save="1", submission="")
    assert answer.status_code == 400 and "meanwhile: refused" in html
    _, html = read(curator, texts[1, 2])
    assert "Refused by Belvedere" in html and f'name="seen" value="{made.pk},"' in html
    assert saved(curator, texts[1, 2], decision="correct", organisations=[COCHIN],
                 seen=f"{made.pk},").status_code == 302
    made.refresh_from_db()
    assert made.withdrawn


def test_one_sending_acts_once(curator, texts):
    sent = str(uuid.uuid4())
    for _ in range(2):
        assert saved(curator, texts[1, 2], decision="refuse", submission=sent).status_code == 302
    assert TextDecision.objects.count() == 1
    assert AuditEntry.objects.filter(action="refuse_text").count() == 1


def test_a_text_that_is_none_is_not_found(curator):
    assert curator.get(f"{LIST}0000/").status_code == 404


def test_organisations_are_offered(curator):
    assert curator.get(f"{LIST}suggest.json?q=cochin").json() == {"found": [COCHIN]}


def test_decisions_are_listed_found_and_withdrawn(curator, texts):
    saved(curator, texts[1, 2], decision="correct", organisations=[COCHIN])
    one = TextDecision.objects.get()
    _, html = read(curator, f"{LIST}decisions/?q=SLEEP&decision=correct")
    assert "ror:cochin" in html and "Curator" in html and "Seen" in html
    answer, html = read(curator, f"{LIST}decisions/{one.pk}/withdraw/", reason=" ")
    assert answer.status_code == 400
    answer, _ = read(curator, f"{LIST}decisions/{one.pk}/withdraw/", reason="Wrong page")
    assert answer.status_code == 302
    _, html = read(curator, f"{LIST}decisions/?state=withdrawn")
    assert "ror:cochin" in html
    _, html = read(curator, f"{LIST}decisions/?decision=refuse")
    assert "ror:cochin" not in html


def test_pages_ask_the_books_as_often_however_many_there_are(curator, texts, asked):
    pages = (LIST, f"{LIST}decisions/", texts[6,])
    before = [asked(curator, path) for path in pages]
    for address in (texts[1, 2], texts[3,], texts[4,]):
        saved(curator, address, decision="refuse")
    after = [asked(curator, path) for path in pages]
    assert all(now <= then + 1 for now, then in zip(after, before)) and max(after) < 15
