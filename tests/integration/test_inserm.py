"""What the real records say of Inserm, anchored to figures worked out from the files."""

import pytest

from belvedere.portraits.audit import audit


def ask(asker, name, **rest):
    return asker.ask(asker.question(name, rest.pop("of", "02vjkv261"), **rest))


@pytest.mark.parametrize(("name", "where", "expected"), [
    ("eu_projects", {"programme": "FP7"}, 418),
    ("eu_projects", {"programme": "H2020"}, 79),
    ("eu_projects_as_coordinator", {"programme": "H2020"}, 37),
    ("eu_projects_coordinated", {"programme": "H2020"}, 9),
    ("erc_grants", {"programme": "H2020"}, 17),
    ("erc_grants", {"career_stage": "starting"}, 5),
    ("erc_grants", {"career_stage": "consolidator"}, 7),
    ("erc_grants", {"career_stage": "advanced"}, 2),
    ("erc_grants", {"career_stage": "proof_of_concept"}, 3),
    ("structures_supervised", {}, 453),
    ("units", {}, 362),
    ("units", {"kind": "mixed_unit"}, 315),
    ("units", {"kind": "own_unit"}, 47),
    ("teams", {}, 46),
    ("federations", {}, 39),
    ("structures_participated", {}, 71),
])
def test_a_figure_of_inserm_is_what_its_files_say(inserm, name, where, expected):
    figure = ask(inserm, name, where=where)
    assert figure.value == expected
    assert inserm.rows(figure.question)[2] == expected


@pytest.mark.parametrize("of", [
    "inserm", "02vjkv261", "https://ror.org/02vjkv261", "999997833", "pic:999997833", "0755364Y"])
def test_inserm_is_known_by_any_of_its_identifiers(inserm, of):
    assert ask(inserm, "eu_projects", of=of, where={"programme": "FP7"}).value == 418


def test_what_fp7_does_not_tell_is_not_zero(inserm):
    figure = ask(inserm, "eu_projects_coordinated", where={"programme": "FP7"})
    assert figure.value is None
    assert "role" in figure.caveats[0].en


def test_inserm_transfert_is_a_party_of_its_own(inserm):
    # 45 projects under a code of CORDIS in FP7, 7 under a PIC in H2020
    assert ask(inserm, "eu_projects", of="inserm-transfert").value == 52


def test_result_rates_of_inserm_are_those_of_the_monitor(inserm):
    share = ask(inserm, "trials_with_results_share")
    assert (share.sums, share.when.written) == (
        {"numerator": 20, "denominator": 78}, "2014..2023")
    early = ask(inserm, "trials_with_results_12_months_share")
    assert early.sums == {"numerator": 13, "denominator": 78}


def test_the_published_rates_of_all_sponsors_agree(inserm):
    published = [v for v in audit(inserm) if v.claim["precision"] == "rounded"]
    assert len({v.claim["about"] for v in published}) >= 60
    assert [(v.claim["claim_id"], v.explanation.en) for v in published
            if v.outcome != "agrees"] == []


def test_the_fp7_claim_holds_and_the_others_say_what_is_missing(inserm):
    verdicts = {v.claim["said"]: v for v in audit(inserm) if v.claim["precision"] != "rounded"}
    assert len(verdicts) == 47
    assert verdicts["FP7 projects, involvement in more than"].outcome == "agrees"
    for verdict in verdicts.values():
        assert verdict.outcome in ("agrees", "differs", "cannot")
        assert len(verdict.explanation.en) > 10, verdict.claim
        assert "No question answers" not in verdict.explanation.en


def test_nothing_is_lost_on_the_way(inserm):
    origins = {o["source"]: o for o in inserm.edition.origins() if "records_in" in o}
    assert origins["ror"]["records_in"] == 51_370
    assert origins["ror"]["records_set_aside"] == 0
    assert origins["ror"]["tables"]["organisation_records"]["kept"] == 51_370
    assert any("one-sided" in note for note in origins["ror"]["notes"])
    for origin in origins.values():
        for counts in origin["tables"].values():
            assert counts["offered"] == (
                counts["kept"] + counts["set_aside"] + counts["repeated"])
