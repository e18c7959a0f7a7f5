"""`@ehc` is where an app begins."""

from factories import make_case
from factories import make_document
from factories import make_form
from factories import make_message
from hcc.ehcportal.api.home.answer import Home
from hcc.ehcportal.api.shapes import schema_of
from jsonschema import Draft202012Validator


def test_a_family_is_told_of_its_children_and_what_waits(mother, admitted, council):
    make_case(admitted.__parent__, "Another child")
    make_document(admitted)
    make_message(admitted)
    make_form(admitted)

    told = mother.get("@ehc").json

    assert told["person"] == "Anita Rixon"
    (child,) = told["children"]
    assert (child["@id"], child["name"]) == (admitted.absolute_url(), "Tony Bread")
    assert child["current"]["reading"]["key"] == "request_outcome"
    assert child["counts"] == {
        "new_messages": 1,
        "forms_to_complete": 1,
        "new_documents": 1,
        "documents": 1,
    }
    (portal,) = told["portals"]
    assert portal["@id"] == council.ehc.absolute_url()
    assert [link["title"] for link in portal["links"]] == [
        "Local Offer",
        "Help & Support",
        "Privacy",
        "Accessibility",
    ]
    assert (portal["worklist"], portal["families"]) == (None, None)


def test_staff_are_told_where_their_work_is(coordinator, admitted, council):
    told = coordinator.get("@ehc").json
    url = council.ehc.absolute_url()

    assert told["children"] == []
    assert told["portals"][0]["worklist"] == f"{url}/@ehc-worklist"
    assert told["portals"][0]["families"] == f"{url}/families"


def test_it_is_as_its_schema_says(mother, admitted):
    Draft202012Validator(schema_of(Home)).validate(mother.get("@ehc").json)


def test_nobody_has_to_sign_in(nobody, admitted):
    assert nobody.get("@ehc").status_int == 401
