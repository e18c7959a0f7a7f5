"""What people type about themselves cannot bend a mail or mimic another."""

from hcc.ehcportal.access.typed import clean_address
from hcc.ehcportal.access.typed import clean_name
from hcc.ehcportal.access.typed import clean_reference
from hcc.ehcportal.content.validation import ValueRefused

import pytest


BENDING = ("\n", "\r", "\r\nBcc: all@example.org", "\x00", "\x0b", "\u2028", "\x85")


@pytest.mark.parametrize(
    "name", ["Anita Rixon", "Zoë O'Brien-Müller", "李小龙", "محمد", "Ngũgĩ wa Thiong'o"]
)
def test_every_alphabet_has_names(name):
    assert clean_name(name) == name


def test_spaces_around_a_name_go_and_its_letters_have_one_spelling():
    assert clean_name("  Zoe\u0308 ") == "Zo\u00eb"


@pytest.mark.parametrize("bend", BENDING)
def test_a_name_is_one_line(bend):
    with pytest.raises(ValueRefused):
        clean_name(f"Anita{bend}Rixon")


@pytest.mark.parametrize(
    "name", ["", "   ", "A" * 121, "A" * 10**7, "Anita\u202enoxiR"]
)
def test_no_name_at_all(name):
    with pytest.raises(ValueRefused):
        clean_name(name)


def test_an_address_in_small_letters():
    assert clean_address(" Anita.Rixon@Example.ORG ") == "anita.rixon@example.org"


@pytest.mark.parametrize("bend", BENDING)
def test_an_address_is_one_line(bend):
    for address in (f"anita{bend}@example.org", f"anita@example{bend}.org"):
        with pytest.raises(ValueRefused):
            clean_address(address)


@pytest.mark.parametrize(
    "address",
    [
        *("", "anita", "anita@", "@example.org", "anita@example", "a@b@example.org"),
        *("anita@example.org, tracy@example.org", "Anita <anita@example.org>"),
        # A Cyrillic a.
        *("\u0430nita@example.org", "anita@ex\u0430mple.org", '"a b"@example.org'),
        "a" * 300 + "@example.org",
    ],
)
def test_no_address(address):
    with pytest.raises(ValueRefused):
        clean_address(address)


def test_a_reference_may_be_missing_but_not_bent():
    assert clean_reference(None) == clean_reference("  ") == ""
    assert clean_reference(" 6427917 ") == "6427917"
    with pytest.raises(ValueRefused):
        clean_reference("64\n27917")
