"""A coordinator adds files, checks them, and gives them to the family."""

from datetime import date
from factories import give_access
from factories import make_case
from factories import make_document
from factories import make_family
from functools import partial
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.content.events import IDocumentReplaced
from hcc.ehcportal.content.openings import openings_of
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.uploads.marks import mark_as
from hcc.ehcportal.content.uploads.marks import WAITING
from hcc.ehcportal.office.documents import add
from hcc.ehcportal.office.documents import adding as adding_module
from hcc.ehcportal.office.documents import reading
from hcc.ehcportal.office.documents.adding import dated_by
from hcc.ehcportal.office.documents.adding import described_by
from hcc.ehcportal.office.documents.drafts import drafts_of
from hcc.ehcportal.office.documents.patience import Patience
from plone import api
from plone.locking.interfaces import ILockable
from Products.CMFCore.WorkflowCore import WorkflowException
from webtest.forms import Upload
from zope.component import getGlobalSiteManager

import json
import papers
import pytest
import transaction


ADD = "ehc-add-documents"
CHECK = "ehc-check-documents"


@pytest.fixture
def adding(coordinator, case, texts):
    """The coordinator where files are chosen."""
    return coordinator.visit(case, ADD)


@pytest.fixture
def checking(adding, case):
    """The coordinator with one draft, before publishing it."""
    return choose(adding, "Advice_of_the_EP 2024-10-03.pdf").press("Continue")


def choose(browser, *names: str, data: bytes | None = None):
    """Choose files in the form that is open."""
    files = [Upload(name, papers.pdf() if data is None else data) for name in names]
    control = browser.getControl(name="files")._control
    control.force_value(files if "multiple" in control.attrs else files[0])
    return browser


def field(browser, name: str, document):
    return browser.getControl(name=f"{name}-{document.getId()}")


def the_draft(case):
    (draft,) = drafts_of(case)
    return draft


class TestAdding:
    def test_a_file_becomes_a_draft_named_and_dated_by_its_name(self, checking, case):
        draft = the_draft(case)

        assert checking.url == f"{case.absolute_url()}/{CHECK}"
        assert (draft.title, draft.document_date) == (
            "Advice of the EP 2024-10-03",
            date(2024, 10, 3),
        )
        assert (draft.file.contentType, state_of(draft)) == ("application/pdf", "draft")
        assert (draft.reading.outcome, draft.reading.pages) == ("read", 1)

    def test_the_page_leads_back_to_the_childs_case(self, adding, case):
        assert adding.getLink("Tony Bread").url == f"{case.absolute_url()}/ehc-case"

    def test_nothing_chosen_is_said(self, adding, case):
        adding.press("Continue")

        assert "Choose a file first." in adding.text
        assert drafts_of(case) == []

    def test_what_families_cannot_be_given_is_said_and_the_rest_is_kept(
        self, adding, case
    ):
        choose(adding, "page.html", data=papers.PAGE)

        adding.press("Continue")

        assert "page.html: This kind of file cannot be taken." in adding.text
        assert drafts_of(case) == []

    def test_a_script_sends_each_file_and_is_told_in_json(
        self, coordinator, adding, case
    ):
        for name, data, problem in (
            ("a.pdf", papers.pdf(), ""),
            ("b.pdf", papers.PAGE, "is not what its name ends in"),
        ):
            coordinator.visit(case, ADD)
            token = coordinator.getControl(name="_authenticator").value
            answer = coordinator.testapp.post(
                f"{case.absolute_url()}/{ADD}",
                {"_authenticator": token, "answer": "json"},
                upload_files=[("files", name, data)],
                headers={"Host": "nohost"},
            )
            assert problem in json.loads(answer.body)["problem"]
        transaction.begin()
        assert [draft.file.filename for draft in drafts_of(case)] == ["a.pdf"]

    def test_files_that_take_too_long_are_kept_and_said_to_be_unread(
        self, adding, case, texts, monkeypatch
    ):
        """Twenty that want twenty seconds each cost what two of them do."""
        begun = []
        monkeypatch.setattr(
            add, "Patience", partial(Patience, clock=lambda: 20.0 * len(begun))
        )
        monkeypatch.setattr(reading, "extract", begun.append)
        choose(adding, *(f"{number}.pdf" for number in range(20)))

        adding.press("Continue")

        assert [file.filename for file in begun] == ["0.pdf", "1.pdf"]
        assert len(drafts_of(case)) == 20
        assert adding.text.count("The text of this file was not read") == 18
        assert adding.text.count("This file could not be read.") == 2

    def test_files_that_take_too_long_to_check_are_refused_and_the_others_kept(
        self, adding, case, monkeypatch
    ):
        begun = []

        def check(file, *arguments):
            begun.append(file.filename)
            return file

        monkeypatch.setattr(adding_module, "checked_upload", check)
        monkeypatch.setattr(
            add, "Patience", partial(Patience, clock=lambda: 40.0 * len(begun))
        )
        choose(adding, *(f"{number}.pdf" for number in range(4)))

        adding.press("Continue")

        assert begun == ["0.pdf", "1.pdf"]
        assert len(drafts_of(case)) == 2
        assert adding.text.count("There was no time left for this file") == 2
        assert "Added as drafts: 2." in adding.text

    def test_another_site_cannot_add(self, coordinator, case):
        coordinator.send(f"{case.absolute_url()}/{ADD}", {"files": "x"})

        assert coordinator.status == 403

    def test_families_add_check_replace_and_prove_nothing(self, mother, case):
        document = make_document(case)

        for content, page in (
            (case, ADD),
            (case, CHECK),
            (document, "ehc-replace"),
            (document, "ehc-proof"),
            (document, "ehc-earlier-version/1"),
        ):
            assert mother.visit(content, page).is_refused, page

    @pytest.mark.parametrize(
        ("name", "title", "day"),
        [
            ("Final_plan.pdf", "Final plan", date(2024, 10, 4)),
            ("20240901 letter.pdf", "20240901 letter", date(2024, 9, 1)),
            ("03.10.2024_letter.pdf", "03.10.2024 letter", date(2024, 10, 3)),
            ("2024-13-45.pdf", "2024-13-45", date(2024, 10, 4)),
            (".pdf", ".pdf", date(2024, 10, 4)),
        ],
    )
    def test_a_name_proposes_a_description_and_a_date(self, clock, name, title, day):
        assert (described_by(name), dated_by(name)) == (title, day)


class TestChecking:
    def test_the_page_says_whose_it_is_and_who_will_see_it(self, checking, case, anita):
        give_access(anita, case)

        page = checking.visit(case, CHECK)

        (child,) = page.parsed.cssselect(".ehc-child-name a")
        assert (child.text, child.get("href")) == (
            "Tony Bread",
            f"{case.absolute_url()}/ehc-case",
        )
        assert "born 3 Mar 2020" in page.text
        assert "Who will see it: Anita Rixon (Mother)" in page.text
        assert "Advice_of_the_EP 2024-10-03.pdf (1 page)" in page.text

    def test_it_says_that_nobody_has_access_and_that_a_case_is_in_preparation(
        self, adding, sister
    ):
        text = adding.visit(sister, CHECK).text

        assert "Nobody has access to this case yet." in text
        assert "This case is in preparation." in text

    def test_one_press_saves_the_words_and_publishes(self, checking, case, clock):
        draft = the_draft(case)
        field(checking, "title", draft).value = " Advice of the  psychologist "
        field(checking, "day", draft).value = "2024-09-30"

        checking.press("Publish to family")

        assert "was published to the family of Tony Bread" in checking.text
        assert (draft.title, draft.document_date) == (
            "Advice of the psychologist",
            date(2024, 9, 30),
        )
        assert state_of(draft) == "published"
        assert draft.effective_date.asdatetime() == clock.moment

    def test_those_not_ticked_stay_drafts(self, checking, adding, case):
        first = the_draft(case)
        choose(adding.visit(case, ADD), "other.pdf").press("Continue")
        field(checking, "publish", first).value = []

        checking.press("Publish to family")

        assert the_draft(case).getId() == first.getId()

    def test_nothing_ticked_is_said(self, checking, case):
        field(checking, "publish", the_draft(case)).value = []

        checking.press("Publish to family")

        assert "Tick at least one document" in checking.text
        assert len(drafts_of(case)) == 1

    def test_what_is_wrong_is_said_by_the_field_and_nothing_is_lost(
        self, checking, case
    ):
        draft = the_draft(case)
        field(checking, "title", draft).value = " "
        field(checking, "day", draft).value = "2024-02-31"

        checking.press("Publish to family")

        assert "Enter a description: the family reads it." in checking.text
        assert "Enter the date on the document" in checking.text
        assert field(checking, "day", draft).value == "2024-02-31"
        assert state_of(draft) == "draft"

    def test_drafts_can_be_kept_and_removed(self, checking, case):
        field(checking, "title", the_draft(case)).value = "Kept"
        checking.press("Keep as drafts")
        assert the_draft(case).title == "Kept"

        checking.visit(case, CHECK).press("Remove")

        assert drafts_of(case) == []
        assert "The draft was removed." in checking.text

    def test_what_another_changed_in_the_meantime_is_shown(self, checking, case):
        draft = the_draft(case)
        draft.title = "Corrected by Rob"
        transaction.commit()

        checking.press("Publish to family")

        assert "Somebody changed this draft in the meantime." in checking.text
        assert "Corrected by Rob" in checking.text
        assert state_of(draft) == "draft"
        checking.press("Publish to family")
        assert state_of(draft) == "published"

    def test_one_that_nobody_could_open_waits_for_the_scanner(self, checking, case):
        draft = the_draft(case)
        mark_as(draft.file, WAITING)
        checking.visit(case, CHECK).press("Publish to family")

        assert "This file is still to be checked for viruses" in checking.text
        assert state_of(draft) == "draft"

    def test_one_that_a_colleague_is_editing_waits_for_them(self, checking, case, rob):
        draft = the_draft(case)
        with api.env.adopt_user(username=rob):
            ILockable(draft).lock()
        transaction.commit()
        checking.visit(case, CHECK)

        for button in ("Publish to family", "Remove"):
            checking.press(button)
            assert checking.status == 200
            assert "Rob Test is editing this now" in checking.text
        checking.press("Keep as drafts")
        assert "The drafts are kept." in checking.text
        checking.visit(case, CHECK)
        field(checking, "title", draft).value = "Under Rob's form"
        checking.press("Keep as drafts")
        assert "Rob Test is editing this now" in checking.text
        assert (state_of(draft), draft.title) == (
            "draft",
            "Advice of the EP 2024-10-03",
        )

    def test_one_that_a_colleague_published_meanwhile_is_said_to_be(
        self, checking, case, rob
    ):
        draft = the_draft(case)
        with api.env.adopt_user(username=rob):
            api.content.transition(draft, "publish")
        transaction.commit()
        field(checking, "title", draft).value = "My own words"

        for button in ("Publish to family", "Keep as drafts"):
            checking.press(button)
            assert (
                "“Advice of the EP 2024-10-03” is published already, by Rob Test. What "
                "you typed in its place was not saved: “My own words”." in checking.text
            )
            assert "Tick at least one document" not in checking.text
            checking.goBack()
        assert draft.title == "Advice of the EP 2024-10-03"

    def test_the_others_are_published_all_the_same(self, rob, adding, case):
        choose(adding, "a.pdf", "b.pdf", "c.pdf").press("Continue")
        first, second, third = drafts_of(case)
        with api.env.adopt_user(username=rob):
            api.content.transition(first, "publish")
            api.content.delete(second)
        transaction.commit()

        adding.press("Publish to family")

        assert state_of(third) == "published"
        assert "“a” is published already, by Rob Test." in adding.text
        assert "A draft that stood here is gone" in adding.text
        assert adding.text.count("was published to the family of Tony Bread") == 1

    def test_removing_one_saves_what_was_typed_about_the_others(self, adding, case):
        choose(adding, "a.pdf", "b.pdf").press("Continue")
        _, second = drafts_of(case)
        field(adding, "title", second).value = ""
        adding.getControl("Remove a.pdf").click()
        transaction.begin()
        assert "Enter a description" in adding.text
        assert len(drafts_of(case)) == 2

        field(adding, "title", second).value = "The advice"
        adding.getControl("Remove a.pdf").click()
        transaction.begin()

        assert the_draft(case).title == "The advice"

    def test_those_of_others_are_shown_and_not_ticked(self, checking, visitor, rob):
        manager = visitor(rob)
        manager.open(checking.url)

        assert "Added by Robert Coombes" in manager.text
        manager.press("Publish to family")
        assert "Tick at least one document" in manager.text

    def test_ids_that_are_not_the_cases_drafts_do_nothing(self, checking, case, family):
        other = make_document(make_case(family, "Tim Bread"), state="draft")
        published = make_document(case)
        token = checking.getControl(name="_authenticator").value
        for document in (other, published):
            name = document.getId()
            checking.send(
                f"{case.absolute_url()}/{CHECK}",
                {"_authenticator": token, "remove": name, f"seen-{name}": "x"},
            )
            assert name in document.__parent__
        assert state_of(other) == "draft"

    def test_another_site_cannot_publish(self, checking, case):
        draft = the_draft(case)

        checking.send(checking.url, {"publish": "1", f"publish-{draft.getId()}": "1"})

        assert checking.status == 403
        assert state_of(draft) == "draft"


class TestWarnings:
    def test_another_childs_name_is_a_warning_and_no_block(
        self, adding, council, case, texts
    ):
        ivy = make_case(make_family(council, "Marlow"), "Ivy Marlow")
        transaction.commit()
        texts["a.pdf"] = "Dear parents of Ivy Marlow"

        choose(adding, "a.pdf").press("Continue")

        assert "This file names Ivy Marlow, another child in the portal." in adding.text
        assert ivy.absolute_url() in adding.contents
        adding.press("Publish to family")
        assert drafts_of(case) == []

    def test_a_scan_is_to_be_looked_at(self, adding, texts):
        texts["a.pdf"] = " "

        choose(adding, "a.pdf").press("Continue")

        assert "There is no text in this file, as in a scan." in adding.text

    def test_a_draft_with_another_file_is_read_anew(self, adding, case, texts):
        choose(adding, "a.pdf").press("Continue")
        other = make_document(case, state="draft")
        draft = next(d for d in drafts_of(case) if d != other)
        draft.file = other.file
        texts[other.file.filename] = " "

        assert adding.visit(case, CHECK).text.count("as in a scan") == 2


class TestReplacing:
    @pytest.fixture
    def document(self, case, mother):
        return make_document(case)

    @pytest.fixture
    def replacing(self, coordinator, document, texts):
        coordinator.visit(document, "ehc-replace")
        choose(coordinator, "corrected.pdf", data=papers.pdf("B")).press("Continue")
        return coordinator

    def test_the_family_has_the_new_file_and_staff_keep_the_old(
        self, replacing, case, document, robert, clock, mother
    ):
        old, draft = document.file, the_draft(case)
        mother.visit(document, "@@download/file")
        transaction.begin()
        assert "Takes the place of: EHCP - Information Requested" in replacing.text
        clock.set(2024, 10, 9)
        field(replacing, "reason", draft).value = "A wrong date"

        replacing.press("Publish to family")

        (version,) = document.versions
        assert (version.file, version.replaced_by, version.reason) == (
            old,
            robert,
            "A wrong date",
        )
        assert version.replaced_at == clock.moment
        assert list(version.openings) == ["anita"]
        assert (document.file.filename, drafts_of(case)) == ("corrected.pdf", [])
        (entry,) = overview_of(case, "anita").documents
        assert (entry.title, entry.is_new) == ("corrected", True)
        assert entry.replaced_on == date(2024, 10, 9)
        assert openings_of(document) == {}
        mother.visit(document, "@@download/file")
        assert b"corrected.pdf" in mother.headers["Content-Disposition"].encode()

    def test_it_is_told_to_whoever_sends_notices(self, replacing, case, document):
        told = []
        manager = getGlobalSiteManager()
        manager.registerHandler(told.append, (IDocumentReplaced,))
        try:
            field(replacing, "reason", the_draft(case)).value = "A wrong date"
            replacing.press("Publish to family")
        finally:
            manager.unregisterHandler(told.append, (IDocumentReplaced,))
        assert [event.object.getId() for event in told] == [document.getId()]
        assert document.adults == ("anita",)

    def test_without_a_reason_nothing_is_replaced(self, replacing, case, document):
        replacing.press("Publish to family")

        assert "Say why the document is replaced." in replacing.text
        assert document.versions == ()

    def test_the_reason_is_kept_with_the_draft(self, replacing, case, document):
        field(replacing, "reason", the_draft(case)).value = "A wrong date"
        replacing.press("Keep as drafts")

        replacing.visit(case, CHECK)

        assert field(replacing, "reason", the_draft(case)).value == "A wrong date"
        replacing.press("Publish to family")
        assert [version.reason for version in document.versions] == ["A wrong date"]

    def test_one_that_was_withdrawn_meanwhile_is_not(self, replacing, case, document):
        document.withdrawal_reason = "A mistake"
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(document, "withdraw")
        transaction.commit()

        replacing.press("Publish to family")

        assert "was withdrawn or removed" in replacing.text
        assert document.versions == ()

    def test_plones_menu_does_not_publish_it_beside_the_other(self, replacing, case):
        with (
            api.env.adopt_roles(["Manager"]),
            pytest.raises(WorkflowException, match="replace another document"),
        ):
            api.portal.get_tool("portal_workflow").doActionFor(
                the_draft(case), "publish"
            )

    def test_staff_read_the_earlier_version(
        self, replacing, case, document, robert, mother
    ):
        old = document.file.data
        field(replacing, "reason", the_draft(case)).value = "A wrong date"
        replacing.press("Publish to family")

        replacing.visit(document, "@@ehc-earlier-version/1")

        assert replacing.contents in (old, old.decode("latin-1"))
        assert replacing.headers["Content-Disposition"].startswith("attachment;")
        assert next(entries(kind="document_downloaded")).who == robert
        for number in ("0", "2", "x", "-1", "01", "9" * 5000):
            assert replacing.visit(document, f"@@ehc-earlier-version/{number}").status
            assert replacing.status == 404
        assert mother.visit(document, "@@ehc-earlier-version/1").is_refused

    def test_a_draft_cannot_be_replaced(self, coordinator, case):
        coordinator.visit(make_document(case, state="draft"), "ehc-replace")

        assert "Only a document that the family has can be replaced." in (
            coordinator.text
        )


class TestWithdrawing:
    def test_the_family_reads_why_and_gets_no_file(self, coordinator, mother, case):
        document = make_document(case)
        coordinator.visit(document, "ehc-withdraw")
        coordinator.fill(withdrawal_reason="It had a wrong date").press("Withdraw")

        text = mother.visit(case, "ehc-items-to-view").text

        assert "Withdrawn: It had a wrong date" in text
        assert document.absolute_url() not in mother.contents
        for way in ("", "@@download/file", "@@display-file/file", "@@images/file"):
            assert mother.visit(document, way).status == 404


class TestProof:
    def test_it_says_who_had_access_and_who_opened_it_when(
        self, coordinator, mother, case, robert, clock
    ):
        document = make_document(case)
        clock.set(2024, 10, 8)
        mother.visit(document, "@@display-file/file")

        text = coordinator.visit(document, "ehc-proof").text

        assert "Published 04 Oct 2024 12:00" in text
        assert "Anita Rixon (Mother)" in text
        assert "08 Oct 2024 12:00 1" in text

    def test_it_says_that_nobody_has_opened_it(self, coordinator, case, anita):
        give_access(anita, case)

        text = coordinator.visit(make_document(case), "ehc-proof").text

        assert "Not yet 0" in text

    def test_both_versions_have_theirs(self, coordinator, case, anita, texts, clock):
        give_access(anita, case)
        document = make_document(case)
        clock.set(2024, 10, 9)
        coordinator.visit(document, "ehc-replace")
        choose(coordinator, "new.pdf").press("Continue")
        field(coordinator, "reason", the_draft(case)).value = "A wrong date"
        coordinator.press("Publish to family")

        text = coordinator.visit(document, "ehc-proof").text

        assert text.index("Version 2") < text.index("Version 1")
        assert "Replaced 09 Oct 2024 12:00, Robert Coombes: A wrong date" in text

    def test_a_draft_has_none(self, coordinator, case):
        text = coordinator.visit(make_document(case, state="draft"), "ehc-proof").text

        assert "Nobody was told of it" in text
