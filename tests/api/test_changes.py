"""``GET @ehc-changes``: what families did, told once and in an order that stays."""

from factories import make_document
from factories import make_form
from factories import make_person
from factories import sign_in
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.access.requests import Requests
from hcc.ehcportal.content.correspondence import write_to_office
from hcc.ehcportal.feed.ids import CouncilIds
from hcc.ehcportal.feed.journal import Journal
from hcc.ehcportal.feed.journal import number_changes
from plone import api
from plone.testing.zope import Browser
from plone.uuid.interfaces import IUUID

import pytest
import transaction


@pytest.fixture
def system(app_of, council):
    """The app of a case system; every read comes after what is new was numbered."""
    app = app_of(make_person("case-system", groups=["ehc-case-systems"]))

    def read(**query):
        number_changes()
        return app.get("ehc/@ehc-changes", **query)

    return read


@pytest.fixture
def submitted(admitted, anita):
    """A form that Tony's mother has submitted."""
    form = make_form(admitted)
    with api.env.adopt_user(username=anita):
        api.content.transition(form, "submit")
    return form


def kinds(answer):
    return [each["kind"] for each in answer.json["items"]]


def write_down(case, times=1):
    for _time in range(times):
        record("form_submitted", who="anita", subject=subject_of(case))


class TestWhatIsTold:
    def test_a_form_that_was_submitted(self, system, submitted, admitted, council):
        CouncilIds(council.ehc).note_content("case", "C-1", admitted)
        (item,) = system().json["items"]
        assert item["kind"] == "form_submitted"
        assert item["content"] == {
            "id": None,
            "uid": IUUID(submitted),
            "url": submitted.absolute_url(),
        }
        assert (item["case"]["id"], item["case"]["uid"]) == ("C-1", IUUID(admitted))
        assert item["family"]["uid"] == IUUID(admitted.aq_parent)
        assert item["moment"].endswith("Z")

    def test_which_of_the_editors_forms_it_is(self, system, submitted, council):
        submitted.form_key = IUUID(council.ehc["forms"]["my-views"])
        assert system().json["items"][0]["design"] == "my-views"

    def test_a_message_to_the_office(self, system, admitted, anita, council):
        council.ehc.replies = True
        with api.env.adopt_user(username=anita):
            write_to_office(admitted, "Hello", "When will the letter come?")
        assert kinds(system()) == ["message_written"]

    def test_a_request_for_access(self, system, council, tracy):
        request = Requests(council.ehc).make(
            tracy,
            child_name="Tony Bread",
            date_of_birth=council.ehc.created().asdatetime().date().replace(year=2020),
            relationship="mother",
        )
        (item,) = system().json["items"]
        assert (item["kind"], item["part"], item["case"]) == (
            "access_requested",
            request.id,
            None,
        )

    def test_a_document_that_a_family_opened_and_staff_did_not(
        self, functional, system, admitted, anita, robert
    ):
        document = make_document(admitted)
        transaction.commit()
        for person in (robert, anita):
            browser = sign_in(Browser(functional["app"]), person)
            browser.open(f"{document.absolute_url()}/@@download/file")
        transaction.begin()
        assert kinds(system()) == ["document_opened"]

    def test_nothing_of_what_it_says_or_of_whom(self, system, submitted):
        assert "Bread" not in system().text
        assert "anita" not in system().text
        assert "Parental views" not in system().text

    def test_what_was_deleted_since_is_told_without_its_ids(self, system, submitted):
        number_changes()
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(submitted.aq_parent)
        (item,) = system().json["items"]
        assert (item["kind"], item["content"]) == ("form_submitted", None)


class TestCursor:
    def test_it_leads_through_everything_once(self, system, admitted):
        write_down(admitted, times=7)
        seen, cursor, more = [], None, True
        while more:
            query = {"since": cursor} if cursor else {}
            answer = system(limit=3, **query).json
            seen += [each["id"] for each in answer["items"]]
            cursor, more = answer["cursor"], answer["more"]
        assert len(seen) == len(set(seen)) == 7

    def test_at_the_end_it_stays_and_leads_to_what_is_new(self, system, admitted):
        write_down(admitted)
        cursor = system().json["cursor"]
        assert system(since=cursor).json == {
            "items": [],
            "cursor": cursor,
            "more": False,
        }
        write_down(admitted)
        assert len(system(since=cursor).json["items"]) == 1

    def test_nothing_has_no_cursor(self, system):
        assert system().json == {"items": [], "cursor": None, "more": False}

    def test_what_is_committed_late_is_not_skipped(self, system, admitted, monkeypatch):
        """An entry of a transaction that began long before comes behind the cursor."""
        from hcc.ehcportal.access import audit

        write_down(admitted)
        cursor = system().json["cursor"]
        time = audit.machine_time
        monkeypatch.setattr(audit, "machine_time", lambda: time().replace(year=2024))
        write_down(admitted)
        (late,) = system(since=cursor).json["items"]
        assert late["moment"].startswith("2024")

    @pytest.mark.parametrize(
        "cursor", ["x", "-1", "7", "{name}-2", "{name}--1", "{name}-1.0", "{name}-٣"]
    )
    def test_one_that_was_never_given_is_refused(
        self, system, admitted, council, cursor
    ):
        write_down(admitted)
        number_changes()
        name = Journal(council.ehc).end.partition("-")[0]
        answer = system(since=cursor.format(name=name))
        assert answer.status_int == 400
        assert answer.json["type"] == "BadCursor"
        assert answer.json["errors"][0]["field"] == "since"

    def test_one_of_another_site_is_refused_where_nothing_happened(self, system):
        assert system(since="abcdef01-1").status_int == 400

    @pytest.mark.parametrize("limit", ["0", "501", "many"])
    def test_a_limit_that_makes_no_sense_is_refused(self, system, limit):
        assert system(limit=limit).status_int == 400


@pytest.mark.parametrize(
    ("groups", "status"),
    [((), 403), (("ehc-coordinators",), 403), (("ehc-managers",), 200)],
)
def test_only_case_systems_and_managers_read_it(app_of, council, groups, status):
    app = app_of(make_person("somebody", groups=groups))
    assert app.get("ehc/@ehc-changes").status_int == status


def test_families_and_strangers_do_not(mother, nobody):
    assert mother.get("ehc/@ehc-changes").status_int == 403
    assert nobody.get("ehc/@ehc-changes").status_int == 401
