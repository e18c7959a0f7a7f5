"""The wheel holds all that the package needs: profiles, templates, catalogues, files.

Everything in `src` that is no bytecode is looked for in an empty environment into
which the wheel was installed, so a file that `setup.py` or `MANIFEST.in` forgets is
named here.
"""

from pathlib import Path

import os
import pytest
import shutil
import subprocess
import sys
import zipfile


ROOT = Path(__file__).parent.parent
SOURCES = ["setup.py", "pyproject.toml", "MANIFEST.in", "README.md", "CHANGES.md"]
NOT_SHIPPED = shutil.ignore_patterns("__pycache__", "*.egg-info", "*.mo", "*.pyc")


def run(*command: str | Path, **environment: str) -> str:
    """Run a command; fail with all that it said."""
    done = subprocess.run(
        command,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def files_below(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A clean copy of the sources: what an earlier build left helps nothing along."""
    copy = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "src", copy / "src", ignore=NOT_SHIPPED)
    for name in [*SOURCES, "LICENSE"]:
        shutil.copy(ROOT / name, copy)
    return copy


@pytest.fixture(scope="module")
def wheel(checkout) -> Path:
    run(
        *(sys.executable, "-m", "build", "--wheel", "--no-isolation", checkout),
        PYTHONPATH=os.pathsep.join(sys.path),
    )
    (wheel,) = (checkout / "dist").glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The folder of packages of an environment that holds the wheel alone."""
    environment = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", environment)
    (packages,) = environment.glob("lib/python*/site-packages")
    run(
        *(sys.executable, "-m", "pip", "--python", environment / "bin" / "python"),
        *("install", "--quiet", "--no-deps", "--no-index", wheel),
    )
    return packages


def test_every_file_of_the_package_is_installed(checkout, installed):
    assert files_below(installed / "hcc") == files_below(checkout / "src" / "hcc")


@pytest.mark.parametrize(
    "kind",
    [
        "ehcportal/configure.zcml",
        "ehcportal/profiles/default/metadata.xml",
        "ehcportal/profiles/uninstall/*.xml",
        "ehcportal/profiles/default/workflows/*/definition.xml",
        "ehcportal/portal/**/*.pt",
        "ehcportal/locales/hcc.ehcportal.pot",
        "ehcportal/static/*.css",
    ],
)
def test_each_kind_of_file_is_there(installed, kind):
    assert list((installed / "hcc").glob(kind)), f"no {kind} in the wheel"


def test_the_namespace_is_native(installed):
    assert not (installed / "hcc" / "__init__.py").exists()


def test_nothing_but_the_package_is_shipped(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    name, version = wheel.name.split("-")[:2]
    assert tops == {"hcc", f"{name}-{version}.dist-info"}


def test_the_licence_goes_with_it(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.endswith("/LICENSE") for name in names)
