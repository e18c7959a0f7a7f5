"""Sending files by TUS, in pieces."""

from base64 import b64encode


VERSION = {"Tus-Resumable": "1.0.0"}

PIECE = {**VERSION, "Content-Type": "application/offset+octet-stream"}


def metadata(told: dict[str, str]) -> str:
    """Return what is told of a file beforehand, such as its ``filename``."""
    return ",".join(
        f"{name} {b64encode(said.encode()).decode()}" for name, said in told.items()
    )
