"""Facts that make no sense are refused beside their field, in a form and over REST."""

from base64 import b64encode
from factories import council_of
from factories import make_case
from factories import make_family
from factories import make_person
from factories import PASSWORD
from lxml import html
from plone.testing.zope import Browser

import json
import pytest
import re
import transaction


FUTURE = "This date is in the future. Enter today's date or an earlier one."
BEFORE_BIRTH = (
    "The request is dated before the child was born. Check this date and the date of "
    "birth."
)
BEFORE_THE_LAW = (
    "Requests before 1 September 2014 were made under another law. Enter a later date."
)
BEFORE_REQUEST = "The target lies before the request was received. Enter a later date."

# What is entered for a case, the field that is wrong, and what is said of it.
WRONG_CASES = {
    "a date of birth in the future": (
        {"date_of_birth": "2024-10-05"},
        "date_of_birth",
        FUTURE,
    ),
    "a request from the future": (
        {"request_received": "2024-10-05"},
        "request_received",
        FUTURE,
    ),
    "a request before birth": (
        {"date_of_birth": "2020-03-03", "request_received": "2020-03-02"},
        "request_received",
        BEFORE_BIRTH,
    ),
    "a request before the Regulations": (
        {"date_of_birth": "2010-03-03", "request_received": "2014-08-31"},
        "request_received",
        BEFORE_THE_LAW,
    ),
}

CASE = {
    "title": "Tony Bread",
    "date_of_birth": "2020-03-03",
    "gender": "male",
    "request_received": "2024-09-01",
    "request_source": "education",
}


# The days of a case that make no sense, and what is said beside which field.
WRONG_DAYS = {
    "a draft served before the request": (
        {"draft_served": "2024-08-31"},
        "draft_served",
        "This lies before the request was received. Check both dates.",
    ),
    "a certificate before the decision": (
        {"decision_sent": "2024-10-02", "certificate_issued": "2024-10-01"},
        "certificate_issued",
        "This lies before the decision letter was sent. Check both dates.",
    ),
    "a certificate without a decision": (
        {"certificate_issued": "2024-10-01"},
        "decision_sent",
        "Enter the date of the decision letter that the certificate is about.",
    ),
    "a review before the plan": (
        {"plan_issued": "2024-10-02", "review_meeting": "2024-10-01"},
        "review_meeting",
        "This lies before the final plan was issued. Check both dates.",
    ),
}


class Desk:
    """What a coordinator's browser and a client of the REST service can do."""

    def __init__(self, layer, family, stage):
        self.layer = layer
        self.family = family.absolute_url()
        self.stage = stage.absolute_url()
        self.case = stage.__parent__.absolute_url()

    def browser(self, accept="text/html"):
        browser = Browser(self.layer["app"])
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        browser.addHeader("Accept", accept)
        browser.addHeader("Authorization", f"Basic robert:{PASSWORD}")
        return browser

    def add_case(self, facts):
        """Fill in Plone's own add form and send it."""
        return self._fill_in(f"{self.family}/++add++EHCCase", {**CASE, **facts})

    def edit_stage(self, facts):
        return self._fill_in(f"{self.stage}/edit", facts)

    def edit_case(self, facts):
        return self._fill_in(f"{self.case}/edit", facts)

    def post(self, url, facts):
        browser = self.browser("application/json")
        browser.post(url, json.dumps(facts), "application/json")
        return int(browser.headers["status"].split()[0]), json.loads(browser.contents)

    def patch(self, url, facts):
        key = b64encode(f"robert:{PASSWORD}".encode()).decode()
        answer = self.browser().testapp.patch_json(
            url,
            facts,
            headers={"Accept": "application/json", "Authorization": f"Basic {key}"},
            expect_errors=True,
        )
        return answer.status_int, answer.json

    def _fill_in(self, url, facts):
        browser = self.browser()
        browser.open(url)
        for name, value in facts.items():
            _enter(browser, f"form.widgets.{name}", value)
        browser.getControl("Save").click()
        return Page(browser)


def _enter(browser, name, value):
    try:
        browser.getControl(name=name).value = value
    except LookupError:
        browser.getControl(name=f"{name}:list").value = [value]


class Page:
    """The page that came back."""

    def __init__(self, browser):
        self.browser = browser
        self.url = browser.url
        self._tree = html.fromstring(browser.contents)

    @property
    def errors(self) -> dict[str, str]:
        """What is said beside each field, by the field's name."""
        return {
            field.get("data-fieldname").rpartition(".")[2]: _text(error)
            for field in self._tree.cssselect(".field.error[data-fieldname]")
            for error in field.cssselect(".invalid-feedback, .fieldErrorBox")
            if _text(error)
        }

    @property
    def summary(self) -> str:
        """What is said at the top of the page."""
        found = self._tree.cssselect(".portalMessage, [role=alert], .alert")
        return " ".join(_text(element) for element in found)

    def value(self, name: str) -> str:
        """What stands in a field of the form."""
        try:
            return self.browser.getControl(name=f"form.widgets.{name}").value
        except LookupError:
            return self.browser.getControl(name=f"form.widgets.{name}:list").value[0]


def _text(element) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="class")
def place(functional_portal_class, functional_class):
    council = council_of(functional_portal_class)
    make_person("robert", groups=["ehc-coordinators"])
    family = make_family(council)
    stage = make_case(family, "Another child").objectValues()[0]
    transaction.commit()
    return Desk(functional_class, family, stage)


@pytest.fixture
def desk(place, clock):
    return place


class TestForm:
    @pytest.mark.parametrize(
        ("facts", "field", "message"), WRONG_CASES.values(), ids=WRONG_CASES
    )
    def test_what_is_wrong_with_a_case_is_said_beside_the_field(
        self, desk, facts, field, message
    ):
        page = desk.add_case(facts)
        assert page.errors == {field: message}

    @pytest.mark.parametrize(
        ("facts", "field", "message"), WRONG_CASES.values(), ids=WRONG_CASES
    )
    def test_it_is_said_in_the_summary_at_the_top_too(
        self, desk, facts, field, message
    ):
        assert message in desk.add_case(facts).summary

    @pytest.mark.parametrize(
        ("facts", "field", "message"), WRONG_CASES.values(), ids=WRONG_CASES
    )
    def test_nothing_that_was_typed_is_lost(self, desk, facts, field, message):
        page = desk.add_case(facts)
        assert {name: page.value(name) for name in CASE} == {**CASE, **facts}

    def test_a_target_before_the_request_is_said_beside_the_field(self, desk):
        page = desk.edit_stage({"due_date": "2024-08-31", "outcome": "Agreed"})
        assert page.errors == {"due_date": BEFORE_REQUEST}
        assert BEFORE_REQUEST in page.summary
        assert (page.value("due_date"), page.value("outcome")) == (
            "2024-08-31",
            "Agreed",
        )

    @pytest.mark.parametrize(
        ("facts", "field", "message"), WRONG_DAYS.values(), ids=WRONG_DAYS
    )
    def test_days_that_make_no_sense_are_said_beside_their_field(
        self, desk, facts, field, message
    ):
        page = desk.edit_case(facts)
        assert page.errors == {field: message}
        assert message in page.summary
        assert {name: page.value(name) for name in facts} == facts

    def test_a_case_that_makes_sense_is_saved(self, desk):
        page = desk.add_case({})
        assert page.errors == {}
        assert re.search(r"/f-[0-9a-f]{16}/c-[0-9a-f]{16}(/|$)", page.url)

    def test_the_name_of_a_child_stands_in_no_address(self, desk):
        assert "tony" not in desk.add_case({}).url.lower()


def told_in(answer) -> list[str]:
    """Return what an answer of the API says of fields."""
    return [each["message"] for each in answer["errors"]]


class TestREST:
    @pytest.mark.parametrize(
        ("facts", "field", "message"), WRONG_CASES.values(), ids=WRONG_CASES
    )
    def test_what_is_wrong_with_a_case_is_said(self, desk, facts, field, message):
        status, answer = desk.post(desk.family, {"@type": "EHCCase", **CASE, **facts})
        assert (status, told_in(answer)) == (400, [message])

    @pytest.mark.parametrize(
        ("facts", "field", "message"), WRONG_DAYS.values(), ids=WRONG_DAYS
    )
    def test_days_that_make_no_sense_are_refused(self, desk, facts, field, message):
        status, answer = desk.patch(desk.case, facts)
        assert (status, told_in(answer)) == (400, [message])

    @pytest.mark.parametrize("field", ["date_of_birth", "request_received"])
    def test_a_date_in_the_future_is_said_with_its_field(self, desk, field):
        facts = {"@type": "EHCCase", **CASE, field: "2024-10-05"}
        _, answer = desk.post(desk.family, facts)
        assert [each["field"] for each in answer["errors"]] == [field]

    def test_a_target_before_the_request_is_refused(self, desk):
        status, answer = desk.patch(desk.stage, {"due_date": "2024-08-31"})
        assert (status, told_in(answer)) == (400, [BEFORE_REQUEST])

    def test_a_case_that_makes_sense_is_made_with_an_opaque_id(self, desk):
        status, answer = desk.post(desk.family, {"@type": "EHCCase", **CASE})
        assert status == 201
        assert re.fullmatch(r"c-[0-9a-f]{16}", answer["id"])

    def test_an_id_that_somebody_made_up_is_refused(self, desk):
        status, answer = desk.post(
            desk.family, {"@type": "EHCCase", "id": "tony-bread", **CASE}
        )
        assert status == 400
        assert answer["message"].startswith("Here every id is random")
