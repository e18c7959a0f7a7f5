"""A person with a browser's session who fetches pages over HTTP."""

from __future__ import annotations

from council import Council
from hcc.ehcportal.demo.mailbox import newest_code
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from office import Office
from urllib.parse import urlencode

import re
import time


_TOKEN = re.compile(r'name="_authenticator"[^>]*value="([^"]+)"')


class NoPage(Exception):
    """A page did not answer as it should."""


class Visitor:
    """A parent of a council, who walks in by both steps; or one of its staff."""

    def __init__(self, port: int, council: Council | Office, login: str | None = None):
        # Diazo leaves pages of 127.0.0.1 without a theme, so the name matters.
        self.connection = HTTPConnection("localhost", port, timeout=600)
        self.cookies: dict[str, str] = {}
        self._site = council.site_path
        self._sign_in(login or council.login, council.password)

    def fetch(self, path: str, accept: str = "text/html") -> str:
        """Return a page; raise ``NoPage`` unless it is one."""
        status, text = self._ask("GET", path, accept=accept)
        if status != 200:
            raise NoPage(f"{path} answers {status}")
        return text

    def time(self, path: str, accept: str = "text/html") -> float:
        """Return in how many milliseconds a page comes."""
        start = time.perf_counter()
        self.fetch(path, accept)
        return (time.perf_counter() - start) * 1000

    def token_of(self, path: str) -> str:
        """Return the authenticator in a page, or nothing."""
        token = _TOKEN.search(self.fetch(path))
        return token[1] if token else ""

    @property
    def cookie_header(self) -> str:
        """The session, as a browser sends it."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _sign_in(self, login: str, password: str) -> None:
        self._send("login", email=login, password=password, submit="1")
        if "__ac" in self.cookies:  # staff, who are not asked for a code
            return
        code, recipient = newest_code() or ("", "")
        if not recipient.startswith(f"{login}@"):
            raise NoPage(f"{login} was sent no code")
        self._send("ehc-code", code=code, finish="1")
        if "__ac" not in self.cookies:
            raise NoPage(f"{login} could not sign in")

    def _send(self, page: str, **typed: str) -> None:
        path = f"{self._site}/{page}"
        answers = {**typed, "_authenticator": self.token_of(path)}
        status, _text = self._ask("POST", path, urlencode(answers))
        if status != 302:
            raise NoPage(f"{path} does not accept what was typed")

    def _ask(
        self, method: str, path: str, body: str | None = None, accept: str = "text/html"
    ) -> tuple[int, str]:
        headers = {"Accept": accept}
        if self.cookies:
            headers["Cookie"] = self.cookie_header
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode()
        for header in response.headers.get_all("Set-Cookie", ()):
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value
        return response.status, text
