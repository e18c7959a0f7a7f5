"""Somebody asks for an assessment on the public page, in a browser without scripts."""

from webtest.forms import Upload

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


def ask(browser, source="parent", **facts):
    """Go through all steps."""
    to_documents(browser, source, **facts).press("Continue")
    return browser.press("Send the request")


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
