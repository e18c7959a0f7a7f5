"""The codes of an authenticator app, and how it is set up."""

from hcc.ehcportal.login.steps.authenticator import new_secret
from hcc.ehcportal.login.steps.authenticator import qr_svg
from hcc.ehcportal.login.steps.authenticator import setup_uri
from hcc.ehcportal.login.steps.authenticator import spaced
from hcc.ehcportal.login.steps.authenticator import step_of
from lxml import etree
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import base64
import pyotp
import pytest


# RFC 6238, appendix B: "12345678901234567890", and the last six of its eight digits.
RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()
RFC_CODES = [
    (59, 0x1, "287082"),
    (1111111109, 0x23523EC, "081804"),
    (1111111111, 0x23523ED, "050471"),
    (1234567890, 0x273EF07, "005924"),
    (2000000000, 0x3F940AA, "279037"),
    (20000000000, 0x27BC86AA, "353130"),
]

NOON = 1_728_039_600  # the beginning of a step
STEP = NOON // 30


def code_at(moment: int) -> str:
    return pyotp.TOTP(RFC_SECRET).at(moment)


class TestSecret:
    def test_it_has_160_random_bits(self):
        assert new_secret(lambda size: b"12345678901234567890"[:size]) == RFC_SECRET
        assert len(base64.b32decode(new_secret())) == 20

    def test_no_two_are_the_same(self):
        assert len({new_secret() for _ in range(100)}) == 100

    def test_it_is_read_in_groups_of_four(self):
        assert spaced(RFC_SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
        assert spaced("ABCDEF") == "ABCD EF"


class TestSetup:
    def test_the_app_is_told_whose_account_it_is_and_where(self):
        uri = urlsplit(setup_uri(RFC_SECRET, "anita@example.org", "Example Council"))

        assert (uri.scheme, uri.netloc) == ("otpauth", "totp")
        assert uri.path == "/Example%20Council:anita%40example.org"
        assert parse_qs(uri.query) == {
            "secret": [RFC_SECRET],
            "issuer": ["Example Council"],
        }

    def test_it_makes_the_codes_that_are_asked_for(self):
        app = pyotp.parse_uri(setup_uri(RFC_SECRET, "anita", "Example Council"))
        assert step_of(RFC_SECRET, app.at(NOON), NOON, None) == STEP

    @pytest.mark.parametrize("name", ["a:b", "a&secret=b", "a#b/c?d", "Zoë", "a%20b"])
    def test_a_name_cannot_change_the_rest(self, name):
        app = pyotp.parse_uri(setup_uri(RFC_SECRET, name, f"Council {name}"))

        assert (app.name, app.issuer) == (name, f"Council {name}")
        assert app.secret == RFC_SECRET


class TestPicture:
    @pytest.fixture
    def svg(self):
        return qr_svg(setup_uri(RFC_SECRET, "anita@example.org", "Example Council"))

    def test_it_is_a_piece_of_a_page(self, svg):
        assert svg.startswith("<svg ")
        assert "xmlns" not in svg
        assert etree.fromstring(svg).get("class") == "ehc-qr"

    def test_a_screen_reader_passes_over_it(self, svg):
        picture = etree.fromstring(svg)
        assert picture.get("aria-hidden") == "true"
        assert picture.get("focusable") == "false"
        assert picture.find("title") is None

    def test_it_is_black_on_white_with_its_margin_in_any_theme(self, svg):
        background, modules = etree.fromstring(svg).iter("path")
        assert background.get("fill") == "#fff"
        assert modules.get("stroke") == "#000"
        assert modules.get("d").startswith("M4 4.5h7")

    def test_it_grows_with_the_text_and_fits_a_phone(self, svg):
        picture = etree.fromstring(svg)
        assert picture.get("width") == picture.get("height")
        assert picture.get("width").endswith("em")
        assert float(picture.get("width")[:-2]) * 16 <= 320 - 2 * 16

    def test_the_secret_does_not_stand_in_it(self, svg):
        assert RFC_SECRET not in svg


class TestCode:
    @pytest.mark.parametrize(("moment", "step", "code"), RFC_CODES)
    def test_it_is_the_standards(self, moment, step, code):
        assert step_of(RFC_SECRET, code, moment, None) == step

    @pytest.mark.parametrize("late", [-30, -1, 0, 15, 29, 59])
    def test_a_clock_may_be_a_step_off(self, late):
        assert step_of(RFC_SECRET, code_at(NOON), NOON + late, None) == STEP

    @pytest.mark.parametrize("late", [-300, -31, 60, 300])
    def test_but_not_more(self, late):
        assert step_of(RFC_SECRET, code_at(NOON), NOON + late, None) is None

    def test_it_works_once(self):
        assert step_of(RFC_SECRET, code_at(NOON), NOON, STEP - 1) == STEP
        assert step_of(RFC_SECRET, code_at(NOON), NOON, STEP) is None
        assert step_of(RFC_SECRET, code_at(NOON), NOON + 30, STEP) is None

    def test_after_it_no_earlier_one_works(self):
        assert step_of(RFC_SECRET, code_at(NOON - 30), NOON, STEP) is None
        assert step_of(RFC_SECRET, code_at(NOON + 30), NOON, STEP) == STEP + 1

    def test_the_same_code_in_two_steps_works_once(self, monkeypatch):
        monkeypatch.setattr(pyotp.HOTP, "at", lambda app, step: "123456")
        found = step_of(RFC_SECRET, "123456", NOON, None)
        assert step_of(RFC_SECRET, "123456", NOON, found) is None

    def test_the_first_step_of_all_has_none_before_it(self):
        assert step_of(RFC_SECRET, code_at(0), 0, None) == 0

    @pytest.mark.parametrize(
        "typed", ["050 471", " 050471 ", "050-471", "0 5 0 4 7 1", "050\u00a0471\n"]
    )
    def test_spaces_and_hyphens_are_ignored(self, typed):
        assert step_of(RFC_SECRET, typed, 1111111111, None) == 0x23523ED

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "50471",  # a number without its zero
            "0050471",
            "050471050471",
            "050472",
            "05O471",
            "０５０４７１",
            "٠٥٠٤٧١",
            "050471\0",
            "+50471",
            "0.0471",
            "\ud800" * 6,
        ],
    )
    def test_anything_else_is_wrong(self, typed):
        assert step_of(RFC_SECRET, typed, 1111111111, None) is None

    @pytest.mark.parametrize("typed", ["", "050471"])
    def test_ten_megabytes_are_not_even_read(self, typed):
        endless = typed + " " * 10_000_000
        assert step_of(RFC_SECRET, endless, 1111111111, None) is None

    def test_another_accounts_code_is_wrong(self):
        assert step_of(new_secret(), "050471", 1111111111, None) is None
