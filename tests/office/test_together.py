"""Twenty members of staff at work in the same moment."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from factories import make_case
from factories import make_document
from factories import make_family
from factories import make_person
from factories import session_of
from hcc.ehcportal.content.states import state_of
from plone import api
from plone.protect.authenticator import createToken
from threading import Barrier
from webtest import TestApp as Client
from zope.component import getGlobalSiteManager
from ZPublisher.httpexceptions import HTTPExceptionHandler
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.interfaces import IPubFailure
from ZPublisher.WSGIPublisher import publish_module

import pytest
import transaction


STAFF = 20


@pytest.fixture
def portal(functional):
    return functional["portal"]


@pytest.fixture
def failures(monkeypatch):
    """Count requests that were begun anew, and those that were not."""
    counted = Counter()
    # As Zope is configured where it is not told otherwise.
    monkeypatch.setattr(HTTPRequest, "retry_max_count", 3)

    def count(event):
        counted["retried" if event.retry else "failed"] += 1

    manager = getGlobalSiteManager()
    manager.registerHandler(count, (IPubFailure,))
    yield counted
    manager.unregisterHandler(count, (IPubFailure,))


@pytest.fixture
def desks(council):
    """Each at a desk: a session, a token, and a draft in a case of another family."""
    return [make_desk(council, number) for number in range(STAFF)]


def make_desk(council, number):
    person = make_person(f"staff-{number}", groups=["ehc-coordinators"])
    case = make_case(make_family(council, f"Family {number}"), f"Child {number}")
    document = make_document(case, state="draft")
    with api.env.adopt_user(username=person):
        token = createToken()
    return document, token, session_of(person)


def at_once(jobs) -> list:
    """Start all jobs in the same moment, each in a thread; return the answers."""
    barrier = Barrier(len(jobs))

    def start(job):
        barrier.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(start, jobs))


def publishing(document, token, session):
    """Return what publishes a document as its editor's browser does."""
    client = Client(HTTPExceptionHandler(publish_module))
    path = f"{document.absolute_url_path()}/content_status_modify"
    fields = {"workflow_action": "publish", "_authenticator": token}
    headers = {"Cookie": f"__ac={session}"}
    return lambda: client.post(path, fields, headers=headers, expect_errors=True).status


def test_twenty_publish_in_twenty_cases_and_none_fails(desks, failures):
    jobs = [publishing(*desk) for desk in desks]
    transaction.commit()

    answers = at_once(jobs)

    assert set(answers) == {"302 Found"}
    assert failures["failed"] == 0
    # That they met at all: those who come second to a minute begin anew.
    assert 0 < failures["retried"] < 3 * STAFF
    transaction.begin()
    assert {state_of(document) for document, *_ in desks} == {"published"}
