"""The council behind a web server, as the browser tests visit it."""

from demo_layer import DEMO_FIXTURE
from hcc.ehcportal.demo.mailbox import newest_code
from lxml import html
from urllib.parse import urlencode
from urllib.request import build_opener
from urllib.request import HTTPCookieProcessor

import pytest


@pytest.fixture
def address(demo_server):
    return f"http://{demo_server['host']}:{demo_server['port']}/plone"


def test_the_website_is_open_to_everybody(address):
    with build_opener().open(f"{address}/local-offer") as answer:
        page = answer.read().decode("utf-8")
    assert "Short breaks" in page
    assert "EHC Portal" in page


@pytest.fixture
def send(address):
    """Send the form of a page with what a person types; return the next page."""
    browser = build_opener(HTTPCookieProcessor())

    def fill_and_send(page, **typed):
        with browser.open(f"{address}/{page}") as answer:
            form = html.fromstring(answer.read()).cssselect(".ehc-login form")[0]
        fields = {**dict(form.form_values()), **typed}
        with browser.open(f"{address}/{page}", urlencode(fields).encode()) as answer:
            return answer.read().decode("utf-8")

    return fill_and_send


def test_anita_signs_in(send):
    account = DEMO_FIXTURE.accounts["anita"]
    send("login", email=account["login"], password=account["password"], submit="1")
    code, _recipient = newest_code()

    page = send("ehc-code", code=code, finish="1")

    assert "Anita Rixon" in page
    assert "EHC Assessment and Plan - Tony Bread" in page
