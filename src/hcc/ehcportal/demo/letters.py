"""The letters that the demonstration council has written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hcc.ehcportal.demo import rtf
from io import BytesIO
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph
from reportlab.platypus import SimpleDocTemplate


_COUNCIL = "Demonstration Council"

# The table of the user guide, in its order.
SERVICES = (
    ("District Medical Officer", "01-Oct-2024"),
    ("Educational Psychologist", "05-Oct-2024"),
    ("Social Care", "08-Oct-2024"),
    ("DCT (0-25 Service)", "09-Oct-2024"),
    ("Specialist Advisory Teacher", "01-Oct-2024"),
    ("Education Setting", "22-Oct-2024"),
    ("Speech and Language Therapy", "02-Oct-2024"),
    ("YC Hertfordshire", "01-Oct-2024"),
    ("Child & Family Clinic (CAMHS)", "09-Oct-2024"),
    ("Physiotherapy", "10-Oct-2024"),
    ("Occupational Therapy", "18-Oct-2024"),
)


@dataclass(frozen=True)
class Letter:
    """A file as it goes to a family."""

    title: str
    data: bytes
    content_type: str
    extension: str

    @property
    def filename(self) -> str:
        """The name under which the file is saved."""
        return f"{self.title}.{self.extension}"


def information_requested(reference: str) -> Letter:
    """Return the guide's letter: which services were asked, and when."""
    parts = (
        rtf.heading("Information Requested"),
        rtf.paragraph(
            "The Local Authority will make contact with professionals that are "
            "involved with your child or young person to gather any additional "
            "information. The tables below show which services we have requested "
            "information from ahead of the Local Authority Multi-Agency Panel."
        ),
        rtf.paragraph(
            "If you have any other documents that you feel will help with this "
            "decision, please send them to EHCNeedsAssessment@example.org or upload "
            "via your EHC Portal account."
        ),
        rtf.table(("Services", "Date Requested"), SERVICES),
        rtf.heading("Other Advice and Information Requested"),
        rtf.paragraph("None so far."),
    )
    title = f"EHCP - Information Requested - {reference}"
    return Letter(title, rtf.document(title, parts), "application/rtf", "rtf")


def rtf_letter(title: str, paragraphs: Sequence[str]) -> Letter:
    """Return a letter as Rich Text."""
    parts = (rtf.heading(title), *map(rtf.paragraph, paragraphs))
    return Letter(title, rtf.document(title, parts), "application/rtf", "rtf")


def pdf_letter(title: str, paragraphs: Sequence[str]) -> Letter:
    """Return a letter as PDF that tells its title and its language."""
    styles = getSampleStyleSheet()
    flow = [
        Paragraph(_COUNCIL, styles["Normal"]),
        Paragraph(title, styles["Title"]),
        *(Paragraph(text, styles["BodyText"]) for text in paragraphs),
    ]
    output = BytesIO()
    SimpleDocTemplate(
        output,
        pagesize=A4,
        title=title,
        author=_COUNCIL,
        lang="en-GB",
        displayDocTitle=True,
    ).build(flow)
    return Letter(title, output.getvalue(), "application/pdf", "pdf")
