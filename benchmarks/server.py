"""A Zope of its own, in a folder that is gone afterwards, behind a real web server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from hcc.ehcportal.content.uploads.lanes import server_in_lanes
from pathlib import Path
from threading import Thread
from Zope2.Startup.run import make_wsgi_app
from ZPublisher.httpexceptions import HTTPExceptionHandler

import logging
import os
import tempfile
import Zope2


# As buildout.cfg configures the council's instance, on one thread: a page is measured
# alone, and always meets the same connection to the database with its cache.
_ZOPE_CONF = """\
instancehome {home}
clienthome {home}
debug-mode off
<zodb_db main>
    cache-size 30000
    <blobstorage>
      blob-dir {home}/blobs
      <filestorage>
        path {home}/Data.fs
      </filestorage>
    </blobstorage>
    mount-point /
</zodb_db>
"""

_SITE_ZCML = """\
<configure
    xmlns="http://namespaces.zope.org/zope"
    xmlns:five="http://namespaces.zope.org/five"
    xmlns:meta="http://namespaces.zope.org/meta"
    >
  <include package="Products.Five" />
  <meta:redefinePermission
      from="zope2.Public"
      to="zope.Public"
      />
  <five:loadProducts file="meta.zcml" />
  <five:loadProducts />
  <five:loadProductsOverrides />
  <securityPolicy component="AccessControl.security.SecurityPolicy" />
</configure>
"""


@contextmanager
def running_zope(var: Path) -> Iterator:
    """Start Zope on an empty database within ``var``; yield its WSGI application.

    Mails become files in the same folder.
    """
    var.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=var) as folder:
        os.environ["EHC_DEMO_VAR"] = folder
        yield _start(Path(folder).absolute())
        _stop()


def _start(home: Path):
    logging.disable(logging.WARNING)
    (home / "etc").mkdir()
    (home / "etc" / "site.zcml").write_text(_SITE_ZCML)
    conf = home / "etc" / "zope.conf"
    conf.write_text(_ZOPE_CONF.format(home=home))
    return HTTPExceptionHandler(make_wsgi_app({}, str(conf)))


def _stop() -> None:
    Zope2.DB.close()


@contextmanager
def served(application, threads: int = 1, file_threads: int = 1) -> Iterator[int]:
    """Serve a WSGI application as the council's is; yield the port on localhost."""
    server = server_in_lanes(
        application,
        threads=threads,
        file_threads=file_threads,
        host="127.0.0.1",
        port=0,
    )
    Thread(target=_serve, args=(server,), daemon=True).start()
    try:
        yield server.effective_port
    finally:
        server.task_dispatcher.shutdown()
        server.close()


def _serve(server) -> None:
    with suppress(OSError):  # its socket was closed: the end
        server.run()
