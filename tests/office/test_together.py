"""People at work in the same moment: many members of staff, or one family."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from factories import give_access
from factories import make_case
from factories import make_document
from factories import make_family
from factories import make_form
from factories import make_person
from factories import PDF
from factories import session_of
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.access.register import AccessRegister
from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.api.etags import etag_of
from hcc.ehcportal.content.case import children_of
from hcc.ehcportal.content.openings import note_opening
from hcc.ehcportal.content.openings import openings_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.uploads.checking import checked_upload
from hcc.ehcportal.forms.offer import designs_in
from hcc.ehcportal.forms.submission import submit
from hcc.ehcportal.login.door.accounts import account_of
from hcc.ehcportal.login.door.sessions import open_session
from hcc.ehcportal.login.door.tokens import new_token
from importlib import import_module
from letterbox import catch_mails
from plone import api
from plone.protect.authenticator import createToken
from plone.uuid.interfaces import IUUID
from threading import Barrier
from types import SimpleNamespace
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


@pytest.fixture
def meetings(monkeypatch):
    """Let two who open a document both have counted before either has committed.

    Lists every count, so also those that were begun anew.
    """
    counts = []
    barrier = Barrier(2)

    def count(document, person):
        note_opening(document, person)
        counts.append(person)
        if len(counts) <= 2:
            barrier.wait(timeout=60)

    monkeypatch.setattr("hcc.ehcportal.portal.download.note_opening", count)
    return counts


def downloading(document, session):
    """Return what fetches a document's file as its reader's browser does."""
    client = Client(HTTPExceptionHandler(publish_module))
    path = f"{document.absolute_url_path()}/@@download/file"
    headers = {"Cookie": f"__ac={session}"}
    return lambda: client.get(path, headers=headers, expect_errors=True)


def test_two_fetch_one_file_at_once_and_both_are_counted(
    case, anita, meetings, failures
):
    give_access(anita, case)
    document = make_document(case)
    jobs = [downloading(document, session_of(anita)) for _window in range(2)]
    transaction.commit()

    answers = at_once(jobs)

    assert [(answer.status, answer.body) for answer in answers] == [("200 OK", PDF)] * 2
    transaction.begin()
    assert openings_of(document)[anita].times == 2
    downloads = [(e.who, e.subject) for e in entries(kind="document_downloaded")]
    assert downloads == [(anita, subject_of(document))] * 2
    # They met: one of them counted anew. The requests themselves never did.
    assert meetings == [anita] * 3
    assert not failures


@pytest.fixture
def both_submitted(monkeypatch):
    """Let two who submit a form both have done so before either has committed."""
    calls = []
    barrier = Barrier(2)

    def wait(form):
        receipt = submit(form)
        calls.append(receipt)
        if len(calls) <= 2:
            barrier.wait(timeout=60)
        return receipt

    for place in ("portal.forms.check", "api.forms.service"):
        monkeypatch.setattr(f"hcc.ehcportal.{place}.submit", wait)
    return calls


def submitting(form, token, session):
    """Return what presses *Submit* as the browser of its family does."""
    client = Client(HTTPExceptionHandler(publish_module))
    path = f"{form.absolute_url_path()}/ehc-submit"
    fields = {"version": form.draft_version, "_authenticator": token}
    headers = {"Cookie": f"__ac={session}"}
    return lambda: client.post(path, fields, headers=headers, expect_errors=True)


def test_two_presses_at_once_are_one_submission(case, anita, both_submitted, failures):
    give_access(anita, case)
    form = make_form(case)
    with api.env.adopt_user(username=anita):
        token = createToken()
    jobs = [submitting(form, token, session_of(anita)) for _window in range(2)]
    transaction.commit()

    answers = at_once(jobs)

    receipt = f"ehc-items-to-complete?submitted={form.getId()}"
    assert {answer.status_int for answer in answers} == {303}
    assert all(answer.location.endswith(receipt) for answer in answers)
    assert (failures["retried"], failures["failed"]) == (1, 0)
    transaction.begin()
    acts = [entry.get("action") for entry in form.workflow_history["ehc_form_workflow"]]
    assert acts.count("submit") == 1
    assert form.receipt in both_submitted


def attaching(form, name, token, session):
    """Return what attaches a file as the page without scripts does."""
    client = Client(HTTPExceptionHandler(publish_module))
    path = f"{form.absolute_url_path()}/ehc-fill"
    fields = {"version": form.draft_version, "_authenticator": token, "whole": "1"}
    headers = {"Cookie": f"__ac={session}"}
    files = [("files", name, PDF)]
    return lambda: client.post(path, fields, upload_files=files, headers=headers)


@pytest.fixture
def slow(case, anita, monkeypatch):
    """A form, and what attaches ``slow.pdf`` to it.

    While that file is checked, whatever stands in the list of the fixture is done.
    """
    give_access(anita, case)
    form = make_form(case)
    form.upload_limits = {"files": 5}
    with api.env.adopt_user(username=anita):
        token = createToken()
    jobs, checked = [], []

    def check(file, limits, context):
        checked.append(file.filename)
        if file.filename == "slow.pdf" and checked.count("slow.pdf") == 1:
            at_once(jobs)
        return checked_upload(file, limits, context)

    monkeypatch.setattr("hcc.ehcportal.content.uploads.sending.checked_upload", check)

    def press(name="slow.pdf"):
        return attaching(form, name, token, session_of(anita))

    return SimpleNamespace(form=form, press=press, jobs=jobs, checked=checked)


def names_in(form):
    transaction.begin()
    return [attachment.file.filename for attachment in form.objectValues()]


def test_others_attach_while_a_file_is_checked_and_it_is_checked_once(slow, failures):
    slow.jobs.append(slow.press("quick.pdf"))
    job = slow.press()
    transaction.commit()

    assert job().status_int == 303

    assert names_in(slow.form) == ["a-letter.pdf", "quick.pdf", "slow.pdf"]
    assert slow.checked == ["slow.pdf", "quick.pdf"]
    assert not failures


def test_a_form_that_is_submitted_while_a_file_is_checked_stays_as_it_is(
    slow, case, anita, failures
):
    with api.env.adopt_user(username=anita):
        token = createToken()
    slow.jobs.append(submitting(slow.form, token, session_of(anita)))
    job = slow.press()
    transaction.commit()

    assert job().location.endswith(f"/{slow.form.getId()}/ehc-form")

    assert names_in(slow.form) == ["a-letter.pdf"]
    assert state_of(slow.form) == "submitted"
    assert not failures


def app_headers(person):
    """Return what the app of a person sends beside the body."""
    account = account_of(person)
    token = new_token(account, open_session(account, api.portal.get().REQUEST))
    return {"Accept": "application/json", "Authorization": f"Bearer {token}"}


def requesting(form, person, key):
    """Return what submits a form as the app of its family does."""
    client = Client(HTTPExceptionHandler(publish_module))
    path = f"{form.absolute_url_path()}/@ehc-submit"
    headers = {**app_headers(person), "Idempotency-Key": key}
    body = {"version": form.draft_version}
    return lambda: client.post_json(path, body, headers=headers, expect_errors=True)


@pytest.mark.parametrize("keys", [("one", "one"), ("one", "two")])
def test_two_requests_at_once_get_one_receipt(
    case, anita, both_submitted, failures, keys
):
    give_access(anita, case)
    form = make_form(case)
    jobs = [requesting(form, anita, key) for key in keys]
    transaction.commit()

    first, second = at_once(jobs)

    assert (first.status_int, first.body) == (200, second.body)
    assert (failures["retried"], failures["failed"]) == (1, 0)
    transaction.begin()
    acts = [entry.get("action") for entry in form.workflow_history["ehc_form_workflow"]]
    assert acts.count("submit") == 1
    assert form.receipt == first.json["number"]


@pytest.fixture
def both_decided(monkeypatch):
    """Let two who decide on a request both have done so before either has committed."""
    calls = []
    barrier = Barrier(2)

    def wait(portal, person):
        calls.append(person)
        if len(calls) <= 2:
            barrier.wait(timeout=60)

    monkeypatch.setattr("hcc.ehcportal.access.requests.send_decision", wait)
    return calls


def deciding(asked, families, person, body):
    """Return what decides on a request for access as an app of the office does."""
    client = Client(HTTPExceptionHandler(publish_module))
    path = f"{families.absolute_url_path()}/@ehc-access-request/{asked.id}"
    headers = {**app_headers(person), "Host": "nohost"}
    return lambda: client.patch_json(path, body, headers=headers, expect_errors=True)


def test_one_request_for_access_is_decided_by_one(
    council, case, tracy, robert, rob, both_decided, failures, monkeypatch
):
    catch_mails(monkeypatch)
    requests = Requests(council.ehc)
    asked = requests.make(
        tracy,
        child_name="Tony Bread",
        date_of_birth=date(2020, 3, 3),
        relationship="carer",
    )
    approval = {"state": "approved", "reason": "Seen", "case": case.absolute_url()}
    decline = {"state": "declined", "reason": "No"}
    jobs = [
        deciding(asked, council.families, person, body)
        for person, body in ((robert, approval), (rob, decline))
    ]
    transaction.commit()

    first, second = sorted(at_once(jobs), key=lambda answer: answer.status_int)

    assert (first.status_int, second.status_int) == (200, 409)
    assert (failures["retried"], failures["failed"]) == (1, 0)
    transaction.begin()
    assert requests.get(asked.id).state == first.json["state"]
    grants = list(AccessRegister(case.__parent__).grants())
    assert bool(grants) == (first.json["state"] == "approved")
    assert both_decided == [tracy] * 2


@pytest.fixture
def both_acted(monkeypatch):
    """Return what lets two who call a function both be back before either commits."""

    def meet(place):
        module, _dot, name = f"hcc.ehcportal.{place}".rpartition(".")
        act = getattr(import_module(module), name)
        calls = []
        barrier = Barrier(2)

        def wait(*args):
            done = act(*args)
            calls.append(done)
            if len(calls) <= 2:
                barrier.wait(timeout=60)
            return done

        monkeypatch.setattr(f"hcc.ehcportal.{place}", wait)

    return meet


def calling(case, service, person, body, **headers):
    """Return what posts to a service of a case as an app of the office does."""
    client = Client(HTTPExceptionHandler(publish_module))
    path = f"{case.absolute_url_path()}/@ehc-{service}"
    headers = {**app_headers(person), **headers}
    return lambda: client.post_json(path, body, headers=headers, expect_errors=True)


def test_a_form_for_once_is_sent_by_one_of_two(
    council, case, robert, rob, both_acted, failures
):
    both_acted("api.forms.sending.send_form")
    design = designs_in(council.ehc)[0]
    design.once = True
    body = {"design": IUUID(design)}
    jobs = [calling(case, "send-form", person, body) for person in (robert, rob)]
    transaction.commit()

    answers = at_once(jobs)

    assert sorted(answer.status_int for answer in answers) == [201, 409]
    assert (failures["retried"], failures["failed"]) == (1, 0)
    transaction.begin()
    assert len(children_of(case, "EHCSupportingForm")) == 1


def test_a_case_is_handed_over_by_one_of_two_who_have_read_it(
    case, robert, rob, both_acted, failures
):
    both_acted("api.handover.service.hand_over")
    third = make_person("third", groups=["ehc-coordinators"])
    transaction.commit()
    read = {"If-Match": etag_of(case)}
    jobs = [
        calling(case, "hand-over", person, {"coordinator": other}, **read)
        for person, other in ((robert, rob), (rob, third))
    ]
    transaction.commit()

    answers = at_once(jobs)

    assert sorted(answer.status_int for answer in answers) == [200, 412]
    # The second began anew, and found what it had read overtaken.
    assert failures["retried"] == 1
    transaction.begin()
    assert len(children_of(case, "EHCMessage")) == 1
    assert case.coordinator in (rob, third)
