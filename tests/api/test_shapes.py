"""One dataclass makes the JSON, the check of a body, and the description of both."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from enum import StrEnum
from hcc.ehcportal import _
from hcc.ehcportal.api.listing import Listing
from hcc.ehcportal.api.problems import Problem
from hcc.ehcportal.api.reading import read_as
from hcc.ehcportal.api.reading import Reader
from hcc.ehcportal.api.shapes import as_json
from hcc.ehcportal.api.shapes import Bounds
from hcc.ehcportal.api.shapes import LEFT_OUT
from hcc.ehcportal.api.shapes import named
from hcc.ehcportal.api.shapes import said_in
from hcc.ehcportal.api.shapes import schema_of
from hcc.ehcportal.api.shapes import Schemas
from hcc.ehcportal.content.clock import ENGLAND
from hypothesis import given
from hypothesis import strategies
from typing import Annotated
from typing import Any
from typing import Literal

import json
import pytest


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True)
class Adult:
    name: Annotated[str, Bounds(1, 20)]
    email: str | None = None


@dataclass(frozen=True)
class Visit:
    at_id: str = named("@id")
    day: date
    at: datetime | None = None
    adults: tuple[Adult, ...] = ()
    colour: Colour = Colour.RED
    way: Literal["car", "bus"] = "bus"
    miles: Annotated[int, Bounds(0, 99)] = 0
    paid: bool = False
    hours: float = 0.0
    notes: dict[str, str] | None = None
    anything: Any = None


@dataclass(frozen=True)
class Correction:
    day: date | None = LEFT_OUT


BARE = {"@id": "/v", "day": "2024-10-04"}

FULL = {
    **BARE,
    "at": "2024-10-04T11:00:00Z",
    "adults": [{"name": "Anita Bread", "email": None}],
    "colour": "green",
    "way": "car",
    "miles": 3,
    "paid": True,
    "hours": 1.5,
    "notes": {"a": "b"},
    "anything": [1, {"x": None}],
}

ANYTHING = strategies.recursive(
    strategies.none()
    | strategies.booleans()
    | strategies.integers()
    | strategies.floats()
    | strategies.text(),
    lambda parts: (
        strategies.lists(parts, max_size=3)
        | strategies.dictionaries(strategies.sampled_from(list(FULL)), parts)
    ),
    max_leaves=8,
)


def problems(data, shape=Visit) -> dict[str, str]:
    with pytest.raises(Problem) as caught:
        read_as(shape, data)
    assert caught.value.status == 422
    return {each.field: as_json(each.message) for each in caught.value.answer.errors}


class TestJson:
    def test_what_is_read_is_given_again(self):
        assert as_json(read_as(Visit, FULL)) == FULL

    def test_a_moment_is_told_in_utc(self):
        moment = datetime(2024, 10, 4, 12, 0, 0, 5, tzinfo=ENGLAND)
        assert as_json(moment) == "2024-10-04T11:00:00Z"

    def test_a_sentence_is_filled(self):
        sentence = _("x", default="Within ${days} days", mapping={"days": "15"})
        assert json.dumps(as_json((sentence,))) == '["Within 15 days"]'

    def test_a_tuple_of_two(self):
        assert as_json((date(2024, 10, 4), None)) == ["2024-10-04", None]


class TestReading:
    def test_what_has_a_default_may_be_left_out(self):
        assert read_as(Visit, BARE) == Visit("/v", date(2024, 10, 4))

    def test_null_is_not_the_same_as_left_out(self):
        assert said_in(read_as(Correction, {"day": None})) == {"day": None}
        assert said_in(read_as(Correction, {})) == {}

    def test_blanks_are_no_part_of_a_text_that_has_to_say_something(self):
        assert read_as(Adult, {"name": " Anita Bread\n"}).name == "Anita Bread"
        assert problems({"name": " \n"}, Adult) == {"name": "Write 1 letters at least."}

    def test_a_moment_needs_its_zone(self):
        read = read_as(datetime, "2024-10-04T12:00:00+01:00")
        assert as_json(read) == "2024-10-04T11:00:00Z"
        assert problems("2024-10-04T12:00:00", datetime) == {
            "": "Send a moment, such as 2024-10-04T11:00:00Z."
        }

    def test_everything_is_told_at_once_and_where_it_is(self):
        assert problems({"miles": 100, "adults": [{"name": ""}, 3], "more": 1}) == {
            "@id": "This is missing. Send it, too.",
            "day": "This is missing. Send it, too.",
            "miles": "Send 99 or less.",
            "adults.0.name": "Write 1 letters at least.",
            "adults.1": "Send an object.",
            "more": "There is no such field. Leave it out.",
        }

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("@id", 3, "Send this as text."),
            ("@id", None, "Send this as text."),
            ("@id", "\0", "Send this as text."),
            ("@id", "\ud800", "Send this as text."),
            ("day", "4 October", "Send a day, such as 2024-10-04."),
            ("day", "20241004", "Send a day, such as 2024-10-04."),
            ("day", "2024-02-30", "Send a day, such as 2024-10-04."),
            ("adults", {}, "Send a list."),
            ("colour", "blue", "Send one of: red, green."),
            ("colour", [], "Send one of: red, green."),
            ("way", "foot", "Send one of: car, bus."),
            ("miles", True, "Send a whole number."),
            ("miles", 1.5, "Send a whole number."),
            ("miles", -1, "Send 0 or more."),
            ("paid", 1, "Send true or false."),
            ("hours", "1", "Send a number."),
            ("hours", 10**400, "Send a number."),
            ("notes", [], "Send an object."),
        ],
    )
    def test_what_does_not_fit(self, field, value, sentence):
        assert problems({**BARE, field: value}) == {field: sentence}

    @given(ANYTHING)
    def test_whatever_is_sent_is_read_or_refused(self, data):
        problems = []
        read = Reader(problems).read(Visit, data, "")
        assert isinstance(read, Visit) or problems


class TestSchema:
    def test_a_body(self):
        schema = schema_of(Visit)
        visit = schema["$defs"]["Visit"]

        assert schema["$ref"] == "#/$defs/Visit"
        assert visit["required"] == ["@id", "day"]
        assert visit["additionalProperties"] is False
        assert visit["properties"] == {
            "@id": {"type": "string"},
            "day": {"type": "string", "format": "date"},
            "at": {
                "anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]
            },
            "adults": {"type": "array", "items": {"$ref": "#/$defs/Adult"}},
            "colour": {"type": "string", "enum": ["red", "green"]},
            "way": {"enum": ["car", "bus"]},
            "miles": {"type": "integer", "minimum": 0, "maximum": 99},
            "paid": {"type": "boolean"},
            "hours": {"type": "number"},
            "notes": {
                "anyOf": [
                    {"type": "object", "additionalProperties": {"type": "string"}},
                    {"type": "null"},
                ]
            },
            "anything": {},
        }
        assert schema["$defs"]["Adult"]["properties"]["name"] == {
            "type": "string",
            "minLength": 1,
            "maxLength": 20,
        }

    def test_a_list_of_something(self):
        definitions = schema_of(Listing[Adult])["$defs"]
        assert definitions.keys() == {"ListingOfAdult", "Adult", "Batching"}
        assert definitions["ListingOfAdult"]["properties"]["items"] == {
            "type": "array",
            "items": {"$ref": "#/$defs/Adult"},
        }

    def test_a_tuple_of_two(self):
        assert schema_of(tuple[date, date]) == {
            "type": "array",
            "prefixItems": [{"type": "string", "format": "date"}] * 2,
            "items": False,
            "minItems": 2,
            "maxItems": 2,
        }


def test_two_types_of_one_name_cannot_be_described():
    def a_case():
        @dataclass(frozen=True)
        class Case:
            title: str

        return Case

    schemas = Schemas("#/")
    schemas.of(a_case())
    with pytest.raises(TypeError, match="have one name"):
        schemas.of(a_case())
