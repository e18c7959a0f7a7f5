"""What a mail says, and how it is made for mail programs."""

from datetime import date
from email import message_from_bytes
from email import policy
from factories import make_document
from hcc.ehcportal.access.mail import send_mail
from hcc.ehcportal.content.texts.catalogue import TEXTS
from hcc.ehcportal.content.texts.notices import PREFIX
from hcc.ehcportal.notify.notices import KINDS
from hcc.ehcportal.notify.telling import news_of
from hcc.ehcportal.notify.words import mail_about
from hcc.ehcportal.notify.words import News
from lxml import html
from plone import api
from Products.MailHost.MailHost import MailBase

import pytest
import re


DAY = date(2024, 10, 13)

LINK = "https://www.example.gov.uk/ehc"


@pytest.fixture
def portal_of_council(council, letters):
    council.ehc.support_email = "help@example.gov.uk"
    return council.ehc


@pytest.fixture
def mail(portal_of_council):
    """Return the mail about some news."""
    return lambda *news: mail_about(portal_of_council, news)


@pytest.fixture
def raw(portal_of_council, monkeypatch):
    """Send a mail and return it as the mail server gets it."""
    sent = []
    monkeypatch.setattr(
        MailBase,
        "_send",
        lambda mailhost, sender, to, message, immediate=False: sent.append(message),
    )

    def send(*news):
        mail = mail_about(portal_of_council, news)
        send_mail(
            "anita@example.org",
            mail.subject,
            mail.text,
            html=mail.html,
            list_name="ehc-notices",
        )
        return sent[-1]

    return send


def news(kind="document", reference="6427917", stage="Request Outcome", until=DAY):
    return News(kind, reference, stage, until)


class TestWords:
    def test_every_kind_has_its_words(self):
        assert {f"{PREFIX}{kind}" for kind in KINDS} < set(TEXTS)

    @pytest.mark.parametrize("kind", KINDS)
    def test_subject_and_text_say_what_where_and_by_when(self, mail, kind):
        said = mail(news(kind))
        for text in (said.subject, said.text):
            assert "6427917" in text
            assert "Request Outcome" in text
        if kind not in ("message", "form_submitted"):
            assert "Sunday 13 October 2024" in said.text
        assert LINK in said.text
        assert "help@example.gov.uk" in said.text
        assert "${" not in said.subject + said.text

    def test_it_begins_and_ends_as_the_editors_say(self, mail, portal_of_council):
        texts = portal_of_council["texts"]
        texts["notice-greeting"].text = "Good day!"
        texts["notice-ending"].text = "Yours,\r\n${council}"
        texts["notice-document"].text = "Something new."
        text = mail(news()).text
        assert text == "Good day!\n\nSomething new.\n\nYours,\nPlone site\n"

    def test_a_sentence_about_a_day_is_left_out_where_there_is_none(self, mail):
        text = mail(news(until=None)).text
        assert "You have until" not in text
        assert "New document" in text

    def test_without_an_address_for_help_none_is_named(self, mail, portal_of_council):
        portal_of_council.support_email = None
        assert "help" not in mail(news()).text

    def test_several_have_a_subject_of_their_own(self, mail):
        said = mail(news("document"), news("message"))
        assert said.subject == "News in case 6427917: Request Outcome"
        assert "New document" in said.text
        assert "New message" in said.text

    def test_several_of_a_kind_are_counted(self, mail):
        said = mail(news(), news())
        assert said.subject.startswith("New document in case")
        assert said.text.count("New document:") == 1
        assert "There are 2 of them." in said.text

    def test_the_subject_of_two_cases_names_both(self, mail):
        said = mail(news(), news(reference="6428842"))
        assert said.subject == "News in case 6427917, 6428842: Request Outcome"

    def test_nothing_of_the_child_can_be_in_it(self, mail, case, mother, told):
        make_document(case, "Report on dyslexia")
        (notice,) = told()
        said = mail(news_of(case, notice))
        for text in (said.subject, said.text, said.html):
            for secret in ("Tony", "Bread", "dyslexia", "Anita", case.getId()):
                assert secret not in text

    def test_a_case_without_a_reference_says_so(self, case, mail, mother, told):
        case.reference = None
        make_document(case)
        (notice,) = told()
        assert "into case without a reference" in mail(news_of(case, notice)).text

    def test_the_html_says_the_same_and_links(self, mail):
        page = html.fromstring(mail(news()).html)
        assert page.get("lang") == "en"
        links = {a.get("href"): a.text for a in page.iter("a")}
        assert links == {
            LINK: LINK,
            "mailto:help@example.gov.uk": "help@example.gov.uk",
        }
        words = " ".join(page.body.text_content().split())
        assert words == " ".join(mail(news()).text.split())

    def test_the_html_runs_nothing_that_somebody_typed(self, mail):
        said = mail(news(reference="<script>alert(1)</script>"))
        assert "<script" not in said.html
        assert "&lt;script&gt;" in said.html


class TestShape:
    """A mail as RFC 5322 and its fellows want it."""

    @pytest.fixture
    def parsed(self, raw):
        return lambda *news: message_from_bytes(raw(*news), policy=policy.default)

    def test_it_has_the_headers_of_a_mail_that_a_programme_sent(self, parsed):
        mail = parsed(news())
        assert mail["To"] == "anita@example.org"
        assert mail["From"] == "The council <ehc@example.gov.uk>"
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["List-Id"] == "<ehc-notices.www.example.gov.uk>"
        assert re.fullmatch(r"<[0-9a-f]{32}@www\.example\.gov\.uk>", mail["Message-ID"])
        assert mail["Date"].datetime is not None
        for name in set(mail.keys()):
            assert len(mail.get_all(name)) == 1

    def test_it_has_no_defects(self, parsed):
        mail = parsed(news(), news("message"))
        parts = list(mail.walk())
        assert [part.defects for part in parts] == [[]] * 3
        assert [part.get_content_type() for part in parts] == [
            "multipart/alternative",
            "text/plain",
            "text/html",
        ]
        assert [d for value in mail.values() for d in value.defects] == []

    def test_its_lines_end_and_are_short_as_they_must(self, raw, portal_of_council):
        portal_of_council["texts"]["notice-document"].text = "Grüße " * 1000
        whole = raw(news(reference="Bücher"))
        assert b"\n" not in whole.replace(b"\r\n", b"")
        assert b"\r" not in whole.replace(b"\r\n", b"")
        assert max(len(line) for line in whole.split(b"\r\n")) < 998
        assert whole.isascii()

    def test_other_letters_arrive(self, parsed, portal_of_council):
        portal_of_council["texts"]["notice-document"].text = "Ȳsgol – école “Ω”"
        mail = parsed(news(reference="Bücher", stage="Étape"))
        assert mail["Subject"] == "New document in case Bücher: Étape"
        for kind in ("plain", "html"):
            assert "Ȳsgol – école “Ω”" in mail.get_body((kind,)).get_content()

    def test_a_long_word_stays_whole(self, parsed):
        word = "a" * 3000
        mail = parsed(news(reference=word))
        assert word in mail["Subject"]
        assert word in mail.get_body(("plain",)).get_content()

    @pytest.mark.parametrize("ending", ["\r\n", "\n", "\r", "\u2028", "\x0b"])
    def test_a_line_break_cannot_add_a_header(self, parsed, ending):
        mail = parsed(news(reference=f"1{ending}Bcc: tracy@example.org"))
        assert mail["Bcc"] is None
        assert mail["Subject"].startswith("New document in case 1 Bcc: tracy")

    def test_a_name_of_a_council_in_other_letters_is_encoded(self, parsed, portal):
        api.portal.set_registry_record("plone.email_from_name", "Cyngor, Sir Gâr")
        assert parsed(news())["From"].addresses[0].display_name == "Cyngor, Sir Gâr"


@pytest.mark.parametrize(
    "address",
    ["", "anita", "anita@", "@example.org", "a\nb@example.org", "änita@example.org"],
)
def test_what_is_no_address_is_refused(council, letters, address):
    with pytest.raises(ValueError, match="This is no address"):
        send_mail(address, "Subject", "Text")
    assert letters == []
