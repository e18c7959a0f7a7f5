"""A parent fills in a form, over two devices and with a photo, and submits it."""

from asking import EVERY_KIND
from factories import make_design
from hcc.ehcportal.content.states import state_of
from hcc.ehcportal.forms.answering import typed_in
from hcc.ehcportal.forms.attachments import attachments_of
from hcc.ehcportal.forms.drafts import save
from hcc.ehcportal.forms.starting import start
from io import BytesIO
from papers import heic
from papers import picture
from PIL import Image
from types import SimpleNamespace
from windows import AT_A_DESK
from windows import ON_A_PHONE
from zope.component.hooks import site as active_site

import papers
import pytest
import transaction


pytestmark = pytest.mark.browser


@pytest.fixture
def form(demo_server):
    """A form that Anita has started about Tony."""
    portal = demo_server["portal"]
    with active_site(portal):
        ehc = portal["ehc"]
        families = ehc["families"].objectValues()
        cases = [case for family in families for case in family.objectValues()]
        (tony,) = [case for case in cases if case.title == "Tony Bread"]
        council = SimpleNamespace(ehc=ehc)
        design = make_design(council, "My views", questions=EVERY_KIND)
        form = start(tony, design)
        form.upload_limits = {"files": 5}
        form.introduction = "<p>Please tell us what matters to you.</p>"
        form.confirmation = "<p>We read it within ten days.</p>"
    transaction.commit()
    return form


def seen(form):
    """Return a form as the database has it now."""
    transaction.begin()
    return form


def address_of(form, page="ehc-fill"):
    return f"/{'/'.join(form.getPhysicalPath()[2:])}/{page}"


def fill_in(page):
    page.fill("#answers-name", "Tony Bread")
    page.fill("#answers-story", "I like music.\n\nAnd dogs.")
    page.check("#answers-topic-1")
    page.fill("#answers-which", "Painting")
    page.check("#answers-days")
    page.check("#answers-agreed")
    page.fill("#answers-since", "2020-09-02")


def submit(visitor):
    """Press *Submit Form* and answer the guide's question."""
    if visitor.window.scripts:
        visitor.press("Submit Form", within=".ehc-main")
        visitor.page.wait_for_selector("dialog[open]")
        visitor.look("submit-form")
        visitor.follow("Submit", within="dialog form")
    else:
        visitor.follow("Submit Form", within=".ehc-main")
        visitor.look("submit-form")
        visitor.follow("Submit", within=".ehc-main form")


def test_a_form_from_its_start_to_its_receipt(visitor, form):
    page = visitor.page
    visitor.sign_in("anita")
    visitor.goto(address_of(form))
    visitor.look("fill")
    visitor.follow("Check your answers")
    assert visitor.sees("There is something to put right")
    visitor.look("fill-problems")

    fill_in(page)
    page.set_input_files("#files", photo("photo.jpg", picture("JPEG")))
    if visitor.window.scripts:
        page.wait_for_selector(".ehc-attached button")
    else:
        visitor.follow("Upload Document")
    assert visitor.sees("photo.jpg")
    visitor.look("fill-attached")
    visitor.follow("Check your answers")
    assert visitor.heading == "Check your answers"
    assert visitor.sees("Painting")
    visitor.look("check-answers")
    submit(visitor)

    assert visitor.sees("Your form was submitted successfully")
    assert visitor.sees(seen(form).receipt)
    assert visitor.sees("We read it within ten days.")
    visitor.look("form-receipt")
    visitor.follow("My views", within=".alert-success")
    assert visitor.sees("I like music.")
    assert visitor.sees("photo.jpg")
    visitor.look("form-page")


def photo(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


@pytest.mark.parametrize("window", [ON_A_PHONE], ids=str)
def test_what_is_typed_is_kept_by_itself(visitor, form):
    page = visitor.page
    visitor.sign_in("anita")
    visitor.goto(address_of(form))
    which = page.locator("#answers-which")
    assert not which.is_visible()
    page.check("#answers-topic-1")
    assert which.is_visible()

    page.fill("#answers-name", "Tony")
    with page.expect_response("**/ehc-save-draft"):
        page.locator("#answers-name").blur()
    page.wait_for_function(
        "document.querySelector('[data-ehc-state]').textContent.includes('Saved at')"
    )
    assert typed_in(seen(form))["name"] == "Tony"
    visitor.look("fill-saved")

    page.set_input_files("#files", photo("IMG_1.HEIC", heic()))
    page.wait_for_selector(".ehc-attached button")
    assert len(attachments_of(seen(form))) == 1
    page.set_input_files("#files", photo("page.pdf", b"<html></html>"))
    page.wait_for_selector(".ehc-attached .ehc-problem")
    visitor.look("fill-refused")

    elsewhere = {**typed_in(seen(form)), "name": "Anton"}
    save(form, elsewhere, form.draft_version)
    transaction.commit()
    page.fill("#answers-name", "Anthony")
    with page.expect_response("**/ehc-save-draft"):
        page.locator("#answers-name").blur()
    page.wait_for_selector(".ehc-unsaved")
    assert visitor.sees("changed on another page or device meanwhile")
    visitor.follow("Save and come back later")
    assert visitor.sees("This form was saved on another page or device meanwhile")
    assert page.input_value("#answers-name") == "Anthony"
    visitor.look("fill-elsewhere")
    assert typed_in(seen(form))["name"] == "Anton"
    visitor.follow("Save and come back later")
    assert typed_in(seen(form))["name"] == "Anthony"


class Line:
    """The line by which a file goes: after its first piece, some of what comes is lost.

    The question how far the file has come is ``held`` back, if it is wanted.
    """

    def __init__(self, page, lost: int, holds: bool = False):
        self.pieces = []
        self.lost = range(2, 2 + lost)
        self.holds = holds
        self.held = None
        page.route("**/@tus-upload/*", self.carry)
        # Nobody waits for the next try.
        page.evaluate(
            "() => { const soon = setTimeout; window.setTimeout = act => soon(act); }"
        )

    def carry(self, route):
        request = route.request
        self.pieces.append((request.method, request.headers.get("upload-offset")))
        if len(self.pieces) in self.lost:
            route.abort("connectionreset")
        elif self.holds and request.method == "HEAD":
            self.held = route
        else:
            route.continue_()


BAR = "document.querySelector('progress')?.value"


@pytest.mark.parametrize("window", [ON_A_PHONE], ids=str)
def test_a_file_goes_on_where_the_line_broke(visitor, form):
    page = visitor.page
    visitor.sign_in("anita")
    visitor.goto(address_of(form))
    line = Line(page, lost=1, holds=True)
    letter = papers.pdf("A letter") + b"%" * 1_300_000

    with page.expect_request(lambda request: request.method == "HEAD"):
        page.set_input_files("#files", photo("letter.pdf", letter))
    assert 0.3 < page.evaluate(BAR) < 0.5
    visitor.look("fill-broken-line")
    line.held.continue_()
    page.wait_for_selector(".ehc-attached button[name=remove]")

    piece = 512 * 1024
    assert line.pieces == [
        ("PATCH", "0"),
        ("PATCH", str(piece)),
        ("HEAD", None),
        ("PATCH", str(piece)),
        ("PATCH", str(2 * piece)),
    ]
    (kept,) = attachments_of(seen(form))
    assert kept.file.data == letter


@pytest.mark.parametrize("window", [ON_A_PHONE], ids=str)
def test_a_photo_goes_on_when_somebody_tries_again(visitor, form):
    page = visitor.page
    visitor.sign_in("anita")
    visitor.goto(address_of(form))
    # The second piece, and each time that the script asks how far it has come.
    line = Line(page, lost=4)
    taken = papers.photo(6, hidden=b"\0" * 1_000_000)

    page.set_input_files("#files", photo("IMG_1.JPG", taken))
    again = page.get_by_role("button", name="Try again IMG_1.JPG")
    again.wait_for()
    assert visitor.sees("This file did not arrive whole.")
    visitor.look("fill-broken-off")
    again.click()
    page.wait_for_selector(".ehc-attached button[name=remove]")

    (kept,) = attachments_of(seen(form))
    painted = Image.open(BytesIO(kept.file.data))
    assert painted.size == (160, 80)
    assert painted.getpixel((20, 40))[0] < 60 < painted.getpixel((140, 40))[0]
    assert b"York" not in kept.file.data
    assert line.pieces.count(("PATCH", "0")) == 1


@pytest.mark.parametrize("window", [AT_A_DESK], ids=str)
def test_a_session_that_runs_out_loses_nothing(visitor, form):
    page = visitor.page
    visitor.sign_in("anita")
    visitor.goto(address_of(form))
    page.fill("#answers-name", "Tony")
    with page.expect_response("**/ehc-save-draft"):
        page.locator("#answers-name").blur()
    page.context.clear_cookies()
    page.fill("#answers-story", "Half a sentence")
    page.locator("#answers-story").blur()
    page.wait_for_selector("[data-ehc-signed-out]:not([hidden])")
    visitor.look("fill-signed-out")

    # In another tab, as the page says; then go on in this one.
    other = type(visitor)(
        page.context.new_page(), visitor.window, visitor.site, visitor.let_in
    )
    other.sign_in("anita")
    other.page.close()
    page.fill("#answers-story", "A whole sentence")
    page.locator("#answers-story").blur()
    page.wait_for_selector("[data-ehc-signed-out][hidden]", state="attached")
    page.wait_for_selector(".ehc-draft-state:not(.ehc-unsaved)")
    assert typed_in(seen(form))["story"] == "A whole sentence"

    # Or the page is left: signing in leads back to it.
    page.context.clear_cookies()
    visitor.walk_in("anita", address_of(form))
    assert page.url.endswith("/ehc-fill")
    assert page.input_value("#answers-story") == "A whole sentence"


@pytest.mark.parametrize("window", [AT_A_DESK], ids=str)
def test_the_keyboard_alone_submits_it(visitor, form):
    page = visitor.page
    ready = {"name": "Tony", "topic": "music", "agreed": "selected"}
    save(form, {**typed_in(form), **ready}, 0)
    transaction.commit()
    visitor.sign_in("anita")
    visitor.goto(address_of(form))
    page.focus("button[name=check]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.focus("[data-ehc-asks]")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.ehcAsks") == "ehc-sure"
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert visitor.sees("Your form was submitted successfully")
    assert state_of(seen(form)) == "submitted"
