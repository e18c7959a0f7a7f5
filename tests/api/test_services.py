"""Every service, tried as everybody: the table in ``services.txt`` holds."""

from datetime import date
from factories import give_access
from factories import make_document
from factories import make_form
from factories import make_message
from factories import make_person
from hcc.ehcportal.api.openapi.registered import registered_services
from pathlib import Path

import pytest


TABLE = Path(__file__).parent / "services.txt"


def rows_of(text: str) -> dict[str, list[str]]:
    """Return what stands under each method and address."""
    _, _, table = text.partition("\n---\n")
    blocks = (block.splitlines() for block in table.strip().split("\n\n"))
    return {heading: rows for heading, *rows in blocks}


@pytest.fixture
def places(council, admitted):
    """The content that addresses begin with, by its name."""
    submitted = make_form(admitted, state="submitted")
    return {
        "site": council.site,
        "portal": council.ehc,
        "families": council.families,
        "family": admitted.__parent__,
        "case": admitted,
        "stage": admitted.objectValues()[0],
        "document": make_document(admitted),
        "message": make_message(admitted),
        "letter": make_message(admitted, state="draft"),
        "draft": make_form(admitted),
        "form": submitted,
        "attachment": submitted.objectValues()[0],
        "guide": council.ehc["stage-guides"]["request"],
    }


@pytest.fixture
def apps(app_of, places, other_case, editor, robert, rob):
    """An app of everybody who is asked, by what they are called in the table."""
    give_access(make_person("ended"), places["case"], end=date(2024, 10, 3))
    return {
        "nobody": app_of(),
        "member": app_of(make_person("member")),
        "another family": app_of("tracy"),
        "ended": app_of("ended"),
        "mother": app_of("anita"),
        "coordinator": app_of(robert),
        "manager": app_of(rob),
        "case system": app_of(make_person("system", groups=["ehc-case-systems"])),
        "editor": app_of(editor),
        "site administrator": app_of(
            make_person("administrator", "Site Administrator")
        ),
    }


def address_in(places, path: str) -> str:
    name, _, rest = path.partition("/")
    return "/".join(filter(None, (places[name].absolute_url(), rest)))


def answers_to(apps, method: str, address: str) -> list[str]:
    """Return a line for each status, with whom it was answered."""
    told = {}
    for who, app in apps.items():
        told.setdefault(app.call(method, address).status_int, []).append(who)
    return [f"  {status}: {', '.join(told[status])}" for status in sorted(told)]


def test_every_row_of_the_table_holds(apps, places):
    rows = rows_of(TABLE.read_text(encoding="utf-8"))
    found = {
        heading: answers_to(apps, method, address_in(places, path))
        for heading in rows
        for method, path in [heading.split()]
    }
    assert found == rows


@pytest.mark.parametrize("who", ["mother", "coordinator", "editor"])
def test_reading_writes_nothing(apps, places, who):
    database = places["case"]._p_jar.db()
    apps[who].get("@ehc")
    before = database.lastTransaction()
    for heading in rows_of(TABLE.read_text(encoding="utf-8")):
        method, path = heading.split()
        if method == "GET":
            apps[who].get(address_in(places, path))
            assert database.lastTransaction() == before, heading


@pytest.mark.usefixtures("portal")
def test_no_service_of_the_portal_is_missing_from_it():
    rows = rows_of(TABLE.read_text(encoding="utf-8"))
    told = {
        f"{method} @{path.partition('@')[2].partition('/')[0]}"
        for method, path in (heading.split() for heading in rows)
    }
    assert {f"{each.method} {each.name}" for each in registered_services()} <= told
