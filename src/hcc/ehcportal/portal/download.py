"""The files of a case, as they go to a browser."""

from __future__ import annotations

from plone.namedfile.browser import Download


class SafeDownload(Download):
    """Gives a file to be saved or opened by its own program, never run in the site.

    The type that an uploader claimed is not trusted by the browser (``nosniff``), the
    file is always an attachment, and were it shown after all, it could run nothing.
    """

    def set_headers(self, file):
        super().set_headers(file)
        response = self.request.response
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox")
        response.setHeader("Cache-Control", "no-store, private")

    def get_canonical(self, file):
        """Name no address with the file's name in it."""
        return
