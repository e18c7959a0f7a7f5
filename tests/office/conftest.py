"""People at work in a browser, in a site whose changes are really committed."""

from factories import give_access
from factories import make_case
from factories import sign_in
from hcc.ehcportal.office.documents.reading import Extract
from letterbox import catch_mails
from lxml import html
from plone.testing.zope import Browser
from urllib.parse import urlencode

import pytest
import transaction


class Visitor(Browser):
    """A browser without JavaScript, in which somebody is signed in."""

    def __init__(self, app, person):
        super().__init__(app)
        self.raiseHttpErrors = False
        sign_in(self, person)

    def visit(self, content, page=""):
        """Open a page of some content; what the test made before is there."""
        transaction.commit()
        self.open(f"{content.absolute_url()}/{page}")
        return self

    def fill(self, **values):
        """Fill in fields of an office form, named without their prefix."""
        for name, value in values.items():
            control = self._field(name)
            if control.type == "select":
                control.value = [value]
            else:
                control.value = value
        return self

    def value(self, name):
        """Return what stands in a field."""
        return self._field(name).value

    def send(self, address, fields):
        """Send a form's fields as a page of another site could make a browser do."""
        transaction.commit()
        self.post(address, urlencode(fields))
        transaction.begin()
        return self

    def press(self, label):
        self.getControl(label).click()
        # The next look at the database sees what was committed.
        transaction.begin()
        return self

    def error_by(self, name) -> str:
        """Return the message beside a field, or nothing."""
        found = self.parsed.cssselect(
            f"#formfield-form-widgets-{name} .invalid-feedback"
        )
        return found[0].text_content().strip() if found else ""

    def rows(self, heading) -> list[list[str]]:
        """Return the cells of the table under a heading, as a reader reads them."""
        (section,) = [
            section
            for section in self.parsed.cssselect("section[aria-labelledby]")
            if section.cssselect("h2")[0].text_content().strip() == heading
        ]
        return [
            [" ".join(cell.text_content().split()) for cell in row.cssselect("th, td")]
            for row in section.cssselect("tbody tr")
        ]

    @property
    def text(self) -> str:
        """What the page says."""
        return " ".join(self.parsed.text_content().split())

    @property
    def parsed(self):
        return html.fromstring(self.contents)

    @property
    def status(self) -> int:
        return int(self.headers["status"].split()[0])

    @property
    def is_refused(self) -> bool:
        """Whether the page is missing for this person, or not theirs to see."""
        return self.status in (401, 403, 404) or "insufficient-privileges" in self.url

    def _field(self, name):
        for suffix in ("", ":list"):
            try:
                return self.getControl(name=f"form.widgets.{name}{suffix}")
            except LookupError:
                continue
        raise LookupError(name)


@pytest.fixture
def portal(functional):
    return functional["portal"]


@pytest.fixture
def visitor(functional, case):
    """Sign somebody in."""
    return lambda person: Visitor(functional["app"], person)


@pytest.fixture
def coordinator(visitor, robert):
    """Robert Coombes at his desk."""
    return visitor(robert)


@pytest.fixture
def mother(visitor, anita, case):
    """Anita, who has access to Tony's case."""
    give_access(anita, case)
    return visitor(anita)


@pytest.fixture
def sister(family):
    """The case of Tony's sister, in preparation."""
    return make_case(family, "Tina Bread", "preparing")


@pytest.fixture
def texts(monkeypatch):
    """What files say, by name, in place of a process that takes their texts."""
    said = {}
    monkeypatch.setattr(
        "hcc.ehcportal.office.documents.reading.extract",
        lambda file: Extract(1, said.get(file.filename, "A letter")),
    )
    return said


@pytest.fixture
def letters(portal, monkeypatch):
    """Every mail that the test sends."""
    return catch_mails(monkeypatch)
