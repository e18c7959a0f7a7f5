"""The texts that editors choose the words of, and the facts that fill them."""

from base64 import b64encode
from factories import make_person
from factories import PASSWORD
from hcc.ehcportal.content.texts.catalogue import TEXTS
from hcc.ehcportal.content.texts.defaults import FACTS
from hcc.ehcportal.content.texts.filling import unknown_facts
from hcc.ehcportal.content.texts.filling import words_of
from hcc.ehcportal.content.texts.letters import INFORMATION_REQUESTED
from hcc.ehcportal.content.texts.messages import HANDOVER
from plone import api
from plone.testing.zope import Browser
from zope.i18n import translate

import pytest
import transaction


@pytest.fixture
def texts(council):
    return council.ehc["texts"]


class TestCatalogue:
    @pytest.mark.parametrize("key", TEXTS)
    def test_each_asks_only_for_facts_of_its_kind(self, portal, key):
        defaults = TEXTS[key]
        for message in (defaults.subject, defaults.text):
            words = message and translate(message, context=portal.REQUEST)
            assert unknown_facts(words, defaults.kind) == []

    def test_a_new_portal_has_them_all(self, texts):
        assert {text.getId(): text.key for text in texts.objectValues()} == {
            key: key for key in TEXTS
        }

    def test_a_subject_is_no_list_of_keywords(self, texts):
        assert texts[HANDOVER].Subject() == ()

    def test_nothing_of_a_child_can_be_filled_into_a_notice(self):
        assert not FACTS["notice"] & {"child", "coordinator"}


class TestWords:
    def test_they_are_what_the_editor_wrote(self, council, texts):
        texts[HANDOVER].subject = "A new coordinator"
        texts[HANDOVER].text = "It is ${coordinator}."

        words = words_of(council.ehc, HANDOVER)

        assert (words.subject, words.text) == (
            "A new coordinator",
            "It is ${coordinator}.",
        )

    def test_whatever_its_id_has_become(self, council, texts):
        texts[HANDOVER].text = "Moved."
        with api.env.adopt_roles(["Manager"]):
            api.content.rename(texts[HANDOVER], "another")

        assert words_of(council.ehc, HANDOVER).text == "Moved."

    def test_a_text_that_was_deleted_says_what_it_said_at_first(self, council, texts):
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(texts[HANDOVER])

        assert words_of(council.ehc, HANDOVER).subject == "EHC Handover to new team"

    def test_so_does_a_portal_that_has_none(self, council):
        with api.env.adopt_roles(["Manager"]):
            council.ehc._delObject("texts", suppress_events=True)

        words = words_of(council.ehc, INFORMATION_REQUESTED)

        assert words.subject == "Information Requested"
        assert "send them to ${help_address} or" in words.text

    def test_there_are_none_for_a_key_that_there_is_not(self, council):
        with pytest.raises(KeyError):
            words_of(council.ehc, "letter-of-love")

    def test_facts_take_their_places_and_the_rest_stays(self, council, texts):
        texts[HANDOVER].text = "${child}, ${coordinator}, $5 {x}"

        words = words_of(council.ehc, HANDOVER).filled({"child": "${coordinator}"})

        assert words.text == "${coordinator}, ${coordinator}, $5 {x}"
        assert words.unfilled == ("${coordinator}",)


@pytest.mark.parametrize(
    ("text", "kind", "unknown"),
    [
        ("${child}", "message", []),
        ("${child}", "notice", ["${child}"]),
        ("${link}", "letter", ["${link}"]),
        ("${} ${ child }", "message", ["${}", "${ child }"]),
        ("$child {child} $$", "notice", []),
    ],
)
def test_what_cannot_be_filled_in_is_known(text, kind, unknown):
    assert unknown_facts(text, kind) == unknown


class TestREST:
    """An editor writes texts by another program."""

    @pytest.fixture
    def portal(self, functional):
        return functional["portal"]

    @pytest.fixture
    def call(self, functional, texts):
        """Send JSON to the texts as an editor, and return the status and the answer."""
        make_person("edith", "Editor")
        transaction.commit()
        app = Browser(functional["app"]).testapp
        key = b64encode(f"edith:{PASSWORD}".encode()).decode()
        headers = {"Accept": "application/json", "Authorization": f"Basic {key}"}

        def send(method, path="", **data):
            act = getattr(app, f"{method}_json")
            url = f"{texts.absolute_url()}{path}"
            answer = act(url, data, headers=headers, expect_errors=True)
            transaction.begin()
            return answer.status_int, answer.text

        return send

    def test_what_cannot_be_filled_in_is_refused(self, call, texts):
        status, answer = call("patch", f"/{HANDOVER}", text="Dear ${mother}")

        assert status == 400
        assert "Nothing is known as ${mother} here." in answer
        assert "${mother}" not in texts[HANDOVER].text

    def test_a_standard_message_is_added(self, call, texts):
        status, answer = call(
            "post", **{"@type": "EHCText", "title": "Panel", "text": "Dear ${child}"}
        )

        assert status == 201, answer
        added = texts[texts.objectIds()[-1]]
        assert (added.kind, added.key) == ("message", None)

    def test_one_with_an_unknown_fact_is_not(self, call, texts):
        before = texts.objectIds()
        status, answer = call(
            "post", **{"@type": "EHCText", "title": "Panel", "text": "${mother}"}
        )

        assert status == 400
        assert "Nothing is known as ${mother} here." in answer
        assert texts.objectIds() == before

    def test_an_editor_can_take_no_key_and_no_kind(self, call, texts):
        call("patch", f"/{HANDOVER}", key="letter-x", kind="letter")

        assert (texts[HANDOVER].key, texts[HANDOVER].kind) == (HANDOVER, "message")
