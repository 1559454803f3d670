"""`manage.py notice_history`: the notice memory at the terminal."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import override

from clips.models import Clip, ClipPast
from tests.make import make_clip, make_notice, make_rule, make_section

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def run(*words):
    out = StringIO()
    with override("en"):
        call_command("notice_history", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def clip(db):
    clip = make_clip("Brücke", section=make_section("Sport"), publish_at=timezone.now() - 2 * DAY)
    ClipPast.objects.insert_from(Clip.objects.all(), timezone.now() - 2 * DAY)
    notice = make_notice(
        "Sporthinweis", "<p>Alle Ergebnisse</p><p>ohne Gewähr.</p>", starts_at=timezone.now() - 2 * DAY
    )
    make_rule(notice, clip.section)
    return clip


def test_it_tells_from_when_to_when_what_and_why(clip):
    told = run(clip.pk)
    assert told.startswith(f"{clip.pk}: Brücke\n")
    assert told.index("No rule applied: nothing stood there.") < told.index("–", 60) < told.index("Section: Sport")
    assert "  Sporthinweis, version 1, by The system\n  Alle Ergebnisse\n  \n  ohne Gewähr." in told


def test_it_answers_for_one_minute(clip):
    early = run(clip.pk, "--at", f"{localtime(timezone.now() - 1.5 * DAY):%Y-%m-%dT%H:%M}")
    late = run(clip.pk, "--at", f"{localtime(timezone.now() - DAY / 2):%Y-%m-%dT%H:%M}")
    assert "nothing stood there" in early and "Sporthinweis, version 1" in late


def test_of_one_minute_it_does_not_say_that_it_lasts_until_now(clip):
    early = run(clip.pk, "--at", f"{localtime(timezone.now() - 1.5 * DAY):%Y-%m-%dT%H:%M}")
    assert "…" not in early and "…" in run(clip.pk)


def test_it_answers_as_json(clip):
    rows = json.loads(run(clip.pk, "--json"))
    assert [row["notice"] and row["notice"]["name"] for row in rows] == [None, "Sporthinweis"]


def test_what_is_wrong_is_said(clip):
    for words, reason in ((["999999"], "no clip"), ([str(clip.pk), "--at", "gestern"], "no minute")):
        with pytest.raises(CommandError, match=reason):
            run(*words)
    assert "never published" in run(make_clip(status="draft").pk)
