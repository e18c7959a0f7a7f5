"""Walks in as a person does: a name and a password, then the code from the mail."""

from collections.abc import Callable

import re


def code_in(mail: str) -> str:
    """Return the code in the text of a mail, which has one."""
    (code,) = re.findall(r"\b\d{8}\b", mail)
    return code


def take_first_step(browser, login: str, password: str):
    """Fill in step 1 in a test browser that shows it, and submit it."""
    browser.getControl(name="email").value = login
    browser.getControl(name="password").value = password
    browser.getControl("Submit").click()
    return browser


def walk_in(browser, login: str, password: str, newest_mail: Callable[[], str]):
    """Take both steps in a test browser that shows the first of them."""
    take_first_step(browser, login, password)
    browser.getControl(name="code").value = code_in(newest_mail())
    browser.getControl("Finish").click()
    return browser
