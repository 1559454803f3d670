"""The rules that the database itself keeps, whoever writes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from clips.models import Address, Relation, Section, Site, Tag
from tests.make import make_clip, make_notice, make_picture, make_section, make_tag

pytestmark = pytest.mark.django_db


def refused(name):
    """SQLite names the columns of a unique constraint, PostgreSQL its name: both say which rule it was."""
    return pytest.raises(IntegrityError, match=name)


def test_a_published_clip_has_its_time():
    with refused("clip_published_has_dates"):
        make_clip(publish_at=None)


def test_a_clip_is_not_published_before_its_embargo_ends():
    now = timezone.now()
    with refused("clip_published_after_embargo"):
        make_clip(publish_at=now, embargoed_until=now + timedelta(seconds=1))


def test_a_clip_does_not_expire_before_it_is_published():
    now = timezone.now()
    with refused("clip_expires_after_publishing"):
        make_clip(publish_at=now, expire_at=now)


def test_a_clip_with_its_own_notice_names_one():
    with refused("clip_notice_fits_choice"):
        make_clip(notice_choice="own")


def test_a_clip_with_the_site_s_notice_names_none():
    with refused("clip_notice_fits_choice"):
        make_clip(notice=make_notice())


@pytest.mark.parametrize("status", ["live", "", "Draft"])
def test_a_clip_has_a_known_status(status):
    with refused("clip_status_known"):
        make_clip(status=status)


def test_two_clips_never_share_an_origin():
    make_clip(origin="dpa-1")
    with refused("clip_origin_unique|origin"):
        make_clip(origin="dpa-1")


def test_two_tags_never_share_a_match_key():
    make_tag("Österreich")
    with refused("match_key"):
        Tag.objects.create(name="ÖSTERREICH", match_key="österreich", slug="anders")


def test_a_tag_is_no_alias_of_itself():
    tag = make_tag()
    with refused("tag_alias_is_active_and_not_itself"):
        Tag.objects.filter(pk=tag.pk).update(alias_of=tag)


def test_a_proposal_is_no_alias():
    tag = make_tag()
    with refused("tag_alias_is_active_and_not_itself"):
        make_tag("Rat", status="proposed", alias_of=tag)


def test_an_address_is_given_once():
    make_section("Sport")
    with refused("address_unique|slug"):
        Address.objects.create(kind="section", slug="sport", section=Section.objects.first(), current=False)


def test_an_address_belongs_to_what_its_kind_says():
    with refused("address_owner_fits_kind"):
        Address.objects.create(kind="tag", slug="neu", section=make_section())


def test_a_line_does_not_point_at_its_own_clip():
    clip = make_clip()
    with refused("relation_not_to_itself"):
        Relation.objects.create(clip=clip, target=clip)


def test_a_line_does_not_stand_twice():
    clip, target = make_clip(), make_clip("Ziel")
    Relation.objects.create(clip=clip, target=target)
    with refused("relation_target_once|target"):
        Relation.objects.create(clip=clip, target=target)


def test_the_focal_point_lies_in_the_picture():
    with refused("picture_focal_point_inside"):
        make_picture(focal_x=1.1)


def test_there_is_one_site():
    with refused("site_is_one"):
        Site.objects.create(pk=2)
