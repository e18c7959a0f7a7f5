"""How much a family can send, and how that is said before anything is chosen."""

from hcc.ehcportal.content.uploads.limits import accept_attribute
from hcc.ehcportal.content.uploads.limits import check_room
from hcc.ehcportal.content.uploads.limits import document_limits
from hcc.ehcportal.content.uploads.limits import Limits
from hcc.ehcportal.content.uploads.limits import limits_sentence
from hcc.ehcportal.content.uploads.limits import upload_limits
from hcc.ehcportal.content.validation import ValueRefused
from zope.i18n import translate

import pytest


DECIDED = {
    "upload_kinds": ("png", "pdf"),
    "upload_megabytes": 2,
    "upload_files": 3,
    "upload_form_megabytes": 5,
}

MB = 1024 * 1024


@pytest.fixture
def limits() -> Limits:
    return upload_limits(settings=DECIDED.__getitem__)


def test_a_new_site_takes_what_is_usual(portal):
    limits = upload_limits()

    assert (limits.bytes_each, limits.files, limits.bytes_all) == (
        20 * MB,
        20,
        100 * MB,
    )
    assert limits.kind_names == (
        "PDF, Word (.docx), Word (.doc), OpenDocument (.odt), RTF, JPEG, PNG, HEIC, TXT"
    )
    assert document_limits().bytes_each == 25 * MB


def test_the_page_says_what_can_be_chosen(limits):
    assert translate(limits_sentence(limits)) == (
        "PDF, PNG. At most 3 files of 2 MB each, and 5 MB together."
    )
    assert accept_attribute(limits) == ".pdf,.png"


def test_a_form_can_allow_less_and_never_more(limits):
    fewer = limits.narrowed(megabytes=1, files=1)
    more = limits.narrowed(megabytes=50, files=50, form_megabytes=50)

    assert (fewer.bytes_each, fewer.files) == (MB, 1)
    assert fewer.bytes_all == limits.bytes_all
    assert more == limits


def test_a_form_asks_for_kinds_among_those_that_are_allowed():
    limits = upload_limits(["pdf", "docx"], DECIDED.__getitem__)

    assert limits.kind_names == "PDF"
    assert upload_limits([], DECIDED.__getitem__).kinds == ()


def test_one_file_too_many_is_refused(limits):
    check_room([1, 1], 1, limits)

    with pytest.raises(ValueRefused) as refused:
        check_room([1, 1, 1], 1, limits)
    assert translate(refused.value.doc()).startswith("These are more than 3 files.")


def test_too_much_together_is_refused(limits):
    check_room([2 * MB, 2 * MB], MB, limits)

    with pytest.raises(ValueRefused) as refused:
        check_room([2 * MB, 2 * MB], MB + 1, limits)
    assert translate(refused.value.doc()).startswith(
        "Together these files are larger than 5 MB."
    )
