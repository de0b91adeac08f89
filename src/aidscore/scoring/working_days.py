"""Working days in mainland China: Monday to Friday without public holidays, and the weekends worked in exchange.

This module needs the extra `report`.
"""

from __future__ import annotations

from datetime import date, timedelta
from importlib.metadata import version
from typing import NamedTuple

from chinese_calendar import is_workday
from chinese_calendar.constants import holidays


class UnknownYear(NamedTuple):
    """A year whose public holidays the calendar does not have."""

    year: int
    first: int
    last: int
    """The first and the last year that it has."""


def working_day_after(start: date, number: int) -> date | UnknownYear:
    """The last day of a period of working days that begins on the day after `start` (《民法典》第二百零一条)."""
    years = {day.year for day in holidays}
    day = start
    while number:
        if day == date.max:
            return UnknownYear(day.year, min(years), max(years))
        day += timedelta(days=1)
        if day.year not in years:
            return UnknownYear(day.year, min(years), max(years))
        number -= is_workday(day)
    return day


def calendar_version() -> str:
    """The package of the calendar with its version, to be stated beside what was counted."""
    return f"chinesecalendar {version('chinesecalendar')}"
