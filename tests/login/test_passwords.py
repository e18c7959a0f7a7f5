"""Which passwords are good enough, what is kept of them, and how they are compared."""

from AuthEncoding import AuthEncoding
from hcc.ehcportal.login.door import hashing
from hcc.ehcportal.login.door import keeper
from hcc.ehcportal.login.door import passwords
from hcc.ehcportal.login.door.hashing import is_outdated
from hcc.ehcportal.login.door.hashing import matches
from hcc.ehcportal.login.door.hashing import MAXIMUM
from hcc.ehcportal.login.door.hashing import strong_hash
from hcc.ehcportal.login.door.keeper import activate
from hcc.ehcportal.login.door.keeper import deactivate
from hcc.ehcportal.login.door.keeper import PasswordKeeper
from hcc.ehcportal.login.door.passwords import problem_with
from hcc.ehcportal.login.install import uninstall_plugin
from plone import api
from Products.PlonePAS.interfaces.plugins import IUserManagement
from Products.PluggableAuthService.interfaces.plugins import IUserAdderPlugin
from Products.PluggableAuthService.interfaces.plugins import IValidationPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin

import bcrypt
import hashlib
import inspect
import pytest
import re
import runpy
import zxcvbn.feedback


GOOD = "violet kettle harbour"
OTHER = "marble lantern otter"

# Made here, since no fixture has turned the cost down yet.
KEPT = b"{BCRYPT}" + bcrypt.hashpw(GOOD.encode(), bcrypt.gensalt(4))

LONG = pytest.param("x" * MAXIMUM, id="256 characters")
LONGEST = pytest.param("💃" * MAXIMUM, id="1024 bytes")

INTERFACES = (IUserAdderPlugin, IUserManagement, IValidationPlugin)

# Every sentence that zxcvbn can say against a password, as its source has them.
ZXCVBN_SAYS = [
    "".join(part[1:-1] for part in re.findall(r"'[^']*'|\"[^\"]*\"", said))
    for said in re.findall(
        r"warning = _\(((?:'[^']*'|\"[^\"]*\"|[\s\\])+)\)|'warning': _\((.+?)\),",
        inspect.getsource(zxcvbn.feedback),
    )
    for said in said
    if said
]


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch):
    """Four rounds, the fewest there are."""
    monkeypatch.setattr(hashing, "ROUNDS", 4)


class TestRules:
    @pytest.mark.parametrize(
        "password",
        [
            GOOD,
            "x7Kq2mPz",  # eight characters suffice, if they are random
            "мои синие лодки плывут",
            "dancing 💃🏽 otters",
            "né à l’été",
            f"{GOOD} {OTHER}",
        ],
    )
    def test_good_ones_are_taken_whatever_they_are_made_of(self, password):
        assert problem_with(password) is None

    def test_none_has_to_have_digits_capitals_or_signs(self):
        assert problem_with("violetkettleharbour") is None

    def test_seven_characters_are_too_few(self):
        assert problem_with("x7Kq2mP") == "password_too_short"

    def test_256_are_taken_and_257_are_not(self):
        longest = (GOOD * 13)[:MAXIMUM]

        assert len(longest) == 256
        assert problem_with(longest) is None
        assert problem_with(f"{longest}x") == "password_too_long"

    def test_ten_megabytes_are_refused_before_anybody_looks_at_them(self, monkeypatch):
        monkeypatch.delattr(passwords, "zxcvbn")
        assert problem_with("x" * 10_000_000) == "password_too_long"

    @pytest.mark.parametrize("character", ["\0", "\n", "\t", "\x7f", "\x85", "\ud800"])
    def test_what_nobody_can_type_is_refused(self, character):
        assert problem_with(f"{GOOD}{character}") == "password_unreadable"

    def test_what_zope_would_take_for_a_hash_is_refused(self):
        assert problem_with("{SHA}violet kettle") == "password_scheme"
        assert problem_with("{violet} kettle harbour") is None

    @pytest.mark.parametrize(
        ("password", "problem"),
        [
            ("password", "password_common"),
            ("qwertyuiop", "password_common"),
            ("P@ssw0rd1", "password_common"),
            ("drowssap", "password_common"),
            ("Winter2024", "password_common"),
            ("zxcvbnm,./", "password_keyboard"),
            ("aaaaaaaaaaaa", "password_repeat"),
            (" " * 12, "password_repeat"),
            ("abcabcabcabc", "password_repeat"),
            ("abcdefghijk", "password_sequence"),
            ("19840103", "password_date"),
            ("williamson", "password_name"),
            ("jennifersmith", "password_name"),
            ("predominantly", "password_word"),
            ("birmingham1", "password_easily_guessed"),
        ],
    )
    def test_the_easily_guessed_are_refused_with_the_reason(self, password, problem):
        assert problem_with(password) == problem

    @pytest.mark.parametrize("said", ZXCVBN_SAYS)
    def test_each_reason_of_zxcvbn_has_a_sentence_of_ours(self, said):
        assert said in passwords._WARNINGS

    def test_no_reason_of_zxcvbn_was_overlooked(self):
        assert len(ZXCVBN_SAYS) == 14
        assert set(passwords._WARNINGS) == {"", *ZXCVBN_SAYS}

    @pytest.mark.parametrize(
        "password", ["anitabread", "Anita.Bread@example.org", "Anita1985", "b4nana.org"]
    )
    def test_ones_own_name_and_address_are_easily_guessed(self, password):
        about = ["Anita Bread", "anita.bread@example.org", "b4nana.org"]
        assert problem_with(password, about) == "password_of_person"

    def test_a_name_does_not_spoil_a_good_password(self):
        assert problem_with(f"anita {GOOD}", ["Anita Bread"]) is None

    def test_what_is_known_of_one_person_is_not_held_against_the_next(self):
        assert problem_with("xkqzjvwp", ["xkqzjvwp"]) == "password_of_person"
        assert problem_with("xkqzjvwp") is None


class TestHash:
    def test_it_is_zopes_own_bcrypt(self):
        kept = strong_hash(GOOD)

        assert kept.startswith(b"{BCRYPT}$2b$04$")
        assert AuthEncoding.pw_validate(kept, GOOD)
        assert not AuthEncoding.pw_validate(kept, OTHER)

    def test_it_takes_twelve_rounds_outside_of_tests(self):
        assert runpy.run_path(hashing.__file__)["ROUNDS"] == 12

    def test_two_of_the_same_password_differ(self):
        assert strong_hash(GOOD) != strong_hash(GOOD)

    def test_72_bytes_are_plain_bcrypt_and_longer_ones_say_that_they_are_not(self):
        assert strong_hash("é" * 36).startswith(b"{BCRYPT}$")
        assert strong_hash("é" * 36 + "x").startswith(b"{BCRYPT-SHA256}$")

    @pytest.mark.parametrize("character", ["x", "é", "€", "💃"])
    def test_every_one_of_256_characters_counts(self, character):
        longest = character * MAXIMUM
        kept = strong_hash(longest)

        assert AuthEncoding.is_encrypted(kept)
        assert AuthEncoding.pw_validate(kept, longest)
        assert not AuthEncoding.pw_validate(kept, f"{longest[:-1]}y")
        assert not AuthEncoding.pw_validate(kept, longest[:-1])

    def test_zope_can_make_the_long_scheme_too(self):
        kept = AuthEncoding.pw_encrypt(GOOD, "BCRYPT-SHA256")

        assert matches(kept, GOOD)
        assert not matches(kept, OTHER)
        assert not matches(b"{BCRYPT-SHA256}damaged", GOOD)

    def test_257_characters_are_not_hashed(self):
        with pytest.raises(ValueError, match="256"):
            strong_hash("x" * 257)


def ssha(password: str) -> bytes:
    return AuthEncoding.pw_encrypt(password)


def naive(password: str) -> str:
    """What Zope kept before its hashes said how they were made."""
    return hashlib.sha1(password.encode()).hexdigest()


class TestComparison:
    @pytest.mark.parametrize(
        "kept",
        [
            KEPT,
            ssha(GOOD),
            ssha(GOOD).decode(),
            AuthEncoding.pw_encrypt(GOOD, "SHA"),
            AuthEncoding.pw_encrypt(GOOD, "SHA256"),
            naive(GOOD),
        ],
    )
    def test_a_hash_of_any_age_lets_its_password_in_and_no_other(self, kept):
        assert matches(kept, GOOD) is True
        assert matches(kept, OTHER) is False
        assert matches(kept, GOOD.upper()) is False
        assert matches(kept, "") is False

    def test_nobodys_password_is_right(self):
        assert matches(None, GOOD) is False

    def test_a_hash_is_not_its_own_password(self):
        for kept in (strong_hash(GOOD), ssha(GOOD), naive(GOOD).encode()):
            assert matches(kept, kept.decode()) is False

    def test_look_alikes_are_other_passwords(self):
        kept = strong_hash("violet kettle")
        assert not matches(kept, "viоlet kettle")  # a Cyrillic о
        assert not matches(kept, "ｖiolet kettle")

    def test_accents_count_as_they_were_typed(self):
        kept = strong_hash("caf\u00e9 harbour")
        assert matches(kept, "caf\u00e9 harbour")
        assert not matches(kept, "cafe\u0301 harbour")

    @pytest.mark.parametrize("typed", ["\ud800" * 9, "\0", f"{GOOD}\0"])
    @pytest.mark.parametrize(
        "kept", [KEPT, ssha(GOOD), "{CRYPT}ab01FAX.bQRSU", "{BCRYPT}x", ""]
    )
    def test_what_cannot_be_a_password_is_wrong_and_no_error(self, kept, typed):
        assert matches(kept, typed) is False


class TestTime:
    """Each answer costs one bcrypt, whether there is an account or not."""

    @pytest.fixture
    def spent(self, monkeypatch):
        costs = []

        def counting(function):
            def counted(password, salt):
                assert len(password) <= 72  # else bcrypt refuses in no time
                costs.append(int(salt.split(b"$")[2]))
                return function(password, salt)

            return counted

        monkeypatch.setattr(bcrypt, "hashpw", counting(bcrypt.hashpw))
        monkeypatch.setattr(bcrypt, "checkpw", counting(bcrypt.checkpw))
        return costs

    @pytest.mark.parametrize("typed", [GOOD, OTHER, "", LONG, LONGEST])
    @pytest.mark.parametrize("kept", [None, ssha(GOOD), naive(GOOD)])
    def test_none_at_all_and_old_hashes(self, spent, kept, typed):
        matches(kept, typed)
        assert spent == [4]

    @pytest.mark.parametrize("typed", [GOOD, OTHER, ""])
    def test_bcrypt(self, monkeypatch, spent, typed):
        kept = strong_hash(GOOD)
        spent.clear()

        matches(kept, typed)

        assert spent == [4]

    @pytest.mark.parametrize("typed", [GOOD, LONG, LONGEST])
    def test_long_passwords(self, spent, typed):
        kept = strong_hash("x" * 256)
        spent.clear()

        matches(kept, typed)

        assert spent == [4]

    def test_a_hash_with_fewer_rounds_costs_no_less(self, monkeypatch, spent):
        kept = strong_hash(GOOD)
        spent.clear()
        monkeypatch.setattr(hashing, "ROUNDS", 5)

        assert matches(kept, GOOD)

        assert spent == [5, 4]

    @pytest.mark.parametrize("kept", [None, ssha("x" * 257), naive("x" * 257)])
    def test_257_characters_and_ten_megabytes_cost_nothing(self, spent, kept):
        assert matches(kept, "x" * 257) is False
        assert matches(kept, "x" * 10_000_000) is False
        assert spent == []

    def test_a_long_password_against_a_short_ones_hash(self, monkeypatch):
        """The library refuses it at once; the time is spent all the same."""
        kept = strong_hash(GOOD)
        hashed = []
        monkeypatch.setattr(bcrypt, "hashpw", lambda typed, salt: hashed.append(typed))

        assert matches(kept, "x" * 73) is False

        assert len(hashed) == 1


class TestAge:
    def test_ours_is_of_today(self):
        assert not is_outdated(strong_hash(GOOD))
        assert not is_outdated(strong_hash("x" * 256))
        assert not is_outdated(strong_hash(GOOD).decode())

    def test_other_schemes_are_of_yesterday(self):
        for kept in (ssha(GOOD), naive(GOOD), AuthEncoding.pw_encrypt(GOOD, "SHA256")):
            assert is_outdated(kept)

    def test_so_are_fewer_rounds_but_not_more(self, monkeypatch):
        kept = strong_hash(GOOD)
        monkeypatch.setattr(hashing, "ROUNDS", 5)
        assert is_outdated(kept)
        monkeypatch.setattr(hashing, "ROUNDS", 4)
        assert not is_outdated(kept)


class Keeper(PasswordKeeper, BasePlugin):
    meta_type = "Keeper of passwords in tests"

    def __init__(self, plugin_id):
        self.id = plugin_id


@pytest.fixture
def users(portal):
    """The user folder of a site, with no keeper at work but one that is not yet."""
    uninstall_plugin()
    if "keeper" not in portal.acl_users.objectIds():
        portal.acl_users._setObject("keeper", Keeper("keeper"))
    return portal.acl_users


@pytest.fixture
def kept_users(users):
    activate(users, "keeper")
    return users


def create(user_id: str, password: str = GOOD) -> None:
    with api.env.adopt_roles(["Manager"]):
        api.user.create(f"{user_id}@example.org", user_id, password)


def hash_of(users, user_id: str = "anita") -> bytes:
    return users.source_users._user_passwords.get(user_id)


def opens(users, password: str, user_id: str = "anita") -> bool:
    """Tell whether Plone's own plugin takes a password."""
    credentials = {"login": user_id, "password": password}
    return bool(users.source_users.authenticateCredentials(credentials))


def by_user_folder(users):
    users.userSetPassword("anita", OTHER)


def by_editing_the_user(users):
    users._doChangeUser("anita", OTHER, ["Member"])


def by_the_member(users):
    api.user.get("anita").setSecurityProfile(password=OTHER)


def by_the_persons_own_form(users):
    with api.env.adopt_user("anita"):
        api.portal.get_tool("portal_membership").setPassword(OTHER)


def by_the_link_of_a_mail(users):
    tool = api.portal.get_tool("portal_password_reset")
    link = tool.requestReset("anita")["randomstring"]
    tool.resetPassword("anita", link, OTHER)


class TestKeeper:
    def test_a_new_accounts_password_gets_a_strong_hash(self, kept_users):
        create("anita")

        assert not is_outdated(hash_of(kept_users))
        assert opens(kept_users, GOOD)
        assert not opens(kept_users, OTHER)

    def test_so_does_one_that_a_script_adds(self, kept_users):
        kept_users._doAddUser("anita", GOOD, ["Member"], [])

        assert not is_outdated(hash_of(kept_users))
        assert opens(kept_users, GOOD)

    @pytest.mark.parametrize(
        "change",
        [
            by_user_folder,
            by_editing_the_user,
            by_the_member,
            by_the_persons_own_form,
            by_the_link_of_a_mail,
        ],
    )
    def test_so_does_a_changed_password_whichever_way(self, kept_users, change):
        create("anita")

        change(kept_users)

        assert not is_outdated(hash_of(kept_users))
        assert opens(kept_users, OTHER)
        assert not opens(kept_users, GOOD)

    def test_long_passwords_open_plones_own_plugin_too(self, kept_users):
        create("anita")
        kept_users.userSetPassword("anita", "💃" * 256)

        assert opens(kept_users, "💃" * 256)
        assert not opens(kept_users, "💃" * 255)

    def test_an_old_hash_stays_valid(self, users):
        create("anita")
        activate(users, "keeper")

        assert hash_of(users).startswith(b"{SSHA}")
        assert opens(users, GOOD)
        assert matches(hash_of(users), GOOD)

    def test_an_import_brings_its_hashes_along(self, kept_users):
        kept_users._doAddUser("anita", ssha(GOOD).decode(), ["Member"], [])
        assert opens(kept_users, GOOD)

    def test_a_page_of_zopes_own_management_is_not_seen(self, kept_users):
        """It writes past every plugin; the next sign-in finds the hash outdated."""
        create("anita")
        kept_users.source_users.updateUserPassword("anita", OTHER)

        assert is_outdated(hash_of(kept_users))
        assert matches(hash_of(kept_users), OTHER)

    def test_an_account_is_added_once(self, kept_users):
        create("anita")
        before = hash_of(kept_users)

        assert kept_users._doAddUser("anita", OTHER, ["Member"], []) is None

        assert hash_of(kept_users) == before

    def test_an_account_of_another_source_is_left_to_it(self, kept_users):
        with pytest.raises(RuntimeError, match="does not exist"):
            kept_users.keeper.doChangeUser("nobody", GOOD)
        with pytest.raises(RuntimeError, match="No user management plugins"):
            kept_users.userSetPassword("nobody", GOOD)

    def test_a_password_that_could_never_be_used_is_not_set(self, kept_users):
        with pytest.raises(ValueError, match="256"):
            kept_users._doAddUser("anita", "x" * 257, ["Member"], [])
        assert hash_of(kept_users) is None

    def test_who_listens_finds_the_new_hash_and_is_told_once(
        self, kept_users, monkeypatch
    ):
        """Sessions begin and end with a change of password."""
        told = []
        monkeypatch.setattr(
            keeper,
            "notify",
            lambda event: told.append((event.principal.getId(), hash_of(kept_users))),
        )
        create("anita")
        kept_users.userSetPassword("anita", OTHER)

        assert told == [("anita", hash_of(kept_users))]

    def test_plone_signs_nobody_else_in_than_before(self, users):
        """Its own handler of the event wants the person inside the user folder."""
        create("anita")
        updated = []
        users.updateCredentials = lambda *told: updated.append(told[2:])
        users.userSetPassword("anita", OTHER)
        activate(users, "keeper")
        users.userSetPassword("anita", GOOD)
        del users.updateCredentials

        assert updated == [("anita", OTHER), ("anita", GOOD)]

    def test_accounts_are_deleted_once(self, kept_users, monkeypatch):
        told = []
        monkeypatch.setattr("Products.PlonePAS.pas.notify", told.append)
        create("anita")

        with api.env.adopt_roles(["Manager"]):
            api.user.delete("anita")

        assert hash_of(kept_users) is None
        assert len(told) == 1

    def test_who_may_change_or_be_deleted_is_as_before(self, kept_users):
        create("anita")
        member = api.user.get("anita")
        assert member.canPasswordSet()
        assert member.canDelete()
        assert not kept_users.keeper.allowPasswordSet("nobody")
        assert not kept_users.keeper.allowDeletePrincipal("nobody")

    @pytest.mark.parametrize(
        "method",
        [
            "allowDeletePrincipal",
            "allowPasswordSet",
            "doAddUser",
            "doChangeUser",
            "doDeleteUser",
            "validateUserInfo",
        ],
    )
    def test_nothing_of_it_can_be_called_by_its_address(self, method):
        assert getattr(Keeper, f"{method}__roles__") == ()


class TestPolicy:
    def test_plones_forms_ask_our_rules(self, kept_users):
        tool = api.portal.get_tool("portal_registration")

        assert tool.testPasswordValidity("password").startswith("This password is too")
        assert tool.testPasswordValidity("x7Kq2mP") == "Use at least 8 characters."
        assert tool.testPasswordValidity(GOOD) is None
        assert tool.testPasswordValidity(tool.generatePassword()) is None

    def test_a_weak_password_makes_no_account(self, kept_users):
        with pytest.raises(ValueError, match="too common"):
            create("anita", "password")

    def test_the_persons_other_facts_count(self, kept_users):
        facts = {"password": "anitabread", "fullname": "Anita Bread", "listed": True}
        (error,) = kept_users.keeper.validateUserInfo(None, "", facts)

        assert error["id"] == "password"
        assert error["error"].startswith("Your name and e-mail address")

    @pytest.mark.parametrize("facts", [None, {}, {"email": "anita@example.org"}])
    def test_without_a_password_there_is_nothing_to_say(self, kept_users, facts):
        assert kept_users.keeper.validateUserInfo(None, "", facts) == []


class TestActivation:
    def active(self, users):
        return {
            interface: users.plugins.listPluginIds(interface)
            for interface in INTERFACES
        }

    def test_it_adds_first_and_is_the_only_one_to_change_and_to_judge(self, kept_users):
        active = self.active(kept_users)

        assert active[IUserAdderPlugin] == ("keeper", "source_users")
        assert active[IUserManagement] == ("keeper",)
        assert active[IValidationPlugin] == ("keeper",)

    def test_twice_is_as_good_as_once(self, kept_users):
        before = self.active(kept_users)
        activate(kept_users, "keeper")
        assert self.active(kept_users) == before

    def test_it_puts_right_what_plones_own_profile_did(self, kept_users):
        kept_users.source_users.manage_activateInterfaces(
            ["IUserAdderPlugin", "IUserManagement"]
        )
        before = self.active(kept_users)
        activate(kept_users, "keeper")

        assert before[IUserManagement] == ("keeper", "source_users")
        assert self.active(kept_users)[IUserManagement] == ("keeper",)

    def test_taken_back_everything_is_as_before(self, users):
        deactivate(users, "keeper")
        before = self.active(users)

        activate(users, "keeper")
        deactivate(users, "keeper")

        assert self.active(users) == before
        assert before[IValidationPlugin] == ("password_policy",)
        create("anita")
        assert hash_of(users).startswith(b"{SSHA}")

    def test_a_site_without_plones_rule_does_without_it(self, users):
        users._delObject("password_policy")
        activate(users, "keeper")
        deactivate(users, "keeper")
        assert self.active(users)[IValidationPlugin] == ()
