"""A family attaches documents to a form, within what the form takes."""

from asking import SHORT
from factories import make_design
from hcc.ehcportal.content.supportingform import IEHCAttachment
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.forms.answering import typed_in
from hcc.ehcportal.forms.attachments import attachments_of
from hcc.ehcportal.forms.drafts import save
from hcc.ehcportal.forms.starting import start
from papers import pdf
from papers import picture
from parents import Parent
from plone import api
from plone.namedfile.file import NamedBlobFile
from webtest.forms import Upload
from zope.i18n import translate

import pytest
import transaction


@pytest.fixture
def portal(functional_portal):
    return functional_portal


@pytest.fixture
def form(anitas_case, council):
    form = start(anitas_case, make_design(council, "Documents", questions=SHORT))
    form.upload_limits = {"files": 3, "megabytes": 1, "kinds": ["pdf", "jpg"]}
    return form


@pytest.fixture
def mother(browser_of, anitas_case):
    return Parent(browser_of("anita"))


def choose(parent, *files):
    """Choose files, each a name and its content."""
    chosen = [Upload(name, content) for name, content in files]
    parent.browser.getControl(name="files")._control.force_value(chosen)
    return parent


def names(form):
    transaction.begin()
    return [attachment.file.filename for attachment in attachments_of(form)]


class TestUploading:
    def test_what_is_taken_is_said_before_anything_is_chosen(self, mother, form):
        page = mother.visit(form).page
        field = page.select_one("#files")
        assert "At most 3 files of 1 MB each" in mother.text
        assert field["accept"] == ".pdf,.jpg,.jpeg"
        assert page.select_one(f"#{field['aria-describedby']}") is not None

    def test_it_is_kept_with_what_was_typed(self, mother, form):
        mother.visit(form).type(text="A letter of the school")
        choose(mother, ("letter.pdf", pdf())).press("Upload Document")

        assert names(form) == ["letter.pdf"]
        assert typed_in(form)["text"] == "A letter of the school"
        assert mother.page.select_one(".ehc-attached li a").get_text() == "letter.pdf"

    def test_any_other_button_takes_it_too(self, mother, form):
        choose(mother.visit(form), ("letter.pdf", pdf()))
        mother.press("Save and come back later")
        assert names(form) == ["letter.pdf"]

    def test_it_can_be_removed(self, mother, form):
        choose(mother.visit(form), ("one.pdf", pdf())).press("Upload Document")
        choose(mother, ("two.jpg", picture("JPEG"))).press("Upload Document")
        mother.press("Remove one.pdf")
        assert names(form) == ["two.jpg"]

    def test_no_path_and_no_control_gets_into_its_name(self, mother, form):
        choose(mother.visit(form), ("..\\..\\a\x07\u202eb.pdf", pdf()))
        mother.press("Upload Document")
        (name,) = names(form)
        assert not set(name) & set("\\/\x07\u202e")

    def test_it_is_shown_before_and_after_submitting(self, mother, form):
        save(form, {"text": "A report", "more": ""}, 0)
        choose(mother.visit(form), ("letter.pdf", pdf())).press("Check your answers")
        assert mother.page.find("a", string="letter.pdf")
        mother.follow("Submit Form").press("Submit").visit(form, "ehc-form")
        assert mother.page.find("a", string="letter.pdf")


class TestRefusing:
    @pytest.mark.parametrize(
        ("files", "sentence"),
        [
            ([], "Choose a file first."),
            ([("a.png", picture("PNG"))], "This kind of file cannot be taken."),
            (
                [("a.pdf", b"<html></html>")],
                "What is in this file is not what its name",
            ),
            ([("a.pdf", b"")], "There is nothing in this file."),
            ([("a.pdf", b"%PDF-" + bytes(2**20))], "This file is larger than 1 MB."),
            ([(f"{n}.pdf", pdf()) for n in range(4)], "These are more than 3 files."),
        ],
    )
    def test_each_reason_has_its_sentence(self, mother, form, files, sentence):
        mother.visit(form).type(text="Kept all the same")
        choose(mother, *files).press("Upload Document")

        assert sentence in mother.page.select_one(".alert-danger").get_text()
        assert sentence in mother.page.select_one("#attachments").get_text()
        assert names(form) == []
        assert typed_in(form)["text"] == "Kept all the same"

    def test_the_others_of_several_are_kept(self, mother, form):
        choose(mother.visit(form), ("a.pdf", pdf()), ("b.pdf", b"x"))
        mother.press("Upload Document")
        assert names(form) == ["a.pdf"]
        assert "b.pdf: What is in this file" in mother.text

    def test_a_form_without_files_takes_none(self, mother, form):
        form.upload_limits = {}
        assert mother.visit(form).page.select_one("#files") is None

    def test_what_is_there_counts(self, mother, form):
        for number in range(3):
            choose(mother.visit(form), (f"{number}.pdf", pdf()))
            mother.press("Upload Document")
        choose(mother, ("3.pdf", pdf())).press("Upload Document")
        assert "These are more than 3 files." in mother.text
        assert len(names(form)) == 3


class TestField:
    """The field of the type knows what its form takes, whichever way a file comes."""

    def refusal(self, context):
        """Return what is said of a file for an attachment, or for a new one."""
        file = NamedBlobFile(pdf(), "application/pdf", "a.pdf")
        try:
            IEHCAttachment["file"].bind(context).validate(file)
        except ValueRefused as refused:
            return translate(refused.doc())
        return None

    def test_it_takes_what_the_form_takes(self, form):
        assert self.refusal(form) is None

    def test_it_takes_no_other_kind_than_the_form(self, form):
        form.upload_limits = {**form.upload_limits, "kinds": ["jpg"]}
        assert self.refusal(form).startswith("This kind of file cannot be taken.")

    def test_it_counts_what_is_there(self, mother, form):
        for number in range(3):
            choose(mother.visit(form), (f"{number}.pdf", pdf()))
            mother.press("Upload Document")
        assert self.refusal(form).startswith("These are more than 3 files.")
        # In the place of one that is there it is not one more.
        assert self.refusal(attachments_of(form)[0]) is None

    def test_a_form_without_files_takes_none(self, form):
        form.upload_limits = {}
        assert self.refusal(form) == "This form takes no files."


def test_nothing_is_removed_once_it_is_submitted(mother, form, browser_of):
    save(form, {"text": "A report", "more": ""}, 0)
    choose(mother.visit(form), ("letter.pdf", pdf())).press("Upload Document")
    late = Parent(browser_of("anita")).visit(form)
    with api.env.adopt_user(username="anita"):
        api.content.transition(form, "submit")
    transaction.commit()

    late.press("Remove letter.pdf")

    assert names(form) == ["letter.pdf"]
    assert late.browser.url.endswith("/ehc-form")
