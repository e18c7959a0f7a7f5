"""Serves the description of the API, as OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Mapping
from hcc.ehcportal.api.openapi.description import describe
from hcc.ehcportal.api.operations import Operation
from hcc.ehcportal.api.service import PortalService
from typing import Any


class GetDescription(PortalService):
    """The description, with the address of this site."""

    operation = Operation(
        summary="Read this description", gives={200: Mapping[str, Any]}
    )

    def reply(self) -> Mapping[str, Any]:
        return describe(self.context.absolute_url())
