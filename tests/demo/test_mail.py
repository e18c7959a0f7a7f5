"""Mail of the demonstration stays on this machine."""

from demo_layer import DEMO_FIXTURE
from email import message_from_bytes
from email import policy
from plone import api

import pytest
import socket
import transaction


@pytest.fixture
def var(demo_functional):
    with DEMO_FIXTURE.empty_var() as folder:
        yield folder


@pytest.fixture
def no_network(monkeypatch):
    """Let every attempt to reach anything fail the test."""

    def refuse(*args, **kwargs):
        raise AssertionError("something reached for the network")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)


@pytest.fixture
def reset_password(demo_functional, no_network):
    """Ask for a new password for Anita, as the page of Plone does."""
    site = demo_functional["portal"]
    login = DEMO_FIXTURE.accounts["anita"]["login"]
    tool = api.portal.get_tool("portal_registration")
    return lambda: tool.mailPassword(login, site.REQUEST)


def mails(var):
    return list((var / "mail").glob("*.eml"))


def test_a_password_mail_becomes_a_file(var, reset_password, caplog):
    caplog.set_level("INFO")
    reset_password()
    assert mails(var) == []
    transaction.commit()
    (path,) = mails(var)
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert mail["To"] == "anita.rixon@example.org"
    assert "noreply@example.org" in mail["From"]
    assert "passwordreset" in mail.get_content()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    said = [r.getMessage() for r in caplog.records if "mail" in r.name.lower()]
    assert said == [f"A mail was written to mail/{path.name}"]


def test_a_mail_is_dropped_with_its_transaction(var, reset_password):
    reset_password()
    transaction.abort()
    transaction.commit()
    assert mails(var) == []


def test_a_mail_that_does_not_wait_becomes_a_file_too(var, demo_functional, no_network):
    mail_host = api.portal.get_tool("MailHost")
    mail_host.send("Hello", "a@example.org", "b@example.org", "Hi", immediate=True)
    assert len(mails(var)) == 1


def test_the_setting_of_a_server_changes_nothing(var, reset_password):
    api.portal.set_registry_record("plone.smtp_host", "mail.example.org")
    reset_password()
    transaction.commit()
    assert len(mails(var)) == 1


def test_plones_own_sending_function_uses_it(var, demo_functional, no_network):
    api.portal.send_email(
        sender="noreply@example.org",
        recipient="anita.rixon@example.org",
        subject="Hello",
        body="Hello",
    )
    transaction.commit()
    assert len(mails(var)) == 1
