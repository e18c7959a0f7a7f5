"""The wish for notices, which is kept with all else about a person's account."""

from __future__ import annotations

from hcc.ehcportal.access.notices import INoticeWishes
from hcc.ehcportal.login.door.store import the_store
from zope.interface import implementer


@implementer(INoticeWishes)
class NoticeWishes:
    """Keeps what people chose about their account; whoever chose nothing wants them."""

    def wants(self, user_id: str) -> bool:
        return the_store().known(user_id).notices

    def choose(self, user_id: str, wanted: bool) -> None:
        the_store().record(user_id).notices = wanted
