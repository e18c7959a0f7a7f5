"""The examples in docs/api.md and docs/feed.md, recorded from a running site."""

from demo_layer import DEMO_FIXTURE
from hcc.ehcportal.content.case import children_of
from hcc.ehcportal.demo.mailbox import newest_code
from hcc.ehcportal.feed.hooks import delivering
from hcc.ehcportal.feed.hooks.signing import VARIABLE
from pathlib import Path
from plone import api
from plone.uuid.interfaces import IUUID
from receivers import Receiver
from receivers import SECRET
from requests import Request
from tests.api.live.places import at
from tests.api.live.recorder import DOCS
from tests.api.live.recorder import places
from tus import metadata
from zope.component.hooks import site as active_site

import hashlib
import hmac
import json
import pytest
import re
import time
import transaction


@pytest.fixture
def nobody(caller):
    return caller()


@pytest.fixture
def anita(caller):
    return caller("anita")


@pytest.fixture
def tony(case_of):
    return case_of("Tony Bread")


@pytest.fixture
def draft(anita, tony):
    """A form that Anita has started, as she is told of it."""
    forms = at(tony, "@ehc-forms")
    offered = anita.get(forms).json()["offered"][0]["form"]
    return anita.post(forms, {"form": offered}).json()


@pytest.fixture
def password():
    """Of Anita Rixon's account."""
    return DEMO_FIXTURE.accounts["anita"]["password"]


class TestSigningIn:
    def test_both_steps(self, nobody, password, record):
        login = DEMO_FIXTURE.accounts["anita"]["login"]
        first = nobody.post("/@login", {"login": login, "password": password})
        pending = first.json()["error"]["pending"]
        resent = nobody.post("/@login", {"pending": pending, "resend": True})
        wrong = nobody.post("/@login", {"pending": pending, "code": "00000000"})
        code, _ = newest_code()
        second = nobody.post("/@login", {"pending": pending, "code": code})

        record("sign-in-first", first)
        record("sign-in-again", resent)
        record("sign-in-wrong", wrong)
        record("sign-in-second", second)

    def test_another_token(self, caller, record):
        record("sign-in-renew", caller("anita").post("/@login-renew"))


class TestChanges:
    def test_what_has_changed_meanwhile(self, caller, case_of, record):
        case = case_of("Tony Bread").absolute_url()
        answer = caller("robert").patch(
            case, {"reference": "6427917"}, If_Match=f'"{"0" * 32}"'
        )
        record("changed-meanwhile", answer)


class TestProblems:
    def test_what_is_not_there(self, caller, record):
        record("not-found", caller("anita").get("/ehc/families/f-0123456789abcdef"))

    def test_who_calls_too_often(self, nobody, demo_server, record):
        with active_site(demo_server["portal"]):
            api.portal.set_registry_record("ehc.anonymous_calls", 1)
        transaction.commit()
        nobody.get("/@ehc-openapi")
        record("too-often", nobody.get("/@ehc-openapi"))


class TestServices:
    def test_what_is_mine(self, anita, record):
        record("home", anita.get("/@ehc"))

    def test_my_account(self, anita, record):
        record("account", anita.patch("/@ehc-account", {"notices": False}))

    def test_a_case(self, anita, tony, record):
        record("overview", anita.get(at(tony, "@ehc-overview")))

    def test_its_dates(self, anita, tony, record):
        address = at(tony, "@ehc-timetable")
        record("timetable", anita.get(address))
        record("timetable-ics", anita.get(address, Accept="text/calendar"))


class TestCases:
    def test_reading_messages(self, anita, tony, record):
        record("messages", anita.get(at(tony, "@ehc-messages?b_size=1")))

    def test_withdrawing_a_document(self, caller, tony, record):
        robert = caller("robert")
        listed = robert.get(at(tony, "@ehc-documents")).json()["items"]
        url = f"{listed[0]['@id']}/@workflow/withdraw"
        record("withdraw-without-reason", robert.post(url))

    def test_filling_in_a_form(self, anita, draft, record):
        filled = fill_in(anita, draft)
        late = {
            "version": 0,
            "answers": {next(iter(filled)): "Typed on another phone."},
        }
        record("save-elsewhere", anita.patch(f"{draft['@id']}/@ehc-form", late))
        record("submit", submit(anita, draft))

    def test_sending_a_file(self, anita, draft, record):
        text = b"Tony loves music."
        told = {"filename": "music.txt", "@type": "EHCAttachment"}
        version = {"Tus_Resumable": "1.0.0"}
        begun = anita.call(
            "POST",
            f"{draft['@id']}/@tus-upload",
            Upload_Length=str(len(text)),
            Upload_Metadata=metadata(told),
            **version,
        )
        record("upload-begin", begun)
        sent = anita.call(
            "PATCH",
            begun.headers["Location"],
            text,
            Content_Type="application/offset+octet-stream",
            Upload_Offset="0",
            **version,
        )
        record("upload-piece", sent)


class TestOffice:
    @pytest.fixture
    def robert(self, caller):
        return caller("robert")

    def test_searching_the_worklist(self, robert, site, record):
        body = {"term": "bread", "cases": "all", "sort": "name"}
        record("worklist", robert.post(f"{site}/ehc/@ehc-worklist", body))

    def test_sending_a_form(self, robert, tony, record):
        (views,) = (
            each
            for each in robert.get(at(tony, "@ehc-designs")).json()["items"]
            if each["title"] == "My views"
        )
        body = {
            "design": views["design"],
            "last_day": "2024-11-04",
            "note": "Please tell us about school.",
        }
        url, key = at(tony, "@ehc-send-form"), "9b2f0c5e-3a41-4c1b-8a77-0f3d2b6a1e90"
        record("send-form", robert.post(url, body, Idempotency_Key=key))

    def test_giving_access(self, robert, case_of, record):
        case = case_of("Tony Bread")
        body = {
            "adult": "nobody@example.org",
            "case": case.getId(),
            "relationship": "father",
            "reason": "Birth certificate seen",
        }
        url = f"{case.__parent__.absolute_url()}/@ehc-access"
        record("give-access", robert.post(url, body))

    def test_recording_an_exemption(self, robert, case_of, record):
        stages = children_of(case_of("Tony Bread"), "EHCStage")
        (stage,) = (each for each in stages if each.guide_key == "request_outcome")
        body = {
            "clause": "d",
            "start": "2024-09-20",
            "end": "2024-10-03",
            "who": "Tony and his mother",
            "evidence": "His mother told us by telephone on 18 September.",
            "text": "You were away from our area.",
        }
        record("record-exemption", robert.post(at(stage, "@ehc-exemptions"), body))


class TestFeed:
    """A case system goes on with Tony's case, in which his mother submits a form."""

    @pytest.fixture
    def send(self, system):
        """Send lines of JSON to an import."""

        def send(*lines, query=""):
            body = "\n".join(lines).encode()
            address = f"/ehc/@ehc-import{query}"
            return system.call("POST", address, body, Content_Type="application/jsonl")

        return send

    @pytest.fixture(autouse=True)
    def known(self, send, tony):
        """The system has given its own ids to Tony's case and his family."""
        told = (("family", "F-1", tony.__parent__), ("case", "C-1", tony))
        lines = [
            json.dumps({"type": kind, "id": council_id, "uid": IUUID(content)})
            for kind, council_id, content in told
        ]
        assert send(*lines).json()["refused"] == 0

    @pytest.fixture
    def look(self, demo_server, tmp_path, monkeypatch):
        """Do what the process of the mails does about what families did."""
        monkeypatch.setattr(delivering, "shared_var", lambda: tmp_path)

        def look():
            transaction.begin()
            with active_site(demo_server["portal"]):
                delivering.see_to_hooks()
            transaction.begin()

        return look

    @pytest.fixture
    def receiver(self, demo_server, monkeypatch):
        """Where the system is sent what families do."""
        monkeypatch.setenv(VARIABLE, SECRET)
        receiver = Receiver()
        with active_site(demo_server["portal"]):
            api.portal.set_registry_record("ehc.hook_addresses", (receiver.address,))
        transaction.commit()
        yield receiver
        receiver.close()

    @pytest.fixture
    def submit_form(self, anita, draft, look):
        """Let Anita submit a form; what families did before has been told."""
        look()
        fill_in(anita, draft)

        def submit_form():
            submit(anita, draft)
            look()

        return submit_form

    def test_importing(self, send, record):
        lines = (
            '{"type": "case", "id": "C-1", "gender": "other"}',
            '{"type": "stage", "case": "C-1", "stage": "advice", "state": "done"}',
        )
        record("import", send(*lines, query="?dry_run=true"))

    def test_reading_changes(self, system, submit_form, record):
        before = system.get("/ehc/@ehc-changes?limit=500").json()
        submit_form()
        query = f"?since={before['cursor']}&limit=100"
        record("changes", system.get(f"/ehc/@ehc-changes{query}"))

    def test_being_sent_them(self, receiver, submit_form, record):
        submit_form()
        ((_path, headers, body),) = receiver.deliveries
        sent = Request("POST", receiver.address, dict(headers), data=body)
        record("delivery", sent.prepare())
        assert documented()(SECRET.encode(), headers["EHC-Signature"], body)
        assert not documented()(SECRET.encode(), headers["EHC-Signature"], body + b" ")


def documented():
    """Return the check of a delivery as docs/feed.md has it."""
    (source,) = re.findall(
        "```python\n(.*?)```", (DOCS / "feed.md").read_text("utf-8"), re.S
    )
    names = {"hashlib": hashlib, "hmac": hmac, "time": time}
    exec(source, names)
    return names["is_from_the_portal"]


def fill_in(app, draft: dict) -> dict:
    """Save an answer to each question that has to be answered, and return them."""
    answers = filled_in(draft["schema"])
    app.patch(f"{draft['@id']}/@ehc-form", {"version": 0, "answers": answers})
    return answers


def submit(app, draft: dict):
    """Submit a form that was filled in."""
    key = "2f1c7a52-6f0e-4d55-9d1c-0d8f1a2b3c4d"
    address = f"{draft['@id']}/@ehc-submit"
    return app.post(address, {"version": 1}, Idempotency_Key=key)


def filled_in(schema: dict) -> dict:
    """Return an answer to each question of a form that has to be answered."""
    answers = {}
    for name in schema["required"]:
        choices = schema["properties"][name].get("oneOf")
        answers[name] = choices[0]["const"] if choices else "Tony loves music."
    return answers


def test_every_place_has_a_test_that_records_it():
    tests = "".join(
        path.read_text(encoding="utf-8")
        for path in Path(__file__).parent.glob("test_*.py")
    )
    recorded = re.findall(r'record\(\s*"([a-z0-9-]+)"', tests)
    assert sorted(recorded) == sorted(places())
