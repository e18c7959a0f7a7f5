"""The letter on the screen, as PDF, and as a draft among the case's documents."""

from __future__ import annotations

from functools import cached_property
from hcc.ehcportal import _
from hcc.ehcportal.content.clock import today
from hcc.ehcportal.content.dates import letter_date
from hcc.ehcportal.content.paper.pdf import NoPDF
from hcc.ehcportal.content.paper.pdf import pdf_of
from hcc.ehcportal.content.paper.style import paper_style
from hcc.ehcportal.office.letters.letter import information_requested
from hcc.ehcportal.office.letters.letter import Letter
from hcc.ehcportal.office.page import about
from hcc.ehcportal.office.page import Office
from hcc.ehcportal.office.page import OfficePage
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.utils import set_headers
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import BadRequest
from zope.component import queryMultiAdapter
from zope.i18n import translate


PAGE = "ehc-letter-information-requested"


class LetterView(Office):
    """What the three views of the letter share."""

    letter_file = ViewPageTemplateFile("templates/letter.pt")
    paper = ViewPageTemplateFile("templates/paper.pt")

    @cached_property
    def letter(self) -> Letter:
        return information_requested(self.context)

    @property
    def body(self):
        """The macro of what the letter says, the same on screen and paper."""
        return self.letter_file.macros["body"]

    @property
    def day(self) -> str:
        return letter_date(self.letter.day, self.language)

    @property
    def language(self) -> str:
        return api.portal.get_current_language()

    @cached_property
    def style(self) -> str:
        """The style sheet of the paper, which stands in the page itself."""
        return paper_style()

    @property
    def hindrance(self) -> str | None:
        """Say why the letter cannot be sent as it is, if so."""
        if not (self.letter.listed or self.letter.others):
            return _(
                "letter_nobody_asked",
                default="No service was asked for advice yet, so there is nothing to "
                "tell. Record who was asked first.",
            )
        if self.letter.unfilled:
            return _(
                "letter_unfilled",
                default="The text of this letter says ${unfilled}, and nothing is "
                "recorded for it. Complete the case, the portal's support address, or "
                "the text.",
                mapping={"unfilled": ", ".join(self.letter.unfilled)},
            )
        return None

    def pdf(self) -> bytes:
        """The letter on paper; raises ``BadRequest`` where there can be none."""
        if self.hindrance:
            raise BadRequest(translate(self.hindrance, context=self.request))
        return pdf_of(self.paper())


class LetterPage(LetterView, OfficePage):
    """Shows the letter, and leads to what can be done with it."""

    @property
    def description(self) -> str:
        return about(self.context)

    @property
    def may_save(self) -> bool:
        return not self.hindrance and self.may("hcc.ehcportal: Add document")


class LetterPDF(LetterView, BrowserView):
    """The letter as PDF, to be looked at. Nothing is kept."""

    def __call__(self):
        try:
            data = self.pdf()
        except NoPDF:
            return _lead_back(self)
        file = NamedBlobFile(data, "application/pdf", _filename(self.letter))
        response = self.request.response
        set_headers(file, response, filename=file.filename)
        disposition = response.getHeader("Content-Disposition")
        response.setHeader(
            "Content-Disposition", disposition.replace("attachment", "inline", 1)
        )
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", "no-store, private")
        return data


class SaveLetter(LetterView, BrowserView):
    """Puts the letter among the case's documents, as a draft."""

    def __call__(self):
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        try:
            data = self.pdf()
        except NoPDF:
            return _lead_back(self)
        document = createContentInContainer(
            self.context,
            "EHCDocument",
            title=self.letter.title,
            document_date=today(),
            file=NamedBlobFile(data, "application/pdf", _filename(self.letter)),
        )
        api.portal.show_message(
            _("letter_saved", default="The letter is saved as a draft."), self.request
        )
        self.request.response.redirect(self._next_url(document), status=303)
        return ""

    def _next_url(self, document) -> str:
        """The last page before publishing, or the document."""
        check = queryMultiAdapter(
            (self.context, self.request), name="ehc-check-documents"
        )
        if check is None:
            return document.absolute_url()
        return f"{self.context.absolute_url()}/ehc-check-documents"


def _filename(letter: Letter) -> str:
    return f"{letter.title}.pdf"


def _lead_back(view) -> str:
    api.portal.show_message(
        _(
            "letter_no_pdf",
            default="This server cannot make PDFs: a library is missing. Ask whoever "
            "runs it to install what the README names.",
        ),
        view.request,
        type="error",
    )
    view.request.response.redirect(f"{view.context.absolute_url()}/{PAGE}", status=303)
    return ""
