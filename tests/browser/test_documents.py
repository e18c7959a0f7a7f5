"""A coordinator gives a family a document, which opens it in the browser."""

from hcc.ehcportal.office.documents.drafts import drafts_of
from windows import AT_A_DESK

import papers
import pytest
import transaction


pytestmark = pytest.mark.browser

# What a browser makes of files that somebody drags over a page.
DRAG = """
files => {
  const dragged = new DataTransfer();
  for (const [name, bytes] of files)
    dragged.items.add(new File([new Uint8Array(bytes)], name));
  return dragged;
}
"""


class Desk:
    """A coordinator at work, whose presses and choices of files are counted."""

    def __init__(self, visitor):
        self.visitor = visitor
        self.presses = 0
        self.choices = 0

    def press(self, name: str, role: str = "button"):
        self.presses += 1
        page = self.visitor.page
        with page.expect_navigation():
            page.locator("#content").get_by_role(role, name=name).first.click()
        return self

    def choose(self, *files):
        """Choose files, and wait until a script has sent them, if one does."""
        self.choices += 1
        chosen = [
            {"name": name, "mimeType": "application/octet-stream", "buffer": data}
            for name, data in files
        ]
        self.visitor.page.set_input_files("#ehc-files", chosen)
        if self.visitor.window.scripts:
            self._wait_until_sent()
        return self

    def drop(self, *files):
        """Drop files where the page says so, and wait until they are sent."""
        self.choices += 1
        page = self.visitor.page
        dragged = page.evaluate_handle(DRAG, [[name, [*data]] for name, data in files])
        page.locator(".ehc-drop-hint").dispatch_event("drop", {"dataTransfer": dragged})
        self._wait_until_sent()
        return self

    def _wait_until_sent(self):
        waiting = self.visitor.page.locator(".ehc-sending progress")
        waiting.last.wait_for(state="detached")


@pytest.fixture
def worklist(visitor):
    """Robert at his worklist, who has pressed nothing yet."""
    visitor.sign_in("robert")
    visitor.goto("/ehc/worklist")
    return Desk(visitor)


@pytest.fixture
def desk(worklist):
    """Robert where the link *Add documents* in the row of Tony Bread leads him."""
    return worklist.press("Add documents Tony Bread", "link")


def test_one_document_is_published_with_four_presses_and_one_choice(worklist, tony):
    desk, visitor = worklist, worklist.visitor
    assert visitor.heading == "Worklist"

    desk.press("Add documents Tony Bread", "link")
    assert visitor.heading == "Add documents"
    visitor.look("add-documents")

    desk.choose(("Advice of the EP 2024-10-03.pdf", papers.pdf("About Tony Bread")))
    visitor.look("add-documents-chosen")
    desk.press("Continue")
    assert visitor.sees("Tony Bread")
    assert visitor.sees("Anita Rixon (Mother)")
    assert visitor.sees("Advice of the EP 2024-10-03.pdf (1 page)")
    visitor.look("check-documents")
    desk.press("Publish to family")

    assert visitor.sees("The document was published to the family of Tony Bread.")
    assert desk.presses <= 4
    assert desk.choices == 1
    transaction.begin()
    assert drafts_of(tony) == []


# Who has files to drop has a mouse; and what is dropped, a script takes.
@pytest.mark.parametrize("window", [AT_A_DESK], indirect=True, ids=str)
def test_files_that_are_dropped_are_drafts_on_the_next_page(desk, tony):
    visitor = desk.visitor
    assert visitor.sees("Or drop files here.")

    desk.drop(("Final plan.pdf", papers.pdf("A plan")), ("Letter.pdf", papers.pdf()))
    assert visitor.sees("Final plan.pdf Added as a draft")
    assert visitor.sees("Letter.pdf Added as a draft")
    visitor.look("add-documents-dropped")
    desk.press("Continue")

    assert visitor.page.url.endswith("/ehc-check-documents")
    assert visitor.sees("Final plan.pdf (1 page)")
    assert visitor.sees("Letter.pdf (1 page)")
    transaction.begin()
    assert [draft.title for draft in drafts_of(tony)] == ["Final plan", "Letter"]


def test_several_files_with_what_is_to_be_looked_at(desk):
    visitor = desk.visitor
    others = "Dear parents of Helen Frost-Okafor\nIvy Marlow"
    desk.choose(
        ("letter.pdf", papers.pdf(others)),
        ("a_scan.pdf", papers.pdf("")),
        ("page.html", papers.PAGE),
    )
    if visitor.window.scripts:
        assert visitor.sees("page.html")
    else:
        desk.press("Continue")
        visitor.page.goto(visitor.page.url)
    visitor.look("add-documents-refused")
    visitor.goto(visitor.page.url.replace("add", "check"))

    assert visitor.sees("There is no text in this file, as in a scan.")
    visitor.look("check-documents-several")
    visitor.page.locator("[name^=title-]").first.fill("")
    desk.press("Publish to family")
    assert visitor.sees("Enter a description: the family reads it.")
    visitor.look("check-documents-problems")


def test_a_family_opens_a_pdf_and_staff_see_when_and_withdraw_it(desk):
    visitor = desk.visitor
    desk.choose(("Final plan.pdf", papers.pdf("The plan")))
    desk.press("Continue").press("Publish to family")
    visitor.goto("/logout")
    visitor.sign_in("anita")
    assert visitor.sees("Final plan (PDF, 1 KB) New")
    visitor.follow("Documents you have been sent")
    visitor.look("items-to-view-new")
    items = visitor.page.url

    link = visitor.page.locator("table a", has_text="Final plan").first
    with visitor.page.expect_response("**/@@display-file/file") as answer:
        link.click()
    assert answer.value.headers["content-disposition"].startswith("inline;")
    visitor.goto(items)
    assert not visitor.sees("Final plan (PDF, 1 KB) New")
    document = visitor.page.locator("table a").first.get_attribute("href")
    visitor.goto("/logout")

    proof = document.partition("/@@")[0] + "/ehc-proof"
    visitor.sign_in("robert")
    visitor.goto(proof)
    assert visitor.heading == "Proof of delivery"
    assert visitor.sees("Anita Rixon (Mother)")
    visitor.look("proof")
    visitor.goto(proof.replace("ehc-proof", "ehc-replace"))
    visitor.look("replace-document")

    visitor.goto(proof.replace("ehc-proof", "ehc-withdraw"))
    visitor.page.fill("[name='form.widgets.withdrawal_reason']", "Of another child.")
    visitor.look("withdraw-document")
    visitor.click("[name='form.buttons.save']")
    visitor.sign_in("anita", items)
    assert visitor.sees("Final plan")
    visitor.look("items-to-view-withdrawn")
