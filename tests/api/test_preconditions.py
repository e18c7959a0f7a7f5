"""Nobody overwrites in silence what somebody else has changed, or is just changing."""

from factories import make_message
from factories import put_into
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.interfaces import IEHCPortalLayer
from plone import api
from plone.locking.interfaces import ILockable
from zope.component import getGlobalSiteManager
from zope.interface import Interface

import pytest
import transaction


@pytest.fixture
def etag(coordinator, admitted):
    """The ETag of Tony's case, as Robert has read it."""
    return coordinator.get(admitted).headers["ETag"]


def change(app, content, etag=None, **values):
    headers = {"If-Match": etag} if etag else {}
    return app.patch(content, values or {"reference": "EHC-7"}, headers)


class TestIfMatch:
    def test_what_was_read_can_be_changed(self, coordinator, admitted, etag):
        assert change(coordinator, admitted, etag).status_int == 204
        assert admitted.reference == "EHC-7"

    def test_once(self, coordinator, admitted, etag):
        change(coordinator, admitted, etag)
        answer = change(coordinator, admitted, etag, reference="EHC-8")

        assert answer.status_int == 412
        assert answer.json["type"] == "PreconditionFailed"
        assert admitted.reference == "EHC-7"

    def test_a_change_of_state_counts(self, coordinator, admitted, etag):
        stage = admitted.objectValues()[0]
        before = coordinator.get(stage).headers["ETag"]
        put_into(stage, "done")
        assert coordinator.get(stage).headers["ETag"] != before

    def test_what_happens_elsewhere_in_the_case_does_not(
        self, coordinator, admitted, etag
    ):
        admitted.objectValues()[0].outcome = "Yes"
        assert change(coordinator, admitted, etag).status_int == 204

    def test_whoever_asks_for_none_of_it_is_let(self, coordinator, admitted, etag):
        assert change(coordinator, admitted).status_int == 204
        assert change(coordinator, admitted, "*", reference="x").status_int == 204

    def test_something_more(self, coordinator, admitted, etag):
        body = {"@type": "EHCMessage", "title": "Hello", "text": "Hello"}
        answers = [
            coordinator.post(admitted, body, {"If-Match": each})
            for each in (etag, etag)
        ]
        assert [answer.status_int for answer in answers] == [201, 412]

    def test_deleting(self, coordinator, admitted):
        message = make_message(admitted, state="draft")
        answer = coordinator.delete(message, {"If-Match": '"x"'})
        assert answer.status_int == 412
        assert message.getId() in admitted

    def test_a_transition(self, coordinator, admitted):
        address = f"{admitted.absolute_url()}/@workflow/close"
        answer = coordinator.post(address, headers={"If-Match": '"x"'})
        assert answer.status_int == 412
        assert api.content.get_state(admitted) == "open"

    def test_what_may_not_be_read_cannot_be_guessed(
        self, coordinator, admitted, monkeypatch
    ):
        address = f"{admitted.absolute_url()}/@ehc-drafts"
        guessed = coordinator.get(address).headers["ETag"]
        body = {"subject": "Hello", "text": "Hello"}
        reader = getGlobalSiteManager().adapters.lookup(
            (IEHCCase, IEHCPortalLayer),
            Interface,
            "GET_application_json_@ehc-drafts",
        )
        monkeypatch.setattr(reader, "__roles__", ())
        answer = coordinator.post(address, body, {"If-Match": guessed})
        assert answer.status_int == 412

    def test_pages_of_the_website_have_their_own_etags(self, coordinator, council):
        assert "ETag" not in coordinator.get(council.help_page).headers


class TestLocks:
    @pytest.fixture
    def lock(self, admitted, rob):
        """Let Rob open Tony's case in an edit form."""

        def by(person):
            with api.env.adopt_user(username=person):
                ILockable(admitted).lock()
            transaction.commit()

        return by

    @pytest.mark.parametrize("method", ["PATCH", "DELETE"])
    def test_somebody_elses(self, app_of, admitted, rob, robert, lock, method):
        lock(robert)
        answer = app_of(rob).call(method, admitted, {})

        assert answer.status_int == 409
        assert answer.json["type"] == "Locked"
        assert answer.json["message"].startswith("Robert Coombes is editing this now")

    def test_a_transition(self, coordinator, admitted, rob, lock):
        lock(rob)
        answer = coordinator.post(f"{admitted.absolute_url()}/@workflow/close")
        assert answer.status_int == 409

    def test_a_family_is_not_told_of_it(self, mother, admitted, rob, lock):
        address = admitted.absolute_url()
        calls = (("PATCH", address), ("POST", f"{address}/@workflow/close"))
        before = [mother.call(*each, {}).body for each in calls]
        lock(rob)
        after = [mother.call(*each, {}) for each in calls]
        assert [each.status_int for each in after] == [403, 403]
        assert [each.body for each in after] == before

    def test_ones_own_without_its_token(self, coordinator, admitted, robert, lock):
        lock(robert)
        answer = change(coordinator, admitted)
        assert answer.status_int == 409
        assert answer.json["message"].startswith("You have this open")

    def test_ones_own_with_its_token(self, coordinator, admitted, robert, lock):
        lock(robert)
        token = ILockable(admitted).lock_info()[0]["token"]
        answer = coordinator.patch(admitted, {"reference": "x"}, {"Lock-Token": token})
        assert answer.status_int == 204

    def test_it_keeps_nobody_from_adding_and_reading(
        self, coordinator, admitted, rob, lock
    ):
        lock(rob)
        body = {"@type": "EHCMessage", "title": "Hello", "text": "Hello"}
        assert coordinator.post(admitted, body).status_int == 201
        assert coordinator.get(admitted).status_int == 200
