"""The engine and the plain reference give the same answers on any small world.

Worlds are drawn narrow (few projects, few organisations, few dates) so that ties,
repeats, merges and unknown values happen all the time.
"""

import tempfile
from fractions import Fraction
from pathlib import Path

import pytest
from drawn import edition, whole
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belvedere.errors import QuestionError
from belvedere.indicators import reference
from belvedere.indicators.asking import Asker
from belvedere.indicators.catalogue import catalogue
from belvedere.indicators.definition import Count, Growth, Share
from belvedere.indicators.question import WORLD, Question, Whom, period

# publications have a reference of their own: test_publications_properties
DEFINITIONS = [d for d in catalogue().values() if d.theme != "publications"]
ORGANISATIONS = ("ror:a", "ror:b", "pic:1", "pic:2", "rnsr:u", "rnsr:v", "sponsor:s")
APPLICANTS = (*ORGANISATIONS[:3], "applicant:x", "applicant:y")
DATES = (None, "2012", "2013-06", "2013-06-15", "2014-01-01", "2014-12-31", "2015")


def rows(**columns):
    return st.fixed_dictionaries(columns)


def among(*values):
    return st.sampled_from((None, *values))


def unique(strategy, *key, most=6):
    return st.lists(strategy, max_size=most, unique_by=lambda row: tuple(row[k] for k in key))


PROJECTS = unique(rows(
    project_id=st.sampled_from(("P1", "P2", "P3", "P4")), number=st.just("1"),
    programme=st.sampled_from(("FP7", "H2020")),
    instrument=among("collaborative", "erc", "imi_ihi"),
    career_stage=among("starting", "advanced"), admits_coordination=among(True, False),
    themes=st.sampled_from((None, ["HEALTH"], ["HEALTH", "ICT"])),
    start=st.sampled_from(DATES), end=st.sampled_from(DATES),
), "project_id")
PARTICIPATIONS = unique(rows(
    participation_id=st.sampled_from([f"r{n}" for n in range(12)]),
    project_id=st.sampled_from(("P1", "P2", "P3", "P5")),
    organisation_id=st.sampled_from(ORGANISATIONS[:4]),
    role=among("coordinator", "participant", "third_party"), country=among("FR", "DE"),
    ec_contribution=among(0.0, 0.5, 100.0),
), "participation_id", most=12)
EQUIVALENCES = unique(rows(
    record_id=st.sampled_from(("pic:1", "pic:2", "sponsor:s", "applicant:x")),
    same_as=st.sampled_from(("ror:a", "ror:b")), basis=st.sampled_from(("declared", "text")),
    holds=st.booleans(), because=st.just("drawn"),
), "record_id", "same_as", "holds")
RELATIONS = unique(rows(
    organisation_id=st.sampled_from(("rnsr:u", "rnsr:v", "rnsr:w")),
    relation=st.sampled_from(("supervised_by", "participated_by")),
    other_id=st.sampled_from(ORGANISATIONS[:4]), stated_by=st.just("organisation"),
), "organisation_id", "relation", "other_id")
UNITS = unique(rows(
    record_id=st.sampled_from(("rnsr:u", "rnsr:v")), number=st.just("1"),
    level=among("unit", "team"), kind=among("mixed_unit", "federation"),
    domains=st.sampled_from((None, ["Biology"], ["Biology", "Chemistry"])),
    start=st.sampled_from(DATES), end=st.sampled_from(DATES),
), "record_id")
TRIALS = unique(rows(
    record_id=st.sampled_from([f"t{n}" for n in range(6)]),
    source=st.sampled_from(("ctgov", "bso")), nct_id=among("N1", "N2", "N3"),
    eudract_id=among("E1", "E2"), status=among("COMPLETED"),
    phases=st.sampled_from((None, ["PHASE1"], ["PHASE1", "PHASE2"])),
    start=st.sampled_from(DATES), completion=st.sampled_from(DATES),
    result_status=among("within_12_months", "after_36_months", "none"),
), "record_id")

PATENT_FAMILIES = unique(rows(
    family_id=st.sampled_from(("F1", "F2", "F3")), kind=st.sampled_from(("patent", "design")),
    priority=st.sampled_from(DATES), offices=st.sampled_from((["EP"], ["EP", "US"])),
    office_count=st.integers(1, 2), applications=st.just(1), documents=st.just(1),
    inventor_countries=st.sampled_from((None, ["FR"], ["DE", "FR"])),
    subclasses=st.sampled_from((None, ["A61K"], ["A61K", "C12N"])), first_document=st.just("EP1"),
), "family_id")
PATENT_APPLICANTS = unique(rows(
    family_id=st.sampled_from(("F1", "F2", "F3", "F4")), position=st.integers(1, 4),
    organisation_id=st.sampled_from(APPLICANTS), country=among("FR", "DE"),
), "family_id", "position", most=9)

HELD = ("register:1", "register:2", "register:3", "register:4")
REGISTER_ORGANISATIONS = unique(rows(
    record_id=st.sampled_from(HELD), name=st.just("Drawn"),
    kind=st.sampled_from(("unit", "team", "thematic_institute")), country=among("FR"),
    start=st.sampled_from(DATES), end=st.sampled_from(DATES),
), "record_id")
REGISTER_SUBJECTS = unique(rows(
    organisation_id=st.sampled_from(HELD), scheme=st.just("theme"),
    value=st.sampled_from(("cancer", "ICT")), start=st.sampled_from(DATES),
    end=st.sampled_from(DATES),
), "organisation_id", "value", "start")
REGISTER_RELATIONS = unique(rows(
    relation_id=st.sampled_from([str(n) for n in range(8)]),
    organisation_id=st.sampled_from(HELD), other_id=st.sampled_from(HELD),
    relation=st.sampled_from(("part_of", "part_of", "supervised_by", "successor_of")),
    succession=st.sampled_from(("merger", "split")),
    start=st.sampled_from(DATES), end=st.sampled_from(DATES),
), "relation_id", most=8)
STAFF_COUNTS = unique(rows(
    organisation_id=st.sampled_from(HELD), year=st.sampled_from((2011, 2012, 2014)),
    profession=st.sampled_from(("engineer", "researcher")), employer=among("CNRS"),
    headcount=st.integers(0, 9),
), "organisation_id", "year", "profession", "employer")

OURS = {"institute_id": st.sampled_from(HELD[:2]), "unit_id": st.sampled_from(HELD)}
STUDY = {
    "category": among("riph1", "outside"), "product": among("medicine", "device"),
    "phases": st.sampled_from((None, ["PHASE1"], ["PHASE1", "PHASE2"])),
    "mesh": st.sampled_from((None, ["D009369"])), "rare_disease": among(True, False),
}
DOSSIERS = ("2014-001", "2014-002", "2014-003")
REQUESTS = unique(rows(
    number=st.sampled_from(DOSSIERS), **OURS, **STUDY, state=st.just("received"),
    kind=st.sampled_from(("promotion", "qualification", "amendment")),
    decided=st.sampled_from(DATES), decision=among("favourable", "unfavourable"),
    days_to_decision=among(0, 31, 50),
), "number")
SPONSORED = unique(rows(
    number=st.sampled_from(DOSSIERS), **OURS, **STUDY,
    state=st.sampled_from(("recruiting", "closed")), sponsored=st.sampled_from(DATES),
    ended=st.sampled_from(DATES), nct_id=among("N1", "N2"), results_due=st.sampled_from(DATES),
    results_in_time=among(True, False),
), "number")
PERIODS = unique(rows(
    number=st.sampled_from(DOSSIERS), **OURS, end=st.sampled_from(DATES),
    state=st.sampled_from(("recruiting", "suspension")), start=st.sampled_from(DATES[1:]),
), "number", "state", "start")
ENROLMENTS = unique(rows(
    number=st.sampled_from(DOSSIERS), **OURS, year=st.sampled_from(("2012", "2013", "2014")),
    participants=among(5, 40),
), "number", "year")

MATTER = {"number": st.sampled_from(DOSSIERS), **OURS}
HELD_FROM_TO = {"start": st.sampled_from(DATES[1:]), "end": st.sampled_from(DATES)}
BY_COUNTRY = {"country": among("FR", "DE")}
PARTNERSHIPS = {
    "partnership_agreements": unique(rows(
        **MATTER, **BY_COUNTRY, line=st.sampled_from(DOSSIERS[:2]),
        kind=st.sampled_from(("associated_laboratory", "unit_abroad", "cooperation")),
        state=st.just("active"), signed=st.sampled_from(DATES), start=st.sampled_from(DATES),
        end=st.sampled_from(DATES), partner_id=st.sampled_from(HELD),
    ), "number", "partner_id"),
    "partnership_infrastructures": unique(rows(
        **MATTER, **BY_COUNTRY, **HELD_FROM_TO, level=st.just("european"),
        state=st.sampled_from(("present", "coordinating")),
    ), "number", "state", "start"),
    "partnership_laureates": unique(rows(
        **(MATTER | {"unit_id": among(*HELD)}), **BY_COUNTRY, programme=st.just("atip_avenir"),
        year=st.sampled_from(("2012", "2013", "2014")), laureates=among(5, 9),
    ), "number"),
    "partnership_prizes": unique(rows(
        number=st.sampled_from(DOSSIERS), institute_id=OURS["institute_id"], **BY_COUNTRY,
        kind=st.sampled_from(("prize", "honour")), year=st.sampled_from(("2013", "2014")),
    ), "number"),
    "partnership_associations": unique(rows(
        **MATTER, **BY_COUNTRY, **HELD_FROM_TO, disease=among("Echo"),
        state=st.sampled_from(("in_network", "in_focus_group")),
    ), "number", "state", "start"),
    "partnership_meetings": unique(rows(**MATTER, held=st.sampled_from(DATES[1:])), "number"),
    "partnership_plans": unique(rows(
        **MATTER, **HELD_FROM_TO, title=among("Rare"), ministry_id=among(*HELD),
        state=st.just("running"),
    ), "number"),
    "partnership_milestones": unique(rows(
        **MATTER, milestone=st.sampled_from(("m1", "m2", "m3")), in_time=among(True, False),
        due=st.sampled_from(DATES[1:]),
    ), "milestone"),
    "partnership_expertise": unique(rows(
        **MATTER, **BY_COUNTRY, kind=st.sampled_from(("opinion", "hearing")),
        requester_id=among(*HELD), given=st.sampled_from(DATES[1:]),
    ), "number"),
}

FIELD = {"field": among("device", "vaccine")}
OWNED = {**OURS, **FIELD, "number": st.sampled_from(DOSSIERS), "joint": among(True, False),
         "share": st.sampled_from((0.25, 0.5, 1.0))}
TRANSFER = {
    # credit is added up row by row: a family has one time here, in real books one on a day
    "transfer_portfolio": unique(rows(
        **OWNED, start=st.sampled_from(DATES[1:]), end=st.sampled_from(DATES),
        rd_contracts=among(0, 1, 3), licensed=among(True, False)), "number"),
    "transfer_applications": unique(rows(
        **OWNED, application=st.sampled_from(("EP1", "EP2", "US1", "WO1")),
        office=among("EP", "US"), kind=among("priority", "extension"),
        first_filing=among(True, False), filed=st.sampled_from(DATES),
        status=among("granted", "lapsed")), "application"),
    "transfer_disclosures": unique(rows(
        **OURS, **FIELD, number=st.sampled_from(DOSSIERS), state=st.just("retained"),
        disclosed=st.sampled_from(DATES), filed=st.sampled_from(DATES),
        days_to_filing=among(0, 92), licensed=st.sampled_from(DATES),
        days_to_licence=among(7, 151)), "number"),
    "transfer_supports": unique(rows(
        **OURS, **FIELD, support_id=st.sampled_from(("1", "2", "3")), number=st.just("2014-001"),
        start=st.sampled_from(DATES)), "support_id"),
    "transfer_contracts": unique(rows(
        **OURS, **FIELD, number=st.sampled_from(DOSSIERS), state=st.just("signed"),
        kind=st.sampled_from(("rd", "licence", "option")), signed=st.sampled_from(DATES),
        start=st.sampled_from(DATES), end=st.sampled_from(DATES)), "number"),
    "transfer_contract_parties": unique(rows(
        number=st.sampled_from(DOSSIERS), organisation_id=st.sampled_from(HELD),
        unit_id=st.sampled_from(HELD), role=st.sampled_from(("institute", "partner")),
        size=among("sme", "large")), "number", "organisation_id", most=9),
    "transfer_startups": unique(rows(
        **OURS, **FIELD, number=st.sampled_from(DOSSIERS), name=st.just("Drawn"),
        state=st.sampled_from(("founded", "ceased")), founded=st.sampled_from(DATES),
        ended=st.sampled_from(DATES)), "number"),
}

THEIRS = OURS | {
    "call": st.sampled_from(("CA1", "CA2")), "programme": among("Ageing"),
    "discipline": among("biology", "physics"), "second_discipline": among("physics"),
    "theme": among("cancer"),
}
FUNDING_CALLS = unique(rows(
    number=st.sampled_from(("CA1", "CA2")), **OURS, programme=among("Ageing"),
    theme=among("cancer"), state=st.just("closed"), opened=st.sampled_from(DATES),
), "number")
FUNDING_APPLICATIONS = unique(rows(
    number=st.sampled_from(DOSSIERS), **THEIRS, received=st.sampled_from(DATES),
    state=st.sampled_from(("funded", "taken_back")), decided=st.sampled_from(DATES),
    decision=among("funded", "refused"),
), "number", "unit_id")
FUNDED = unique(rows(
    number=st.sampled_from(DOSSIERS), **THEIRS, state=st.just("awarded"),
    funded=st.sampled_from(DATES), granted=among(0.0, 0.5, 100.0),
), "number", "unit_id")
CENTRES = unique(rows(
    number=st.sampled_from(DOSSIERS), **OURS, kind=st.sampled_from(("siric", "cic")),
    theme=among("cancer"), state=st.just("accredited"), start=st.sampled_from(DATES[1:]),
    end=st.sampled_from(DATES),
), "number", "start")

WORLDS = st.fixed_dictionaries({
    "funding_calls": FUNDING_CALLS, "funding_applications": FUNDING_APPLICATIONS,
    "funding_projects": FUNDED, "funding_centres": CENTRES,
    **PARTNERSHIPS, **TRANSFER,
    "clinical_applications": REQUESTS, "clinical_projects": SPONSORED,
    "clinical_project_periods": PERIODS, "clinical_enrolments": ENROLMENTS,
    "projects": PROJECTS, "participations": PARTICIPATIONS,
    "organisation_equivalences": EQUIVALENCES, "organisation_relations": RELATIONS,
    "units": UNITS, "trial_records": TRIALS,
    "patent_families": PATENT_FAMILIES, "patent_applicants": PATENT_APPLICANTS,
    "register_organisations": REGISTER_ORGANISATIONS, "register_relations": REGISTER_RELATIONS,
    "register_staff_counts": STAFF_COUNTS, "register_subjects": REGISTER_SUBJECTS,
    "register_codes": st.just([{"code": code, "organisation_id": who}
                               for code, who in zip(ORGANISATIONS, HELD)]),
    "sponsors": st.lists(st.tuples(
        st.sampled_from([f"t{n}" for n in range(6)]), st.sampled_from(ORGANISATIONS),
        st.sampled_from(("lead", "collaborator")),
    ), max_size=6, unique=True),
})


def world(drawn: dict) -> dict:
    known = {row["record_id"] for row in drawn["trial_records"]}
    sponsors = [
        {"record_id": r, "organisation_id": o, "role": role}
        for r, o, role in drawn.pop("sponsors") if r in known
    ]
    # a desk's books are those of an organisation that the register has
    here = {row["record_id"] for row in drawn["register_organisations"]}
    books = {name: [row for row in some
                    if row.get("institute_id", row.get("organisation_id")) in here]
             for name, some in drawn.items() if name.startswith(
                 ("clinical_", "partnership_", "transfer_", "funding_"))}
    # as are the units that they are of, where figures are theirs
    for name in ("funding_applications", "funding_projects", "clinical_projects"):
        books[name] = [row for row in books[name] if row["unit_id"] in here]
    return drawn | books | {"trial_sponsor_records": sponsors}


def questions(draw, definition):
    of = draw(st.sampled_from((
        *(Whom("organisation", o, o) for o in ORGANISATIONS[:4]),
        Whom("country", "FR", "FR"), WORLD,
    )))
    when = draw(st.sampled_from((None, "2013", "2014-01-01", "2012..2014")))
    counting = draw(st.sampled_from(("full", "fractional")))
    names = {d.name for d in definition.dimensions}
    where = draw(st.sampled_from(((), (("programme", "FP7"),), (("theme", "ICT"),),
                                  (("partner_country", "DE"),), (("phase", "PHASE2"),),
                                  (("domain", "Biology"),), (("kind", "mixed_unit"),),
                                  (("theme", "cancer"),), (("employer", "CNRS"),),
                                  (("thematic_institute", "ror:b"),), (("product", "device"),),
                                  (("state", "recruiting"),), (("joint", "true"),),
                                  (("partner_size", "sme"),), (("office", "US"),),
                                  (("partner", "ror:b"),))))
    if any(name not in names for name, _ in where):
        where = ()
    return Question(definition, of, period(when) if when else None, where, counting)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(data=st.data(), drawn=WORLDS)
def test_the_engine_agrees_with_the_reference(data, drawn):
    with tempfile.TemporaryDirectory() as folder:
        asking = Asker(edition(Path(folder), world(drawn)))
        tables = whole(asking)
        for definition in DEFINITIONS:
            try:
                question = questions(data.draw, definition)
            except QuestionError:
                continue
            if asking.held.lacking(question):
                continue
            when = asking.when(question)
            figure = asking.ask(question)
            expected = reference.sums(tables, question, when)
            for name, exact in expected.items():
                assert figure.sums[name] == pytest.approx(float(exact), abs=1e-9), question
            assert figure.undecided == reference.undecided(tables, question, when), question
            named = question.table.filled_by not in ("register", "hierarchy")
            if named and question.of.kind == "organisation" and asking.held.names_matched and (
                    figure.rows):
                assert figure.by_basis == reference.resting(tables, question, when), question
                assert figure.unattributed == reference.by_name_alone(
                    tables, question, when), question
            # every number opens: the rows listed are the keys counted
            _, listed, count = asking.rows(question)
            keys = set(reference.counted(tables, question, when))
            assert {row[0] for row in listed} == keys
            assert count == len(listed) == figure.rows == len(keys)


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(drawn=WORLDS)
def test_invariants_of_counting_hold(drawn):
    with tempfile.TemporaryDirectory() as folder:
        asking = Asker(edition(Path(folder), world(drawn)))
        for definition in DEFINITIONS:
            if isinstance(definition.measure, Growth | Share):
                continue
            everyone = asking.ask(Question(definition, WORLD))
            ids = asking._everybody(Question(definition, Whom("organisation", "", "")))
            full, fractional = Fraction(), 0.0
            for who in ids:
                of = Whom("organisation", who, who)
                one = asking.ask(Question(definition, of))
                part = asking.ask(Question(definition, of, counting="fractional"))
                # the value of everybody at once is the value asked alone
                assert ids[who].sums == pytest.approx(one.sums)
                assert part.value is None or part.sums[next(iter(part.sums))] <= one.sums[
                    next(iter(one.sums))] + 1e-9
                full += Fraction(one.rows)
                fractional += part.sums[next(iter(part.sums))]
            assert full >= everyone.rows
            if isinstance(definition.measure, Count):  # each key shared among its organisations
                shared = asking.ask(Question(definition, WORLD, counting="fractional")) if (
                    definition.credit) else everyone
                assert fractional == pytest.approx(shared.sums["count"] or 0)
            for dimension in definition.dimensions:
                question = Question(definition, WORLD)
                parts = asking.by(question, dimension.name)
                for who in () if dimension.partners else ids:
                    # the cube of everybody has each one's own breakdown
                    of = Whom("organisation", who, who)
                    own = {p.group: p.rows for p in asking.by(question.but(of=of), dimension.name)}
                    everybody = question.but(of=Whom("organisation", "", ""))
                    cube = asking.cube(everybody, dimension.name, asking.when(question))
                    assert {p.group: p.rows for p in cube.get(who, [])} == own
                for part in parts:
                    if part.group is None:
                        continue
                    limited = asking.ask(question.but(where=((dimension.name, str(part.group)),)))
                    assert limited.rows == part.rows, (definition.name, dimension.name, part)
