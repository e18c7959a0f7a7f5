"""The windows through which the browser tests look."""

from dataclasses import dataclass


DESK, PHONE = 1200, 320


@dataclass(frozen=True)
class Window:
    """How wide a window is, and whether scripts run in it."""

    width: int
    scripts: bool

    def __str__(self) -> str:
        return f"{self.width}px{'' if self.scripts else '-no-scripts'}"

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths at which a page is looked at: who has a desk makes it narrow."""
        return (DESK, PHONE) if self.width == DESK else (self.width,)


AT_A_DESK = Window(DESK, scripts=True)
ON_A_PHONE = Window(PHONE, scripts=True)
WITHOUT_SCRIPTS = Window(PHONE, scripts=False)

# A story is walked twice, and its pages are seen in three ways: scripts do not change
# how a page goes into a narrow window, and the server sends the same without them.
WINDOWS = (AT_A_DESK, WITHOUT_SCRIPTS)
