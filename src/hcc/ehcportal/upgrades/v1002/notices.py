"""What a site needs before it can tell families of something new."""

from __future__ import annotations

from hcc.ehcportal.notify.mailhost import switch_queue_on
from hcc.ehcportal.notify.timetable import note_all_timetables


def upgrade(setup) -> None:
    """Switch the queue on, and take it that families know their timetables."""
    switch_queue_on()
    note_all_timetables()
