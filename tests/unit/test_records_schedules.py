"""Schedules: read, written back, told in words, and when they run."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamdesk.records.errors import InvalidRecord
from pamdesk.records.schedule import Schedule, ScheduleKind
from pamdesk.records.schedules import (
    describe,
    format_schedule,
    next_after,
    next_runs,
    parse_schedule,
    require_allowed,
)

NOW = datetime(2027, 1, 15, 12, 0, tzinfo=UTC)
TIMES = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
ZONES = st.sampled_from(
    ["UTC", "Asia/Tokyo", "Europe/Berlin", "America/Argentina/Buenos_Aires", "EST", "Etc/GMT+5"]
)
SCHEDULES = st.one_of(
    st.builds(Schedule, kind=st.just(ScheduleKind.ON_DEMAND), zone=ZONES),
    st.builds(Schedule, kind=st.just(ScheduleKind.DAILY), time=TIMES, zone=ZONES),
    st.builds(Schedule, kind=st.just(ScheduleKind.WEEKLY), day=st.integers(1, 7), time=TIMES, zone=ZONES),
    st.builds(Schedule, kind=st.just(ScheduleKind.MONTHLY), day=st.integers(1, 31), time=TIMES, zone=ZONES),
    st.builds(
        Schedule,
        kind=st.just(ScheduleKind.CRON),
        cron=st.sampled_from(
            ["0 0 3 ? * MON", "0 3 * * *", "0 0/5 14 L * ? 2027-2030", "0 0 3 ? * FRI#3", "5 4 * * sun"]
        ),
        zone=ZONES,
    ),
)


@given(SCHEDULES)
def test_a_schedule_written_and_read_is_the_same(schedule: Schedule) -> None:
    assert parse_schedule(format_schedule(schedule)) == schedule


@given(SCHEDULES, st.datetimes(datetime(1999, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_next_runs_rise_and_the_first_is_after_the_moment(schedule: Schedule, after: datetime) -> None:
    runs = next_runs(schedule, after, 5)
    assert list(runs) == sorted(set(runs))
    assert all(run > after for run in runs)
    if schedule.kind in (ScheduleKind.DAILY, ScheduleKind.WEEKLY, ScheduleKind.MONTHLY):
        assert len(runs) == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("daily 3:00 Asia/Tokyo", "daily 03:00 Asia/Tokyo"),
        ("DAILY 03:00", "daily 03:00 UTC"),
        ("weekly Monday 03:00", "weekly mon 03:00 UTC"),
        ("on_demand", "on-demand"),
        ("cron: 0  0 3 ? * MON", "cron: 0 0 3 ? * MON UTC"),
        ("cron 0 3 * * * Japan", "cron: 0 3 * * * Japan"),
    ],
)
def test_what_people_write_is_read(text: str, expected: str) -> None:
    assert format_schedule(parse_schedule(text)) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("daily 25:00", "A daily schedule has a time from 00:00 to 23:59, and “25:00” is none."),
        ("weekly foo 03:00", "“foo” is no day of the week; they are mon, tue, wed, thu, fri, sat, sun."),
        ("monthly 32 03:00", "A monthly schedule has a day from 1 to 31, and 32 is none."),
        (
            "daily 03:00 Mars/Base",
            "There is no time zone “Mars/Base”; its name is like Asia/Tokyo, Europe/Berlin or UTC.",
        ),
        (
            "daily 03:00 ../../etc",
            "There is no time zone “../../etc”; its name is like Asia/Tokyo, Europe/Berlin or UTC.",
        ),
        (
            "cron: 0 3 * * * Mars/Base",
            "There is no time zone “Mars/Base”; its name is like Asia/Tokyo, Europe/Berlin or UTC.",
        ),
        ("cron:", "“cron:” has no cron expression; write cron: 0 0 3 ? * MON UTC."),
        ("cron: 0 0 0 31 2 ?", "The cron expression “0 0 0 31 2 ?” cannot be used: no year has such a day."),
    ],
)
def test_what_is_no_schedule_is_refused_in_words(text: str, sentence: str) -> None:
    with pytest.raises(InvalidRecord) as refusal:
        parse_schedule(text)
    assert refusal.value.message == sentence


@given(st.text(max_size=40))
def test_any_other_text_is_refused_with_the_forms_that_are_read(text: str) -> None:
    with pytest.raises(InvalidRecord, match="is no schedule; write on-demand, daily 03:00"):
        parse_schedule(f"hourly {text}")


def test_monthly_on_the_31st_runs_on_the_last_day_of_shorter_months() -> None:
    runs = next_runs(parse_schedule("monthly 31 03:00"), NOW, 4)
    assert [f"{run:%m-%d}" for run in runs] == ["01-31", "02-28", "03-31", "04-30"]


def test_a_time_is_of_its_own_zone() -> None:
    assert next_after(parse_schedule("daily 03:00 Asia/Tokyo"), NOW) == datetime(
        2027, 1, 15, 18, 0, tzinfo=UTC
    )


def test_on_demand_never_runs_by_itself() -> None:
    assert next_runs(parse_schedule("on-demand"), NOW) == ()


def test_a_schedule_whose_years_are_over_has_no_next_run() -> None:
    assert next_after(parse_schedule("cron: 0 0 3 ? * MON 2020"), NOW) is None


def test_fewer_runs_are_given_where_there_are_no_more() -> None:
    assert len(next_runs(parse_schedule("cron: 0 0 3 30 12 ? 2027-2028"), NOW, 5)) == 2


def test_a_moment_without_a_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="time zone"):
        next_after(parse_schedule("daily 03:00"), NOW.replace(tzinfo=None))


@pytest.mark.parametrize(
    "text", ["0/5 14 * * * ?", "0 * * * * ?", "*/30 * * * *", "0,59 3 * * *", "0,1 0 3 * * ?"]
)
def test_more_often_than_hourly_is_refused_unless_the_vault_allows_it(text: str) -> None:
    schedule = parse_schedule(f"cron: {text}")
    with pytest.raises(InvalidRecord, match="more often than once an hour"):
        require_allowed(schedule)
    require_allowed(schedule, hourly_limit=False)


@pytest.mark.parametrize("text", ["cron: 15 * * * *", "cron: 30 0 * * * ?", "daily 03:00", "on-demand"])
def test_hourly_and_rarer_is_allowed(text: str) -> None:
    require_allowed(parse_schedule(text))


@pytest.mark.parametrize(
    ("text", "english", "japanese"),
    [
        ("on-demand", "on demand only", "手動のみ"),
        ("daily 03:00 Asia/Tokyo", "every day at 03:00 (Asia/Tokyo)", "毎日 03:00（Asia/Tokyo）"),
        ("weekly sun 03:00", "every Sunday at 03:00 (UTC)", "毎週日曜日 03:00（UTC）"),
        ("monthly 22 03:00", "on day 22 of every month at 03:00 (UTC)", "毎月22日 03:00（UTC）"),
        (
            "monthly 31 03:00",
            "on day 31 of every month, or on the last day of a shorter month, at 03:00 (UTC)",
            "毎月31日（短い月は末日） 03:00（UTC）",
        ),
    ],
)
def test_a_schedule_is_told_in_words(text: str, english: str, japanese: str) -> None:
    schedule = parse_schedule(text)
    assert (describe(schedule), describe(schedule, "ja")) == (english, japanese)
