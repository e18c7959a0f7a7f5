"""The law is a library that needs nothing but Python."""

from hcc.ehcportal import process
from pathlib import Path

import subprocess
import sys


ROOM = Path(process.__file__).parent

# The room without its house: the packages above it are empty, so that importing it
# runs no code but its own, and no site-packages can be found (-S, -I).
PROBE = """
import importlib, sys, types
for name in ("hcc", "hcc.ehcportal"):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__path__ = []
sys.modules["hcc.ehcportal"].__path__ = [sys.argv[1]]
for name in sys.argv[2:]:
    importlib.import_module("hcc.ehcportal.process." + name)
known = {"__main__", *sys.stdlib_module_names}
print(*sorted({name.partition(".")[0] for name in sys.modules} - known))
"""


def test_it_imports_only_itself_and_the_standard_library():
    modules = [path.stem for path in ROOM.glob("[!_]*.py")]
    assert {"calendar", "deadlines", "stages", "timetable"} <= set(modules)
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-c", PROBE, str(ROOM.parent), *modules],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout.split(), ran.stderr) == (["hcc"], "")


def test_it_reads_no_clock():
    read = [
        path.name
        for path in ROOM.glob("*.py")
        for call in ("today()", ".now(", "time()")
        if call in path.read_text(encoding="utf-8")
    ]
    assert read == []
