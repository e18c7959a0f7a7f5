"""The queue of the site's mail host comes with the portal and goes with it."""

from hcc.ehcportal.notify.mailhost import queue_of_site
from hcc.ehcportal.notify.mailhost import switch_queue_back
from hcc.ehcportal.notify.mailhost import switch_queue_on
from pathlib import Path

import os
import pytest


@pytest.fixture
def mailhost(portal):
    return portal.MailHost


def test_the_profile_has_switched_it_on(mailhost):
    assert mailhost.smtp_queue
    assert queue_of_site().folder == Path(os.environ["EHC_MAIL_QUEUE"])


def test_it_goes_back_to_what_it_was(mailhost):
    switch_queue_back()
    assert (mailhost.smtp_queue, mailhost.smtp_queue_directory) == (False, "/tmp")
    assert queue_of_site() is None


def test_a_queue_of_the_councils_own_stays(mailhost):
    switch_queue_back()
    mailhost.smtp_queue, mailhost.smtp_queue_directory = True, "/srv/mail"
    switch_queue_on()
    switch_queue_back()
    assert (mailhost.smtp_queue, mailhost.smtp_queue_directory) == (True, "/srv/mail")


def test_it_lies_in_the_instances_var(mailhost, monkeypatch, tmp_path):
    """Two processes of one machine, each with a folder in ``var``, share it."""
    switch_queue_back()
    monkeypatch.delenv("EHC_MAIL_QUEUE")
    monkeypatch.setattr(
        "hcc.ehcportal.access.var.getConfiguration",
        lambda: type("Configuration", (), {"clienthome": tmp_path / "var" / "client1"}),
    )
    switch_queue_on()
    assert mailhost.smtp_queue_directory == str(tmp_path / "var" / "mail-queue")
