"""Cron in both flavours means what its documentation says: against a table written by hand, and a slow matcher."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamdesk.records.cron import Cron, Flavour, next_time, parse_cron
from pamdesk.records.cron_words import in_words
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.schedules import next_after, parse_schedule
from pamdesk.records.zones import zone

UTC_ZONE = zone("UTC")


def read_or_refused(text: str) -> Cron | InvalidRecord:
    try:
        return parse_cron(text)
    except InvalidRecord as refusal:
        return refusal


def runs(expression: str, after: str, count: int, where: str = "UTC") -> list[str]:
    """The next runs, as local times of the zone."""
    times, found = parse_cron(expression).times, []
    moment: datetime | None = datetime.fromisoformat(after).replace(tzinfo=zone(where)).astimezone(UTC)
    for _ in range(count):
        assert moment is not None
        moment = next_time(times, moment, zone(where))
        if moment is None:
            break
        found.append(moment.astimezone(zone(where)).strftime("%a %Y-%m-%d %H:%M:%S"))
    return found


# The examples of Quartz's CronTrigger tutorial; what they mean was worked out by hand with a calendar.
@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("0 0 12 * * ?", ["Fri 2027-01-01 12:00:00", "Sat 2027-01-02 12:00:00"]),
        ("0 15 10 ? * *", ["Fri 2027-01-01 10:15:00", "Sat 2027-01-02 10:15:00"]),
        ("0 15 10 * * ?", ["Fri 2027-01-01 10:15:00"]),
        ("0 15 10 * * ? *", ["Fri 2027-01-01 10:15:00"]),
        ("0 15 10 * * ? 2028", ["Sat 2028-01-01 10:15:00", "Sun 2028-01-02 10:15:00"]),
        ("0 * 14 * * ?", ["Fri 2027-01-01 14:00:00", "Fri 2027-01-01 14:01:00"]),
        ("0 0/5 14 * * ?", ["Fri 2027-01-01 14:00:00", "Fri 2027-01-01 14:05:00"]),
        (
            "0 0/5 14,18 * * ?",
            [f"Fri 2027-01-01 14:{m:02}:00" for m in range(0, 60, 5)] + ["Fri 2027-01-01 18:00:00"],
        ),
        ("0 0-5 14 * * ?", [f"Fri 2027-01-01 14:0{m}:00" for m in range(6)] + ["Sat 2027-01-02 14:00:00"]),
        (
            "0 10,44 14 ? 3 WED",
            ["Wed 2027-03-03 14:10:00", "Wed 2027-03-03 14:44:00", "Wed 2027-03-10 14:10:00"],
        ),
        ("0 15 10 ? * MON-FRI", ["Fri 2027-01-01 10:15:00", "Mon 2027-01-04 10:15:00"]),
        ("0 15 10 15 * ?", ["Fri 2027-01-15 10:15:00", "Mon 2027-02-15 10:15:00"]),
        ("0 15 10 L * ?", ["Sun 2027-01-31 10:15:00", "Sun 2027-02-28 10:15:00", "Wed 2027-03-31 10:15:00"]),
        ("0 15 10 L-2 * ?", ["Fri 2027-01-29 10:15:00", "Fri 2027-02-26 10:15:00"]),
        ("0 15 10 ? * 6L", ["Fri 2027-01-29 10:15:00", "Fri 2027-02-26 10:15:00"]),
        ("0 15 10 ? * 6L 2027-2028", ["Fri 2027-01-29 10:15:00"]),
        ("0 15 10 ? * 6#3", ["Fri 2027-01-15 10:15:00", "Fri 2027-02-19 10:15:00"]),
        ("0 0 12 1/5 * ?", [f"{d} 12:00:00" for d in ("Fri 2027-01-01", "Wed 2027-01-06", "Mon 2027-01-11")]),
        ("0 11 11 11 11 ?", ["Thu 2027-11-11 11:11:00", "Sat 2028-11-11 11:11:00"]),
        # Days of the week are 1 (Sunday) to 7 (Saturday).
        ("0 0 3 ? * 1", ["Sun 2027-01-03 03:00:00", "Sun 2027-01-10 03:00:00"]),
        ("0 0 3 ? * 2", ["Mon 2027-01-04 03:00:00"]),
        ("0 0 3 ? * 7", ["Sat 2027-01-02 03:00:00"]),
        ("0 0 3 ? * L", ["Sat 2027-01-02 03:00:00", "Sat 2027-01-09 03:00:00"]),
        ("0 0 3 ? * FRIL", ["Fri 2027-01-29 03:00:00"]),
        ("0 0 3 ? * mon#5", ["Mon 2027-03-29 03:00:00", "Mon 2027-05-31 03:00:00"]),
        (
            "0 0 3 ? * FRI-MON",
            [
                f"{d} 03:00:00"
                for d in (
                    "Fri 2027-01-01",
                    "Sat 2027-01-02",
                    "Sun 2027-01-03",
                    "Mon 2027-01-04",
                    "Fri 2027-01-08",
                )
            ],
        ),
        # W: the nearest weekday, within the month. 15 May 2027 is a Saturday, 15 August a Sunday, 1 May a Saturday.
        ("0 0 3 15W 5 ?", ["Fri 2027-05-14 03:00:00"]),
        ("0 0 3 15W 8 ?", ["Mon 2027-08-16 03:00:00"]),
        ("0 0 3 1W 5 ?", ["Mon 2027-05-03 03:00:00"]),
        ("0 0 3 31W 1 ?", ["Fri 2027-01-29 03:00:00"]),
        ("0 0 3 LW * ?", ["Fri 2027-01-29 03:00:00", "Fri 2027-02-26 03:00:00", "Wed 2027-03-31 03:00:00"]),
        ("0 0 3 L-3W * ?", ["Thu 2027-01-28 03:00:00", "Thu 2027-02-25 03:00:00", "Mon 2027-03-29 03:00:00"]),
        # Ranges go on past the end; months by name.
        (
            "0 0 22-2 1 NOV-JAN ?",
            [
                "Fri 2027-01-01 01:00:00",
                "Fri 2027-01-01 02:00:00",
                "Fri 2027-01-01 22:00:00",
                "Fri 2027-01-01 23:00:00",
                "Mon 2027-11-01 00:00:00",
            ],
        ),
        (
            "/30 59 23 31 12 ?",
            ["Fri 2027-12-31 23:59:00", "Fri 2027-12-31 23:59:30", "Sun 2028-12-31 23:59:00"],
        ),
        # A star beside a restricted day is read as a question mark.
        ("0 0 3 * * MON", ["Mon 2027-01-04 03:00:00"]),
        ("0 0 3 29 2 ?", ["Tue 2028-02-29 03:00:00", "Sun 2032-02-29 03:00:00"]),
        ("0 0 3 31 * ?", ["Sun 2027-01-31 03:00:00", "Wed 2027-03-31 03:00:00"]),
    ],
)
def test_quartz_means_what_its_documentation_says(expression: str, expected: list[str]) -> None:
    assert parse_cron(expression).flavour is Flavour.QUARTZ
    assert runs(expression, "2027-01-01T00:00:00", len(expected)) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("0 3 * * *", ["Fri 2027-01-01 03:00:00", "Sat 2027-01-02 03:00:00"]),
        ("*/20 3 * * *", [f"Fri 2027-01-01 03:{m}:00" for m in ("00", "20", "40")]),
        ("0 3 * * 0", ["Sun 2027-01-03 03:00:00"]),
        ("0 3 * * 7", ["Sun 2027-01-03 03:00:00"]),
        ("0 3 * * 1", ["Mon 2027-01-04 03:00:00"]),
        (
            "0 3 * * 5-7",
            [
                "Fri 2027-01-01 03:00:00",
                "Sat 2027-01-02 03:00:00",
                "Sun 2027-01-03 03:00:00",
                "Fri 2027-01-08 03:00:00",
            ],
        ),
        ("0 3 * feb-mar sun", ["Sun 2027-02-07 03:00:00"]),
        # Both day fields restricted: either is enough.
        ("0 3 13 * 5", ["Fri 2027-01-01 03:00:00", "Fri 2027-01-08 03:00:00", "Wed 2027-01-13 03:00:00"]),
        # One of them starts with a star: both are needed.
        ("0 3 */2 * mon", ["Mon 2027-01-11 03:00:00", "Mon 2027-01-25 03:00:00"]),
        ("0 3 31 * *", ["Sun 2027-01-31 03:00:00", "Wed 2027-03-31 03:00:00"]),
    ],
)
def test_classic_cron_means_what_vixie_says(expression: str, expected: list[str]) -> None:
    assert parse_cron(expression).flavour is Flavour.CLASSIC
    assert runs(expression, "2027-01-01T00:00:00", len(expected)) == expected


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("0 0 0 31 2 ?", "no year has such a day"),
        ("0 0 31 2 *", "no year has such a day"),
        ("0 0 0 31 4,6,9,11 ?", "no year has such a day"),
        ("0 0 0 29 2 ? 2027", "none of its years has such a day"),
        ("0 0 3 1 * MON", "Quartz takes a day of the month or a day of the week, and ? for the other"),
        ("0 0 3 ? * ?", "only one of day of the month and day of the week may be ?"),
        ("0 0 3 ? * 0", "0 is no day of the week (1 is Sunday), which is from 1 to 7"),
        ("0 0 3 ? * 8", "8 is no day of the week (1 is Sunday), which is from 1 to 7"),
        ("0 0 3 ? * 6#6", "a month has a weekday at most five times, so # is followed by 1 to 5, not 6"),
        ("0 0 3 1,15W * ?", "L and W stand alone, not in a list of days"),
        ("0 0 3 1-5W * ?", "W follows one day of the month, as in 15W, and 1-5W is none"),
        ("60 0 3 * * ?", "60 is no second, which is from 0 to 59"),
        ("0 0 24 * * ?", "24 is no hour, which is from 0 to 23"),
        ("0 0 3 * FOO ?", "“FOO” is no month"),
        ("0 0 3 * * ? 1969", "1969 is no year, which is from 1970 to 2099"),
        ("0 3 * *", "it has 4 fields; classic cron has 5, minute first, Quartz 6 or 7, second first"),
        ("", "it has 0 fields; classic cron has 5, minute first, Quartz 6 or 7, second first"),
        ("0 3 L * *", "L is of Quartz, which has 6 or 7 fields, the second first"),
        ("0 3 * * 5#2", "5#2 is of Quartz, which has 6 or 7 fields, the second first"),
        ("0 3 ? * 1", "? is of Quartz, which has 6 or 7 fields, the second first"),
        ("0 3 * * 6-1", "the range 6-1 ends before it starts"),
        ("5/15 3 * * *", "a step follows * or a range: write 5-59/15"),
        ("*/0 3 * * *", "a step of 0 does not fit a minute"),
        ("0 3,, * * *", "“” is no hour"),
        ("@daily", "short words such as @daily are not read; write daily 00:00, or five fields"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(expression: str, reason: str) -> None:
    with pytest.raises(InvalidRecord) as refusal:
        parse_cron(expression)
    assert refusal.value.message == f"The cron expression “{expression}” cannot be used: {reason}."


@given(st.text(alphabet="0123456789*/,-?LW# MONFRIx", max_size=25))
def test_any_text_is_understood_or_refused_in_one_sentence(text: str) -> None:
    cron = read_or_refused(text)
    if isinstance(cron, InvalidRecord):
        assert cron.message.endswith(".")
        return
    next_time(cron.times, datetime(2027, 1, 1, tzinfo=UTC), UTC_ZONE)
    assert in_words(cron.times)
    assert in_words(cron.times, "ja")


def test_after_the_last_year_nothing_runs() -> None:
    times = parse_cron("0 0 3 * * ? 2027").times
    assert next_time(times, datetime(2027, 12, 31, 3, tzinfo=UTC), UTC_ZONE) is None
    assert next_time(parse_cron("0 3 * * *").times, datetime(2099, 12, 31, 3, tzinfo=UTC), UTC_ZONE) is None


# --- against a matcher that tries every minute ---------------------------------------------------------------------

Item = tuple[str, frozenset[int]]


@st.composite
def items(draw: st.DrawFn, low: int, high: int) -> Item:
    """One field that both flavours read, and the numbers that it means."""
    form = draw(st.sampled_from(["star", "one", "list", "range", "step", "range step"]))
    a, b = sorted((draw(st.integers(low, high)), draw(st.integers(low, high))))
    n = draw(st.integers(1, high))
    many = draw(st.lists(st.integers(low, high), min_size=1, max_size=4))
    return {
        "star": ("*", frozenset(range(low, high + 1))),
        "one": (str(a), frozenset({a})),
        "list": (",".join(map(str, many)), frozenset(many)),
        "range": (f"{a}-{b}", frozenset(range(a, b + 1))),
        "step": (f"*/{n}", frozenset(range(low, high + 1, n))),
        "range step": (f"{a}-{b}/{n}", frozenset(range(a, b + 1, n))),
    }[form]


def slowly(
    after: datetime, minutes: frozenset[int], hours: frozenset[int], is_day: dict[date, bool], where: str
) -> datetime | None:
    """Walk through real minutes to the first whose local time is new, and that matches or ends a gap that does."""
    place = zone(where)
    moment = after.replace(second=0, microsecond=0) + timedelta(minutes=1)
    while True:
        local = moment.astimezone(place).replace(tzinfo=None)
        if local.date() not in is_day:
            return None
        before = (moment - timedelta(minutes=1)).astimezone(place).replace(tzinfo=None)
        shown_before = moment.astimezone(place).fold == 1
        due = [local]
        missing = before + timedelta(minutes=1)
        while missing < local:  # the gap, minute by minute
            due.append(missing)
            missing += timedelta(minutes=1)
        if not shown_before and any(
            d.minute in minutes and d.hour in hours and is_day.get(d.date(), False) for d in due
        ):
            return moment
        moment += timedelta(minutes=1)


@settings(max_examples=150, deadline=None)
@given(
    items(0, 59),
    items(0, 23),
    items(1, 31),
    items(1, 12),
    items(0, 6),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo"]),
    st.sampled_from(
        [
            "2027-03-27T20:00",
            "2027-10-30T20:00",
            "2027-03-13T20:00",
            "2027-11-06T20:00",
            "2027-04-03T10:00",
            "2028-02-28T12:00",
            "2027-12-31T22:00",
        ]
    ),
    st.booleans(),
)
def test_both_flavours_agree_with_a_matcher_that_tries_every_minute(
    minute: Item,
    hour: Item,
    month_day: Item,
    month: Item,
    week_day: Item,
    where: str,
    start: str,
    quartz: bool,
) -> None:
    after = datetime.fromisoformat(start).replace(tzinfo=UTC)
    window = [after.date() + timedelta(days=n) for n in range(-1, 4)]
    by_month_day = month_day[0] != "*"
    if quartz:
        # Quartz counts from Sunday as 1, and only one day field may be restricted.
        names = ",".join(str(n + 1) for n in sorted(week_day[1]))
        days = (month_day[0], "?") if by_month_day else ("?", names)
        expression = f"0 {minute[0]} {hour[0]} {days[0]} {month[0]} {days[1]}"
    else:
        expression = f"{minute[0]} {hour[0]} {month_day[0]} {month[0]} {week_day[0]}"
    is_day: dict[date, bool] = {}
    for day in window:
        of_month, of_week = day.day in month_day[1], (day.weekday() + 1) % 7 in week_day[1]
        if quartz:
            matches = of_month if by_month_day else of_week
        elif month_day[0].startswith("*") or week_day[0].startswith("*"):
            matches = of_month and of_week
        else:
            matches = of_month or of_week
        is_day[day] = matches and day.month in month[1]
    cron = read_or_refused(expression)
    if isinstance(cron, InvalidRecord):
        assert "no year has such a day" in cron.message
        assert all(d > calendar.monthrange(2028, m)[1] for d in month_day[1] for m in month[1])
        return
    found = next_time(cron.times, after, zone(where))
    expected = slowly(after, minute[1], hour[1], is_day, where)
    if expected is None:  # further away than the matcher looked
        assert found is None or found.astimezone(zone(where)).date() > window[-1]
    else:
        assert found == expected


# --- clocks that are moved -----------------------------------------------------------------------------------------


def test_a_time_that_is_left_out_runs_at_the_first_moment_after() -> None:
    assert runs("30 2 * * *", "2027-03-27T12:00:00", 2, "Europe/Berlin") == [
        "Sun 2027-03-28 03:00:00",
        "Mon 2027-03-29 02:30:00",
    ]


def test_several_times_that_are_left_out_run_once() -> None:
    assert runs("*/20 2-3 * * *", "2027-03-28T00:00:00", 3, "Europe/Berlin") == [
        "Sun 2027-03-28 03:00:00",
        "Sun 2027-03-28 03:20:00",
        "Sun 2027-03-28 03:40:00",
    ]


def test_a_time_that_comes_twice_runs_once() -> None:
    schedule = parse_schedule("daily 02:30 Europe/Berlin")
    first = next_after(schedule, datetime(2027, 10, 30, 12, tzinfo=UTC))
    assert first == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)  # the first 02:30, in summer time
    assert next_after(schedule, first) == datetime(2027, 11, 1, 1, 30, tzinfo=UTC)


def test_a_start_inside_the_repeated_hour_does_not_run_it_again() -> None:
    schedule = parse_schedule("cron: */30 2 * * * Europe/Berlin")
    second_coming = datetime(2027, 10, 31, 1, 10, tzinfo=UTC)
    assert next_after(schedule, second_coming) == datetime(2027, 11, 1, 1, 0, tzinfo=UTC)


def test_a_day_that_a_zone_left_out_runs_at_the_first_moment_after() -> None:
    # Samoa went from Thursday the 29th straight to Saturday 31 December 2011.
    assert next_after(
        parse_schedule("daily 12:00 Pacific/Apia"), datetime(2011, 12, 30, 5, tzinfo=UTC)
    ) == datetime(2011, 12, 30, 10, tzinfo=UTC)


def test_a_gap_of_half_an_hour_ends_at_its_own_minute() -> None:
    # Lord Howe puts its clocks forward by 30 minutes, from 02:00 to 02:30.
    assert runs("15 2 * * *", "2027-10-02T12:00:00", 1, "Australia/Lord_Howe") == ["Sun 2027-10-03 02:30:00"]


@pytest.mark.parametrize(
    ("expression", "english", "japanese"),
    [
        ("0 0 3 ? * MON", "every Monday at 03:00", "毎週月曜日 03:00"),
        ("0 3 * * 1-5", "every Monday to Friday at 03:00", "毎週月曜日から金曜日 03:00"),
        ("0 15 10 L * ?", "on the last day of the month at 10:15", "毎月末日 10:15"),
        ("0 15 10 L-1 * ?", "on the day before the last day of the month at 10:15", "毎月末日の1日前 10:15"),
        ("0 15 10 LW * ?", "on the last weekday of the month at 10:15", "毎月最終平日 10:15"),
        (
            "0 15 10 15W * ?",
            "on the weekday nearest to day 15 of the month at 10:15",
            "毎月15日に最も近い平日 10:15",
        ),
        ("0 15 10 ? * 6#3", "on the third Friday of the month at 10:15", "毎月第3金曜日 10:15"),
        (
            "0 15 10 ? * 6L 2027",
            "on the last Friday of the month at 10:15 in 2027",
            "2027年の毎月最終金曜日 10:15",
        ),
        ("30 0 3 1 1,7 ?", "on day 1 of the month at 03:00:30 in January and July", "1月・7月の1日 03:00:30"),
        (
            "0 3 1,15 * 5",
            "on days 1 and 15 of the month and every Friday at 03:00",
            "毎月1日・15日と毎週金曜日 03:00",
        ),
        ("15 * * * *", "at minute 15 of every hour", "毎時15分"),
        ("*/5 * * * *", "every 5 minutes", "5分ごと"),
        (
            "0 0/5 14,18 * * ?",
            "every 5 minutes from 14:00 to 14:59 and from 18:00 to 18:59",
            "14時台・18時台の5分ごと",
        ),
    ],
)
def test_an_expression_is_echoed_in_words(expression: str, english: str, japanese: str) -> None:
    times = parse_cron(expression).times
    assert (in_words(times), in_words(times, "ja")) == (english, japanese)
