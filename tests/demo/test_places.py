"""Where the demonstration writes."""

from hcc.ehcportal.demo.places import var_folder
from hcc.ehcportal.demo.places import write_privately
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("home", "expected"),
    [
        ("/srv/council/var", "/srv/council/var"),
        ("/srv/council/var/instance", "/srv/council/var"),
    ],
)
def test_var_is_found_from_where_zope_lives(monkeypatch, home, expected):
    monkeypatch.delenv("EHC_DEMO_VAR", raising=False)
    monkeypatch.setenv("CLIENT_HOME", home)
    assert var_folder() == Path(expected)


def test_without_zope_it_is_here(monkeypatch, tmp_path):
    monkeypatch.delenv("EHC_DEMO_VAR", raising=False)
    monkeypatch.delenv("CLIENT_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    assert var_folder() == tmp_path / "var"


def test_another_folder_can_be_chosen(monkeypatch, tmp_path):
    monkeypatch.setenv("EHC_DEMO_VAR", str(tmp_path))
    monkeypatch.setenv("CLIENT_HOME", "/srv/council/var")
    assert var_folder() == tmp_path


def test_a_file_replaces_one_that_others_could_read(tmp_path):
    path = tmp_path / "file"
    path.write_text("old")
    path.chmod(0o644)
    write_privately(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]
