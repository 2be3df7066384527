"""Moments in words, by the language of the window: times of day, with a date if not today."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject

from pamdesk.desktop.look.language import Language, spoken


def japanese() -> bool:
    """Whether the window speaks Japanese."""
    app = QCoreApplication.instance()
    return app is not None and spoken(app) is Language.JAPANESE


def language() -> Literal["en", "ja"]:
    """The language of the window, as the schedules' words name it."""
    return "ja" if japanese() else "en"


def clock(at: datetime) -> str:
    """14:02 on this machine's clock."""
    return f"{at.astimezone():%H:%M}"


def day(at: datetime, now: datetime | None = None, *, zone: str = "") -> str:
    """22 Oct, on the clock of a zone; with the year where it is not this one."""
    clock_of = ZoneInfo(zone) if zone else None
    local, today = at.astimezone(clock_of), (now or datetime.now(UTC)).astimezone(clock_of)
    form = (
        ("M月d日" if japanese() else "d MMM")
        if local.year == today.year
        else ("yyyy年M月d日" if japanese() else "d MMM yyyy")
    )
    return QLocale().toString(QDate(local.year, local.month, local.day), form)


def full_day(at: datetime, zone: str = "") -> str:
    """Tue 22 Dec 2026, on the clock of a zone."""
    local = at.astimezone(ZoneInfo(zone)) if zone else at.astimezone()
    form = "yyyy年M月d日（ddd）" if japanese() else "ddd d MMM yyyy"
    return QLocale().toString(QDate(local.year, local.month, local.day), form)


def moment(at: datetime, now: datetime | None = None) -> str:
    """Today 11:20, 22 Oct, 3 Mar 2025: for columns."""
    local, today = at.astimezone(), (now or datetime.now(UTC)).astimezone()
    if local.date() == today.date():
        return QCoreApplication.translate("Times", "Today {time}").format(time=clock(at))
    return day(at, now)


def stamp(at: datetime, now: datetime | None = None) -> str:
    """Today 11:20, 22 Oct 03:00: for histories."""
    local, today = at.astimezone(), (now or datetime.now(UTC)).astimezone()
    if local.date() == today.date():
        return moment(at, now)
    return f"{day(at, now)} {clock(at)}"


def ahead(at: datetime, now: datetime | None = None) -> str:
    """In 29 days, in 3 hours: how far ahead."""
    # Whole numbers by divmod: the collector of texts takes two slashes for a comment.
    minutes, _ = divmod(int((at - (now or datetime.now(UTC))).total_seconds()), 60)
    hours, _ = divmod(minutes, 60)
    days, _ = divmod(hours, 24)
    if minutes < 1:
        return QCoreApplication.translate("Times", "now")
    return Times().ahead(minutes, hours, days)


class Times(QObject):
    """The texts with plural forms: they are collected from calls of `tr` alone."""

    def ahead(self, minutes: int, hours: int, days: int) -> str:
        """How far ahead, in the largest unit that is not nothing."""
        if days:
            return self.tr("in %n day(s)", "", days)
        if hours:
            return self.tr("in %n hour(s)", "", hours)
        return self.tr("in %n minute(s)", "", minutes)


def lasting(left: timedelta) -> str:
    """5 h 12 min: how long something is still good."""
    minutes, _ = divmod(max(0, int(left.total_seconds())), 60)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return QCoreApplication.translate("Times", "{minutes} min").format(minutes=minutes)
    told = QCoreApplication.translate("Times", "{hours} h {minutes} min")
    return told.format(hours=hours, minutes=rest)


def took(seconds: float) -> str:
    """4.1 s; 210 ms where it was shorter than a second."""
    if seconds < 1:
        return QCoreApplication.translate("Times", "{count} ms").format(count=round(seconds * 1000))
    return QCoreApplication.translate("Times", "{count} s").format(count=f"{seconds:.1f}")


def clock_in(at: datetime, zone: str) -> str:
    """03:00 on the clock of a zone."""
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"
