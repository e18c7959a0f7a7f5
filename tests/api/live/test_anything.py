"""Whatever is sent: no error of ours, no undescribed answer, nothing of others."""

from collections.abc import Iterator
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import settings
from hypothesis import strategies
from plone import api
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import content_type_conformance
from schemathesis.specs.openapi.checks import response_headers_conformance
from schemathesis.specs.openapi.checks import response_schema_conformance
from schemathesis.specs.openapi.checks import status_code_conformance
from tests.api.live.places import at
from typing import Any
from zope.component.hooks import site as active_site

import pytest
import schemathesis
import transaction


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

# Stands in everything that another family has.
CANARY = "Hazelnut parsnip nineteen"

# How often each service is called by each caller, always in the same way.
CALLS = 5

BOUNDED = settings(
    max_examples=CALLS,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

# They see every family.
STAFF = ("robert", "manager")

# The end of the session, and with it of the test.
ENDS_IT = "/@logout"


@schemathesis.serializer("application/jsonl", "application/offset+octet-stream")
def as_made_up(context, value) -> dict[str, Any]:
    """Send lines, and pieces of files, as they were made up."""
    return {"data": str(value).encode(errors="replace")}


def ids_in(case) -> dict[str, str]:
    """Return ids for the templates of addresses: those of a case and what is in it."""
    family = case.__parent__
    ids = {"portal": "ehc", "family": family.getId(), "case": case.getId()}
    for child in case.objectValues():
        kind = child.portal_type.removeprefix("EHC").lower()
        name = "form" if kind == "supportingform" else kind
        ids.setdefault(name, child.getId())
    kinds = ("document", "message", "stage", "form", "attachment")
    return {**dict.fromkeys(kinds, "m-0"), **ids}


@pytest.fixture
def ours(case_of):
    return ids_in(case_of("Tony Bread"))


@pytest.fixture
def theirs(case_of):
    return ids_in(case_of("Ivy Marlow"))


@pytest.fixture
def marked(demo_server, case_of):
    """Write the canary into everything that another family has."""
    portal = demo_server["portal"]
    family = case_of("Ivy Marlow").__parent__
    with active_site(portal), api.env.adopt_roles(["Manager"]):
        for content in [family, *_below(family)]:
            content.title = content.description = CANARY
            content.text = CANARY
            content.reindexObject()
        # The tests call more often than people do.
        for name in ("anonymous_calls", "account_calls"):
            api.portal.set_registry_record(f"ehc.{name}", 0)
    transaction.commit()


def _below(content) -> Iterator:
    for child in content.objectValues():
        yield child
        yield from _below(child)


@pytest.fixture
def described(site, marked):
    """The operations that the site describes."""
    schema = schemathesis.openapi.from_url(f"{site}/@ehc-openapi", headers=_JSON)
    # Who calls is the test's affair.
    schema.config.generation.update(with_security_parameters=False)
    return [found.ok() for found in schema.get_all_operations()]


_JSON = {"Accept": "application/json"}


def calls_of(operation, *families: dict[str, str]):
    """Return a strategy of calls that fit the description, and of some that do not."""
    return strategies.one_of(
        operation.as_strategy(mode, path_parameters=_for(operation, ids))
        for ids in families
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    )


def _for(operation, ids: dict[str, str]) -> dict[str, str]:
    ids = {**ids, "item": ids["message"]}
    return {name: said for name, said in ids.items() if f"{{{name}}}" in operation.path}


def problems_with(operation, app, families, secret: str) -> str:
    """Call an operation in many ways, and return what was wrong with an answer."""

    @BOUNDED
    @given(call=calls_of(operation, *families))
    def run(call):
        answer = call.call(session=app.session, headers=dict(app.session.headers))
        call.validate_response(answer, checks=CHECKS)
        told = f"{answer.headers}{answer.content.decode(errors='replace')}"
        assert not secret or secret not in told, call.as_curl_command()

    try:
        run()
    except (FailureGroup, AssertionError) as failure:
        causes = getattr(failure, "exceptions", [failure])
        return f"{operation.label}: {'; '.join(str(each) for each in causes)}"
    return ""


@pytest.mark.usefixtures("marked")
def test_staff_find_in_answers_what_a_family_must_not(caller, case_of):
    tonys, ivys = (
        caller("robert").get(at(case_of(child), "@ehc-overview")).text
        for child in ("Tony Bread", "Ivy Marlow")
    )
    assert CANARY not in tonys
    assert CANARY in ivys


@pytest.mark.parametrize("key", [*STAFF, "anita", None])
def test_whatever_is_sent(key, caller, described, ours, theirs):
    app = caller(key)
    secret = "" if key in STAFF else CANARY
    found = [
        problems_with(operation, app, (ours, theirs), secret)
        for operation in described
        if operation.path != ENDS_IT or key is None
    ]
    assert "\n".join(filter(None, found)) == ""
