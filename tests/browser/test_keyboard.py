"""The keyboard alone is enough: it reaches everything, shows where it is, and presses.

Plone's own toolbar is left out, as where axe is asked.
"""

from asking import EVERY_KIND
from asking import FILLED
from datetime import datetime
from datetime import UTC
from demo_layer import DEMO_FIXTURE
from hcc.ehcportal.access.begun import BegunRequest
from hcc.ehcportal.access.begun import of_account
from hcc.ehcportal.content.portal import portal_of
from hcc.ehcportal.forms.answering import judge
from hcc.ehcportal.login.door.accounts import account_named
from windows import AT_A_DESK
from windows import ON_A_PHONE

import factories
import papers
import pytest
import transaction


pytestmark = pytest.mark.browser

# Remembers everything that can be pressed, as the page has it in order, and how each
# looks without the focus; of radio buttons the one that stands for its group. Then the
# focus is put before the first of them.
BEGIN = """
() => {
  document.querySelector("#edit-zone")?.remove();
  document.activeElement.blur();
  const lookOf = each => {
    const style = getComputedStyle(each);
    const outline = style.outlineStyle === "none" ? "" : style.outline;
    return [outline, style.boxShadow].join();
  };
  const standsFor = each => each.type !== "radio" ? each
    : [...document.getElementsByName(each.name)].find(other => other.checked)
    ?? document.getElementsByName(each.name)[0];
  const wanted = [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex]"
  )].filter(each => each.tabIndex >= 0 && each.type !== "hidden"
    && !each.matches(":disabled") && each === standsFor(each)
    && each.checkVisibility({visibilityProperty: true}));
  const names = wanted.map((each, number) => {
    const words = each.getAttribute("aria-label") || each.innerText || each.name;
    return `${number} ${each.localName} ${words}`.replace(/\\s+/g, " ").trim();
  });
  const looks = wanted.map(lookOf);
  const [start, end] = ["start", "end"].map(id => {
    return Object.assign(document.createElement("button"), {id});
  });
  document.body.prepend(start);
  document.body.append(end);
  start.focus();
  const told = active => {
    if (active === start || active === end) return active.id;
    const number = wanted.indexOf(standsFor(active));
    if (number < 0) return `not to be reached: ${active.outerHTML.slice(0, 99)}`;
    const isSeen = lookOf(active) !== looks[number];
    return names[number] + (isSeen ? "" : " (the focus cannot be seen)");
  };
  window.seen = [];
  document.addEventListener("focusin", event => seen.push(told(event.target)));
  return names;
}
"""

# What has the focus, as its label, its name for screen readers or its words.
NAME = """
() => {
  const active = document.activeElement;
  const words = active.getAttribute("aria-label")
    || (active.labels?.[0] ?? active).innerText;
  return words.replace(/\\s+/g, " ").trim();
}
"""


def walk(page, key: str, wanted: list[str]) -> list[str]:
    """Press a key, as often as it takes to get this far; return what had the focus."""
    page.evaluate("seen = []")
    seen = []
    while len(seen) < len(wanted):
        before = len(seen)
        # A date has several places to type in, and so takes more than once round.
        for _ in wanted[before:]:
            page.keyboard.press(key)
        seen = page.evaluate("seen")
        assert len(seen) > before, f"The keyboard does not get away from {seen[-1:]}."
    return seen


def reaches_everything(visitor, *addresses: str) -> None:
    """Walk through each page there and back."""
    for address in addresses:
        answer = visitor.goto(address)
        assert answer.status == 200, address
        names = visitor.page.evaluate(BEGIN)
        there, back = [*names, "end"], [*names[::-1], "start"]
        assert walk(visitor.page, "Tab", there) == there, address
        assert walk(visitor.page, "Shift+Tab", back) == back, address


def press(visitor, name: str, key: str = "Enter"):
    """Go on with the tabulator to what is called so, and press it."""
    for _ in range(150):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate(NAME) == name:
            return visitor.page.keyboard.press(key)
    raise AssertionError(f"The keyboard does not reach {name}.")


@pytest.fixture
def papers_of_tony(tony):
    """A document that is out and one that is not yet, by their addresses."""
    made = {
        state: factories.make_document(tony, f"Plan, {state}", state).getId()
        for state in ("draft", "published")
    }
    transaction.commit()
    return made


@pytest.fixture
def forms_of_tony(tony, tonys):
    """A form that can be submitted, and one that was sent, by their addresses."""
    made = {}
    for state in ("draft", "submitted"):
        form = factories.make_form(tony, f"My views, {state}", "draft")
        form.questions, form.typed = EVERY_KIND, FILLED
        form.upload_limits = {"files": 5}
        form.answers = dict(judge(form).answers)
        form.submitted_at = datetime(2024, 10, 4, 8, 5, tzinfo=UTC)
        factories.put_into(form, state)
        made[state] = f"{tonys}/{form.getId()}"
    transaction.commit()
    return made


@pytest.mark.parametrize("window", [AT_A_DESK], indirect=True, ids=str)
class TestEveryPage:
    def test_of_the_office(self, visitor, tony, tonys, papers_of_tony):
        family = tonys.rpartition("/")[0]
        stage = next(
            f"{tonys}/{stage.getId()}"
            for stage in tony.objectValues()
            if stage.portal_type == "EHCStage" and stage.guide_key == "request_outcome"
        )
        published = f"{tonys}/{papers_of_tony['published']}"
        visitor.sign_in("robert")

        reaches_everything(
            visitor,
            "/ehc/worklist?cases=all&late=1",
            "/ehc/families",
            family,
            f"{family}/ehc-invite",
            f"{family}/ehc-grant-access",
            "/ehc/families/ehc-access-requests",
            "/ehc/families/ehc-new-case",
            f"{tonys}/ehc-case",
            f"{tonys}/ehc-history",
            f"{tonys}/ehc-hand-over",
            f"{tonys}/ehc-as-family",
            f"{tonys}/ehc-close",
            stage,
            f"{stage}/ehc-record-exemption",
            f"{tonys}/ehc-add-documents",
            f"{tonys}/ehc-check-documents",
            f"{published}/ehc-proof",
            f"{published}/ehc-replace",
            f"{published}/ehc-withdraw",
            f"{tonys}/ehc-write-message",
            f"{tonys}/ehc-advice-requests",
            f"{tonys}/ehc-letter-information-requested",
            "/ehc/ehc-notices",
            "/ehc/ehc-bulk-publish",
            "/ehc/ehc-bulk-finish-stage",
        )

    def test_of_forms(self, visitor, tonys, forms_of_tony):
        draft, sent = forms_of_tony["draft"], forms_of_tony["submitted"]
        visitor.sign_in("anita")
        reaches_everything(
            visitor,
            f"{tonys}/ehc-items-to-complete",
            f"{draft}/ehc-fill",
            f"{draft}/ehc-check-answers",
            f"{draft}/ehc-submit",
            "/ehc/ehc-submitted-forms",
            f"{sent}/ehc-form",
        )
        visitor.sign_in("robert")
        reaches_everything(
            visitor,
            f"{sent}/ehc-sent-form",
            f"{tonys}/ehc-send-form",
            "/ehc/ehc-held-files",
        )

    def test_of_editors_forms(self, visitor):
        visitor.sign_in("editor", "/ehc")
        design = "/ehc/forms/parental-supporting-documents"
        reaches_everything(visitor, "/ehc/forms", f"{design}/view")

    def test_of_managers_and_editors(self, visitor):
        visitor.sign_in("manager")
        reaches_everything(visitor, "/ehc/ehc-staff-contacts", "/ehc/ehc-audit")

        visitor.sign_in("editor", "/ehc")
        reaches_everything(
            visitor,
            "/ehc/texts",
            "/ehc/texts/message-handover",
            "/ehc/texts/message-handover/ehc-preview",
        )

    def test_of_a_family(self, visitor, tonys):
        visitor.sign_in("anita")
        reaches_everything(
            visitor,
            "/ehc",
            tonys,
            f"{tonys}/ehc-request-details",
            f"{tonys}/ehc-involvements",
            f"{tonys}/ehc-items-to-view",
            f"{tonys}/ehc-items-to-complete",
            f"{tonys}/ehc-messages",
            "/ehc/ehc-help",
            "/ehc-my-account",
        )

    def test_of_whoever_asks_for_an_assessment(self, visitor, tony):
        reaches_everything(visitor, "/ehc/ehc-request-assessment")

        visitor.sign_in("anita")
        anita = account_named(DEMO_FIXTURE.accounts["anita"]["login"])
        request = BegunRequest(portal_of(tony), of_account(anita.user_id))
        for step in ("you", "child", "needs", "documents", "check"):
            request.save({"step": step})
            transaction.commit()
            reaches_everything(visitor, "/ehc/ehc-request-assessment")


@pytest.mark.parametrize("window", [AT_A_DESK, ON_A_PHONE], indirect=True, ids=str)
def test_a_document_is_published_with_keys_alone(visitor, tony):
    visitor.sign_in("robert")
    page = visitor.page

    with page.expect_navigation():
        press(visitor, "Add documents Tony Bread")
    with page.expect_file_chooser() as chooser:
        press(visitor, "Files")
    chooser.value.set_files(
        {
            "name": "Final plan.pdf",
            "mimeType": "application/pdf",
            "buffer": papers.pdf("The plan"),
        }
    )
    page.locator(".ehc-sending progress").last.wait_for(state="detached")
    with page.expect_navigation():
        press(visitor, "Continue", "Space")
    with page.expect_navigation():
        press(visitor, "Publish to family", "Space")

    assert visitor.sees("The document was published to the family of Tony Bread.")


@pytest.mark.parametrize("window", [AT_A_DESK], indirect=True, ids=str)
def test_a_message_is_sent_with_keys_alone(visitor, tonys):
    visitor.sign_in("robert", f"{tonys}/ehc-write-message")
    page = visitor.page

    press(visitor, "Subject", "B")
    page.keyboard.type("y keyboard")
    press(visitor, "Message", "H")
    page.keyboard.type("ello")
    for button in ("Check and send", "Send"):
        with page.expect_navigation():
            press(visitor, button)

    assert visitor.sees("The message was sent to Anita Rixon.")
