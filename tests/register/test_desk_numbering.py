"""Numbers: without gaps in a book and a year, however many open dossiers at once."""

import threading

import pytest
from django.db import connection, transaction

from belvedere.register.accounts.refusals import Refused
from belvedere.register.clinical.models import ClinicalApplication, ClinicalProject
from belvedere.register.desk.models import Counter
from belvedere.register.desk.numbering import next_number


def test_each_book_and_year_begins_at_one(request_of):
    assert [request_of(opened=on).number for on in ("2014-01-10", "2014", "2015-02", "2014-12")] \
        == ["2014-001", "2014-002", "2015-001", "2014-003"]


def test_what_is_undone_gives_its_number_back(request_of):
    request_of()
    with transaction.atomic():
        assert request_of().number == "2014-002"
        transaction.set_rollback(True)
    assert request_of().number == "2014-002"


def test_a_refusal_takes_no_number(request_of):
    with pytest.raises(Refused):
        request_of(opened="2999")
    with pytest.raises(Refused):
        request_of(unit=None)
    assert request_of().number == "2014-001"


def test_a_number_given_before_is_kept_and_the_next_come_after_it(request_of):
    assert request_of(number="2014-041").number == "2014-041"
    assert request_of(number="B/14/7").number == "B/14/7"
    assert request_of().number == "2014-042"
    with pytest.raises(Refused) as refused:
        request_of(number="2014-041")
    assert refused.value.field == "number"


def test_a_thousandth_dossier_has_its_number(books):
    assert {next_number(ClinicalProject, 2014) for _ in range(1001)} >= {
        "P2014-001", "P2014-999", "P2014-1000", "P2014-1001"}
    assert next_number(ClinicalApplication, 2014) == "2014-001"


def test_many_at_once_leave_no_gap_and_no_double(migrated):
    """Writers of their own connection each take numbers; some give theirs back."""
    given, lock = [], threading.Lock()

    def write(worker):
        try:
            for number in range(10):
                with transaction.atomic():
                    taken = next_number(ClinicalProject, 1998)
                    if (worker + number) % 4 == 0:
                        transaction.set_rollback(True)
                        continue
                with lock:
                    given.append(taken)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == [f"P1998-{n:03d}" for n in range(1, len(given) + 1)]
    assert len(given) == 30
    Counter.objects.all().delete()
