"""Which instrument a funding scheme is, told by call and topic where its code is not enough."""

import pytest

from belvedere.tables.funding_schemes import classify, schemes
from belvedere.tables.projects import CAREER_STAGES, INSTRUMENTS


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
])
def test_a_scheme_is_an_instrument(scheme, call, topics, expected):
    assert tuple(classify(scheme, call, topics)) == expected


def test_an_unknown_scheme_is_none():
    assert classify("XYZ-99") is None


def test_every_scheme_of_the_table_is_in_the_vocabularies():
    for known in schemes().values():
        assert known.instrument in INSTRUMENTS
        assert known.career_stage is None or known.career_stage in CAREER_STAGES
