"""Funding schemes of the framework programmes: which instrument each is.

``funding_schemes.csv`` has the codes as CORDIS spells them, old spellings
included. A scheme that "admits coordination" may have several partners whom one
of them coordinates; the French ministry sets ERC grants, individual fellowships,
the EIC Accelerator, COST and prizes apart as having a sole beneficiary.
"""

import csv
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_ERC_STAGES = (
    (re.compile(r"\bSTG\b|\bSG\b"), "starting"),
    (re.compile(r"\bCOG\b|\bCG\b"), "consolidator"),
    (re.compile(r"\bADG\b|\bAG\b"), "advanced"),
    (re.compile(r"\bSYG\b"), "synergy"),
    (re.compile(r"\bPOC\b"), "proof_of_concept"),
)
_JOINT_UNDERTAKING = re.compile(r"\b(?:IHI|IMI2?)\b")
_INFRASTRUCTURE = re.compile(r"\bINFRA\w*|\bESFRI\b")


class Scheme(NamedTuple):
    """What a funding scheme is."""

    instrument: str
    career_stage: str | None
    admits_coordination: bool


@cache
def schemes() -> dict[str, Scheme]:
    """Return the table of schemes by code, in capitals."""
    text = (files("belvedere.tables") / "funding_schemes.csv").read_text(encoding="utf-8")
    return {
        row["scheme"]: Scheme(row["instrument"], row["career_stage"] or None,
                              row["admits_coordination"] == "yes")
        for row in csv.DictReader(text.splitlines())
    }


def classify(scheme: str, call: str = "", topics: tuple[str, ...] = ()) -> Scheme | None:
    """Return what a scheme is, told by its call and topics where its code does not say.

    None when the code is in no table. Lump-sum and unit-cost variants (-LS, -UN)
    are what they vary; SNLS variants have a sole beneficiary.
    """
    code = scheme.strip().upper().replace(" ", "")
    known = schemes().get(code)
    if known is None:
        known = schemes().get(re.sub(r"-(?:LS|UN|SNLS)(?:-.*)?$", "", code))
    if known is None:
        return None
    if "SNLS" in code:
        known = known._replace(admits_coordination=False)
    asked = " ".join((call, *topics)).upper().replace("_", "-")
    if known.instrument == "erc" and known.career_stage is None:
        stage = next((stage for form, stage in _ERC_STAGES if form.search(asked)), None)
        return known._replace(career_stage=stage)
    if known.instrument in ("collaborative", "coordination_and_support",
                            "other_joint_undertaking"):
        if _JOINT_UNDERTAKING.search(asked):
            return known._replace(instrument="imi_ihi")
        if known.instrument != "other_joint_undertaking" and _INFRASTRUCTURE.search(asked):
            return known._replace(instrument="infrastructures")
    return known
