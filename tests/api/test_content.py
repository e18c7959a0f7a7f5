"""Our types by plone.restapi's own services: what they tell, and whom."""

from factories import give_access
from factories import make_document
from factories import make_form
from factories import make_message
from factories import make_person
from hcc.ehcportal.content.stage import IEHCStage
from plone import api
from plone.locking.interfaces import ILockable

import json
import pytest
import transaction


# What is told of our content beside what is told of any.
COMMON = {
    "@components", "@id", "@type", "UID", "allow_discussion", "created", "id",
    "is_folderish", "layout", "lock", "modified", "next_item", "parent",
    "previous_item", "review_state", "title", "type_title", "version",
    "working_copy", "working_copy_of",
}  # fmt: skip
ITEMS = {"items", "items_total"}

DATES = {
    "certificate_issued", "decision_sent", "draft_served", "last_review",
    "plan_issued", "review_meeting", "transfer_post_16", "transfer_year",
}  # fmt: skip

CASE = DATES | ITEMS | {
    "date_of_birth", "ending", "gender", "involvements", "reference",
    "request_received", "request_source",
}  # fmt: skip

FORM = ITEMS | {
    "answers", "confirmation", "digest", "draft_version", "form_key", "introduction",
    "last_day", "note", "noun", "questions", "receipt", "return_reason",
    "returned_from", "saved_at", "sent_at", "submitted_at", "typed", "upload_limits",
}  # fmt: skip

# By who asks: what they are told of each.
TOLD = {
    "mother": {
        "case": CASE,
        "stage": set(IEHCStage.names()) - {"title", "exemptions"},
        "document": {"document_date", "file", "targetUrl", "withdrawal_reason"},
        "message": {"sender", "sent_at", "text"},
        "form": FORM,
        "attachment": {"file", "targetUrl"},
    },
}
TOLD["coordinator"] = {
    **TOLD["mother"],
    "family": ITEMS,
    "case": CASE | {"coordinator"},
    "message": {"addressees", "recipients", "sender", "sent_at", "text"},
    "form": FORM | {"sent_by", "submitted_by"},
}


@pytest.fixture
def contents(admitted):
    """Something of each type."""
    form = make_form(admitted, state="submitted")
    return {
        "family": admitted.__parent__,
        "case": admitted,
        "stage": admitted.objectValues()[0],
        "document": make_document(admitted),
        "message": make_message(admitted),
        "form": form,
        "attachment": form.objectValues()[0],
    }


@pytest.fixture
def apps(mother, coordinator):
    return {"mother": mother, "coordinator": coordinator}


class TestReading:
    @pytest.mark.parametrize("who", TOLD)
    def test_whoever_asks_is_told_these_fields(self, apps, contents, who):
        told = {
            name: set(answer.json) - COMMON
            for name, content in contents.items()
            if (answer := apps[who].get(content)).status_int == 200
        }
        assert told == TOLD[who]

    def test_a_file_leaves_by_the_portals_own_download(self, mother, contents):
        url = mother.get(contents["document"]).json["file"]["download"]
        answer = mother.get(url, {"Accept": "*/*"})

        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.content_type == "application/pdf"

    def test_what_is_in_it_comes_in_parts(self, mother, contents):
        told = mother.get(contents["case"], b_size=5, b_start=5).json
        assert (len(told["items"]), told["items_total"]) == (5, 11)
        assert told["batching"].keys() == {"@id", "first", "last", "next", "prev"}

    def test_what_is_not_ones_own_is_not_among_it(self, mother, contents, other_case):
        make_document(contents["case"], "In preparation", state="draft")
        told = mother.get(contents["case"], fullobjects=1)
        assert "In preparation" not in told.text
        assert "Tina" not in mother.get("@search", metadata_fields="_all").text

    def test_a_family_is_not_told_the_accounts_of_others(self, apps, contents):
        told = {
            who: {
                name
                for item in app.get("@search", metadata_fields="_all").json["items"]
                if item["@type"].startswith("EHCDocument")
                for name in item
            }
            for who, app in apps.items()
        }
        assert told["coordinator"] - told["mother"] == {"Creator", "listCreators"}

    def test_staffs_name_of_the_family_is_staffs(self, mother, coordinator, contents):
        case, family = contents["case"], contents["family"]
        family.title = "Bread, see Rixon"
        for name in ("", "/@breadcrumbs", "?expand=breadcrumbs,navigation,workflow"):
            address = f"{case.absolute_url()}{name}"
            assert "see Rixon" not in mother.get(address).text
            assert "see Rixon" in coordinator.get(address).text

    def test_a_family_is_not_told_who_is_editing(self, mother, apps, contents, rob):
        case = contents["case"]
        with api.env.adopt_user(username=rob):
            ILockable(case).lock()
        transaction.commit()

        assert mother.get(case).json["lock"] == {}
        assert mother.get(f"{case.absolute_url()}/@lock").status_int == 403
        told = apps["coordinator"].get(case).json["lock"]
        assert (told["locked"], told["creator"]) == (True, "rob")

    def test_another_adults_message_is_not_there(self, mother, app_of, contents):
        give_access(make_person("father"), contents["case"])
        message = contents["message"]
        message.addressees = ("father",)
        message.reindexObjectSecurity()

        assert mother.get(message).status_int == 404
        assert message.getId() not in mother.get(contents["case"]).text
        assert app_of("father").get(message).status_int == 200

    def test_forms_of_editors(self, app_of, editor, council):
        for design in council.ehc["forms"].objectValues():
            answer = app_of(editor).get(design)
            assert answer.status_int == 200
            assert "savedDataStorage" not in answer.json


class TestTypes:
    """`@types` tells what can be made where, and what it takes."""

    def addable(self, app, place) -> set[str]:
        answer = app.get(f"{place.absolute_url()}/@types")
        return {
            each["@id"].rpartition("/")[2]
            for each in answer.json
            if each["addable"] and "@types/E" in each["@id"]
        }

    def schema(self, app, place, name) -> dict:
        return json.loads(app.get(f"{place.absolute_url()}/@types/{name}").text)

    def test_what_can_be_made(
        self, mother, coordinator, app_of, editor, contents, council
    ):
        case, family = contents["case"], contents["family"]
        of_editor = app_of(editor)
        assert self.addable(mother, case) == set()  # Forms are begun by @ehc-forms.
        assert self.addable(coordinator, council.families) == {"EHCFamily"}
        assert self.addable(coordinator, family) == {"EHCCase"}
        assert self.addable(coordinator, case) == {
            "EHCDocument",
            "EHCMessage",
            "EHCStage",
        }
        assert self.addable(of_editor, council.ehc["stage-guides"]) == {"EHCStageGuide"}
        # Who builds forms is given Plone's role Contributor, too.
        assert self.addable(of_editor, council.ehc["forms"]) == set()

    def test_what_staff_send_for_a_case(self, coordinator, contents):
        told = self.schema(coordinator, contents["family"], "EHCCase")

        assert told["required"] == [
            "title",
            "date_of_birth",
            "gender",
            "request_received",
            "request_source",
        ]
        assert not DATES & told["properties"].keys()
        assert told["properties"]["gender"]["choices"][0] == ["female", "Female"]
        assert "vocabulary" not in told["properties"]["gender"]

    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("EHCMessage", {"title", "text"}),
            ("EHCDocument", {"title", "document_date", "file"}),
            ("EHCSupportingForm", {"title"}),
        ],
    )
    def test_what_the_portal_keeps_is_nobodys_to_send(
        self, coordinator, contents, name, fields
    ):
        told = self.schema(coordinator, contents["case"], name)
        assert told["properties"].keys() == fields

    def test_every_vocabulary_that_is_named_is_there(
        self, coordinator, app_of, editor, contents, council
    ):
        of_editor = app_of(editor)
        for app, place, name in (
            (coordinator, contents["family"], "EHCCase"),
            (coordinator, contents["case"], "EHCStage"),
            (of_editor, council.ehc["stage-guides"], "EHCStageGuide"),
        ):
            for field in self.schema(app, place, name)["properties"].values():
                if "vocabulary" in field:
                    answer = app.get(field["vocabulary"]["@id"])
                    assert answer.status_int == 200, (name, field)


class TestPeople:
    """Nobody's name is told to whom it does not concern."""

    @pytest.mark.parametrize(
        "name",
        [
            "plone.app.vocabularies.Principals",
            "plone.app.vocabularies.Users",
            "plone.app.vocabularies.Groups",
            "hcc.ehcportal.coordinators",
        ],
    )
    def test_no_family_and_no_editor_lists_accounts(
        self, mother, app_of, editor, contents, tracy, name
    ):
        for app in (mother, app_of(editor)):
            answer = app.get(f"@vocabularies/{name}")
            assert answer.status_int == 403
            assert "Tracy" not in answer.text

    def test_staff_choose_among_coordinators(self, coordinator, contents):
        family = contents["family"]
        answer = coordinator.get(
            f"{family.absolute_url()}/@vocabularies/hcc.ehcportal.coordinators"
        )
        assert [each["title"] for each in answer.json["items"]] == ["Robert Coombes"]

    def test_other_vocabularies_are_as_plone_has_them(self, mother, contents):
        answer = mother.get("@vocabularies/plone.app.vocabularies.PortalTypes")
        assert answer.status_int == 200
