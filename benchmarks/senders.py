"""Families that send files while somebody looks at a dashboard, as another process.

It shares neither the memory nor the interpreter of the server, and knows nothing of
Plone: what it is to do comes as JSON, and what came of it goes the same way.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from collections.abc import Mapping
from concurrent.futures import Future
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import replace
from http.client import HTTPConnection
from http.client import HTTPException
from http.client import HTTPResponse
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import json
import subprocess
import sys
import time


# Somebody comes to the dashboard so often, also while earlier ones are still waiting.
_SECONDS_BETWEEN = 1

_LOOKERS = 100

# As the script of the page sends files.
_PIECE = 512 * 1024


@dataclass(frozen=True)
class Sender:
    """A person with a session, and the address that one of their pages sends to."""

    path: str
    cookies: str


@dataclass(frozen=True)
class Load:
    """Who sends which files, each family one after the other, and who looks on."""

    port: int
    families: list[Sender]
    files: list[str]
    onlooker: Sender
    idle_visits: int


@dataclass(frozen=True)
class Outcome:
    """Milliseconds of the dashboard, before and while files came; what was refused."""

    idle: list[float]
    busy: list[float]
    seconds: float
    sent: int
    failed: list[str]


def send(load: Load) -> Outcome:
    """Let a process of its own do what ``load`` says."""
    ended = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps(asdict(load)),
        capture_output=True,
        check=True,
        text=True,
    )
    return Outcome(**json.loads(ended.stdout))


def _send_all(load: Load) -> Outcome:
    idle = [_visit(load) for _ in range(load.idle_visits)]
    over = Event()
    with (
        ThreadPoolExecutor(_LOOKERS) as lookers,
        ThreadPoolExecutor(len(load.families)) as pool,
    ):
        watch = lookers.submit(_look_on, load, over, lookers)
        start = time.perf_counter()
        answers = list(
            pool.map(lambda family: list(_send(load, family)), load.families)
        )
        seconds = time.perf_counter() - start
        over.set()
        busy = [visit.result() for visit in watch.result()]
    told = [problem for problems in answers for problem in problems]
    return Outcome(idle, busy, seconds, len(told), [p for p in told if p])


def _look_on(load: Load, over: Event, pool: ThreadPoolExecutor) -> list[Future[float]]:
    """Visit the dashboard at fixed times: slow answers are not to make fewer visits."""
    visits = []
    while not over.wait(_SECONDS_BETWEEN):
        visits.append(pool.submit(_visit, load))
    return visits


def _visit(load: Load) -> float:
    start = time.perf_counter()
    _ask(load.port, "GET", load.onlooker)
    return (time.perf_counter() - start) * 1000


def _send(load: Load, family: Sender) -> Iterator[str]:
    """Yield for each file what is wrong, or nothing."""
    for file in map(Path, load.files):
        try:
            _send_in_pieces(load.port, family, file)
        except (HTTPException, OSError) as error:
            yield repr(error)
        else:
            yield ""


def _send_in_pieces(port: int, family: Sender, file: Path) -> None:
    """Send a file by TUS, as the script of the page does."""
    data = file.read_bytes()
    name = b64encode(file.name.encode()).decode()
    told = {"Upload-Length": len(data), "Upload-Metadata": f"filename {name}"}
    begun = _ask(port, "POST", family, headers=told)
    place = replace(family, path=urlsplit(begun.headers["Location"]).path)
    for offset in range(0, len(data), _PIECE):
        piece = data[offset : offset + _PIECE]
        told = {
            "Content-Type": "application/offset+octet-stream",
            "Upload-Complete": "?0" if offset + len(piece) < len(data) else "?1",
            "Upload-Offset": offset,
        }
        last = _ask(port, "PATCH", place, piece, told)
    if last.status != 200:
        raise HTTPException(f"the last piece is answered with {last.status}")


def _ask(
    port: int,
    method: str,
    person: Sender,
    body: bytes | None = None,
    headers: Mapping[str, object] | None = None,
) -> HTTPResponse:
    told = {"Accept": "text/html", "Cookie": person.cookies}
    if headers is not None:
        told |= {"Accept": "application/json", "Tus-Resumable": "1.0.0"}
        told |= {name: str(value) for name, value in headers.items()}
    connection = HTTPConnection("localhost", port, timeout=600)
    try:
        connection.request(method, person.path, body, told)
        response = connection.getresponse()
        response.read()
    finally:
        connection.close()
    if response.status >= 300:
        raise HTTPException(f"{method} answers {response.status}")
    return response


def main() -> None:
    """Read what to do, do it, and write what came of it."""
    told = json.load(sys.stdin)
    people = [Sender(**family) for family in told.pop("families")]
    onlooker = Sender(**told.pop("onlooker"))
    outcome = _send_all(Load(families=people, onlooker=onlooker, **told))
    json.dump(asdict(outcome), sys.stdout)


if __name__ == "__main__":
    main()
