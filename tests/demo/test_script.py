"""The script that ``make start`` runs, in a Zope of its own."""

from hcc.ehcportal.demo import script
from pathlib import Path

import json
import os
import pytest
import subprocess
import sys


ZOPE_CONF = """
instancehome {home}
<zodb_db main>
  mount-point /
  <blobstorage>
    blob-dir {home}/var/blobs
    <filestorage>
      path {home}/var/Data.fs
    </filestorage>
  </blobstorage>
</zodb_db>
"""

SITE_ZCML = """
<configure xmlns="http://namespaces.zope.org/zope"
           xmlns:five="http://namespaces.zope.org/five">
  <include package="Zope2.App" />
  <five:loadProducts file="meta.zcml" />
  <five:loadProducts />
  <five:loadProductsOverrides />
</configure>
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A Zope instance with nothing in it."""
    home = tmp_path_factory.mktemp("zope")
    for folder in ("etc", "var"):
        (home / folder).mkdir()
    (home / "etc" / "zope.conf").write_text(ZOPE_CONF.format(home=home))
    (home / "etc" / "site.zcml").write_text(SITE_ZCML)
    return home


PRINT_ADDRESS = """
registry = app["council"].portal_registry
print("links in mails:", registry["ehc.public_address"])
"""


def run(home: Path, port: str = "8123", program: str = script.__file__) -> str:
    """Run the script as ``bin/instance run`` does, and return what it prints."""
    environment = {
        **{key: value for key, value in os.environ.items() if key != "EHC_DEMO_VAR"},
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PORT": port,
    }
    command = (sys.executable, "-m", "Zope2.utilities.zconsole", "run")
    done = subprocess.run(
        [*command, str(home / "etc" / "zope.conf"), program],
        capture_output=True,
        check=False,
        cwd=home,
        env=environment,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def first_run(home):
    return run(home)


def test_it_prints_addresses_and_accounts(home, first_run):
    accounts = json.loads((home / "var" / "demo" / "accounts.json").read_text())
    assert "http://localhost:8123/council/ehc" in first_run
    for account in accounts.values():
        assert account["login"] in first_run
        assert account["password"] in first_run


def test_it_says_where_the_code_of_a_sign_in_is_to_be_found(home, first_run):
    assert f"Mails lie in {home / 'var' / 'mail'}" in first_run
    assert "`make code`" in first_run


def test_a_second_run_changes_nothing_and_says_the_same(home, first_run):
    accounts = (home / "var" / "demo" / "accounts.json").read_bytes()
    size = (home / "var" / "Data.fs").stat().st_size
    again = run(home)
    assert first_run.endswith(again)
    assert (home / "var" / "Data.fs").stat().st_size == size
    assert (home / "var" / "demo" / "accounts.json").read_bytes() == accounts


def test_mailed_links_lead_to_the_port_of_this_start(home, first_run):
    program = home / "print_address.py"
    program.write_text(PRINT_ADDRESS)
    run(home, port="8124")

    assert "http://localhost:8124/council" in run(home, program=str(program))


def test_lost_accounts_are_said_to_be_lost(monkeypatch, tmp_path):
    monkeypatch.setenv("EHC_DEMO_VAR", str(tmp_path))
    assert "which is gone" in script.report("http://localhost:8080/council")
