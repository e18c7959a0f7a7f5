"""Somebody asks for an assessment on the public page, in a browser without scripts."""

from webtest.forms import Upload

import re
import transaction


PAGE = "ehc/ehc-request-assessment"

YOU = {"adult": "Anita Rixon", "email": "anita@example.org"}
CHILD = {"child_name": "Tony Bread", "day": "3", "month": "3", "year": "2020"}
NEEDS = {"why": "He cannot <b>follow</b>.\nNot at all.", "help": ""}


def fill(browser, facts, source=None):
    """Fill in the fields of a step."""
    if source:
        browser.getControl(name="source").value = [source]
    for name, value in facts.items():
        browser.getControl(name=name).value = value
    return browser


def to_documents(browser, source="parent", **facts):
    """Go on to the step that takes documents."""
    fill(browser, YOU, source).press("Continue")
    fill(browser, {**CHILD, **facts}).press("Continue")
    return fill(browser, NEEDS).press("Continue")


def to_code(browser, source="parent", **facts):
    """Go on to the step that asks for the code."""
    to_documents(browser, source, **facts).press("Continue")
    return browser.press("Continue")


def ask(browser, source="parent", **facts):
    """Go through all steps."""
    return enter_code(to_code(browser, source, **facts))


def send(browser):
    """Go on from the documents to the end."""
    return enter_code(browser.press("Continue").press("Continue"))


def enter_code(browser, code=None):
    """Enter the code that was mailed last, or another, and send the request."""
    browser.getControl(name="code").value = code or code_in(browser.mails[-1])
    return browser.press("Send the request")


def code_in(mail) -> str:
    """Return the code that a mail brings."""
    return re.search(r"Your code is (\d+)", mail.text)[1]


def choose(browser, *files):
    """Choose documents, each a name and its content."""
    chosen = [Upload(name, content) for name, content in files]
    browser.getControl(name="files")._control.force_value(chosen)
    return browser


def attach(browser, *files):
    """Choose documents and send them to the page."""
    return choose(browser, *files).press("Upload Document")


def attached(browser) -> list[str]:
    """Return the names of the documents that the page shows."""
    names = browser.parsed.cssselect(".ehc-attached li strong")
    return [name.text_content() for name in names]


def cases_of(council) -> list:
    """Return the cases of the council as they were committed."""
    transaction.begin()
    families = council.families.objectValues()
    return [case for family in families for case in family.objectValues()]


def documents_of(case) -> list:
    """Return the documents of a case, in the order in which they came."""
    return [item for item in case.objectValues() if item.portal_type == "EHCDocument"]


def text_of(browser) -> str:
    """Return what the page says."""
    return " ".join(browser.parsed.text_content().split())
