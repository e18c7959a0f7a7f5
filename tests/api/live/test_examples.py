"""The examples in docs/api.md, recorded from a running site."""

from demo_layer import DEMO_FIXTURE
from hcc.ehcportal.demo.mailbox import newest_code
from pathlib import Path
from plone import api
from tests.api.live.places import at
from tests.api.live.recorder import places
from zope.component.hooks import site as active_site

import pytest
import re
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

    def test_filling_in_a_form(self, anita, tony, record):
        forms = at(tony, "@ehc-forms")
        offered = anita.get(forms).json()["offered"][0]["form"]
        draft = anita.post(forms, {"form": offered}).json()
        form, filled = draft["@id"], filled_in(draft["schema"])

        save = {"version": 0, "answers": filled}
        anita.patch(f"{form}/@ehc-form", save)
        name = next(iter(filled))
        late = {"version": 0, "answers": {name: "Typed on another phone."}}
        record("save-elsewhere", anita.patch(f"{form}/@ehc-form", late))

        url, key = f"{form}/@ehc-submit", "2f1c7a52-6f0e-4d55-9d1c-0d8f1a2b3c4d"
        record("submit", anita.post(url, {"version": 1}, Idempotency_Key=key))


class TestOffice:
    @pytest.fixture
    def robert(self, caller):
        return caller("robert")

    def test_searching_the_worklist(self, robert, site, record):
        body = {"term": "bread", "cases": "all", "sort": "name"}
        record("worklist", robert.post(f"{site}/ehc/@ehc-worklist", body))

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
