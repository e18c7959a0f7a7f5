"""The council behind a web server, as the browser tests visit it."""

from demo_layer import DEMO_FIXTURE
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


def test_anita_signs_in(address):
    account = DEMO_FIXTURE.accounts["anita"]
    browser = build_opener(HTTPCookieProcessor())
    form = {
        "__ac_name": account["login"],
        "__ac_password": account["password"],
        "buttons.login": "Log in",
    }
    browser.open(f"{address}/login", urlencode(form).encode()).close()
    with browser.open(f"{address}/@@personal-information") as answer:
        assert "Anita Rixon" in answer.read().decode("utf-8")
