"""The windows through which the browser tests look."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Window:
    """How wide a window is, and whether scripts run in it."""

    width: int
    scripts: bool

    def __str__(self) -> str:
        return f"{self.width}px{'' if self.scripts else '-no-scripts'}"


WINDOWS = [Window(width, scripts) for width in (1200, 320) for scripts in (True, False)]
PHONE = Window(320, scripts=True)
