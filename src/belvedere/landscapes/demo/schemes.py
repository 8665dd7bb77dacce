"""Funding schemes of the three programmes, as CORDIS writes them, and how often they come."""

from typing import NamedTuple


class Scheme(NamedTuple):
    """A scheme: its weight, how many beneficiaries, part, topic, typical grant in euros.

    ``partners`` is (fewest, most); a sole beneficiary is (1, 1). ``stage`` is the
    ERC stage, ``sort`` what claims count it as.
    """

    code: str
    weight: int
    partners: tuple[int, int]
    part: str
    topic: str
    grant: int
    sort: str = "other"


FP7 = tuple(Scheme(*row) for row in (
    ("CP-FP", 160, (4, 16), "FP7-HEALTH", "HEALTH.{year}.2.1.1-1", 3_000_000, "collaborative"),
    ("CP-IP", 60, (9, 30), "FP7-HEALTH", "HEALTH.{year}.2.4.1-4", 10_000_000, "collaborative"),
    ("CP", 70, (5, 18), "FP7-ICT", "ICT-{year}.5.2", 4_000_000, "collaborative"),
    ("CP-TP", 20, (5, 12), "FP7-NMP", "NMP.{year}.1.2-1", 4_500_000, "collaborative"),
    ("NoE", 12, (10, 28), "FP7-HEALTH", "HEALTH.{year}.1.3-2", 9_000_000),
    ("CSA-CA", 35, (4, 18), "FP7-HEALTH", "HEALTH.{year}.4.2-3", 1_200_000, "support"),
    ("CSA-SA", 30, (1, 9), "FP7-SIS", "SiS.{year}.1.1.1-1", 900_000, "support"),
    ("CSA-ERA-PLUS", 6, (8, 20), "FP7-HEALTH", "HEALTH.{year}.4.1-1", 9_000_000),
    ("ERC-SG", 120, (1, 1), "FP7-IDEAS-ERC", "ERC-SG-LS{panel}", 1_400_000, "erc"),
    ("ERC-AG", 90, (1, 1), "FP7-IDEAS-ERC", "ERC-AG-LS{panel}", 2_300_000, "erc"),
    ("ERC-CG", 20, (1, 1), "FP7-IDEAS-ERC", "ERC-CG-{year}-LS{panel}", 1_900_000, "erc"),
    ("MC-IEF", 190, (1, 1), "FP7-PEOPLE", "FP7-PEOPLE-{year}-IEF", 190_000, "fellowship"),
    ("MC-IOF", 45, (1, 1), "FP7-PEOPLE", "FP7-PEOPLE-{year}-IOF", 240_000, "fellowship"),
    ("MC-CIG", 70, (1, 1), "FP7-PEOPLE", "FP7-PEOPLE-{year}-CIG", 100_000, "fellowship"),
    ("MC-ITN", 60, (6, 14), "FP7-PEOPLE", "FP7-PEOPLE-{year}-ITN", 3_500_000, "network"),
    ("MC-IAPP", 15, (2, 6), "FP7-PEOPLE", "FP7-PEOPLE-{year}-IAPP", 1_200_000),
    ("JTI-CP-IMI", 18, (12, 34), "FP7-JTI", "IMI-JU-03-{year}-01", 9_000_000, "medicines"),
    ("CP-CSA-Infra", 14, (8, 24), "FP7-INFRASTRUCTURES", "INFRA-{year}-1.1.1", 8_000_000,
     "infrastructures"),
    ("BSG-SME", 40, (4, 10), "FP7-SME", "SME-{year}-1", 1_100_000),
))
H2020 = tuple(Scheme(*row) for row in (
    ("RIA", 200, (4, 22), "H2020-EU.3.1.", "SC1-PM-{panel}-{year}", 5_000_000, "collaborative"),
    ("IA", 80, (5, 20), "H2020-EU.2.1.1.", "ICT-{panel}-{year}", 5_500_000, "collaborative"),
    ("CSA", 70, (2, 16), "H2020-EU.3.1.", "SC1-HCO-{panel}-{year}", 1_700_000, "support"),
    ("ERC-STG", 120, (1, 1), "H2020-EU.1.1.", "ERC-StG-{year}", 1_490_000, "erc"),
    ("ERC-COG", 95, (1, 1), "H2020-EU.1.1.", "ERC-CoG-{year}", 1_980_000, "erc"),
    ("ERC-ADG", 70, (1, 1), "H2020-EU.1.1.", "ERC-ADG-{year}", 2_450_000, "erc"),
    ("ERC-POC", 45, (1, 1), "H2020-EU.1.1.", "ERC-PoC-{year}", 150_000, "erc"),
    ("ERC-SyG", 8, (2, 4), "H2020-EU.1.1.", "ERC-{year}-SyG", 9_500_000, "erc"),
    ("MSCA-IF-EF-ST", 210, (1, 1), "H2020-EU.1.3.2.", "MSCA-IF-{year}-EF", 185_000,
     "fellowship"),
    ("MSCA-IF-GF", 40, (1, 2), "H2020-EU.1.3.2.", "MSCA-IF-{year}-GF", 250_000, "fellowship"),
    ("MSCA-ITN-ETN", 60, (6, 15), "H2020-EU.1.3.1.", "MSCA-ITN-{year}", 3_700_000, "network"),
    ("MSCA-RISE", 30, (4, 14), "H2020-EU.1.3.3.", "MSCA-RISE-{year}", 900_000),
    ("MSCA-COFUND-DP", 10, (1, 1), "H2020-EU.1.3.4.", "MSCA-COFUND-{year}", 4_000_000),
    ("SME-1", 70, (1, 1), "H2020-EU.2.3.1.;H2020-EU.3.1.", "SMEInst-05-{year}", 50_000),
    ("SME-2", 30, (1, 3), "H2020-EU.2.3.1.;H2020-EU.3.1.", "SMEInst-06-{year}", 1_600_000),
    ("IMI2-RIA", 25, (12, 34), "H2020-EU.3.1.", "IMI2-{year}-10-02", 8_500_000, "medicines"),
    ("RIA", 25, (8, 30), "H2020-EU.1.4.1.2.", "INFRAIA-01-{year}", 8_000_000,
     "infrastructures"),
    ("ERA-NET-Cofund", 12, (10, 26), "H2020-EU.3.1.", "SC1-HCO-03-{year}", 5_000_000),
))
HORIZON = tuple(Scheme(*row) for row in (
    ("HORIZON-RIA", 170, (5, 24), "HORIZON.2.1", "HORIZON-HLTH-{year}-DISEASE-04-0{digit}",
     6_500_000, "collaborative"),
    ("HORIZON-IA", 70, (6, 24), "HORIZON.2.4", "HORIZON-CL4-{year}-DIGITAL-EMERGING-01-0{digit}",
     7_500_000, "collaborative"),
    ("HORIZON-CSA", 60, (2, 18), "HORIZON.2.1", "HORIZON-HLTH-{year}-CARE-08-0{digit}",
     2_500_000, "support"),
    ("HORIZON-ERC", 110, (1, 1), "HORIZON.1.1", "ERC-{year}-STG", 1_500_000, "erc"),
    ("HORIZON-ERC", 75, (1, 1), "HORIZON.1.1", "ERC-{year}-COG", 2_000_000, "erc"),
    ("HORIZON-ERC", 55, (1, 1), "HORIZON.1.1", "ERC-{year}-ADG", 2_500_000, "erc"),
    ("HORIZON-ERC-POC", 40, (1, 1), "HORIZON.1.1", "ERC-{year}-POC1", 150_000, "erc"),
    ("HORIZON-ERC-SYG", 8, (2, 4), "HORIZON.1.1", "ERC-{year}-SyG", 9_800_000, "erc"),
    ("HORIZON-TMA-MSCA-PF-EF", 190, (1, 1), "HORIZON.1.2", "HORIZON-MSCA-{year}-PF-01-01",
     195_000, "fellowship"),
    ("HORIZON-TMA-MSCA-PF-GF", 30, (1, 2), "HORIZON.1.2", "HORIZON-MSCA-{year}-PF-01-01",
     290_000, "fellowship"),
    ("HORIZON-TMA-MSCA-DN", 55, (6, 14), "HORIZON.1.2", "HORIZON-MSCA-{year}-DN-01-01",
     2_600_000, "network"),
    ("HORIZON-TMA-MSCA-SE", 20, (4, 14), "HORIZON.1.2", "HORIZON-MSCA-{year}-SE-01-01", 900_000),
    ("HORIZON-JU-RIA", 20, (12, 30), "HORIZON.2.1", "HORIZON-JU-IHI-{year}-01-0{digit}",
     9_000_000, "medicines"),
    ("HORIZON-RIA", 15, (8, 26), "HORIZON.1.3", "HORIZON-INFRA-{year}-DEV-01-0{digit}",
     7_000_000, "infrastructures"),
    ("HORIZON-EIC", 30, (1, 6), "HORIZON.3.1", "HORIZON-EIC-{year}-PATHFINDEROPEN-01",
     3_000_000),
    ("HORIZON-EIC-ACC-BF", 25, (1, 1), "HORIZON.3.1", "HORIZON-EIC-{year}-ACCELERATOROPEN-01",
     2_400_000),
))
STRANGE = "BELV-MYSTERY-{}"
"""Schemes that no table of schemes has: nobody invented them yet."""
