"""What TUS takes and gives, by which files are sent in pieces: version 1.0.0.

Its services are plone.restapi's and, for what families send, those of
``portal.resuming``. ``OPTIONS`` is plone.restapi's alone: families may not ask it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.operations import Parameter
from hcc.ehcportal.api.operations import Raw
from hcc.ehcportal.api.problems import FieldProblem
from hcc.ehcportal.api.shapes import Bounds
from hcc.ehcportal.content.case import IEHCCase
from hcc.ehcportal.content.document import IEHCDocument
from hcc.ehcportal.content.supportingform import IEHCAttachment
from hcc.ehcportal.content.supportingform import IEHCSupportingForm
from typing import Annotated
from typing import Literal
from zope.interface.interface import InterfaceClass


@dataclass(frozen=True)
class SentFile:
    """The attachment that a file has become with its last piece."""

    id: str
    name: str
    size: str
    url: str


@dataclass(frozen=True)
class UploadError:
    """The same as beside it, as plone.restapi has it."""

    type: str
    message: str


@dataclass(frozen=True)
class UploadProblem:
    """Why nothing more was taken of a file."""

    type: str
    message: str
    errors: tuple[FieldProblem, ...]
    error: UploadError | None = None


def _header(name: str, description: str, kind: object = str) -> Parameter:
    return Parameter(name, description, kind, where="header", required=True)


_Bytes = Annotated[int, Bounds(least=0)]

_VERSION = _header("Tus-Resumable", "The version of TUS", Literal["1.0.0"])
_LENGTH = _header("Upload-Length", "How many bytes the file has", _Bytes)
_METADATA = _header(
    "Upload-Metadata",
    "`filename` and `@type`, what is made of the file, each with a space and its value "
    "in base64 behind it; commas between them",
)
_OFFSET = _header("Upload-Offset", "How many bytes have come", _Bytes)
_EXPIRES = _header("Upload-Expires", "When it is forgotten, unless more comes")
_PLACE = _header("Location", "Where to send the pieces")

_UPLOAD = Parameter("upload", "The last part of that Location", where="path")

_OFFER = Operation(
    summary="Ask which TUS is spoken",
    gives={204: None},
    headers={
        204: (
            _VERSION,
            _header("Tus-Version", "The versions of TUS"),
            _header("Tus-Extension", "What there is beside its core"),
        )
    },
)

_BEGIN = Operation(
    summary="Begin to send a file in pieces",
    gives={201: None, **dict.fromkeys((400, 412), UploadProblem)},
    parameters=(_VERSION, _LENGTH, _METADATA),
    headers={201: (_VERSION, _PLACE, _EXPIRES)},
)

_REPLACE = replace(_BEGIN, summary="Begin to send a file in the place of this one")

_ASK = Operation(
    summary="Ask how much of a file has come",
    gives={200: None},
    parameters=(_UPLOAD, _VERSION),
    headers={200: (_VERSION, _LENGTH, _OFFSET)},
    problems=(412,),
)

_CONTINUE = Operation(
    summary="Send the next piece of a file",
    gives={204: None, **dict.fromkeys((400, 404, 409, 412, 413), UploadProblem)},
    takes=Raw("application/offset+octet-stream"),
    parameters=(_UPLOAD, _VERSION, replace(_OFFSET, description="Where it belongs")),
    headers={204: (_VERSION, _OFFSET)},
)

_ATTACH = replace(_CONTINUE, gives={**_CONTINUE.gives, 200: SentFile})


def _uploading() -> Iterator[tuple[str, str, InterfaceClass, Operation]]:
    yield "OPTIONS", "@tus-upload", IEHCCase, _OFFER
    for place in (IEHCCase, IEHCSupportingForm):
        yield "POST", "@tus-upload", place, _BEGIN
    for place in (IEHCDocument, IEHCAttachment):
        yield "POST", "@tus-replace", place, _REPLACE
    for place in (IEHCCase, IEHCDocument, IEHCAttachment):
        yield "PATCH", "@tus-upload", place, _CONTINUE
    yield "PATCH", "@tus-upload", IEHCSupportingForm, _ATTACH
    for place in (IEHCCase, IEHCDocument, IEHCAttachment, IEHCSupportingForm):
        yield "HEAD", "@tus-upload", place, _ASK


# By method, name and what they are called on.
UPLOADING = {
    (method, name, place): operation for method, name, place, operation in _uploading()
}
