"""The archive: months with clips, and the clips of a month or a day in the zone of the site."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.make import make_clip, make_clips

pytestmark = pytest.mark.django_db


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=timezone.get_default_timezone())


def test_years_with_clips_are_listed_the_newest_first_each_with_its_months(client: Client) -> None:
    for moment in (local(2026, 3, 1), local(2026, 1, 31), local(2024, 12, 24)):
        make_clip(publish_at=moment)
    make_clip(publish_at=local(2025, 6, 1), status="draft")
    years = client.get("/archive/").context["years"]
    assert [(year, [month.url for month in months if month.url]) for year, months in years] == [
        (2026, ["/archive/2026/01/", "/archive/2026/03/"]),
        (2024, ["/archive/2024/12/"]),
    ]
    assert all([month.date.month for month in months] == list(range(1, 13)) for _year, months in years)


def test_an_empty_site_has_an_archive(client: Client) -> None:
    assert client.get("/archive/").context["years"] == []


def test_a_month_lists_its_clips_and_its_days(client: Client) -> None:
    clip = make_clip(publish_at=local(2026, 2, 28, 23, 59))
    make_clip(publish_at=local(2026, 3, 1))
    context = client.get("/archive/2026/02/").context
    assert (context["clips"], context["month"]) == ([clip], date(2026, 2, 1))
    days = [day for week in context["weeks"] for day in week if day]
    assert [day.date.day for day in days] == list(range(1, 29))
    assert [day.url for day in days if day.url] == ["/archive/2026/02/28/"]


@pytest.mark.parametrize(("month", "weeks"), [(2, 5), (3, 6), (9, 5), (11, 6)])
def test_a_month_s_days_stand_under_their_weekdays(client: Client, month: int, weeks: int) -> None:
    make_clip(publish_at=local(2026, month, 5))
    context = client.get(f"/archive/2026/{month:02}/").context
    assert [day.weekday() for day in context["weekdays"]] == list(range(7))
    assert len(context["weeks"]) == weeks
    for week in context["weeks"]:
        assert [place for place, day in enumerate(week) if day and day.date.weekday() != place] == []


def test_the_next_month_and_day_with_clips_are_one_step_away(client: Client) -> None:
    for moment in (local(2025, 12, 31, 23, 59), local(2026, 3, 1), local(2026, 3, 4), local(2026, 6, 2)):
        make_clip(publish_at=moment)
    make_clip(publish_at=local(2026, 2, 1), status="draft")
    month, day = (client.get(f"/archive/{path}/").context for path in ("2026/03", "2026/03/01"))
    assert (month["earlier"], month["later"]) == (date(2025, 12, 31), date(2026, 6, 2))
    assert (day["earlier"], day["later"]) == (date(2025, 12, 31), date(2026, 3, 4))


def test_a_day_begins_and_ends_at_midnight_of_the_site(client: Client) -> None:
    late_in_utc = make_clip("Früh am Morgen", publish_at=datetime(2026, 6, 30, 22, 0, tzinfo=UTC))
    make_clip("Am Abend davor", publish_at=datetime(2026, 6, 30, 21, 59, 59, tzinfo=UTC))
    context = client.get("/archive/2026/07/01/").context
    assert (context["clips"], context["day"], context["month"]) == ([late_in_utc], date(2026, 7, 1), date(2026, 7, 1))


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2025, 10, 26), 25)])
def test_the_days_of_the_change_of_clocks_are_whole(client: Client, day: date, hours: int) -> None:
    begin = local(day.year, day.month, day.day).timestamp()
    for hour in range(-1, hours + 1):
        make_clip(f"Stunde {hour}", publish_at=datetime.fromtimestamp(begin + 3600 * hour, UTC))
    shown = client.get(f"/archive/{day:%Y/%m/%d}/").context
    older = client.get(shown["older"]).context
    assert len(shown["clips"]) + len(older["clips"]) == hours


def test_a_month_goes_on_by_a_cursor_of_this_month(client: Client) -> None:
    clips = make_clips(22, publish_at=local(2026, 5, 20))
    other = make_clip(publish_at=local(2026, 4, 1))
    older = client.get("/archive/2026/05/").context["older"]
    assert client.get(older).context["clips"] == clips[20:]
    assert client.get(f"/archive/2026/05/?before={other.pk}").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["2026/13/", "2026/00/", "2026/5/", "2026/02/30/", "2026/02/00/", "2026/02/1/", "0000/01/", "9999/12/", "2026/04/"],
)
def test_dates_that_do_not_exist_or_hold_nothing_are_not_found(client: Client, path: str) -> None:
    make_clip(publish_at=local(2026, 5, 1))
    assert client.get(f"/archive/{path}").status_code == 404


def test_the_pages_cost_few_queries(client: Client, django_assert_num_queries: Any) -> None:
    for month in range(1, 13):
        make_clip(publish_at=local(2025, month, 1))
    for path, queries in {"/archive/": 5, "/archive/2025/03/": 6, "/archive/2025/03/01/": 5}.items():
        with django_assert_num_queries(queries):
            client.get(path)
