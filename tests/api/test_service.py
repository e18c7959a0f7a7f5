"""What all services have in common, tried with one that stands nowhere."""

from answers import fields_of
from dataclasses import dataclass
from hcc.ehcportal.api.listing import BATCHING
from hcc.ehcportal.api.listing import Listing
from hcc.ehcportal.api.listing import listing_of
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.operations import Parameter
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.service import PortalService
from hcc.ehcportal.content.validation import FieldInvalid
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from Products.Five.browser import BrowserView

import json
import pytest
import transaction


@dataclass(frozen=True)
class Greeting:
    name: str


class Greet(PortalService):
    """Greets whoever is named."""

    operation = Operation(
        summary="Greet somebody", takes=Greeting, gives={200: Greeting, 204: None}
    )

    def reply(self):
        if self.body.name == "Rob":
            raise Problem(409, "Away", "Rob is away.", headers={"Retry-After": "60"})
        if self.body.name == "Nobody":
            raise FieldInvalid("name", "Send a name.")
        if self.body.name == "":
            self.request.response.setStatus(204)
            return None
        return Greeting(f"Hello {self.body.name}")


class Count(PortalService):
    """Counts."""

    operation = Operation(
        summary="Count",
        gives={200: Listing[int]},
        parameters=(*BATCHING, Parameter("even", "Leave out what is odd", bool)),
    )

    def reply(self):
        step = 2 if self.asked["even"] else 1
        return listing_of(self.request, range(0, 60, step), int)


def _registered(cls):
    """Return the class that ZCML makes of a service."""
    return type(cls.__name__, (cls, BrowserView), {})


class Asked:
    """An answer, as a test sees it."""

    def __init__(self, service):
        self.text = service.render()
        self.request = service.request
        self.response = service.request.response
        self.status = self.response.getStatus()
        self.json = json.loads(self.text) if self.text else None

    def __getitem__(self, header):
        return self.response.getHeader(header)


@pytest.fixture
def ask(portal, anita):
    """Call a service as Anita does."""

    def call(cls, body=b"{}", method="POST", query=None, **headers):
        request = portal.REQUEST.clone()
        request.method = request.environ["REQUEST_METHOD"] = method
        request["BODY"] = body
        request["ACTUAL_URL"] = f"{portal.absolute_url()}/@count"
        request.form.update(query or {})
        request.environ["CONTENT_TYPE"] = "application/json; charset=utf-8"
        request.environ.update(headers)
        with api.env.adopt_user(username=anita):
            return Asked(_registered(cls)(portal, request))

    return call


@pytest.fixture
def greet(ask):
    return lambda body=b'{"name": "Anita"}', **more: ask(Greet, body, **more)


@pytest.fixture
def count(ask):
    return lambda query=None, **more: ask(Count, b"", "GET", query, **more)


class TestChanges:
    def test_what_fits_is_answered(self, greet):
        answer = greet()
        assert (answer.status, answer.json) == (200, {"name": "Hello Anita"})
        assert answer["Content-Type"] == "application/json"
        assert answer["Cache-Control"] == "no-store, private"
        assert IDisableCSRFProtection.providedBy(answer.request)

    def test_no_body_where_none_was_promised(self, greet):
        answer = greet(b'{"name": ""}')
        assert (answer.status, answer.text) == (204, "")
        assert answer["Content-Type"] is None

    @pytest.mark.parametrize(
        "body", [b"{", b"[]", b"null", b'"x"', b"\xff", b'{"name": NaN}', b"[" * 99999]
    )
    def test_no_json_object(self, greet, body):
        answer = greet(body)
        assert (answer.status, answer.json["type"]) == (400, "MalformedBody")

    def test_another_media_type(self, greet):
        answer = greet(CONTENT_TYPE="text/plain")
        assert (answer.status, answer.json["type"]) == (415, "UnsupportedMediaType")

    def test_too_long(self, greet):
        answer = greet(b" " * 1_000_001)
        assert (answer.status, answer.json["type"]) == (413, "ContentTooLarge")

    def test_what_does_not_fit(self, greet):
        answer = greet(b'{"nmae": "Anita"}')
        assert answer.status == 422
        assert {each["field"] for each in answer.json["errors"]} == {"name", "nmae"}

    def test_a_problem_is_answered_and_nothing_kept(self, greet):
        answer = greet(b'{"name": "Rob"}')
        assert answer.status == 409
        assert answer.json == {"type": "Away", "message": "Rob is away.", "errors": []}
        assert answer["Retry-After"] == "60"
        assert transaction.isDoomed()
        transaction.abort()

    def test_what_is_refused_ends_here_and_is_in_no_log_of_what_broke(self, greet):
        answer = greet(b'{"name": "Nobody"}')
        assert (answer.status, answer.json["errors"]) == (
            422,
            [{"field": "name", "message": "Send a name."}],
        )
        assert transaction.isDoomed()
        transaction.abort()


class TestReading:
    def test_a_part_of_a_list(self, count):
        answer = count({"b_start": "50", "b_size": "5"})
        assert answer.json["items"] == [50, 51, 52, 53, 54]
        assert answer.json["items_total"] == 60
        assert answer.json["batching"].keys() == {
            "@id",
            "first",
            "last",
            "next",
            "prev",
        }

    def test_the_whole_of_one(self, count):
        answer = count({"even": "true", "b_size": "50"})
        assert len(answer.json["items"]) == 30
        assert answer.json["batching"] is None

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("b_size", "0"),
            ("b_size", "101"),
            ("b_start", "-1"),
            ("b_start", "x"),
            ("even", "yes"),
            ("b_size", ["1", "2"]),
        ],
    )
    def test_a_query_that_does_not_fit(self, count, name, value):
        answer = count({name: value})
        assert (answer.status, answer.json["type"]) == (400, "BadQuery")
        assert fields_of(answer) == [name]

    def test_what_has_not_changed_is_not_sent_again(self, count):
        etag = count()["ETag"]
        answer = count(HTTP_IF_NONE_MATCH=f'"x", {etag}')
        assert (answer.status, answer.text) == (304, "")

    def test_what_has_changed_is(self, count):
        etag = count({"even": "true"})["ETag"]
        assert count(HTTP_IF_NONE_MATCH=etag).status == 200


class TestAddresses:
    def test_a_service_takes_no_more_names_than_it_says(self, portal):
        service = _registered(Count)(portal, portal.REQUEST)
        with pytest.raises(Problem) as caught:
            service.publishTraverse(portal.REQUEST, "more")
        assert caught.value.status == 404
