"""Virus scanners as the portal may meet them on its way."""

from contextlib import contextmanager
from hcc.ehcportal.content.uploads import scanner

import contextlib
import socket
import socketserver
import struct
import threading


# Every scanner knows this as a virus that does nothing. In two parts, so that one who
# looks into this file does not find it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

CLEAN = b"stream: OK\n"
INFECTED = b"stream: Eicar-Test-Signature FOUND\n"


class FakeScanner(socketserver.ThreadingTCPServer):
    """Takes a stream as ClamAV's daemon does, and says what a test has it say.

    It finds what looks like EICAR, unless it has an ``answer``: words, b"" to hang up
    without one, or None to be silent. ``stops_after`` bytes it hangs up at once.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Call)
        self.scanned = []
        self.answer = INFECTED
        self.decides = True
        self.stops_after = None
        self.silence = threading.Event()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def says(self, answer) -> None:
        self.answer, self.decides = answer, False


class _Call(socketserver.StreamRequestHandler):
    def handle(self):
        with contextlib.suppress(OSError, struct.error):
            self._answer(self._stream())

    def _stream(self) -> bytes:
        assert self.rfile.readline() == b"nINSTREAM\n"
        data = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            data += self.rfile.read(length)
            if self.server.stops_after is not None:
                raise OSError
        return data

    def _answer(self, data: bytes) -> None:
        self.server.scanned.append(data)
        answer = self.server.answer
        if self.server.decides:
            answer = INFECTED if EICAR in data else CLEAN
        if answer is None:
            self.server.silence.wait(10)
        else:
            self.wfile.write(answer)


@contextmanager
def fake_scanner(monkeypatch):
    """Give a scanner that the portal knows the address of."""
    with FakeScanner() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        monkeypatch.setenv(scanner.ADDRESS, server.address)
        try:
            yield server
        finally:
            server.silence.set()
            server.shutdown()
            thread.join()


def free_port() -> int:
    """Return a port of this machine that nobody listens to."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
