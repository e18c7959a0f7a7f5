"""Families at their pages, without scripts."""

from bs4 import BeautifulSoup
from urllib.parse import urlencode

import transaction


class Reader:
    """Somebody at a page of their family, without scripts."""

    def __init__(self, browser):
        self.browser = browser

    def visit(self, content, page=""):
        transaction.commit()
        self.browser.open(f"{content.absolute_url()}/{page}")
        return self

    def press(self, label, index=0):
        self.browser.getControl(label, index=index).click()
        transaction.begin()
        return self

    def follow(self, label):
        self.browser.getLink(label).click()
        transaction.begin()
        return self

    def send(self, content, page, **fields):
        """Send fields as another page could, or a programme."""
        transaction.commit()
        self.browser.post(f"{content.absolute_url()}/{page}", urlencode(fields))
        transaction.begin()
        return self

    @property
    def page(self):
        return BeautifulSoup(self.browser.contents, "html.parser")

    @property
    def text(self):
        return " ".join(self.page.select_one("#content").get_text(" ").split())

    @property
    def heading(self):
        return self.page.h1.get_text().strip()

    @property
    def status(self):
        return int(self.browser.headers["status"].split()[0])


class Parent(Reader):
    """A parent at the pages of a form."""

    def visit(self, content, page="ehc-fill"):
        return super().visit(content, page)

    def type(self, **fields):
        for name, value in fields.items():
            self.browser.getControl(name=f"answers.{name}").value = value
        return self

    def value(self, name):
        return self.browser.getControl(name=f"answers.{name}").value

    def problem(self, name):
        found = self.page.select_one(f"#answers-{name}-problem")
        return found and found.get_text().strip()

    @property
    def summary(self):
        return {
            link["href"]: link.get_text().strip()
            for link in self.page.select(".alert-danger a")
        }

    @property
    def answers(self):
        return {
            part.dt.get_text().strip(): part.dd.get_text().strip()
            for part in self.page.select("dl.ehc-answer")
        }
