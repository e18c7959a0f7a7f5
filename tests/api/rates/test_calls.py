"""Who calls the API too often is told how long to wait."""

from hcc.ehcportal.api.settings import IApiSettings
from hcc.ehcportal.content.settings import IEHCSettings
from pathlib import Path
from plone import api
from ZPublisher import HTTPRequest

import hcc.ehcportal
import pytest
import re
import sqlite3


PACKAGE = Path(hcc.ehcportal.__file__).parent


pytestmark = pytest.mark.usefixtures("counted")


def statuses(app, times, address="", **headers) -> list[int]:
    return [app.get(address, headers={**headers}).status_int for _ in range(times)]


def test_the_fourth_call_of_nobody_has_to_wait(nobody, moment):
    assert statuses(nobody, 4) == [200, 200, 200, 429]
    moment.pass_by(20)
    answer = nobody.get()
    assert answer.headers["Retry-After"] == "40"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.json == {
        "type": "TooManyRequests",
        "message": "You have asked too often. Wait for as many seconds as Retry-After "
        "says.",
        "errors": [],
    }
    moment.pass_by(40)
    assert nobody.get().status_int == 200


def test_who_is_signed_in_is_counted_by_account(mother, nobody, app_of, anita):
    assert statuses(nobody, 4)[-1] == 429
    assert statuses(mother, 5) == [200] * 5
    assert app_of(anita).get().status_int == 429


def test_another_family_is_not_held_up(mother, app_of, tracy):
    assert statuses(mother, 6)[-1] == 429
    assert app_of(tracy).get().status_int == 200


def test_each_network_is_counted_alone(nobody):
    """Also where many are behind the council's web server, which says for whom."""
    assert statuses(nobody, 4)[-1] == 429
    nobody.wsgi.extra_environ["REMOTE_ADDR"] = "203.0.113.7"
    assert nobody.get().status_int == 200


def test_what_a_caller_says_of_itself_does_not_count(nobody):
    assert [
        nobody.get(headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_int
        for number in range(4)
    ] == [200, 200, 200, 429]


def test_what_a_trusted_server_says_does(nobody, monkeypatch):
    monkeypatch.setattr(HTTPRequest, "trusted_proxies", ["192.0.2.1"])
    nobody.wsgi.extra_environ["REMOTE_ADDR"] = "192.0.2.1"
    assert statuses(nobody, 4, **{"X-Forwarded-For": "203.0.113.7"})[-1] == 429
    assert statuses(nobody, 1, **{"X-Forwarded-For": "203.0.113.8"}) == [200]


def test_a_trusted_server_that_does_not_say_for_whom_is_not_held_up(
    nobody, monkeypatch
):
    monkeypatch.setattr(HTTPRequest, "trusted_proxies", ["192.0.2.1"])
    nobody.wsgi.extra_environ["REMOTE_ADDR"] = "192.0.2.1"
    assert statuses(nobody, 5) == [200] * 5


@pytest.mark.parametrize("where", ["nothing-here", "ehc/families/f-none", "@nothing"])
def test_what_leads_nowhere_counts_as_well(mother, where):
    assert statuses(mother, 6, where) == [404] * 5 + [429]


def test_so_does_what_is_not_given(nobody):
    assert statuses(nobody, 4, "ehc/families") == [401] * 3 + [429]


def test_a_wrong_token_is_nobodys(nobody):
    assert statuses(nobody, 4, Authorization="Bearer nonsense")[-1] == 429


def test_another_way_of_calling_counts_the_same(nobody):
    assert statuses(nobody, 4, "++api++", Accept="text/html") == [200, 200, 200, 429]


def test_changes_count_too(mother):
    answers = [mother.post("@nothing").status_int for _ in range(6)]
    assert answers == [404] * 5 + [429]


def test_pages_are_not_limited(nobody):
    assert statuses(nobody, 5, Accept="text/html") == [200] * 5


def test_no_limit_is_a_choice(nobody, mother):
    api.portal.set_registry_record("ehc.anonymous_calls", 0)
    api.portal.set_registry_record("ehc.account_calls", 0)
    assert statuses(nobody, 5) == [200] * 5
    assert statuses(mother, 7) == [200] * 7


def test_what_is_kept_names_nobody(mother, nobody, tmp_path):
    statuses(mother, 1)
    statuses(nobody, 1)
    rows = sqlite3.connect(tmp_path / "rates.sqlite").execute("SELECT * FROM counts")
    kept = repr(rows.fetchall())
    assert kept.count("LIMITER") == 2
    assert "anita" not in kept
    assert "127.0" not in kept


def test_the_log_of_errors_does_not_fill_with_it(mother, portal):
    assert statuses(mother, 6)[-1] == 429
    assert portal.error_log.getLogEntries() == []


def test_a_form_full_of_files_stays_below_it(portal):
    """The page sends them in pieces, as an app would."""
    script = (PACKAGE / "static" / "tus.js").read_text(encoding="utf-8")
    (kilobytes,) = re.findall(r"PIECE = (\d+) \* 1024;", script)
    pieces = IEHCSettings["upload_form_megabytes"].default * 1024 / int(kilobytes)
    # Each file begins with a call, ends with less than a piece, and may break off.
    calls = pieces + 3 * IEHCSettings["upload_files"].default
    assert 2 * calls < IApiSettings["account_calls"].default
