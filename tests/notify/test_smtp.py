"""Mails on their way to a real mail server, which refuses, hangs, and is gone."""

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from dataclasses import dataclass
from dataclasses import field
from email import message_from_bytes
from email import policy
from factories import make_document
from hcc.ehcportal.access.mail import send_mail
from hcc.ehcportal.notify import mailer
from hcc.ehcportal.notify.mailhost import queue_of_site
from hcc.ehcportal.notify.mailings import Mailings
from hcc.ehcportal.notify.notices import Notices
from hcc.ehcportal.notify.rounds import make_mails
from hcc.ehcportal.notify.rounds import see_to_queue
from plone import api
from zc.lockfile import SimpleLockFile

import os
import pytest
import socket
import threading
import transaction


@dataclass
class Server:
    """What a mail server says to its clients, and what it has taken."""

    at_recipient: str = "250 OK"
    at_data: str = "250 OK"
    hangs: bool = False
    taken: list = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.hangs:
            server.transport.pause_reading()
            return await server.loop.run_in_executor(None, self._hang)
        if self.at_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.at_recipient

    async def handle_DATA(self, server, session, envelope):
        if self.at_data.startswith("250"):
            self.taken.append(envelope)
        return self.at_data

    def _hang(self):
        self.over.wait(30)
        return "250 OK"


class RudeServer(Server):
    """Hangs up after it has taken a mail, and hears no good-bye."""

    async def handle_QUIT(self, server, session, envelope):
        server.transport.abort()
        return "221 Bye"


@pytest.fixture
def portal(functional):
    return functional["portal"]


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def start(port):
    """Start a mail server at the port that the site knows."""
    running = []

    def start(server=None, **terms):
        controller = Controller(server or Server(), "127.0.0.1", port, **terms)
        controller.start()
        running.append(controller)
        return controller.handler

    yield start
    for controller in running:
        controller.handler.over.set()
        controller.stop()


@pytest.fixture(autouse=True)
def queue(portal, council, mother, machine, port, tmp_path):
    """A queue of the test's own, and a site that knows its mail server."""
    for name, value in {
        "plone.email_from_address": "ehc@example.gov.uk",
        "plone.smtp_host": "127.0.0.1",
        "plone.smtp_port": port,
        "ehc.public_address": "https://www.example.gov.uk",
    }.items():
        api.portal.set_registry_record(name, value)
    portal.MailHost.smtp_queue_directory = str(tmp_path / "queue")
    return queue_of_site()


@pytest.fixture
def mailed(case, machine, queue):
    """One notice, of which the mail lies in the queue since this very second."""
    make_document(case)
    machine.wait(minutes=10)
    transaction.commit()
    make_mails()
    (mail,) = queue.waiting()
    _age(mail, machine.moment)
    return mail


@pytest.fixture
def state(case):
    def state():
        transaction.begin()
        return [notice.state for notice in Notices(case).all()]

    return state


def _age(mail, moment):
    """Name a mail after the second of a moment of the test's."""
    _seconds, _dot, rest = mail.path.name.partition(".")
    renamed = mail.path.with_name(f"{int(moment.timestamp())}.{rest}")
    mail.path.rename(renamed)
    os.utime(renamed, (moment.timestamp(),) * 2)


def test_a_mail_arrives_and_leaves_the_queue(mailed, start, queue, state):
    server = start()
    see_to_queue()
    (taken,) = server.taken
    assert taken.mail_from == "ehc@example.gov.uk"
    assert taken.rcpt_tos == ["anita@example.org"]
    mail = message_from_bytes(taken.content, policy=policy.default)
    assert mail["Subject"] == "New document in case 6427917: Request Outcome"
    assert mail["X-Zope-To"] is None
    assert (queue.waiting(), queue.refused()) == ([], [])
    assert state() == ["mailed"]


def test_a_mail_is_sent_once(mailed, start):
    server = start()
    for _time in range(3):
        see_to_queue()
    assert len(server.taken) == 1


@pytest.mark.parametrize(
    ("server", "reason"),
    [
        (Server(at_recipient="550 No such user"), "550"),
        (Server(at_data="554 We do not like it"), "554"),
    ],
)
def test_what_is_refused_for_good_is_known_to_the_office(
    mailed, start, queue, council, state, server, reason
):
    start(server)
    see_to_queue()
    assert (queue.waiting(), queue.refused()) == ([], [])
    assert state() == ["failed"]
    (refused,) = Mailings(council.ehc).refused()
    assert (refused.adult, refused.reason) == ("anita", reason)


@pytest.mark.parametrize("answer", ["450 Try again later", "421 Too busy"])
def test_a_server_that_says_later_gets_it_later(
    mailed, start, queue, state, machine, answer
):
    server = start(Server(at_recipient=answer))
    see_to_queue()
    assert len(queue.waiting()) == 1
    server.at_recipient = "250 OK"
    machine.wait(seconds=30)
    see_to_queue()
    assert server.taken == []
    machine.wait(seconds=31)
    see_to_queue()
    assert len(server.taken) == 1
    assert (queue.waiting(), state()) == ([], ["mailed"])


def test_one_that_says_later_for_five_days_has_refused(
    mailed, start, council, state, machine
):
    start(Server(at_recipient="450 Try again later"))
    see_to_queue()
    machine.wait(days=5, minutes=1)
    see_to_queue()
    assert state() == ["failed"]
    (refused,) = Mailings(council.ehc).refused()
    assert refused.reason == "expired"


def test_a_server_that_is_down_for_an_hour_loses_nothing(
    mailed, case, start, queue, machine
):
    make_document(case)
    machine.wait(minutes=10)
    transaction.commit()
    make_mails()
    for _minute in range(60):
        see_to_queue()
        machine.wait(minutes=1)
    assert len(queue.waiting()) == 2
    server = start()
    machine.wait(minutes=15)
    see_to_queue()
    assert len(server.taken) == 2
    assert queue.waiting() == []


def test_a_server_that_does_not_answer_is_given_up_for_now(
    mailed, start, queue, machine, monkeypatch
):
    monkeypatch.setattr(mailer, "TIMEOUT", 0.2)
    server = start(Server(hangs=True))
    see_to_queue()
    assert (server.taken, len(queue.waiting())) == ([], 1)


def test_a_server_that_hangs_up_has_taken_the_mail(mailed, start, queue):
    server = start(RudeServer())
    see_to_queue()
    assert (len(server.taken), queue.waiting()) == (1, [])


@pytest.mark.parametrize(
    "terms",
    [
        {},
        {
            "auth_require_tls": False,
            "authenticator": lambda *login: AuthResult(success=False, handled=False),
        },
    ],
    ids=["asks for no password", "knows another"],
)
def test_a_server_to_which_our_password_means_nothing_loses_nothing(
    mailed, start, queue, terms
):
    """Its answer is final (535), and yet about the council and not about the mail."""
    api.portal.set_registry_record("plone.smtp_userid", "council")
    api.portal.set_registry_record("plone.smtp_pass", "forgotten")
    start(**terms)
    see_to_queue()
    assert (len(queue.waiting()), queue.refused()) == (1, [])


def test_one_refused_mail_holds_up_no_other(mailed, start, queue, case, machine):
    make_document(case)
    machine.wait(minutes=10)
    transaction.commit()
    make_mails()
    start(Server(at_recipient="450 Try again later"))
    see_to_queue()
    assert {mail.path.parent.name for mail in queue.waiting()} == {"cur"}


def test_a_process_that_was_killed_while_sending_blocks_nobody(
    mailed, start, queue, monkeypatch
):
    """What it leaves is its lock file, and no lock."""
    (queue.folder / ".lock").write_text("4711\n")
    server = start()
    see_to_queue()
    assert len(server.taken) == 1


def test_two_processes_do_not_send_at_once(mailed, start, queue):
    server = start()
    other = SimpleLockFile(str(queue.folder / ".lock"))
    see_to_queue()
    assert server.taken == []
    other.close()
    see_to_queue()
    assert len(server.taken) == 1


def test_a_mail_whose_process_stopped_after_the_commit_is_sent(
    mailed, start, queue, machine
):
    """Its notice is marked as mailed, and the file was not yet let go."""
    (mail,) = queue.waiting()
    mail.path.rename(queue.folder / "tmp" / mail.path.name)
    server = start()
    see_to_queue()
    assert server.taken == []
    machine.wait(minutes=6)
    see_to_queue()
    assert len(server.taken) == 1


def test_a_mail_whose_transaction_never_was_is_not_sent(mailed, start, queue, machine):
    (mail,) = queue.waiting()
    unknown = mail.path.read_bytes().replace(mail.message_id.encode(), b"<1@else>")
    mail.path.unlink()
    (queue.folder / "tmp" / mail.path.name).write_bytes(unknown)
    server = start()
    machine.wait(minutes=6)
    see_to_queue()
    assert server.taken == []


def test_other_mails_of_the_site_go_the_same_way(start, queue):
    send_mail("tracy@example.org", "A code", "12345678")
    transaction.commit()
    server = start()
    see_to_queue()
    assert [taken.rcpt_tos for taken in server.taken] == [["tracy@example.org"]]


def test_another_mail_that_is_refused_stays_as_a_file(start, queue):
    send_mail("tracy@example.org", "A code", "12345678")
    transaction.commit()
    start(Server(at_recipient="550 No such user"))
    see_to_queue()
    assert [mail.reason for mail in queue.refused()] == ["550"]
    assert queue.waiting() == []


@pytest.mark.parametrize("answer", ["250 OK", "450 Later", "550 Never"])
def test_no_address_is_logged(mailed, start, caplog, answer):
    caplog.set_level("DEBUG", logger="hcc.ehcportal")
    start(Server(at_recipient=f"{answer} <anita@example.org>"))
    see_to_queue()
    said = [r.getMessage() for r in caplog.records if r.name.startswith("hcc")]
    assert said
    assert "anita" not in " ".join(said)
