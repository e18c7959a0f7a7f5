"""Two coordinators at one case at once: neither loses what the other did."""

from factories import make_case
from factories import make_document
from hcc.ehcportal.access.handover import BeingEdited
from hcc.ehcportal.access.handover import hand_over
from hcc.ehcportal.content.locks import edited_by
from hcc.ehcportal.content.states import state_of
from OFS import LockItem
from plone import api
from plone.api.exc import InvalidParameterError
from plone.locking.interfaces import ILockable
from types import SimpleNamespace

import pytest
import time
import transaction


TITLE = "form.widgets.title"


@pytest.fixture
def manager(visitor, rob):
    """Rob Test, at another desk."""
    return visitor(rob)


@pytest.fixture
def editing(coordinator, case):
    """Robert has the case open in its edit form."""
    coordinator.visit(case, "edit")
    transaction.begin()
    return coordinator


def save(visitor, title):
    visitor.getControl(name=TITLE).value = title
    visitor.getControl(name="form.buttons.save").click()
    transaction.begin()


def test_one_publishes_while_the_other_edits_the_case(editing, manager, case):
    document = make_document(case, state="draft")
    transaction.commit()
    with api.env.adopt_user(username="rob"):
        api.content.transition(document, "publish")
    transaction.commit()

    save(editing, "Tony B. Bread")

    assert (state_of(document), case.title) == ("published", "Tony B. Bread")


def test_the_second_to_edit_is_told_by_whom_it_is_edited(editing, manager, case):
    manager.visit(case, "edit")

    assert "Robert Coombes" in manager.text
    assert "locked" in manager.text
    assert "form.widgets.title" not in manager.contents


def test_whoever_saved_lets_the_next_in(editing, manager, case):
    save(editing, "Tony B. Bread")

    manager.visit(case, "edit")

    assert manager.getControl(name=TITLE).value == "Tony B. Bread"


def test_a_draft_that_is_edited_is_not_published_under_the_form(
    coordinator, manager, case
):
    document = make_document(case, state="draft")
    coordinator.visit(document, "edit")
    transaction.begin()

    with (
        api.env.adopt_user(username="rob"),
        pytest.raises(InvalidParameterError),
    ):
        api.content.transition(document, "publish")
    transaction.abort()
    save(coordinator, "A better title")

    assert (state_of(document), document.title) == ("draft", "A better title")


def test_a_case_that_is_edited_is_not_handed_over_under_the_form(
    editing, manager, case, rob
):
    manager.visit(case, "@@ehc-hand-over")

    assert "Robert Coombes is editing this now" in manager.text
    with api.env.adopt_user(username=rob), pytest.raises(BeingEdited):
        hand_over(case, rob, rob)


def test_a_case_that_is_edited_is_not_closed_under_the_form(editing, manager, case):
    manager.visit(case, "@@ehc-close")

    assert "Robert Coombes is editing this now" in manager.text


def test_nobody_is_kept_out_by_their_own_form(editing, case, robert, rob):
    with api.env.adopt_user(username=robert):
        assert edited_by(case) is None
        hand_over(case, rob, robert)


class TestTyping:
    """Plone's lock ends after ten minutes."""

    @pytest.fixture
    def later(self, monkeypatch):
        """Let so many minutes of a lock pass, counted from now."""

        def later(minutes):
            then = time.time() + 60 * minutes
            monkeypatch.setattr(LockItem, "time", SimpleNamespace(time=lambda: then))

        return later

    def token_on(self, visitor):
        return visitor.parsed.cssselect("[name=_authenticator]")[0].get("value")

    def keep(self, visitor, case):
        """Do what the script of the form does."""
        token = self.token_on(visitor)
        (script,) = visitor.parsed.cssselect("script[data-keep]")
        assert script.get("src").endswith("++resource++hcc.ehcportal/lock.js")
        visitor.send(script.get("data-keep"), {"_authenticator": token})
        assert visitor.status == 204

    def test_whoever_types_keeps_others_out(self, editing, manager, case, later):
        later(minutes=8)
        self.keep(editing, case)
        later(minutes=16)
        manager.visit(case, "edit")

        assert "Robert Coombes" in manager.text
        assert TITLE not in manager.contents

    def test_whoever_goes_on_after_a_while_has_it_again(
        self, editing, manager, case, later
    ):
        later(minutes=16)
        self.keep(editing, case)
        manager.visit(case, "edit")

        assert TITLE not in manager.contents

    def test_it_takes_it_from_nobody_else(self, editing, manager, case, later, rob):
        later(minutes=16)
        manager.visit(case, "edit")
        transaction.begin()
        self.keep(editing, case)

        assert ILockable(case).lock_info()[0]["creator"] == rob

    def test_another_page_cannot_have_it_kept(self, coordinator, case):
        coordinator.send(f"{case.absolute_url()}/ehc-keep-lock", {})

        assert coordinator.is_refused
        assert not ILockable(case).locked()

    def test_nor_can_a_link(self, editing, case, later):
        token = self.token_on(editing)
        later(minutes=16)
        editing.visit(case, f"ehc-keep-lock?_authenticator={token}")

        assert editing.is_refused
        assert not ILockable(case).locked()

    def test_a_family_s_folder_has_no_lock(self, coordinator, family):
        assert "data-keep" not in coordinator.visit(family, "edit").contents


class TestFamilies:
    @pytest.mark.parametrize(
        "page",
        [
            "@@plone_lock_operations/create_lock",
            "@@plone_lock_operations/force_unlock",
            "@@plone_lock_operations/safe_unlock",
            "@@plone_lock_operations/refresh_lock",
            "ehc-keep-lock",
            "edit",
        ],
    )
    def test_they_neither_lock_nor_take_over(self, editing, mother, case, rob, page):
        assert mother.visit(case, page).is_refused

        transaction.begin()
        with api.env.adopt_user(username=rob):
            assert edited_by(case) == "Robert Coombes"

    def test_they_are_not_told_who_edits(self, editing, mother, case):
        make_case(case.__parent__)

        assert "locked" not in mother.visit(case).text
