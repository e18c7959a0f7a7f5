"""The description of the API is OpenAPI 3.1, and says all that there is."""

from hcc.ehcportal.api.openapi.description import describe
from hcc.ehcportal.api.openapi.places import place_of
from hcc.ehcportal.api.openapi.registered import registered_services
from openapi_spec_validator import OpenAPIV31SpecValidator
from openapi_spec_validator import validate
from zope.interface import Interface

import json
import pytest
import re


METHODS = {"delete", "get", "head", "options", "patch", "post", "put"}

# They have plone.restapi's ``error`` beside what problems have.
PLONES = re.compile("/@(log|tus)")

IMPORT = "/{portal}/@ehc-import"


@pytest.fixture
def description(portal):
    return describe("https://www.example.gov.uk/ehc")


def operations(description):
    """Yield the path, the method and the description of each operation."""
    for path, told in description["paths"].items():
        for method in METHODS & told.keys():
            yield path, method, told[method]


def test_it_is_valid(description):
    validate(json.loads(json.dumps(description)), cls=OpenAPIV31SpecValidator)


def test_every_service_of_ours_is_in_it(description):
    told = {(path, method) for path, method, _ in operations(description)}
    services = {
        (f"{place_of(each.context).template}/{each.name}", each.method.lower())
        for each in registered_services()
        if hasattr(each.service, "operation")
    }
    assert services
    assert [
        (path, method)
        for path, method in services
        if not any(each.startswith(path) and m == method for each, m in told)
    ] == []


def test_each_operation_has_a_name_of_its_own(description):
    names = [told["operationId"] for _, _, told in operations(description)]
    assert len(names) == len(set(names))


def test_signing_in_is_in_it_and_takes_no_token(description):
    sign_in = description["paths"]["/@login"]["post"]
    assert sign_in["security"] == []
    assert description["security"] == [{"bearer": []}]
    assert sign_in["responses"]["200"]["content"] == {
        "application/json": {"schema": {"$ref": "#/components/schemas/Token"}}
    }


def test_it_says_what_a_service_takes_beside_the_body(description):
    told = description["paths"][IMPORT]["post"]
    named = {each["name"]: each for each in told["parameters"]}
    assert named["portal"]["in"] == "path"
    assert named["dry_run"]["in"] == "query"
    assert named["dry_run"]["schema"] == {"type": "boolean"}
    assert named["If-Match"]["in"] == "header"
    assert [*told["requestBody"]["content"]] == ["application/jsonl"]


def test_it_says_which_answers_tell_where_what_was_made_lies(description):
    names = {
        path.rpartition("/")[2]
        for path, _, told in operations(description)
        if "Location" in told["responses"].get("201", {}).get("headers", {})
    }
    assert names == {
        "@ehc-drafts",
        "@ehc-forms",
        "@ehc-messages",
        "@ehc-reply",
        "@ehc-send-form",
        "@tus-replace",
        "@tus-upload",
    }


def test_it_says_in_which_shape_problems_are_told(description):
    problem = {"$ref": "#/components/schemas/ProblemAnswer"}
    for path, method, told in operations(description):
        for status, answer in told["responses"].items():
            if method == "head":
                assert "content" not in answer
            elif status >= "400" and not PLONES.search(path):
                assert answer["content"]["application/json"]["schema"] == problem
        assert told["responses"]["429"]["headers"]["Retry-After"]["required"]


def test_where_content_lies_has_to_be_told():
    with pytest.raises(LookupError, match="Tell in hcc"):
        place_of(Interface)


class TestService:
    def test_everybody_may_read_it(self, nobody, mother, portal):
        answers = [caller.get("@ehc-openapi") for caller in (nobody, mother)]
        assert [each.status_int for each in answers] == [200, 200]
        assert answers[0].json == describe(portal.absolute_url())

    def test_it_is_read_again_only_when_it_has_changed(self, nobody):
        etag = nobody.get("@ehc-openapi").headers["ETag"]
        again = nobody.get("@ehc-openapi", {"If-None-Match": etag})
        assert again.status_int == 304

    def test_it_is_the_same_to_everybody_and_names_nobody(self, nobody, mother):
        texts = {caller.get("@ehc-openapi").text for caller in (nobody, mother)}
        assert len(texts) == 1
        assert "Bread" not in texts.pop()
