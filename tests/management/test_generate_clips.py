"""`manage.py generate_clips`: an invented newsroom that looks as if operations had written each clip by itself."""

from io import StringIO
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import override

from clips.management.invention.language import Language
from clips.management.invention.newsroom import Inventor, Surroundings
from clips.models import (
    Clip,
    ClipPast,
    Correction,
    Dossier,
    JournalEntry,
    NoticeRule,
    Picture,
    Relation,
    Revision,
    SearchEntry,
    SearchWord,
    Tag,
    TagKey,
    TagLikeness,
)
from clips.models.keys import LATEST, PUBLIC
from clips.models.notice_rules import read_facts
from clips.models.search_entries import TEXT_TABLE
from clips.operations.indexing import rebuild_index
from clips.operations.relations import key_of
from clips.operations.snapshots import take_snapshot
from clips.operations.tag_keys import rebuild_keys
from clips.text.markup import clean_html
from clips.text.naming import slugify
from tests.make import make_clip

pytestmark = pytest.mark.django_db
COUNT = 120


def generate(count: int = COUNT, **options: Any) -> str:
    out = StringIO()
    with override("en"):
        call_command("generate_clips", count, stdout=out, **options)
    return out.getvalue()


def read_derived() -> list[Any]:
    """What is worked out from clips and tags, as it lies there."""
    with connection.cursor() as cursor:
        sqlite = f"SELECT rowid, document FROM {TEXT_TABLE} ORDER BY 1"
        cursor.execute(sqlite if connection.vendor == "sqlite" else "SELECT place, document FROM clips_searchentry")
        documents = sorted(cursor.fetchall())
    rows = [SearchEntry.objects.order_by("pk"), SearchWord.objects.order_by("pk"), TagKey.objects.order_by("pk")]
    return [documents, *(list(some.values_list()) for some in rows), list(TagLikeness.objects.order_by("pk").values())]


def test_so_many_clips_come_in_every_state_and_with_all_that_stands_around_them() -> None:
    assert generate(600) == "600 clips were invented.\n"
    assert Clip.objects.count() == 600
    assert {"live", "draft", "expired", "withdrawn"} <= {clip.state for clip in Clip.objects.all()}
    assert all(model.objects.exists() for model in (Dossier, Correction, NoticeRule, Picture))
    assert Clip.with_copies.copies().exists() and Tag.objects.proposed().exists()


def test_each_is_what_an_import_would_have_made_of_it() -> None:
    generate()
    for clip in Clip.objects.all():
        assert clip.body == clean_html(clip.body, own_host="testserver")
        assert (clip.headline_key, clip.slug) == (key_of(clip.headline), slugify(clip.headline))
        assert not clip.clip_tags.exclude(publish_at=clip.list_date).exists()
        clip.full_clean(exclude=["id"])
    published = Clip.objects.published().filter(revisions__number=1).exclude(revisions__number=2).order_by("pk")
    revisions = Revision.objects.filter(clip__in=published).order_by("clip")
    assert [one.snapshot for one in revisions] == [take_snapshot(clip) for clip in published]
    pasts = {past.clip_id: past for past in ClipPast.objects.all()}
    assert pasts.keys() == set(Clip.objects.exclude(first_published_at=None).values_list("pk", flat=True))
    assert all(pasts[clip.pk].facts == read_facts(clip) for clip in published)


def test_the_index_the_keys_and_the_counts_are_as_if_rebuilt() -> None:
    generate()
    before = read_derived()
    rebuild_index(lambda: None)
    rebuild_keys(lambda: None)
    assert before == read_derived()
    own = Count("clip_tags", filter=Q(clip_tags__content_object__working_copy_of=None))
    assert not Tag.objects.annotate(number=own).exclude(use_count=F("number")).exists()
    busiest = Tag.objects.latest("use_count")
    assert COUNT / 10 < busiest.use_count < COUNT / 3


def test_lines_lead_to_clips_that_came_before() -> None:
    generate(1_100)
    targets = Relation.objects.exclude(target=None)
    assert targets.exists() and not targets.filter(target__gte=F("clip")).exists()
    assert all(row.headline_key == row.target.headline_key for row in targets.select_related("target"))


def test_stored_pages_hear_of_it() -> None:
    generate()
    line = JournalEntry.objects.get(verb="import_clips")
    lists = {f"tag-list:{tag.pk}" for tag in Tag.objects.filter(use_count__gt=0)}
    assert {PUBLIC, LATEST, *lists} <= set(line.keys)


def test_the_same_seed_invents_the_same() -> None:
    def invent() -> list[tuple[str, list[int]]]:
        inventor = Inventor(Language(Random(7)), 30, timezone.now(), Surroundings(sections=[1], tags=[1, 2, 3]))
        return [(one.clip.headline, list(one.tags)) for one in inventor.batch(0, 30)]

    assert invent() == invent()


def test_a_second_run_adds_others_of_the_same_tags() -> None:
    generate(30)
    tags, clips = Tag.objects.count(), list(Clip.objects.values_list("headline", flat=True))
    generate(30, add=True)
    assert Tag.objects.count() == tags
    assert len({*clips} & set(Clip.objects.order_by("-pk").values_list("headline", flat=True)[:30])) < 5


def test_it_goes_into_an_empty_newsroom_unless_told() -> None:
    make_clip()
    with pytest.raises(CommandError, match="--add"):
        generate()
    assert Clip.objects.count() == 1


def test_a_site_for_the_public_needs_a_clear_yes(settings: Any) -> None:
    settings.SITE_URL = "https://news.example.org"
    with pytest.raises(CommandError, match="--yes"):
        generate()
    generate(5, yes=True)
    assert Clip.objects.count() == 5
