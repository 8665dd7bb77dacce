"""Funding schemes of the framework programmes: which instrument each is.

``funding_schemes.csv`` has the codes as CORDIS spells them, old spellings
included, the programmes that use each ("earlier" before FP7, CIP beside it) and
a title. A scheme that "admits coordination" may have several partners whom one
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
    (re.compile(r"\bPOC\d*\b"), "proof_of_concept"),
)
_JOINT_UNDERTAKING = re.compile(r"\b(?:IHI|IMI2?)\b")
# INFRAIA, EINFRA, HORIZON-INFRA; but INFRA in calls of the security programme is
# about power stations and railways. FP7 tells its infrastructures by their schemes.
_INFRASTRUCTURE = re.compile(r"(?<!\bSU-)(?<!\bCL3-\d{4}-)\bE?INFRA|\bESFRI\b")
_OF_FP7 = re.compile(r"\bFP7-")
_NOT_COORDINATED = re.compile(r"(?:COST|ERARESORG|GA)(?:[-.]|$)", re.IGNORECASE)
# Grants of the general models HORIZON-AG… are what their call is.
_GENERAL = "HORIZON-AG"
_CALLED = (
    (re.compile(r"\bMSCA-\d{4}-PF\b"), "HORIZON-TMA-MSCA-PF-EF"),
    (re.compile(r"\bMSCA-\d{4}-DN\b"), "HORIZON-TMA-MSCA-DN"),
    (re.compile(r"\bMSCA-\d{4}-SE\b"), "HORIZON-TMA-MSCA-SE"),
    (re.compile(r"\bMSCA-\d{4}-COFUND\b"), "HORIZON-TMA-MSCA-COFUND-D"),
    (re.compile(r"\bERC-\d{4}-(?:STG|COG|ADG|SYG|POC)"), "HORIZON-ERC"),
)
_VARIANT = re.compile(r"-(?:LSP?|UN|SNLS)(?:-.*)?$")


class Scheme(NamedTuple):
    """What a funding scheme is."""

    instrument: str
    career_stage: str | None
    admits_coordination: bool


class Entry(NamedTuple):
    """One line of the table: the scheme, who uses it, what it is called."""

    code: str
    scheme: Scheme
    programmes: tuple[str, ...]
    title: str


@cache
def entries() -> dict[str, Entry]:
    """Return the table of schemes by code, in capitals and without blanks."""
    text = (files("belvedere.tables") / "funding_schemes.csv").read_text(encoding="utf-8")
    return {
        _plain(row["scheme"]): Entry(
            row["scheme"],
            Scheme(row["instrument"], row["career_stage"] or None,
                   row["admits_coordination"] == "yes"),
            tuple(row["programmes"].split()),
            row["title"],
        )
        for row in csv.DictReader(text.splitlines())
    }


@cache
def schemes() -> dict[str, Scheme]:
    """Return what each scheme is, by its code in capitals."""
    return {code: entry.scheme for code, entry in entries().items()}


def classify(scheme: str, call: str = "", topics: tuple[str, ...] = ()) -> Scheme | None:
    """Return what a scheme is, told by its call and topics where its code does not say.

    None when the code is in no table. Lump-sum and unit-cost variants (-LS, -UN)
    are what they vary; SNLS variants have a sole beneficiary.
    """
    code = _plain(scheme)
    entry = entries().get(code) or entries().get(_VARIANT.sub("", code))
    if entry is None:
        return None
    asked = " ".join((call, *topics)).upper().replace("_", "-")
    if code.startswith(_GENERAL):
        of_call = next((told for form, told in _CALLED if form.search(asked)), None)
        entry = entries()[of_call] if of_call else entry
    known = entry.scheme
    if "SNLS" in code or any(_NOT_COORDINATED.match(topic) for topic in topics):
        known = known._replace(admits_coordination=False)
    if known.instrument == "erc" and known.career_stage is None:
        stage = next((stage for form, stage in _ERC_STAGES if form.search(asked)), None)
        return known._replace(career_stage=stage)
    if known.instrument in ("collaborative", "coordination_and_support",
                            "other_joint_undertaking"):
        if _JOINT_UNDERTAKING.search(asked):
            return known._replace(instrument="imi_ihi")
        if (known.instrument != "other_joint_undertaking"
                and not {"H2020", "HORIZON"}.isdisjoint(entry.programmes)
                and _INFRASTRUCTURE.search(asked) and not _OF_FP7.search(asked)):
            return known._replace(instrument="infrastructures")
    return known


def _plain(code: str) -> str:
    return "".join(code.upper().split())
