"""What a name and a password are worth that come with a request of any kind."""

from factories import PASSWORD
from hcc.ehcportal.access.audit import entries
from hcc.ehcportal.login.door import doorway
from hcc.ehcportal.login.door import plugin as plugin_module
from hcc.ehcportal.login.door.doorway import _lately
from hcc.ehcportal.login.door.doorway import check_password
from hcc.ehcportal.login.door.elsewhere import is_judged_elsewhere
from hcc.ehcportal.login.door.store import the_store
from plone.app.testing import SITE_OWNER_NAME

import pytest
import transaction


@pytest.fixture
def hashed(monkeypatch):
    """The passwords that were compared."""
    compared = []
    matches = doorway.matches
    monkeypatch.setattr(
        doorway,
        "matches",
        lambda stored, password: (
            compared.append((stored is not None, password)) or matches(stored, password)
        ),
    )
    return compared


def ask(portal, login="robert", password=PASSWORD):
    """Judge a password in a request of its own."""
    transaction.commit()
    answer = check_password(login, password, portal.REQUEST.clone())
    # What was written apart shows in the next transaction.
    transaction.commit()
    return answer


class TestAnswers:
    def test_who_owes_no_step_is_known(self, portal, robert):
        answer = ask(portal)
        assert answer.identity == ("robert", "robert")
        assert answer.is_final

    @pytest.mark.parametrize(
        ("login", "password"),
        [
            ("robert", "wrong"),
            ("nobody", PASSWORD),
            ("anita", PASSWORD),
            ("anita", "wrong"),
        ],
    )
    def test_all_others_are_nobody_and_cost_one_hash(
        self, portal, robert, anita, hashed, login, password
    ):
        answer = ask(portal, login, password)

        assert answer.identity is None
        assert answer.is_final
        assert hashed == [(login == "robert", password)]

    def test_it_is_judged_once_for_each_request(self, portal, robert, hashed):
        request = portal.REQUEST.clone()
        for _ in range(3):
            check_password("robert", "wrong", request)
        assert len(hashed) == 1

    def test_who_runs_the_server_is_for_the_root_to_judge(self, portal):
        assert is_judged_elsewhere(SITE_OWNER_NAME)
        assert not ask(portal, SITE_OWNER_NAME, "wrong").is_final

    def test_nobody_else_is(self, portal, robert, anita):
        for login in ("robert", "anita", "nobody", "", "x" * 10_000):
            assert not is_judged_elsewhere(login)


class TestLately:
    """A script that sends its password each time does not pay for it each time."""

    def test_a_right_password_is_not_hashed_again(self, portal, robert, hashed):
        for _ in range(20):
            assert ask(portal).identity
        assert len(hashed) == 1

    def test_for_five_minutes(self, portal, robert, hashed, moment):
        ask(portal)
        moment.pass_by(minutes=5)
        ask(portal)
        assert len(hashed) == 2

    def test_a_wrong_one_is(self, portal, robert, hashed):
        ask(portal)
        assert ask(portal, password="wrong").identity is None
        assert ask(portal, password="wrong").identity is None
        assert len(hashed) == 3

    def test_another_password_ends_it(self, portal, robert, mails):
        ask(portal)
        portal.acl_users.userSetPassword("robert", "marble lantern otter")
        assert ask(portal).identity is None

    def test_so_does_a_second_step(self, portal, robert):
        ask(portal)
        the_store().record("robert").is_family = True
        assert ask(portal).identity is None

    def test_it_keeps_no_password_and_not_many(self, portal, robert, monkeypatch):
        monkeypatch.setattr(type(_lately), "ENTRIES", 3)
        account = doorway.account_named("robert")
        for number in range(10):
            _lately.note(account, f"{PASSWORD} {number}")
        assert len(_lately._until) == 3
        assert PASSWORD.encode() not in b"".join(_lately._until)


@pytest.mark.usefixtures("mails")
class TestLimits:
    def test_ten_wrong_ones_and_then_none_is_judged(self, portal, robert, hashed):
        for _ in range(12):
            ask(portal, password="wrong")
        assert ask(portal).identity is None
        assert len(hashed) == 10
        (locked,) = entries(kind="locked")
        assert (locked.about, locked.detail) == ("robert", "account")

    def test_a_script_that_was_right_lately_goes_on(self, portal, robert):
        """A stranger's tries do not stop the council's own."""
        ask(portal)
        for _ in range(12):
            ask(portal, password="wrong")
        assert ask(portal).identity

    def test_the_way_in_by_the_page_is_counted_apart(self, portal, robert, browser):
        for _ in range(12):
            ask(portal, password="wrong")
        assert browser.first_step("robert").whom() == "robert"

    def test_a_place_that_has_to_wait_is_nobodys_lock(self, portal, robert, mails):
        for number in range(101):
            ask(portal, f"name{number}")
        (locked,) = entries(kind="locked")
        assert (locked.about, locked.detail) == (None, "network")
        assert mails == []


def test_nothing_of_the_plugin_can_be_called_by_its_address():
    for method in ("authenticateCredentials", "resetCredentials"):
        assert getattr(plugin_module.SecondStep, f"{method}__roles__") == ()
