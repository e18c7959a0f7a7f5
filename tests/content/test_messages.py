"""Messages: their text on a page, their threads, and what is written by families."""

from bs4 import BeautifulSoup
from factories import give_access
from factories import make_message
from hcc.ehcportal.content.correspondence import may_write
from hcc.ehcportal.content.correspondence import office_name
from hcc.ehcportal.content.correspondence import open_for
from hcc.ehcportal.content.correspondence import reply_subject
from hcc.ehcportal.content.correspondence import write_to_office
from hcc.ehcportal.content.indexers import REPLY_UNOPENED
from hcc.ehcportal.content.message import thread_id
from hcc.ehcportal.content.overview import overview_of
from hcc.ehcportal.content.plaintext import html_of
from hcc.ehcportal.content.written import Written
from hcc.ehcportal.content.written import written_in
from hypothesis import given
from hypothesis import strategies as st
from plone import api
from zExceptions import NotFound
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


def soup_of(text: str) -> BeautifulSoup:
    return BeautifulSoup(html_of(text), "html.parser")


def links_in(text: str) -> list[tuple[str, str]]:
    """Return each link's text and where it leads."""
    return [(link.text, link["href"]) for link in soup_of(text).find_all("a")]


class TestText:
    def test_paragraphs_and_lines_are_kept(self):
        assert html_of("Hello,\r\n\r\none\r\ntwo\n \n\nthree") == (
            "<p>Hello,</p><p>one\ntwo</p><p>three</p>"
        )

    def test_what_looks_like_html_is_text(self):
        text = "<b>1 < 2 & 3</b> <script>alert('x')</script>"
        assert soup_of(text).text == text
        assert [tag.name for tag in soup_of(text).find_all()] == ["p"]

    @pytest.mark.parametrize(
        ("text", "link"),
        [
            (
                "See https://www.gov.uk/children-with-sen.",
                "https://www.gov.uk/children-with-sen",
            ),
            ("(http://example.org/a_(b))", "http://example.org/a_(b)"),
            ("HTTPS://EXAMPLE.ORG?a=1&b=2#c", "HTTPS://EXAMPLE.ORG?a=1&b=2#c"),
            (
                "https://example.org/~anita@home/x, or",
                "https://example.org/~anita@home/x",
            ),
        ],
    )
    def test_a_web_address_becomes_a_link_that_shows_where_it_leads(self, text, link):
        assert links_in(text) == [(link, link)]
        assert soup_of(text).text == text

    def test_an_email_address_becomes_one(self):
        assert links_in("Write to help@example.gov.uk.") == [
            ("help@example.gov.uk", "mailto:help@example.gov.uk")
        ]

    def test_a_link_tells_the_other_site_nothing(self):
        (link,) = soup_of("https://example.org").find_all("a")
        assert link["rel"] == ["noopener", "noreferrer", "nofollow"]

    @pytest.mark.parametrize(
        "text",
        [
            "javascript:alert(1)",
            "JaVaScRiPt://example.org/%0aalert(1)",
            "data:text/html;base64,PHNjcmlwdD4=",
            "vbscript:msgbox",
            "//example.org/evil",
            "file:///etc/passwd",
            "ftp://example.org",
            "xhttps://example.org",
            "https://",
        ],
    )
    def test_nothing_else_does(self, text):
        assert links_in(text) == []
        assert soup_of(text).text == text

    @pytest.mark.parametrize(
        "text",
        [
            'https://example.org/"onmouseover="alert(1)',
            "https://example.org/'onfocus='alert(1)",
            "https://example.org/><img src=x onerror=alert(1)>",
            'https://example.org/a@b.org"onclick="alert(1)',
            'mail"onclick="alert(1)@example.org',
            "https://example.org/&quot;onclick=&quot;alert(1)",
        ],
    )
    def test_an_address_cannot_break_out_of_its_link(self, text):
        assert {name for tag in soup_of(text).find_all("a") for name in tag.attrs} <= {
            "href",
            "rel",
        }
        assert soup_of(text).text == text
        assert {tag.name for tag in soup_of(text).find_all()} <= {"p", "a"}

    def test_letters_that_turn_the_reading_round_end_a_link(self):
        text = "https://example.org/\u202egro.elpmaxe"
        assert links_in(text) == [("https://example.org/", "https://example.org/")]

    @given(st.text(alphabet=st.sampled_from("ab:/.@<>\"'&()[] \nhtps#%\u202e")))
    def test_whatever_is_typed_comes_out_as_it_was(self, text):
        soup = soup_of(text)
        assert {tag.name for tag in soup.find_all()} <= {"p", "a"}
        assert "".join(soup.text.split()) == "".join(text.split())

    @pytest.mark.parametrize("unit", ["a.", "a@", "@.", "http://", "https://a)", ".-"])
    def test_the_longest_text_of_marks_is_read_as_well(self, unit):
        text = unit * (10_000 // len(unit))
        assert soup_of(text).text == text


class TestTyped:
    def test_a_subject_is_one_line_and_a_text_keeps_its_lines(self):
        typed = written_in({"subject": " A\r\nB ", "text": "one\r\ntwo"})
        assert typed == Written("A B", "one\ntwo")

    def test_what_is_no_text_is_nothing(self):
        assert written_in({"subject": ["a", "b"], "text": 3}) == Written("", "")

    def test_both_are_needed(self):
        assert Written("", " \n").problems() == {
            "subject": "error_no_subject",
            "text": "error_no_text",
        }

    def test_ten_thousand_characters_are_enough(self):
        assert Written("s" * 200, "x" * 10_000).problems() == {}
        assert set(Written("s" * 201, "x" * 10_001).problems()) == {"subject", "text"}

    def test_an_answer_says_re_once(self):
        assert reply_subject("Hello") == "Re: Hello"
        assert reply_subject("RE: Hello") == "RE: Hello"
        assert len(reply_subject("x" * 200)) == 200


@pytest.fixture
def open_portal(council):
    """A portal in which families can write."""
    council.ehc.replies = True
    return council


@pytest.fixture
def tonys(open_portal, case, anita, tracy, robert):
    """Tony's case, which two adults see and Robert coordinates."""
    case.coordinator = robert
    notify(ObjectModifiedEvent(case))
    give_access(anita, case)
    give_access(tracy, case, relationship="carer")
    return case


def write(person, content, subject="Re: Handover", text="Thank you."):
    with api.env.adopt_user(username=person):
        return write_to_office(content, subject, text)


def needs(case):
    catalog = api.portal.get_tool("portal_catalog")
    (brain,) = catalog.unrestrictedSearchResults(UID=case.UID())
    return list(catalog.getIndexDataForRID(brain.getRID())["ehc_needs"])


class TestWritingToTheOffice:
    def test_it_is_sent_signed_and_dated_at_once(self, tonys, anita, clock):
        message = write(anita, tonys)
        assert api.content.get_state(message) == "sent"
        assert (message.sender, message.recipients, message.sent_at) == (
            "Anita Rixon",
            ("Robert Coombes",),
            clock.moment,
        )
        assert (message.author, message.from_family) == (anita, True)

    def test_without_a_coordinator_it_goes_to_the_service(self, case):
        assert office_name(case) == "SEND Service"

    def test_its_author_and_staff_see_it_and_the_other_adult_does_not(
        self, tonys, anita, tracy, robert
    ):
        message = write(anita, tonys)
        assert {
            person: api.user.has_permission("View", username=person, obj=message)
            for person in (anita, tracy, robert)
        } == {anita: True, tracy: False, robert: True}
        assert overview_of(tonys, tracy).sent_items == ()
        for person in (anita, robert):
            (entry,) = overview_of(tonys, person).sent_items
            assert entry.recipients == ("Robert Coombes",)

    def test_it_is_nobodys_new_message(self, tonys, anita, robert):
        write(anita, tonys)
        assert overview_of(tonys, anita).new_messages == ()
        assert overview_of(tonys, robert).new_messages == ()

    def test_nobody_changes_or_deletes_it(self, tonys, anita, robert):
        message = write(anita, tonys)
        for permission in ("Modify portal content", "Delete objects"):
            for person in (anita, robert):
                assert not api.user.has_permission(
                    permission, username=person, obj=message
                )

    def test_an_answer_stands_in_the_thread(self, tonys, anita):
        first = make_message(tonys)
        answer = write(anita, first)
        assert thread_id(answer) == thread_id(first) == first.getId()
        assert thread_id(write(anita, tonys)) != first.getId()

    def test_the_same_words_twice_are_one_message(self, tonys, anita, tracy, clock):
        message = write(anita, tonys)
        assert write(anita, tonys) == message
        assert write(tracy, tonys) != message
        assert write(anita, tonys, text="And one thing more.") != message
        clock.set(2024, 10, 5)
        assert write(anita, tonys) != message

    def test_with_the_switch_off_there_is_no_way(self, tonys, anita, council):
        message = make_message(tonys)
        council.ehc.replies = False
        for content in (tonys, message):
            with api.env.adopt_user(username=anita):
                assert not may_write(content)
            with pytest.raises(NotFound):
                write(anita, content)

    def test_a_case_that_is_closed_takes_no_message(self, tonys, anita):
        tonys.ending = "no_plan"
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(tonys, "close")
        with pytest.raises(NotFound):
            write(anita, tonys)

    def test_nobody_answers_what_is_not_for_them(self, tonys, anita, tracy):
        message = make_message(tonys, state="draft")
        message.addressees = (tracy,)
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(message, "send")
        with pytest.raises(NotFound):
            write(anita, message)


class TestUnopened:
    def test_a_message_of_the_family_waits_for_staff(self, tonys, anita):
        assert needs(tonys) == []
        assert write(anita, tonys).waits_for_staff
        assert needs(tonys) == [REPLY_UNOPENED]

    def test_its_own_author_does_not_open_it(self, tonys, anita):
        message = write(anita, tonys)
        open_for(message, anita)
        assert needs(tonys) == [REPLY_UNOPENED]

    def test_anybody_of_the_office_does(self, tonys, anita, robert):
        message = write(anita, tonys)
        open_for(message, robert)
        assert needs(tonys) == []
        (entry,) = (
            overview_of(tonys, "rob").sent_items
            or overview_of(tonys, robert).sent_items
        )
        assert entry.is_read

    def test_an_answer_opens_what_it_answers(self, tonys, anita, robert):
        asked = write(anita, tonys)
        write(anita, tonys, text="Another matter.")
        answer = make_message(tonys, state="draft")
        answer.thread = thread_id(asked)
        with api.env.adopt_user(username=robert):
            api.content.transition(answer, "send")
        assert not asked.waits_for_staff
        assert needs(tonys) == [REPLY_UNOPENED]


class TestCopies:
    def test_the_copy_of_a_message_is_a_draft_of_nobody(self, tonys, anita, robert):
        message = make_message(tonys, state="draft")
        message.addressees = (anita,)
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(message, "send")
            message.mark_read(anita)
            copy = api.content.copy(message, tonys)
        assert api.content.get_state(copy) == "draft"
        assert (copy.sender, copy.sent_at, copy.author) == (None, None, None)
        assert (copy.recipients, copy.recipient_ids, copy.addressees) == ((), (), ())
        assert not copy.is_read_by(anita)
