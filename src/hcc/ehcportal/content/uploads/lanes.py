"""Lanes into Zope, so that files that are checked hold up no page.

To check a photo takes a second or more. With one queue for all, twenty families who
send some take every thread, and whoever only looks at a page waits behind them. So what
brings a file has threads of its own, and so have the pieces of files that are not whole
yet (TUS). A request takes none before all of it has come, however slowly that is: so
waitress reads them.

``[server:main]`` in ``deploy/wsgi.ini.in`` names ``server_factory``.
"""

from __future__ import annotations

from collections.abc import Callable
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer
from waitress.server import create_server
from waitress.task import ThreadedTaskDispatcher

import Zope2


# Bytes; what is typed into a form is less, and smaller files are soon checked.
_MOST_OF_A_PAGE = 256 * 1024
# A piece of a file, as TUS calls it, and how the script of our pages says that more
# follows: the last piece has the whole file checked. A piece is soon put to the others.
_PIECE = "application/offset+octet-stream"
_MORE_FOLLOWS = "?0"
_PIECE_THREADS = 1


class Lanes:
    """Stands in the place of waitress's own queue, which has the same methods."""

    def __init__(self, threads: int, file_threads: int):
        self._pages, self._files = _lane(threads), _lane(file_threads)
        self._pieces = _lane(_PIECE_THREADS)

    def add_task(self, channel: HTTPChannel) -> None:
        """Let a request wait for a thread of its lane."""
        self._lane_of(channel.requests[0]).add_task(channel)

    def shutdown(self, **how) -> None:
        """End all threads once they are idle, and forget who still waits."""
        for lane in (self._pages, self._files, self._pieces):
            lane.shutdown(**how)

    def _lane_of(self, request: HTTPRequestParser) -> ThreadedTaskDispatcher:
        if request.headers.get("CONTENT_TYPE", "").startswith(_PIECE):
            more = request.headers.get("UPLOAD_COMPLETE") == _MORE_FOLLOWS
            return self._pieces if more else self._files
        is_large = request.body_bytes_received > _MOST_OF_A_PAGE
        return self._files if is_large else self._pages


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
        _keep_connections(int(threads) + int(file_threads) + _PIECE_THREADS)
        server = server_in_lanes(
            application,
            threads=int(threads),
            file_threads=int(file_threads),
            **settings,
        )
        server.print_listen("Serving on http://{}:{}")
        server.run()

    return serve


def _keep_connections(threads: int) -> None:
    """Have the database keep as many connections as these threads can open at once.

    Each has one, and for a moment another, to write apart from its request; so has the
    thread that makes the mails. ZODB expects 7: it warns of each that is more, and then
    forgets what a connection has read when it is closed.
    """
    connections = 2 * (threads + 1)
    Zope2.DB.setPoolSize(max(connections, Zope2.DB.getPoolSize()))


def _lane(threads: int) -> ThreadedTaskDispatcher:
    lane = ThreadedTaskDispatcher()
    lane.set_thread_count(threads)
    return lane
