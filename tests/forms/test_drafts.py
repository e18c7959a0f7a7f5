"""What a family types is kept, and nothing is overwritten in silence."""

from asking import EVERY_KIND
from asking import FILLED
from datetime import UTC
from factories import make_design
from hcc.ehcportal.forms.answering import typed_in
from hcc.ehcportal.forms.drafts import save
from hcc.ehcportal.forms.drafts import SavedElsewhere
from hcc.ehcportal.forms.drafts import sent_in
from hcc.ehcportal.forms.drafts import too_long
from hcc.ehcportal.forms.starting import start
from io import BytesIO
from zope.i18n import translate

import pytest


@pytest.fixture
def form(case, council):
    return start(case, make_design(council, questions=EVERY_KIND))


def sent(form, **fields):
    return sent_in(form, {f"answers.{name}": value for name, value in fields.items()})


class TestSending:
    def test_only_what_the_form_asks_is_taken(self, form):
        taken = sent(form, name="Tony", secret="x", other="y", __class__="z")
        assert set(taken) == set(FILLED)
        assert taken["name"] == "Tony"

    def test_anything_but_text_is_nothing(self, form):
        taken = sent(form, name=BytesIO(b"x"), days={"a": "b"}, story=["", "x"])
        assert (taken["name"], taken["days"], taken["story"]) == ("", [], "")

    def test_one_of_several_comes_alone(self, form):
        assert sent(form, days="Mon")["days"] == ["Mon"]
        assert sent(form, days=["Mon", "Mon"])["days"] == ["Mon"]

    def test_what_nobody_can_type_is_dropped(self, form):
        assert sent(form, story="One\r\nTwo\x00\x1b!")["story"] == "One\nTwo!"

    def test_there_is_a_longest(self, form):
        most = sent(form, story="x" * 100_000)
        assert too_long(most) == {}
        (problem,) = too_long(sent(form, story="x" * 100_001)).values()
        assert translate(problem).startswith("This is longer than 100,000 letters.")
        many = dict.fromkeys(("name", "story", "mail", "page"), "x" * 80000)
        assert list(too_long(sent(form, **many))) == [""]


class TestSaving:
    def test_right_or_wrong_it_is_kept(self, form, clock):
        save(form, {**FILLED, "friends": "three"}, 0)

        assert typed_in(form)["friends"] == "three"
        assert form.draft_version == 1
        assert form.saved_at == clock.moment.astimezone(UTC)

    def test_the_same_again_changes_nothing(self, form):
        save(form, FILLED, 0)
        save(form, dict(FILLED), 0)
        assert form.draft_version == 1

    def test_the_later_of_two_pages_overwrites_nothing(self, form):
        save(form, FILLED, 0)
        with pytest.raises(SavedElsewhere):
            save(form, {**FILLED, "name": "Anita"}, 0)
        assert typed_in(form)["name"] == "Tony Bread"

    def test_it_can_save_once_it_has_seen_the_other(self, form):
        save(form, FILLED, 0)
        save(form, {**FILLED, "name": "Anita"}, 1)
        assert (typed_in(form)["name"], form.draft_version) == ("Anita", 2)
