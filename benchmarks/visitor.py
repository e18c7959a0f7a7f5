"""A person with a browser's session who fetches pages over HTTP."""

from __future__ import annotations

from council import Council
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import re
import time


class NoPage(Exception):
    """A page did not answer as it should."""


class Visitor:
    """The parent of a council, signed in by Plone's own form."""

    def __init__(self, port: int, council: Council):
        # Diazo leaves pages of 127.0.0.1 without a theme, so the name matters.
        self.connection = HTTPConnection("localhost", port, timeout=600)
        self.cookies: dict[str, str] = {}
        self._sign_in(council)

    def fetch(self, path: str) -> str:
        """Return a page; raise ``NoPage`` unless it is one."""
        status, text = self._ask("GET", path)
        if status != 200:
            raise NoPage(f"{path} answers {status}")
        return text

    def time(self, path: str) -> float:
        """Return in how many milliseconds a page comes."""
        start = time.perf_counter()
        self.fetch(path)
        return (time.perf_counter() - start) * 1000

    def _sign_in(self, council: Council) -> None:
        form = self.fetch(council.login_path)
        token = re.search(r'name="_authenticator"[^>]*value="([^"]+)"', form)
        answers = {
            "__ac_name": council.login,
            "__ac_password": council.password,
            "buttons.login": "Log in",
            "_authenticator": token[1] if token else "",
        }
        self._ask("POST", council.login_path, urlencode(answers))
        if "__ac" not in self.cookies:
            raise NoPage("The parent could not sign in")

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Accept": "text/html"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode()
        for header in response.headers.get_all("Set-Cookie", ()):
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value
        return response.status, text
