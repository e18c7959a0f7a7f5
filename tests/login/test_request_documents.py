"""Documents that come with a request for an assessment, before and after it is sent."""

from dataclasses import replace
from hcc.ehcportal.access import begun
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.access.begun import old_requests
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.content.uploads.limits import upload_limits
from hcc.ehcportal.content.uploads.marks import is_held
from hcc.ehcportal.content.uploads.quarantine import Held
from hcc.ehcportal.login.door.attempts import Limit
from hcc.ehcportal.notify.rounds import forget_requests
from papers import pdf
from papers import photo
from plone import api
from requesting import attach
from requesting import attached
from requesting import cases_of
from requesting import CHILD
from requesting import choose
from requesting import documents_of
from requesting import enter_code
from requesting import fill
from requesting import NEEDS
from requesting import PAGE
from requesting import send
from requesting import text_of
from requesting import to_documents
from requesting import YOU
from scanners import EICAR
from scanners import fake_scanner
from scanners import free_port

import json
import pytest
import transaction


REPORT = ("report.pdf", pdf("A report"))
PHOTO = ("IMG_1.jpg", photo())

# A secret that somebody has made up.
KNOWN = "a" * 43

GONE = "Documents that stood on this page are not kept any more"


def field(browser, name) -> str:
    return browser.getControl(name=name).value


def send_by_script(browser, name, data, **fields):
    """Send a document as the script of the page does, and return the answer."""
    browser.testapp.extra_environ["HTTP_HOST"] = "nohost"
    kept = {name: field(browser, name) for name in ("_authenticator", "kept")}
    answer = browser.testapp.post(
        f"{browser.site}/ehc/ehc-attach-to-request",
        {**kept, **fields},
        upload_files=[("files", name, data)],
        expect_errors=True,
    )
    del browser.testapp.extra_environ["HTTP_HOST"]
    return answer


class TestAttaching:
    def test_they_become_drafts_of_the_case(self, page, council):
        attach(to_documents(page), REPORT, PHOTO)
        assert attached(page) == ["report.pdf", "IMG_1.jpg"]
        page.press("Continue")
        assert "report.pdf" in text_of(page)
        enter_code(page.press("Continue"))

        (case,) = cases_of(council)
        report, picture = documents_of(case)
        (request,) = case.assessment_requests
        assert request.documents == (report.getId(), picture.getId())
        assert state_of(report) == state_of(picture) == "draft"
        assert report.title == "report.pdf"
        assert b"York" in PHOTO[1]
        assert b"York" not in picture.file.data

    def test_what_can_be_chosen_is_said_before(self, page):
        to_documents(page)
        (chooser,) = page.parsed.cssselect("#files")
        (hint,) = page.parsed.cssselect(f"#{chooser.get('aria-describedby')}")
        assert "At most 20 files of 20 MB each" in hint.text_content()
        assert ".pdf" in chooser.get("accept")

    @pytest.mark.parametrize("button", ["Continue", "Back"])
    def test_any_other_button_takes_them_too(self, page, button):
        choose(to_documents(page), REPORT).press(button)
        page.press({"Continue": "Back", "Back": "Continue"}[button])
        assert attached(page) == ["report.pdf"]

    def test_they_are_removed_again(self, page, council):
        attach(to_documents(page), REPORT, PHOTO)
        page.getControl(name="remove", index=0).click()
        assert attached(page) == ["IMG_1.jpg"]
        send(page)

        (case,) = cases_of(council)
        assert [each.title for each in documents_of(case)] == ["IMG_1.jpg"]

    def test_what_is_refused_is_said_of_each_and_the_others_are_kept(self, page):
        attach(to_documents(page), ("a.exe", b"MZ"), REPORT, ("b.pdf", b""))
        assert attached(page) == ["report.pdf"]
        assert "a.exe: This kind of file cannot be taken." in page.problems
        assert "b.pdf: There is nothing in this file." in page.problems

    def test_nothing_chosen(self, page):
        to_documents(page).press("Upload Document")
        assert page.problems == "Choose a file first."

    def test_none_are_needed(self, page, council):
        send(to_documents(page))
        (case,) = cases_of(council)
        assert documents_of(case) == []

    def test_the_script_of_the_page_sends_them_one_by_one(self, page):
        to_documents(page)
        answer = json.loads(send_by_script(page, *REPORT).body)
        assert answer["problem"] == ""
        assert [(each["name"]) for each in answer["files"]] == ["report.pdf"]
        refused = json.loads(send_by_script(page, "a.exe", b"MZ").body)
        assert refused["files"] == []
        assert refused["problem"].startswith("This kind of file cannot be taken.")
        page.press("Back").press("Continue")
        assert attached(page) == ["report.pdf"]

    def test_whoever_opens_the_address_of_the_script_is_led_to_the_page(self, page):
        page.visit("ehc/ehc-attach-to-request")
        assert page.url.endswith("/ehc-request-assessment")


class TestViruses:
    def test_a_virus_is_refused_and_recorded(self, page, monkeypatch):
        with fake_scanner(monkeypatch):
            attach(to_documents(page), ("a.txt", EICAR))
        assert "The virus scanner stopped this file" in page.problems
        assert attached(page) == []
        assert next(entries(limit=1)).kind == "virus_refused"

    def test_what_nobody_could_scan_is_held_in_the_case(
        self, page, council, monkeypatch
    ):
        monkeypatch.setenv("EHC_CLAMAV", f"127.0.0.1:{free_port()}")
        send(attach(to_documents(page), REPORT))

        (case,) = cases_of(council)
        (report,) = documents_of(case)
        assert is_held(report.file)
        assert [uid for uid, _since in Held(council.ehc).all()] == [report.UID()]


class TestNobodyElse:
    def test_another_browser_has_none_of_them(self, page, visitor):
        attach(to_documents(page), REPORT)
        other = visitor().visit(PAGE)
        assert attached(to_documents(other)) == []

    def test_another_request_in_the_same_browser_has_none_of_them(self, page):
        attach(to_documents(page), REPORT)
        page.visit(PAGE)
        assert attached(to_documents(page)) == []

    @pytest.mark.parametrize("kept", ["", KNOWN, "../" * 20, "\N{SNOWMAN}" * 43])
    def test_a_secret_that_was_made_up_finds_nothing(self, page, kept):
        attach(to_documents(page), REPORT)
        page.getControl(name="kept").value = kept
        page.press("Continue")
        assert "report.pdf" not in text_of(page)

    def test_a_secret_in_a_link_is_not_taken_over(self, page):
        page.visit(f"{PAGE}?kept={KNOWN}")
        assert field(page, "kept") != KNOWN

    @pytest.mark.parametrize("fields", [{}, {"next": "1", "account": "1"}])
    def test_nor_one_that_another_site_makes_the_browser_send(self, page, fields):
        answer = page.send("POST", PAGE, {"kept": KNOWN, **fields})
        assert 'name="kept"' in answer.text
        assert KNOWN not in answer.text

    def test_after_it_is_sent_its_secret_finds_nothing(self, page):
        kept = field(attach(to_documents(page), REPORT), "kept")
        send(page).visit(PAGE)
        page.getControl(name="kept").value = kept
        assert attached(to_documents(page)) == []

    def test_whoever_asked_cannot_open_them(self, browser, council, tracy):
        council.ehc.takes_requests = True
        browser.sign_in("tracy").visit(PAGE)
        fill(browser, {**YOU, "email": "tracy@example.org"}, "parent").press("Continue")
        fill(browser, CHILD).press("Continue")
        fill(browser, NEEDS).press("Continue")
        attach(browser, REPORT).press("Continue").press("Send the request")
        (case,) = cases_of(council)
        (report,) = documents_of(case)

        browser.open(f"{report.absolute_url()}/@@download/file")

        assert browser.status == 404

    def test_without_its_token_nothing_is_taken(self, page):
        to_documents(page)
        answer = send_by_script(page, *REPORT, _authenticator="made up")
        assert answer.status_code == 403
        page.press("Back").press("Continue")
        assert attached(page) == []


class TestTime:
    def test_after_a_day_they_are_gone_and_that_is_said(self, page, council, moment):
        attach(to_documents(page), REPORT).press("Continue")
        moment.pass_by(hours=25)

        page.press("Continue")

        assert GONE in page.problems
        assert "Step 4 of 6" in text_of(page)
        assert cases_of(council) == []
        send(page)
        assert len(cases_of(council)) == 1

    def test_what_was_not_sent_is_dropped_by_the_rounds(self, page, council, moment):
        attach(to_documents(page), REPORT)
        moment.pass_by(hours=23)
        forget_requests()
        assert old_requests(council.ehc) == []

        moment.pass_by(hours=2)
        transaction.begin()
        assert len(old_requests(council.ehc)) == 1
        forget_requests()
        assert old_requests(council.ehc) == []


class TestBounds:
    def test_one_request_has_the_bounds_of_a_form(self, page):
        api.portal.set_registry_record("ehc.upload_files", 1)
        attach(to_documents(page), REPORT)
        attach(page, PHOTO)
        assert "These are more than 1 files." in page.problems
        assert attached(page) == ["report.pdf"]

    def test_one_place_has_a_share_of_the_room(self, page, monkeypatch):
        one_report = len(REPORT[1]) * 1.5 / upload_limits().bytes_all
        monkeypatch.setattr(begun, "_SHARE", one_report)
        attach(to_documents(page), REPORT)
        assert attached(page) == ["report.pdf"]
        # What is removed is on the disk all the same.
        page.getControl(name="remove").click()

        attach(to_documents(page.visit(PAGE)), REPORT)

        assert "So much was sent from here" in page.problems
        assert attached(page) == []

    def test_a_request_arrives_also_when_there_is_no_room(
        self, page, council, monkeypatch
    ):
        full = replace(begun.OF_PAGES, bytes_all=10)
        monkeypatch.setattr(begun, "OF_PAGES", full)
        attach(to_documents(page), REPORT)
        assert "No more documents are taken just now." in page.problems
        send(page)
        assert len(cases_of(council)) == 1

    def test_too_many_from_one_place_have_to_wait(self, page, monkeypatch):
        module = "hcc.ehcportal.login.joining.begunpage.FILES_OF_NETWORK"
        monkeypatch.setattr(module, Limit("network-files", 1))
        attach(to_documents(page), REPORT, PHOTO)
        assert "There were too many tries." in page.problems
        assert attached(page) == []
