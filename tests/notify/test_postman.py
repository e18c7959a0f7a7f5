"""The thread that makes and sends the mails, one look at a time."""

from contextlib import contextmanager
from datetime import date
from datetime import timedelta
from factories import make_document
from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.notify import postman
from hcc.ehcportal.notify import rounds
from hcc.ehcportal.notify.mailhost import queue_of_site
from hcc.ehcportal.notify.notices import Notices
from hcc.ehcportal.notify.postman import Postman
from hcc.ehcportal.notify.postman import start_postman
from hcc.ehcportal.notify.script import main
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from zope.globalrequest import getRequest

import os
import pytest
import smtplib
import transaction


@pytest.fixture
def portal(functional):
    return functional["portal"]


@pytest.fixture
def app(functional, monkeypatch):
    """The server as the thread opens it."""

    @contextmanager
    def application():
        yield functional["app"]

    monkeypatch.setattr(postman, "application", application)
    return functional["app"]


@pytest.fixture(autouse=True)
def due(app, portal, council, mother, case, tmp_path, monkeypatch):
    """A notice that is due, in a site whose mail server is away."""

    def away(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(smtplib.SMTP, "connect", away)
    api.portal.set_registry_record("plone.email_from_address", "ehc@example.gov.uk")
    api.portal.set_registry_record("ehc.notice_minutes", 0)
    portal.MailHost.smtp_queue_directory = str(tmp_path / "queue")
    make_document(case)
    transaction.commit()


@pytest.fixture
def started(monkeypatch):
    """The threads that are started; none runs."""
    started = []
    monkeypatch.setattr(Postman, "start", lambda postman: started.append(postman))
    return started


def test_a_look_makes_the_mails_and_tries_to_send_them(case):
    Postman(60).work()
    transaction.begin()
    assert [notice.state for notice in Notices(case).all()] == ["mailed"]
    (mail,) = queue_of_site().waiting()
    assert mail.path.parent.name == "cur"


def test_a_round_drops_requests_for_access_that_are_kept_no_longer(
    council, mother, clock
):
    api.portal.set_registry_record("ehc.request_days", 30)
    requests = Requests(council.ehc)
    facts = {"date_of_birth": date(2020, 3, 3), "relationship": "mother"}
    asked = requests.make(mother, child_name="Tony Bread", **facts)
    requests.decline(asked.id, "rob", "Not the parent")
    transaction.commit()
    clock.moment += timedelta(days=31)
    Postman(60).work()
    transaction.begin()
    assert list(requests.all()) == []


@pytest.mark.parametrize("act", [rounds.round_of, rounds.empty_queues])
def test_each_site_finds_its_own_content_by_its_uid(app, case, monkeypatch, act):
    """What a server holds for another site, it would forget as deleted."""
    found = []

    def look():
        found.append(uuidToObject(IUUID(case), unrestricted=True))

    monkeypatch.setattr(rounds, "make_mails", look)
    monkeypatch.setattr(rounds, "see_to_queue", look)
    # As the site before leaves the request, which knows nothing of this one's content.
    monkeypatch.setattr(getRequest(), "_catalog", None, raising=False)
    act(app)
    assert [each and each.getId() for each in found] == [case.getId()]


def test_rounds_are_made_less_often_than_looks(case):
    worker = Postman(60)
    worker.work()
    make_document(case)
    transaction.commit()
    worker.work()
    transaction.begin()
    states = {notice.state for notice in Notices(case).all()}
    assert states == {"mailed", "waiting"}


def test_nothing_ends_the_thread(monkeypatch, caplog):
    def fail(app):
        raise RuntimeError("anita@example.org")

    monkeypatch.setattr(postman, "round_of", fail)
    Postman(60).work()
    assert caplog.messages[-1] == "The round was broken off: RuntimeError"


def test_cron_can_do_the_same(case, app):
    main(app)
    transaction.begin()
    assert [notice.state for notice in Notices(case).all()] == ["mailed"]


@pytest.mark.parametrize("seconds", [None, "", "0", "often"])
def test_no_process_has_the_thread_unless_it_is_told(monkeypatch, started, seconds):
    monkeypatch.delenv("EHC_NOTICES", raising=False)
    if seconds is not None:
        monkeypatch.setenv("EHC_NOTICES", seconds)
    start_postman(None)
    assert started == []


def test_one_that_is_told_keeps_mailhost_from_sending(monkeypatch, started):
    monkeypatch.setenv("EHC_NOTICES", "60")
    monkeypatch.setenv("MAILHOST_QUEUE_ONLY", "")
    monkeypatch.delenv("MAILHOST_QUEUE_ONLY")
    start_postman(None)
    assert [each.seconds for each in started] == [60]
    assert os.environ["MAILHOST_QUEUE_ONLY"] == "true"


class TestErrands:
    """What other rooms have done at each look."""

    @pytest.fixture
    def errands(self, monkeypatch):
        """The names of those that were done; the first of them fails."""
        done = []

        def fail():
            raise ValueError("Tony Bread")

        errands = [("a", fail), ("b", lambda: done.append("b"))]
        monkeypatch.setattr(rounds, "getUtilitiesFor", lambda interface: errands)
        return done

    def test_one_that_fails_holds_up_no_other_and_is_logged_without_a_name(
        self, errands, caplog
    ):
        Postman(60).work()
        assert errands == ["b"]
        assert "An errand was broken off: ValueError" in caplog.text
        assert "Bread" not in caplog.text
