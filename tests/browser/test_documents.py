"""A coordinator gives a family a document, which opens it in the browser."""

from hcc.ehcportal.office.documents.drafts import drafts_of

import papers
import pytest
import transaction


pytestmark = pytest.mark.browser


class Desk:
    """A coordinator at a case, whose presses are counted."""

    def __init__(self, visitor):
        self.visitor = visitor
        self.presses = 0

    def press(self, name: str):
        self.presses += 1
        page = self.visitor.page
        with page.expect_navigation():
            page.locator("#content").get_by_role("button", name=name).first.click()
        return self

    def choose(self, *files):
        """Choose files, and wait until a script has sent them, if one does."""
        chosen = [
            {"name": name, "mimeType": "application/octet-stream", "buffer": data}
            for name, data in files
        ]
        self.visitor.page.set_input_files("#ehc-files", chosen)
        if self.visitor.window.scripts:
            waiting = self.visitor.page.locator(".ehc-sending progress")
            waiting.last.wait_for(state="detached")
        return self


@pytest.fixture
def tony(demo_server):
    """The case of Tony Bread in the demonstration."""
    families = demo_server["portal"]["ehc"]["families"]
    return next(
        case
        for family in families.objectValues()
        for case in family.objectValues()
        if case.title == "Tony Bread"
    )


@pytest.fixture
def desk(visitor, tony):
    """Robert where the link *Add documents* of a case has led him."""
    path = "/".join(tony.getPhysicalPath()[2:])
    visitor.sign_in("robert")
    visitor.goto(f"/{path}/ehc-add-documents")
    desk = Desk(visitor)
    # The press of that link, in the worklist.
    desk.presses = 1
    return desk


def test_one_document_is_published_with_four_presses_and_one_choice(desk, tony):
    visitor = desk.visitor
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
    transaction.begin()
    assert drafts_of(tony) == []


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


def test_a_family_opens_a_pdf_in_the_browser_and_staff_see_when(desk):
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
    visitor.page.wait_for_timeout(1500)
    visitor.page.screenshot(path=f"var/screenshots/pdf-{visitor.window}.png")
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
