"""Ten codes for the day that the phone is gone, each of which works once."""

from hcc.ehcportal.login.steps.recovery import digest
from hcc.ehcportal.login.steps.recovery import new_codes
from hcc.ehcportal.login.steps.recovery import spend

import hmac
import math
import pytest
import re


CODES = tuple(f"{letter * 4}-2345-6789" for letter in "bcdfghjkmn")
DIGESTS = tuple(map(digest, CODES))


class TestCodes:
    def test_there_are_ten_different_ones(self):
        assert len(set(new_codes())) == 10

    def test_they_are_short_groups_without_look_alikes_and_words(self):
        for code in new_codes():
            assert re.fullmatch(r"([2-9a-z]{4}-){2}[2-9a-z]{4}", code)
            assert not set(code) & set("01iloaeu")

    def test_each_has_more_bits_than_anybody_guesses(self):
        asked = []

        def first(alphabet):
            asked.append(alphabet)
            return alphabet[0]

        assert new_codes(first) == ("2222-2222-2222",) * 10
        assert len(asked) / 10 * math.log2(len(set(asked[0]))) >= 50

    def test_what_is_kept_does_not_tell_them(self):
        code = CODES[0]
        assert code not in digest(code)
        assert len(digest(code)) == 64

    def test_no_two_sets_share_one(self):
        assert not set(new_codes()) & set(new_codes())


class TestSpending:
    @pytest.mark.parametrize("code", CODES)
    def test_each_works_and_leaves_the_others(self, code):
        left = spend(DIGESTS, code)
        assert left == tuple(kept for kept in DIGESTS if kept != digest(code))
        assert len(left) == 9

    def test_each_works_once(self):
        left = spend(DIGESTS, CODES[0])
        assert spend(left, CODES[0]) is None

    def test_the_last_one_works_too(self):
        assert spend(DIGESTS[:1], CODES[0]) == ()
        assert spend((), CODES[0]) is None

    @pytest.mark.parametrize(
        "typed",
        ["BBBB-2345-6789", "bbbb23456789", " bbbb 2345 6789 ", "Bbbb\u00a02345-6789"],
    )
    def test_capitals_spaces_and_hyphens_make_no_difference(self, typed):
        assert spend(DIGESTS, typed) == DIGESTS[1:]

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "-",
            "bbbb-2345-678",
            "bbbb-2345-67899",
            "bbbb-2345-678\uff19",
            "\u212a" * 4 + "-2345-6789",  # the sign of Kelvin, small as a k
            "\ud800",
            DIGESTS[0],
        ],
    )
    def test_anything_else_is_wrong(self, typed):
        assert spend(DIGESTS, typed) is None

    def test_ten_megabytes_are_wrong_too(self):
        assert spend(DIGESTS, "b" * 10_000_000) is None

    def test_all_are_compared_wherever_the_right_one_stands(self, monkeypatch):
        compared = []
        compare = hmac.compare_digest

        def counting(one, other):
            compared.append(one)
            return compare(one, other)

        monkeypatch.setattr(hmac, "compare_digest", counting)
        spend(DIGESTS, CODES[0])
        spend(DIGESTS, "wrong")

        assert tuple(compared) == DIGESTS * 2
