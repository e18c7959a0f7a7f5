"""Staff send a form to a family: they see that it was, and nothing of what it says."""

from datetime import date
from factories import put_into
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.forms.offer import designs_in
from hcc.ehcportal.forms.starting import start
from hcc.ehcportal.notify.notices import Notices
from plone import api
from plone.uuid.interfaces import IUUID

import pytest
import transaction


PAGE = "ehc-send-form"

TITLE = "My views"


@pytest.fixture
def design(council):
    return next(d for d in designs_in(council.ehc) if d.title == TITLE)


@pytest.fixture
def send(coordinator, case, design):
    """Return a function that sends the form to the family of Tony Bread."""

    def press(**values):
        values = {"design": IUUID(design), **values}
        coordinator.visit(case, PAGE).fill(**values).press("Send form")
        return coordinator

    return press


def drafts_in(case):
    return [i for i in case.objectValues() if i.portal_type == "EHCSupportingForm"]


def test_the_family_finds_it_among_what_waits(send, case, mother):
    send(last_day="2024-11-04", note="Please tell us <b>about</b> school.")

    mother.visit(case, "ehc-items-to-complete")
    assert "My views" in mother.text
    assert "Last day: 4 November 2024" in mother.text
    assert "Please tell us <b>about</b> school." in mother.text


def test_it_does_not_matter_when_families_could_start_it(send, case, design):
    design.offered = False
    send()

    (draft,) = drafts_in(case)
    assert draft.title == TITLE
    assert draft.last_day is None


def test_the_family_is_told(send, case, mother):
    send(last_day="2024-11-04")

    (notice,) = Notices(case).all()
    assert (notice.kind, notice.adult) == ("form_sent", "anita")
    assert notice.subject == drafts_in(case)[0].getId()
    assert notice.until == date(2024, 11, 4)


def test_it_is_written_down(send, case):
    send()

    (entry,) = entries(kind="form_sent")
    assert entry.who == "robert"
    assert entry.subject.endswith(f"{case.getId()}/{drafts_in(case)[0].getId()}")


def test_staff_see_that_it_is_out(send, case, coordinator):
    send()
    transaction.begin()

    ((title, state, sent, _acts),) = coordinator.visit(case, "ehc-case").rows("Forms")
    assert (title, state) == (TITLE, "Sent, not yet returned")
    assert sent == "04 Oct 2024 12:00"


def test_and_cannot_read_it(send, case, coordinator):
    send()
    (draft,) = drafts_in(case)

    assert coordinator.visit(draft).is_refused
    assert draft.absolute_url() not in coordinator.visit(case, "ehc-case").contents


def test_what_a_family_began_by_itself_stays_unseen(coordinator, case, design):
    start(case, design)

    assert coordinator.visit(case, "ehc-case").rows("Forms") == []


def test_a_form_that_can_be_sent_once_is_not_sent_twice(send, case, design):
    design.once = True
    send()
    page = send()

    assert "the family has it already" in page.error_by("design")
    assert len(drafts_in(case)) == 1


def test_a_day_that_has_passed_is_refused(send, case):
    page = send(last_day="2024-10-03")

    assert page.error_by("last_day") == (
        "This day has passed. Enter today's date or a later one."
    )
    assert drafts_in(case) == []


def test_only_what_families_can_be_given_is_to_choose(coordinator, case, design):
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(design, "retract")

    page = coordinator.visit(case, PAGE)
    options = page.parsed.cssselect("#form-widgets-design option")
    assert [option.text_content().strip() for option in options[1:]] == [
        "Parental Supporting Documents",
        "Comments on the draft plan",
    ]


def test_nothing_is_sent_in_a_case_that_is_not_open(coordinator, case, sister):
    put_into(case, "closed")

    assert coordinator.visit(case, PAGE).is_refused
    assert "Send a form" not in coordinator.visit(case, "ehc-case").text
    assert "The family can fill in forms while the case is open." in (
        coordinator.visit(sister, PAGE).text
    )


def test_a_family_cannot_send_itself_forms(mother, case):
    assert mother.visit(case, PAGE).is_refused


def test_another_site_cannot_send_one(coordinator, case, design):
    address = f"{case.absolute_url()}/{PAGE}"
    fields = {"form.widgets.design": IUUID(design), "form.buttons.save": "Send form"}
    coordinator.send(address, fields)

    assert drafts_in(case) == []
