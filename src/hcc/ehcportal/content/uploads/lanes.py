"""Two lanes into Zope, so that files that are checked hold up no page.

To check a photo takes a second or more. With one queue for all, twenty families who
send some take every thread, and whoever only looks at a page waits behind them. So what
brings a file has threads of its own. A request takes none before all of it has come,
however slowly that is: so waitress reads them.

``[server:main]`` in ``deploy/wsgi.ini.in`` names ``server_factory``.
"""

from __future__ import annotations

from collections.abc import Callable
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer
from waitress.server import create_server
from waitress.task import ThreadedTaskDispatcher


# Bytes; what is typed into a form is less, and smaller files are soon checked.
_MOST_OF_A_PAGE = 256 * 1024
# A piece of a file, as TUS calls it: the last one has the whole file checked.
_PIECE = "application/offset+octet-stream"


class Lanes:
    """Stands in the place of waitress's own queue, which has the same methods."""

    def __init__(self, threads: int, file_threads: int):
        self._pages, self._files = _lane(threads), _lane(file_threads)

    def add_task(self, channel: HTTPChannel) -> None:
        """Let a request wait for a thread of its lane."""
        lane = self._files if _brings_file(channel.requests[0]) else self._pages
        lane.add_task(channel)

    def shutdown(self, **how) -> None:
        """End all threads once they are idle, and forget who still waits."""
        for lane in (self._pages, self._files):
            lane.shutdown(**how)


def server_in_lanes(
    application: Callable, *, threads: int, file_threads: int, **settings
) -> BaseWSGIServer:
    """Return a web server. ``settings`` are waitress's own."""
    lanes = Lanes(threads, file_threads)
    return create_server(application, _dispatcher=lanes, threads=threads, **settings)


def server_factory(
    global_settings: dict, *, threads: str, file_threads: str, **settings: str
) -> Callable[[Callable], None]:
    """Return what serves an application until its process ends; for PasteDeploy."""

    def serve(application: Callable) -> None:
        server = server_in_lanes(
            application,
            threads=int(threads),
            file_threads=int(file_threads),
            **settings,
        )
        server.print_listen("Serving on http://{}:{}")
        server.run()

    return serve


def _lane(threads: int) -> ThreadedTaskDispatcher:
    lane = ThreadedTaskDispatcher()
    lane.set_thread_count(threads)
    return lane


def _brings_file(request: HTTPRequestParser) -> bool:
    kind = request.headers.get("CONTENT_TYPE", "")
    return kind.startswith(_PIECE) or request.body_bytes_received > _MOST_OF_A_PAGE
