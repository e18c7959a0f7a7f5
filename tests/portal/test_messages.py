"""Families read messages, and write where the portal lets them."""

from factories import give_access
from factories import make_message
from parents import Reader
from plone import api

import pytest


NO_NEW = (
    "it is NOT possible to send new messages via the Portal, please use existing "
    "methods of communications."
)
NO_REPLY = "it is NOT possible to reply to this message via the Portal"


@pytest.fixture
def portal(functional_portal):
    return functional_portal


@pytest.fixture
def replies(council):
    """A portal in which families can write."""
    council.ehc.replies = True
    return council


class Correspondent(Reader):
    """Somebody at the pages of messages."""

    def write(self, **fields):
        for name, value in fields.items():
            self.browser.getControl(name=name).value = value
        return self

    def rows(self, heading):
        """Return the rows of the table under a heading, without its columns."""
        table = self.page.find("table", attrs={"aria-labelledby": heading})
        if table is None:
            return []
        return [
            [" ".join(cell.get_text(" ").split()) for cell in row.find_all("td")]
            for row in table.find_all("tr")[1:]
        ]


@pytest.fixture
def reader_of(browser_of):
    return lambda person: Correspondent(browser_of(person))


@pytest.fixture
def mother(reader_of, anitas_case):
    return reader_of("anita")


@pytest.fixture
def father(reader_of, anitas_case, tracy):
    give_access(tracy, anitas_case, relationship="father")
    return reader_of(tracy)


def written_in(case):
    return [
        item
        for item in case.objectValues()
        if item.portal_type == "EHCMessage" and item.from_family
    ]


class TestSwitchedOff:
    def test_the_page_says_what_the_guide_says(self, mother, anitas_case):
        mother.visit(anitas_case, "ehc-messages")
        assert NO_NEW in mother.text
        assert "New Message" not in mother.text.replace("New Messages", "")
        assert "Sent Items" not in mother.text

    def test_a_message_says_so_too(self, mother, anitas_case):
        mother.visit(make_message(anitas_case))
        assert NO_REPLY in mother.text
        assert mother.page.find("a", string="Reply") is None

    @pytest.mark.parametrize("fields", [None, {"subject": "Hello", "text": "Hello"}])
    def test_the_pages_for_writing_are_missing(self, mother, anitas_case, fields):
        message = make_message(anitas_case)
        for content, page in ((anitas_case, "ehc-new-message"), (message, "ehc-reply")):
            if fields is None:
                mother.visit(content, page)
            else:
                mother.send(content, page, **fields)
            assert mother.status == 404
        assert written_in(anitas_case) == []


@pytest.mark.usefixtures("replies")
class TestWriting:
    def test_a_new_message_stands_under_sent_items(self, mother, anitas_case):
        mother.visit(anitas_case, "ehc-messages")
        assert "No items" in mother.text
        assert NO_NEW not in mother.text

        mother.follow("New Message").write(subject="A question", text="Hello,\n\nwhen?")
        mother.press("Send")

        assert "Your message was sent." in mother.page.text
        assert mother.rows("sent-items") == [
            ["04 Oct 2024 12:00", "Anita Rixon", "Robert Coombes", "A question"]
        ]
        (message,) = written_in(anitas_case)
        assert message.text == "Hello,\n\nwhen?"

    def test_a_reply_stands_in_the_thread_the_oldest_first(self, mother, anitas_case):
        message = make_message(anitas_case)
        mother.visit(message).follow("Reply")
        assert message.title in mother.text

        mother.write(text="Thank you.").press("Send")

        (reply,) = written_in(anitas_case)
        assert (reply.title, reply.thread) == (
            "Re: EHC Handover to new team",
            message.getId(),
        )
        mother.visit(reply)
        assert [
            part.select_one(".ehc-text").get_text(strip=True)
            for part in mother.page.select(".ehc-message")
        ] == ["Your coordinator changes.", "Thank you."]

    def test_what_was_typed_is_not_lost(self, mother, anitas_case):
        mother.visit(anitas_case, "ehc-new-message").write(text="<b>x</b>" * 2000)
        mother.press("Send")

        assert [link["href"] for link in mother.page.select("[role=alert] a")] == [
            "#subject",
            "#text",
        ]
        assert "has 16,000 characters" in mother.page.select_one("#text-problem").text
        assert mother.page.textarea.text.strip() == "<b>x</b>" * 2000
        assert written_in(anitas_case) == []

    def test_an_address_does_not_fill_the_form_in(self, mother, anitas_case):
        mother.visit(anitas_case, "ehc-new-message?subject=Hello&text=Hello")
        assert mother.page.select_one("#subject")["value"] == ""

    def test_another_site_cannot_send_it(self, mother, anitas_case):
        mother.send(anitas_case, "ehc-new-message", subject="Hello", text="Hello")
        assert mother.status == 403
        assert written_in(anitas_case) == []

    def test_the_other_parent_knows_nothing_of_it(self, mother, father, anitas_case):
        mother.visit(anitas_case, "ehc-new-message")
        mother.write(subject="A secret", text="Hello").press("Send")

        father.visit(anitas_case, "ehc-messages")

        assert "A secret" not in father.text
        assert father.visit(written_in(anitas_case)[0]).status == 404

    def test_a_closed_case_takes_none(self, mother, anitas_case):
        message = make_message(anitas_case)
        anitas_case.ending = "no_plan"
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(anitas_case, "close")

        mother.visit(anitas_case, "ehc-messages")
        assert NO_NEW in mother.text
        assert mother.page.find("a", string="New Message") is None
        mother.visit(message)
        assert NO_REPLY in mother.text


@pytest.mark.usefixtures("replies")
class TestStaff:
    def test_they_read_what_is_unopened_and_open_it(
        self, mother, reader_of, anitas_case
    ):
        mother.visit(anitas_case, "ehc-new-message")
        mother.write(subject="A question", text="When?").press("Send")
        (message,) = written_in(anitas_case)
        staff = reader_of("robert").visit(anitas_case, "ehc-messages")
        assert staff.rows("sent-items")[0][3] == "A question New"

        staff.press("A question")

        assert not message.waits_for_staff
        assert staff.page.find("a", string="Answer")["href"].endswith(
            f"/ehc-write-message?answer={message.getId()}"
        )

    def test_what_staff_open_stays_new_for_the_family(
        self, mother, reader_of, anitas_case
    ):
        message = make_message(anitas_case)
        reader_of("robert").visit(anitas_case, "ehc-messages").press(message.title)
        assert message.is_read_by("robert")
        assert (
            mother.visit(anitas_case, "ehc-messages")
            .rows("inbox")[0][3]
            .endswith("New")
        )

    def test_they_are_not_asked_to_open_what_the_office_sent(
        self, reader_of, anitas_case
    ):
        staff = reader_of("robert").visit(make_message(anitas_case))
        assert "Mark as read" not in staff.text

    def test_they_do_not_write_as_a_family(self, reader_of, anitas_case):
        staff = reader_of("robert").visit(anitas_case, "ehc-new-message")
        assert "insufficient-privileges" in staff.browser.url or staff.status == 404
