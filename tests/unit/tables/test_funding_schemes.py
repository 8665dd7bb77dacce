"""Which instrument a funding scheme is, told by call and topic where its code is not enough."""

from importlib.resources import files

import pytest

from belvedere.sources._cordis_themes import FP7_PARTS
from belvedere.tables.funding_schemes import classify, entries, schemes
from belvedere.tables.programme_themes import THEMES
from belvedere.tables.projects import CAREER_STAGES, INSTRUMENTS, PROGRAMMES


@pytest.mark.parametrize(("scheme", "call", "topics", "expected"), [
    ("CP-FP", "", (), ("collaborative", None, True)),
    ("cp-ip", "", (), ("collaborative", None, True)),
    ("RIA", "H2020-PHC-2014", (), ("collaborative", None, True)),
    ("RIA", "H2020-INFRAIA-2014", ("INFRAIA-1-2014",), ("infrastructures", None, True)),
    ("RIA", "H2020-JTI-IMI2-2014-02", (), ("imi_ihi", None, True)),
    ("JTI-CP-IMI", "", (), ("imi_ihi", None, True)),
    ("HORIZON-JU-RIA", "HORIZON-JU-IHI-2022-01", (), ("imi_ihi", None, True)),
    ("HORIZON-JU-RIA", "HORIZON-JU-SNS-2022", (), ("other_joint_undertaking", None, True)),
    ("CSA", "H2020-Adhoc", ("ERC",), ("coordination_and_support", None, True)),
    ("CSA-SA(POC)", "", (), ("erc", "proof_of_concept", False)),
    ("ERC-SG", "", (), ("erc", "starting", False)),
    ("HORIZON-ERC", "ERC-2023-STG", (), ("erc", "starting", False)),
    ("HORIZON-ERC", "", ("ERC-2022-COG",), ("erc", "consolidator", False)),
    ("HORIZON-ERC", "", (), ("erc", None, False)),
    ("MC-IEF", "", (), ("marie_curie_individual", None, False)),
    ("MSCA-ITN-ETN", "", (), ("marie_curie_networks", None, True)),
    ("HORIZON-TMA-MSCA-DN", "", (), ("marie_curie_networks", None, True)),
    ("HORIZON-AG-LS", "", (), ("collaborative", None, True)),
    ("HORIZON-CSA-SNLS", "", (), ("coordination_and_support", None, False)),
    ("RIA", "H2020-EINFRA-2015-1", ("EINFRA-5-2015",), ("infrastructures", None, True)),
    ("HORIZON-CSA", "HORIZON-INFRA-2022-DEV-01", (), ("infrastructures", None, True)),
    ("HORIZON-RIA", "HORIZON-CL3-2021-INFRA-01", (), ("collaborative", None, True)),
    ("IA", "H2020-SU-INFRA-2018", ("SU-INFRA01-2018",), ("collaborative", None, True)),
    ("CSA-CA", "FP7-INFRASTRUCTURES-2010-1", (), ("coordination_and_support", None, True)),
    ("CSA", "FP7-INFRASTRUCTURES-2012-1", (), ("coordination_and_support", None, True)),
    ("CP-CSA-Infra", "", (), ("infrastructures", None, True)),
    ("HORIZON-AG-UN", "HORIZON-MSCA-2021-PF-01", (), ("marie_curie_individual", None, False)),
    ("HORIZON-AG-LS", "ERC-2022-POC1", (), ("erc", "proof_of_concept", False)),
    ("CSA-CA", "", ("ERARESORG.2007.1",), ("coordination_and_support", None, False)),
    ("MC-IE", "", (), ("marie_curie_individual", None, False)),
    ("MSCA-RISE", "", (), ("marie_curie_other", None, True)),
    ("HORIZON-TMA-MSCA-Cofund-D", "", (), ("marie_curie_other", None, True)),
    ("SME-2", "", (), ("sme", None, True)),
    ("HORIZON-EIC-ACC-BF", "", (), ("innovation_council", None, False)),
    ("HORIZON-RPr", "", (), ("other", None, False)),
    ("EURATOM-RIA", "", (), ("collaborative", None, True)),
    ("ERC-SyG", "", (), ("erc", "synergy", False)),
    ("FPA", "", (), ("coordination_and_support", None, True)),
    ("Shift2Rail-RIA-LS", "", (), ("other_joint_undertaking", None, True)),
])
def test_a_scheme_is_an_instrument(scheme, call, topics, expected):
    assert tuple(classify(scheme, call, topics)) == expected


def test_an_unknown_scheme_is_none():
    assert classify("XYZ-99") is None


def test_every_scheme_of_the_table_is_in_the_vocabularies():
    for known in schemes().values():
        assert known.instrument in INSTRUMENTS
        assert known.career_stage is None or known.career_stage in CAREER_STAGES


def test_every_scheme_has_a_title_and_the_programmes_that_use_it():
    for code, entry in entries().items():
        assert entry.title and len(entry.title) > 2, code
        assert entry.programmes and {*entry.programmes} <= {*PROGRAMMES, "CIP", "earlier"}, code


def test_no_code_of_the_table_is_given_twice():
    text = (files("belvedere.tables") / "funding_schemes.csv").read_text(encoding="utf-8")
    assert len(entries()) == len(text.splitlines()) - 1


def test_no_erc_grant_fellowship_or_prize_admits_coordination():
    for code, known in schemes().items():
        if known.instrument in ("erc", "marie_curie_individual"):
            assert not known.admits_coordination, code
        if known.instrument in ("collaborative", "marie_curie_networks", "sme"):
            assert known.admits_coordination, code


def test_every_part_of_fp7_that_topics_tell_has_titles_in_both_languages():
    assert set(FP7_PARTS.values()) <= set(THEMES)
    assert all(len(titles) == 2 and all(titles) for titles in THEMES.values())
