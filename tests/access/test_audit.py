"""The audit record is added to and read, and nothing else."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from factories import give_access
from hcc.ehcportal.access import audit
from hcc.ehcportal.access.audit import ensure_audit
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.access.audit import entries_of
from hcc.ehcportal.access.audit import find_by_case
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.access.register import AccessRegister
from plone import api
from zope.annotation.interfaces import IAnnotations

import dataclasses
import pytest
import transaction


NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def time(monkeypatch):
    """The machine's time, which goes on by a second with every entry."""
    moments = iter(NOON + timedelta(seconds=number) for number in range(10_000))
    monkeypatch.setattr(audit, "machine_time", lambda: next(moments))


@pytest.fixture
def same_time(monkeypatch):
    """The machine's time, which stands still."""
    monkeypatch.setattr(audit, "machine_time", lambda: NOON)


def kinds(**wanted) -> list[str]:
    return [entry.kind for entry in entries(**wanted)]


class TestRecording:
    def test_an_entry_says_what_by_whom_about_whom_and_when(self, portal, time):
        record(
            "signed_in", who="anita", about="anita", subject="ehc", detail="computer"
        )
        (entry,) = entries()
        assert (entry.kind, entry.who, entry.about) == ("signed_in", "anita", "anita")
        assert (entry.subject, entry.detail) == ("ehc", "computer")
        assert entry.when == NOON

    @pytest.mark.parametrize(
        "made_up",
        [{"kind": "looked"}, {"kind": "signed_in", "detail": "Tony Bread"}],
    )
    def test_what_is_on_no_list_is_refused(self, portal, made_up):
        with pytest.raises(ValueError, match="made up"):
            record(made_up.pop("kind"), **made_up)
        assert list(entries()) == []

    def test_the_time_is_the_machines_where_the_portals_stands_still(
        self, portal, clock
    ):
        record("signed_in")
        (entry,) = entries()
        assert abs(datetime.now(UTC) - entry.when) < timedelta(minutes=1)

    def test_entries_of_one_moment_are_all_kept(self, portal, same_time):
        for _number in range(2000):
            record("signed_in")
        found = list(entries())
        assert len(found) == len({entry.id for entry in found}) == 2000

    def test_it_does_nothing_to_an_entry_that_is_there(self, portal, time):
        record("signed_in")
        (entry,) = entries()
        with pytest.raises(dataclasses.FrozenInstanceError):
            entry.who = "nobody"
        public = {name for name in vars(audit) if not name.startswith("_")}
        assert not {name for name in public if "remove" in name or "clear" in name}
        assert [name for name in vars(audit.Shard) if not name.startswith("_")] == []

    def test_a_record_is_made_once(self, portal):
        shards = ensure_audit()
        record("signed_in")
        assert ensure_audit() is shards

    def test_it_is_spread_so_that_people_do_not_get_into_each_others_way(
        self, portal, time
    ):
        for _number in range(200):
            record("signed_in")
        used = [shard for shard in ensure_audit() if len(shard.entries)]
        assert len(used) > 20

    def test_nobody_reaches_it_by_an_address(self, functional, functional_portal):
        from plone.app.testing import SITE_OWNER_NAME
        from plone.app.testing import SITE_OWNER_PASSWORD
        from plone.testing.zope import Browser

        record("signed_in")
        transaction.commit()
        browser = Browser(functional["app"])
        browser.raiseHttpErrors = False
        browser.addHeader(
            "Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}"
        )
        for path in ("__annotations__", "__annotations__/hcc.ehcportal.audit"):
            browser.open(f"{functional_portal.absolute_url()}/{path}")
            assert browser.headers["status"].startswith("404")


class TestApart:
    """What is recorded apart stays when the request comes to nothing."""

    def test_it_survives_an_aborted_request(self, functional_portal):
        ensure_audit()
        transaction.commit()
        record("signed_in")
        record("sign_in_failed", apart=True)
        transaction.abort()
        assert kinds() == ["sign_in_failed"]

    def test_it_makes_the_record_where_there_is_none(self, functional_portal):
        IAnnotations(functional_portal).pop("hcc.ehcportal.audit", None)
        transaction.commit()
        record("sign_in_failed", apart=True)
        transaction.abort()
        assert kinds() == ["sign_in_failed"]

    def test_it_leaves_the_request_free_to_commit(self, functional_portal):
        ensure_audit()
        transaction.commit()
        record("sign_in_failed", apart=True)
        functional_portal.title = "Changed in the same request"
        transaction.commit()
        assert kinds() == ["sign_in_failed"]


class TestReading:
    @pytest.fixture(autouse=True)
    def some(self, portal, time):
        for number in range(30):
            person = "anita" if number % 3 else "tracy"
            kind = "signed_in" if number % 2 else "signed_out"
            record(kind, who=person, about=person)

    def test_the_newest_comes_first(self):
        moments = [entry.when for entry in entries()]
        assert len(moments) == 30
        assert moments == sorted(moments, reverse=True)

    def test_no_more_than_asked_for(self):
        assert [entry.when for entry in entries(limit=2)] == [
            NOON + timedelta(seconds=29),
            NOON + timedelta(seconds=28),
        ]

    def test_page_by_page_it_is_the_same(self):
        pages, before = [], None
        while page := list(entries(before=before, limit=7)):
            pages += page
            before = page[-1].id
        assert pages == list(entries())

    def test_one_kind(self):
        assert kinds(kind="signed_in") == ["signed_in"] * 15

    def test_one_person(self):
        assert [entry.about for entry in entries(about="tracy")] == ["tracy"] * 10

    def test_one_kind_of_one_person_page_by_page(self):
        first = list(entries(kind="signed_in", about="tracy", limit=2))
        rest = list(entries(kind="signed_in", about="tracy", before=first[-1].id))
        assert [(e.kind, e.about) for e in first + rest] == [("signed_in", "tracy")] * 5

    def test_what_nobody_did(self):
        assert kinds(kind="locked") == kinds(about="nobody") == []


def test_a_page_is_read_without_loading_the_record(functional_portal, time):
    for _number in range(6000):
        record("signed_in", who="anita", about="anita")
    transaction.commit()
    functional_portal._p_jar.cacheMinimize()
    before = functional_portal._p_jar.getTransferCounts()[0]
    functional_portal._p_jar.getTransferCounts(clear=True)

    assert len(list(entries(limit=50))) == 50

    loaded = functional_portal._p_jar.getTransferCounts()[0]
    # A shard, its tree and one or two of its seven or so buckets.
    assert loaded < 32 * 6, before


class TestAccess:
    def test_who_gave_whom_access_to_what(self, case, anita):
        give_access(anita, case)
        (entry,) = entries(kind="access_granted")
        assert (entry.who, entry.about) == ("robert", "anita")
        assert entry.subject == subject_of(case)
        assert entry.subject.startswith("ehc/families/f-")

    def test_who_ended_it(self, case, family, anita, robert):
        grant = give_access(anita, case)
        with api.env.adopt_user(username="robert"):
            AccessRegister(family).end(grant.id)
        (entry,) = entries(kind="access_ended")
        assert (entry.who, entry.about) == ("robert", "anita")

    def test_no_name_gets_into_it(self, case, anita):
        give_access(anita, case, reason="Tony Bread's birth certificate")
        written = repr(list(entries()))
        assert "anita" in written
        for secret in ("Tony", "Bread", "Anita Rixon", "certificate", "example.org"):
            assert secret not in written


class TestByCase:
    def test_a_case_finds_what_is_about_it_and_what_lies_in_it(self, case, time):
        record("invited", who="robert", subject=subject_of(case, "1234"))
        record("locked", about="anita")
        record("access_granted", who="robert", subject=subject_of(case))
        stage = case.objectValues()[0]
        record("viewed_as_family", who="robert", subject=subject_of(stage))

        assert [entry.kind for entry in entries_of(case)] == [
            "viewed_as_family",
            "access_granted",
            "invited",
        ]

    def test_entries_from_before_are_found_after_the_upgrade(self, case, time):
        record("invited", who="robert", subject=subject_of(case))
        for shard in ensure_audit():
            for label in list(shard.index):
                if label[0] == "case":
                    del shard.index[label]
        assert list(entries_of(case)) == []

        find_by_case()

        assert [entry.kind for entry in entries_of(case)] == ["invited"]
