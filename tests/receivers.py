"""A case system that listens for what families did."""

from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from threading import Event
from threading import Thread

import json


# What deliveries are signed with.
SECRET = "a secret of thirty-two characters"


class Receiver:
    """A case system that listens on a port of this machine."""

    def __init__(self):
        self.deliveries = []
        self.status = 204
        self.is_slow = False
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def address(self):
        return f"http://localhost:{self.server.server_port}/ehc?from=portal"

    @property
    def kinds(self):
        return [each["kind"] for body in self.bodies for each in body["items"]]

    @property
    def bodies(self):
        return [json.loads(body) for _path, _headers, body in self.deliveries]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def _handler_of(receiver):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.deliveries.append((self.path, self.headers, body))
            if receiver.is_slow:
                _write_slowly(self.wfile)
                return
            self.send_response(receiver.status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def do_GET(self):
            receiver.deliveries.append((self.path, self.headers, b'{"items": []}'))

        def log_message(self, *args):
            pass

    return Handler


def _write_slowly(wfile):
    """Write letter by letter, for two seconds or as long as somebody reads."""
    with suppress(OSError):
        wfile.write(b"HTTP/1.0 200 OK\r\nX-Letters: ")
        for _letter in range(100):
            wfile.write(b"x")
            Event().wait(0.02)
        wfile.write(b"\r\n\r\n")
