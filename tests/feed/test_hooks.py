"""What families did is sent to a case system, signed, until it is taken."""

from datetime import timedelta
from factories import give_access
from hashlib import sha256
from hcc.ehcportal.access.audit import record
from hcc.ehcportal.access.audit import subject_of
from hcc.ehcportal.content.clock import machine_time
from hcc.ehcportal.content.settings import are_hook_addresses
from hcc.ehcportal.content.validation import ValueRefused
from hcc.ehcportal.feed.hooks import delivering
from hcc.ehcportal.feed.hooks import posting
from hcc.ehcportal.feed.hooks.standings import Standings
from hcc.ehcportal.notify.rounds import empty_queues
from plone import api
from plone.uuid.interfaces import IUUID
from receivers import Receiver
from receivers import SECRET

import hmac
import json
import pytest
import transaction


class Machine:
    """The machine's time, which a test lets go by."""

    def __init__(self):
        self.ahead = timedelta()

    def wait(self, **time):
        self.ahead += timedelta(**time)

    def time(self):
        return machine_time() + self.ahead


@pytest.fixture
def portal(functional):
    return functional["portal"]


@pytest.fixture
def machine(monkeypatch):
    machine = Machine()
    monkeypatch.setattr(delivering, "machine_time", machine.time)
    return machine


@pytest.fixture
def receiver(council, monkeypatch, tmp_path, machine):
    """A receiver that the council has entered."""
    monkeypatch.setenv("EHC_HOOK_SECRET", SECRET)
    monkeypatch.setattr(delivering, "shared_var", lambda: tmp_path)
    receiver = Receiver()
    enter(receiver.address)
    yield receiver
    receiver.close()


@pytest.fixture
def submit(case, anita):
    """Let Tony's mother submit a form."""
    give_access(anita, case)
    return lambda: record("form_submitted", who=anita, subject=subject_of(case))


@pytest.fixture
def look(functional, council):
    """Do what the process of the mails does at each look at its queue."""

    def look():
        transaction.commit()
        empty_queues(functional["app"])
        transaction.begin()

    return look


def enter(*addresses):
    """Enter receivers in the control panel."""
    api.portal.set_registry_record("ehc.hook_addresses", addresses)


class TestDelivery:
    def test_what_a_family_did_is_sent_once(self, receiver, submit, look):
        look()
        submit()
        look()
        look()
        assert receiver.kinds == ["form_submitted"]

    def test_it_names_ids_and_nobody(self, receiver, submit, look, case, council):
        look()
        submit()
        look()
        ((path, headers, body),) = receiver.deliveries
        said = json.loads(body)
        assert path == "/ehc?from=portal"
        assert headers["Content-Type"] == "application/json"
        assert said["portal"] == IUUID(council.ehc)
        assert said["items"][0]["case"]["uid"] == IUUID(case)
        assert said["cursor"] == said["items"][0]["id"]
        assert b"Bread" not in body
        assert b"anita" not in body

    def test_it_is_signed_with_its_time(self, receiver, submit, look):
        look()
        submit()
        look()
        ((_path, headers, body),) = receiver.deliveries
        said = dict(part.split("=") for part in headers["EHC-Signature"].split(","))
        signed = hmac.new(SECRET.encode(), said["t"].encode() + b"." + body, sha256)
        assert hmac.compare_digest(said["v1"], signed.hexdigest())

    def test_what_came_before_a_receiver_was_entered_is_not_sent(
        self, receiver, submit, look
    ):
        enter()
        submit()
        look()
        enter(receiver.address)
        look()
        assert receiver.deliveries == []

    def test_much_is_sent_in_parts(self, receiver, submit, look, monkeypatch):
        monkeypatch.setattr(delivering, "_AT_ONCE", 2)
        look()
        for _time in range(3):
            submit()
        look()
        look()
        assert [len(body["items"]) for body in receiver.bodies] == [2, 1]
        assert [body["more"] for body in receiver.bodies] == [True, False]


class TestFailure:
    @pytest.fixture(autouse=True)
    def known(self, receiver, look):
        """The receiver was entered before anything happened."""
        look()

    @pytest.mark.parametrize("status", [301, 307, 400, 404, 410, 500])
    def test_it_is_sent_again_until_it_is_taken(
        self, receiver, submit, look, machine, status
    ):
        receiver.status = status
        submit()
        look()
        machine.wait(minutes=1)
        receiver.status = 200
        look()
        assert receiver.kinds == ["form_submitted"] * 2
        assert {path for path, _headers, _body in receiver.deliveries} == {
            "/ehc?from=portal"
        }
        look()
        assert len(receiver.deliveries) == 2

    def test_each_time_after_twice_as_long_and_an_hour_at_most(
        self, receiver, submit, look, machine, council
    ):
        receiver.status = 503
        submit()
        pauses = []
        for _time in range(9):
            before = machine.time()
            look()
            standing = Standings(council.ehc).get(receiver.address)
            pauses.append(round((standing.until - before).total_seconds() / 60))
            machine.wait(minutes=pauses[-1], seconds=1)
        assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
        assert len(receiver.deliveries) == 9

    def test_nobody_is_asked_before_the_pause_is_over(
        self, receiver, submit, look, machine
    ):
        receiver.status = 503
        submit()
        look()
        machine.wait(seconds=50)
        look()
        assert len(receiver.deliveries) == 1

    def test_one_that_is_not_there_is_tried_again(
        self, receiver, submit, look, council
    ):
        receiver.close()
        submit()
        look()
        standing = Standings(council.ehc).get(receiver.address)
        assert standing.reason == "ConnectionRefusedError"

    def test_one_that_answers_letter_by_letter_holds_up_nothing(
        self, receiver, submit, look, monkeypatch, council
    ):
        monkeypatch.setattr(posting, "TIMEOUT", 0.2)
        receiver.is_slow = True
        submit()
        look()
        standing = Standings(council.ehc).get(receiver.address)
        assert standing.reason == "TimeoutError"

    def test_without_a_good_secret_nothing_is_sent(
        self, receiver, submit, look, monkeypatch, council
    ):
        monkeypatch.setenv("EHC_HOOK_SECRET", "short")
        submit()
        look()
        assert receiver.deliveries == []
        assert Standings(council.ehc).failing()[receiver.address].reason == "unsigned"

    def test_one_that_fails_holds_up_no_other(self, receiver, submit, look):
        enter("http://localhost:9/", receiver.address)
        look()
        submit()
        look()
        assert receiver.kinds == ["form_submitted"]

    def test_one_that_was_taken_out_is_forgotten(self, receiver, submit, look, council):
        receiver.status = 503
        submit()
        look()
        enter()
        look()
        assert Standings(council.ehc).failing() == {}

    def test_while_another_process_delivers_this_one_does_not(
        self, receiver, submit, look, tmp_path
    ):
        submit()
        lock = delivering.SimpleLockFile(str(tmp_path / "ehc-hooks.lock"))
        look()
        lock.close()
        assert receiver.deliveries == []

    def test_the_log_names_no_address(self, receiver, submit, look, caplog):
        receiver.status = 503
        submit()
        look()
        assert "A webhook was not delivered: 503" in caplog.text
        assert "localhost" not in caplog.text


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        [
            "https://cases.example.gov.uk/ehc",
            "https://10.1.2.3:8443/ehc?council=1",
            "http://localhost:8090/",
        ],
    )
    def test_what_can_be_entered(self, address):
        assert are_hook_addresses((address,))

    @pytest.mark.parametrize(
        "address",
        [
            "http://cases.example.gov.uk/ehc",
            "https://",
            "https://user:password@cases.example.gov.uk/",
            "https://cases.example.gov.uk:port/",
            "https://cases.example.gov.uk/a b",
            "https://cases.example.gov.uk/\r\nHost: b",
            "https://[::1/",
            "ftp://cases.example.gov.uk/",
            "file:///etc/passwd",
            "",
        ],
    )
    def test_what_cannot(self, address):
        with pytest.raises(ValueRefused):
            are_hook_addresses((address,))
