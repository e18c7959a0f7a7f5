"""Where the time of a page goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from contextlib import ExitStack
from hcc.ehcportal.content import gate
from hcc.ehcportal.login.door.plugin import SecondStep
from hcc.ehcportal.portal import page
from plone.app.theming.transform import ThemeTransform
from plone.transformchain.transformer import Transformer
from zope.contentprovider.tales import TALESProviderExpression

import time


_REST = "Zope: everything else"
_OUR_PAGE = "EHC Portal: its own part of the page"
_READING = "EHC Portal: reading the case"
_DOOR = "EHC Portal: the door to the case"
_PLUGIN = "EHC Portal: whose session is it?"
_THEME = "Plone: theme (Diazo)"
_TRANSFORMS = "Plone: other transformations of the page"


class Stopwatch:
    """Adds up milliseconds; what a part contains counts for the inner one alone."""

    def __init__(self):
        self.spent: Counter = Counter()
        self._inner = [0.0]

    def timed(self, label: Callable | str, call: Callable) -> Callable:
        """Return ``call`` so that its time is taken."""

        def timed_call(*args, **kwargs):
            name = label(*args) if callable(label) else label
            self._inner.append(0.0)
            start = time.perf_counter()
            try:
                return call(*args, **kwargs)
            finally:
                took = (time.perf_counter() - start) * 1000
                self.spent[name] += took - self._inner.pop()
                self._inner[-1] += took

        return timed_call


def shares_of(fetches: Sequence[Callable], count: int) -> list[dict[str, float]]:
    """Return milliseconds of each page by what took them; pages take turns."""
    watch = Stopwatch()
    counters = [Counter() for _ in fetches]
    with _watched(watch):
        for _ in range(count):
            for fetch, watch.spent in zip(fetches, counters, strict=True):
                watch.timed(_REST, fetch)()
    return [{name: ms / count for name, ms in spent.items()} for spent in counters]


@contextmanager
def _watched(watch: Stopwatch) -> Iterator[None]:
    with ExitStack() as stack:
        for owner, name, label in (
            (gate, "_authenticate", _DOOR),
            (SecondStep, "authenticateCredentials", _PLUGIN),
            (page, "overview_of", _READING),
            (page.PortalPage, "__call__", _OUR_PAGE),
            (TALESProviderExpression, "__call__", _provider),
            (ThemeTransform, "transformIterable", _THEME),
            (Transformer, "__call__", _TRANSFORMS),
        ):
            original = getattr(owner, name)
            stack.callback(setattr, owner, name, original)
            setattr(owner, name, watch.timed(label, original))
        yield


def _provider(expression, context) -> str:
    return f"Plone: {expression._s}"
