"""The web server in front of Zope: files hold up no page, and none is too large."""

from concurrent.futures import ThreadPoolExecutor
from configparser import ConfigParser
from configparser import RawConfigParser
from contextlib import closing
from contextlib import contextmanager
from contextlib import ExitStack
from contextlib import suppress
from hcc.ehcportal.content.uploads import lanes
from hcc.ehcportal.office.bulk.zips import LARGEST_WHOLE
from http.client import HTTPConnection
from paste.deploy import loadserver
from pathlib import Path
from threading import Event
from threading import Semaphore
from threading import Thread
from types import SimpleNamespace
from ZODB import DB

import pytest
import socket
import Zope2


CHECKOUT = Path(__file__).parents[2]

# For what comes at once, unless it never does.
PATIENCE = 60

PHOTO = bytes(300 * 1024)
PIECE = {"Content-Type": "application/offset+octet-stream"}


class Site:
    """Answers everything, but files only once ``enough`` is set."""

    def __init__(self):
        self.enough = Event()
        self.at_work = Semaphore(0)

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] == "/check":
            self.at_work.release()
            self.enough.wait(PATIENCE)
        start_response("200 OK", [("Content-Length", "0")])
        return []


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def settings():
    """What the council's server is configured with, beside its threads."""
    shipped = RawConfigParser()
    shipped.read(CHECKOUT / "deploy" / "wsgi.ini.in")
    section = shipped["server:main"]
    return {
        "connection_limit": section["connection_limit"],
        "asyncore_use_poll": section["asyncore_use_poll"],
        "max_request_body_size": largest_request(),
    }


def largest_request():
    buildout = ConfigParser(interpolation=None)
    buildout.read(CHECKOUT / "buildout.cfg")
    return buildout["instance"].getint("max-request-body-size")


@pytest.fixture
def port(site, settings):
    """A server with one thread for pages and one for files."""
    with running(site, threads=1, file_threads=1, **settings) as server:
        yield server.effective_port


@contextmanager
def running(application, **settings):
    server = lanes.server_in_lanes(application, host="127.0.0.1", port=0, **settings)
    loop = Thread(target=run, args=(server,), daemon=True)
    loop.start()
    yield server
    server.task_dispatcher.shutdown()
    server.close()


def run(server):
    with suppress(OSError):  # its socket was closed: the end
        server.run()


def ask(port, path="/", body=None, headers=None):
    """Return the status of an answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    with closing(connection):
        connection.request("POST" if body else "GET", path, body, headers or {})
        return connection.getresponse().status


def begin(port, length, body=b""):
    """Begin a request of so many bytes, and send the first of them."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    head = (
        f"POST /check HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n"
    )
    connection.sendall(head.encode() + body)
    return connection


@pytest.mark.parametrize(
    ("body", "headers"), [(PHOTO, {}), (b"the last of it", PIECE)], ids=["whole", "TUS"]
)
def test_pages_come_while_files_are_checked(site, port, body, headers):
    with ThreadPoolExecutor() as pool:
        files = [pool.submit(ask, port, "/check", body, headers) for _ in range(3)]
        assert site.at_work.acquire(timeout=PATIENCE)

        assert ask(port) == 200
        # What is typed is no file, and a piece is none yet.
        assert ask(port, "/save", b"text=Hello") == 200
        assert ask(port, "/piece", PHOTO, {**PIECE, "Upload-Complete": "?0"}) == 200
        assert not any(file.done() for file in files)

        site.enough.set()
        assert [file.result() for file in files] == [200] * 3


def test_pages_come_while_many_send_slowly(site, port):
    """More than waitress itself would let connect."""
    with ExitStack() as stack:
        for _ in range(130):
            stack.enter_context(begin(port, len(PHOTO), b"The first few bytes"))

        assert ask(port) == 200
        assert not site.at_work.acquire(blocking=False)


def test_what_is_too_large_is_refused_before_it_comes(site, port):
    with begin(port, 2 * 1024**3) as connection:
        answer = connection.recv(1024)

    assert answer.startswith(b"HTTP/1.1 413 ")
    assert not site.at_work.acquire(blocking=False)


def test_the_largest_zip_of_the_office_is_not_too_large():
    assert LARGEST_WHOLE < largest_request() < 1.1 * LARGEST_WHOLE


@pytest.fixture
def database(monkeypatch):
    """A database as ZODB opens it by itself."""
    with closing(DB(None)) as opened:
        monkeypatch.setattr(Zope2, "DB", opened)
        yield opened


@pytest.fixture
def shipped(tmp_path, database, monkeypatch):
    """What a server is started with by the file that buildout fills in."""
    told = {}

    def note(application, **settings):
        told.update(settings)
        return SimpleNamespace(print_listen=print, run=lambda: None)

    monkeypatch.setattr(lanes, "server_in_lanes", note)
    template = (CHECKOUT / "deploy" / "wsgi.ini.in").read_text()
    template = template.partition("[app:zope]")[0]
    filled_in = tmp_path / "wsgi.ini"
    filled_in.write_text(
        template
        % {
            "http_address": "127.0.0.1:8080",
            "threads": 4,
            "max_request_body_size": 1000,
            "clear_untrusted_proxy_headers": "false",
        }
    )

    loadserver(f"config:{filled_in}")(None)
    return told


def test_the_shipped_configuration_has_both_lanes(shipped):
    assert (shipped["threads"], shipped["file_threads"]) == (4, 2)
    assert shipped["listen"] == "127.0.0.1:8080"
    assert shipped["max_request_body_size"] == "1000"


def test_the_database_keeps_a_connection_for_each_of_its_threads(shipped, database):
    threads = shipped["threads"] + shipped["file_threads"] + lanes._PIECE_THREADS
    # Of its request and beside it; the thread of the mails has some, too.
    assert database.getPoolSize() == 2 * (threads + 1)
