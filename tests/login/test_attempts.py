"""How often somebody may try."""

from concurrent.futures import ThreadPoolExecutor
from hcc.ehcportal.login.door.attempts import Attempts
from hcc.ehcportal.login.door.attempts import first_refusal
from hcc.ehcportal.login.door.attempts import Limit
from hcc.ehcportal.login.door.attempts import MAY_GO_ON
from hcc.ehcportal.login.door.attempts import QUARTER
from hcc.ehcportal.login.door.attempts import Verdict
from hcc.ehcportal.login.door.table import ExpiringTable
from threading import Barrier
from ZODB.DB import DB

import pytest
import transaction


LIMIT = Limit("password", 10)


@pytest.fixture
def attempts(moment, integration):
    """Counts in memory."""
    return Attempts(ExpiringTable())


def take(attempts, times=1, whose="anita", limit=LIMIT) -> Verdict:
    for _ in range(times):
        verdict = attempts.take(limit, whose)
    return verdict


class TestTheLimit:
    def test_ten_tries_go_on_and_the_eleventh_waits(self, attempts):
        assert take(attempts, 10) == MAY_GO_ON
        assert take(attempts) == Verdict(QUARTER, is_new=True, kind="password")

    def test_whoever_has_to_wait_hears_how_long(self, attempts, moment):
        take(attempts, 11)
        moment.pass_by(minutes=5)
        assert take(attempts) == Verdict(10 * 60)

    def test_tries_meanwhile_do_not_make_it_longer(self, attempts, moment):
        take(attempts, 50)
        moment.pass_by(minutes=15)
        assert take(attempts).may_go_on

    def test_a_quarter_of_an_hour_later_they_are_forgotten(self, attempts, moment):
        take(attempts, 10)
        moment.pass_by(minutes=15)
        assert take(attempts, 10).may_go_on

    def test_each_wait_is_longer_up_to_an_hour(self, attempts, moment):
        for minutes in (15, 30, 60, 60, 60):
            assert take(attempts, 11).wait == minutes * 60
            moment.pass_by(minutes=minutes)
            assert take(attempts).may_go_on
            moment.pass_by(minutes=15)

    def test_after_a_quiet_day_they_are_short_again(self, attempts, moment):
        take(attempts, 11)
        moment.pass_by(hours=24)
        assert take(attempts, 11).wait == QUARTER

    def test_people_and_kinds_are_counted_apart(self, attempts):
        take(attempts, 11)
        assert take(attempts, whose="tracy").may_go_on
        assert take(attempts, limit=Limit("code", 10)).may_go_on

    def test_who_is_right_in_the_end_is_forgiven(self, attempts):
        take(attempts, 9)
        attempts.forgive(LIMIT, "anita")
        attempts.forgive(LIMIT, "nobody")
        assert take(attempts, 10).may_go_on

    def test_one_right_try_of_many_is_given_back(self, attempts):
        take(attempts, 10)
        attempts.give_back(LIMIT, "anita")
        assert take(attempts).may_go_on
        assert not take(attempts).may_go_on

    def test_none_is_given_back_that_was_not_taken(self, attempts):
        attempts.give_back(LIMIT, "anita")
        assert not take(attempts, 11).may_go_on

    def test_what_is_kept_names_nobody(self, attempts):
        take(attempts, whose="anita@example.org")
        (slot,) = attempts._table._slots.values()
        (key,) = slot._entries
        assert "anita" not in key
        assert key.startswith("password:")

    @pytest.mark.parametrize("whose", ["", "\ud800", "\0", "é", "x" * 100_000])
    def test_whoever_it_is(self, attempts, whose):
        assert take(attempts, 10, whose).may_go_on
        assert not take(attempts, 1, whose).may_go_on


def test_the_first_refusal_counts_and_nothing_after_it_is_counted():
    asked = []

    def verdicts():
        for wait in (0, 5, 9):
            asked.append(wait)
            yield Verdict(wait)

    assert first_refusal(verdicts()) == Verdict(5)
    assert asked == [0, 5]
    assert first_refusal(iter(())) == MAY_GO_ON


class TestInTheDatabase:
    """A count is written apart from the request, and seen by all processes."""

    @pytest.fixture
    def database(self, moment, integration):
        database = DB(None, pool_size=100)
        with database.transaction() as connection:
            connection.root.table = ExpiringTable()
        yield database
        database.close()

    def take_in_a_request(self, database, commits=True) -> Verdict:
        manager = transaction.TransactionManager()
        connection = database.open(manager)
        try:
            verdict = Attempts(connection.root.table).take(LIMIT, "anita")
            manager.commit() if commits else manager.abort()
            return verdict
        finally:
            connection.close()

    def test_an_aborted_request_counts_too(self, database):
        for _ in range(10):
            assert self.take_in_a_request(database, commits=False).may_go_on
        assert not self.take_in_a_request(database).may_go_on

    def test_of_fifty_at_once_exactly_ten_go_on(self, database):
        start = Barrier(50)

        def run(number):
            start.wait()
            return self.take_in_a_request(database)

        with ThreadPoolExecutor(50) as pool:
            verdicts = list(pool.map(run, range(50)))

        assert sum(verdict.may_go_on for verdict in verdicts) == 10
        assert sum(verdict.is_new for verdict in verdicts) == 1

    def test_different_people_do_not_write_the_same_object(self, database):
        with database.transaction() as connection:
            for name in ("anita", "tracy"):
                Attempts(connection.root.table).take(LIMIT, name)
        with database.transaction() as connection:
            slots = connection.root.table._slots
            assert len(slots) == 2
            assert len({slot._p_oid for slot in slots.values()}) == 2
