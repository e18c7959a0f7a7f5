"""Work on a file from outside, in a process of its own with bounds.

A hostile file can take any time and memory: of a process that has nothing of the
server's and ends with it. What it runs is a module that knows nothing of Plone, begins
with ``bind`` and has the file as its input.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

import os
import resource
import subprocess
import sys
import tempfile


_NICENESS = 5

# What a process ends with that was refused memory.
NO_MEMORY = 9


@dataclass(frozen=True)
class Bounds:
    """How much of the machine one file may cost.

    ``seconds`` of computing; three times as many may pass by the clock on the wall.
    """

    seconds: int = 8
    megabytes: int = 768
    answer: int = 4


class BrokenOff(Exception):
    """The process was ended by its bounds, or ended itself with a ``code``.

    The code is below zero for a signal, and None where it took too long.
    """

    def __init__(self, code: int | None):
        super().__init__(code)
        self.code = code

    @property
    def is_by_bounds(self) -> bool:
        """Whether it took more time or memory than it was given."""
        return self.code is None or self.code < 0 or self.code == NO_MEMORY


@contextmanager
def answer_of(
    module: str, argument: str, opened: BinaryIO, bounds: Bounds
) -> Iterator[BinaryIO]:
    """Run a module with a file as its input, and give what it writes.

    Raises ``BrokenOff``.
    """
    with tempfile.TemporaryFile() as answer:
        try:
            # Of what was uploaded, the command has nothing in it.
            subprocess.run(  # noqa: S603
                _command(module, argument, bounds),
                stdin=opened,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                # Nothing of the server's own surroundings.
                env={"PYTHONPATH": os.pathsep.join(sys.path)},
                timeout=3 * bounds.seconds,
                check=True,
            )
        except subprocess.CalledProcessError as error:
            raise BrokenOff(error.returncode) from None
        except subprocess.TimeoutExpired:
            raise BrokenOff(None) from None
        answer.seek(0)
        yield answer


def bind(seconds: str, megabytes: str, answer: str) -> None:
    """Bind the process that this runs in, and let its end tell of want of memory."""
    sys.excepthook = _end_silently
    # The pages of everybody else come first.
    os.nice(_NICENESS)
    memory, longest = int(megabytes) * 1024 * 1024, int(answer) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (longest, longest))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_silently(kind: type[BaseException], error: BaseException, _trace) -> None:
    os._exit(NO_MEMORY if issubclass(kind, MemoryError) else 1)


def _command(module: str, argument: str, bounds: Bounds) -> list[str]:
    numbers = map(str, (bounds.seconds, bounds.megabytes, bounds.answer))
    # -P: no folder that happens to be the current one is looked into.
    return [sys.executable, "-P", "-m", module, argument, *numbers]
