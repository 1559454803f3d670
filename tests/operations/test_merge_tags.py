"""Merging tags: exactly what the plan said moves, on clips and working copies, and no address dies."""

import pytest
from django.urls import reverse

from clips.models import Clip, JournalEntry, Tag
from clips.operations.errors import (
    AlreadySo,
    KindsDiffer,
    MarkedDifferent,
    NotAllowed,
    NothingToMerge,
    OnlySignsDiffer,
    OtherName,
    TagBlocked,
    TheSameTag,
    WrongTag,
)
from clips.operations.merging import merge_tags, plan_merge
from clips.operations.tag_pairs import separate_tags
from tests.make import make_clip, make_copy, make_tag, put_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def tags():
    return [make_tag(name) for name in ("Müller", "Mueller", "Muller")]


def names_on(clip: Clip) -> list[str]:
    return [row.tag.name for row in clip.clip_tags.select_related("tag")]


def test_clips_get_the_survivor_once_and_in_the_best_place(tags, max):
    mueller, one, two = tags
    first = make_clip("Eins", tags=[one])
    second = make_clip("Zwei", tags=["Wahl", two, "Elbe", one, mueller])
    merge_tags(mueller, [one, two], by=max)
    assert names_on(first) == ["Müller"]
    assert names_on(second) == ["Wahl", "Müller", "Elbe"]


def test_the_leading_tag_goes_on_leading(tags, max):
    clip = make_clip(tags=[tags[1], "Wahl", tags[0]])
    merge_tags(tags[0], [tags[1]], by=max)
    assert names_on(clip) == ["Müller", "Wahl"]


def test_working_copies_follow_and_are_not_counted(tags, max):
    clip = make_clip(tags=[tags[1]])
    copy = make_copy(clip)
    put_tag(copy, tags[1])
    ledger = merge_tags(tags[0], [tags[1]], by=max)
    assert names_on(copy) == ["Müller"]
    assert Tag.objects.get(pk=tags[0].pk).use_count == 1
    assert ledger.details["counts"] == {"moves": 1, "copies": 1}


def test_neither_version_nor_the_readers_date_of_a_clip_moves(tags, max):
    clip = make_clip(tags=[tags[1]])
    before = Clip.objects.values("version", "changed_at", "saved_at").get(pk=clip.pk)
    merge_tags(tags[0], [tags[1]], by=max)
    assert Clip.objects.values("version", "changed_at", "saved_at").get(pk=clip.pk) == before


def test_every_address_of_the_absorbed_leads_on_in_one_hop(tags, max, client):
    make_tag("Mullerin", alias_of=tags[1])
    merge_tags(tags[0], tags[1:], by=max)
    for slug in ("mueller-2", "muller", "mullerin"):
        answer = client.get(reverse("public:tag-detail", args=[slug]))
        assert (answer.status_code, answer["Location"]) == (301, tags[0].get_absolute_url())
    assert not Tag.objects.filter(alias_of__alias_of__isnull=False).exists()


def test_the_plan_writes_nothing_and_says_what_the_ledger_will_say(tags, max):
    make_clip("Eins", tags=[tags[1]])
    make_clip("Zwei", tags=[tags[1], tags[2]])
    make_clip("Drei", tags=[tags[0], tags[2]])
    alias = make_tag("Mullerin", alias_of=tags[2])
    plan = plan_merge(tags[0], tags[1:])
    assert [(share.moves, share.both, share.copies) for share in plan.shares] == [(2, 0, 0), (0, 2, 0)]
    assert [share.aliases for share in plan.shares] == [[], [alias]]
    assert plan.shares[1].slugs == ["muller", "mullerin"]
    assert {clip.headline for clip in plan.examples} == {"Eins", "Zwei", "Drei"}
    assert not JournalEntry.objects.exists()
    ledger = merge_tags(tags[0], tags[1:], by=max)
    assert ledger.details["counts"] == {"moves": 2, "both": 2, "aliases": 1}


def test_the_plan_takes_as_many_queries_for_two_tags_as_for_ten(django_assert_num_queries, max):
    tags = [make_tag(f"Müller {number}") for number in range(10)]
    for tag in tags:
        make_clip(tags=[tag, tags[0]] if tag != tags[0] else [tag])
    for some in (tags[1:2], tags[1:]):
        with django_assert_num_queries(7):
            plan_merge(tags[0], some)


def test_one_line_tells_it_and_names_every_tag_in_its_keys(tags, max):
    merge_tags(tags[0], [tags[1]], by=max)
    line = JournalEntry.objects.get()
    keys = {f"{kind}:{tag.pk}" for tag in tags[:2] for kind in ("tag", "tag-list")}
    assert (line.verb, line.object_id, set(line.keys)) == ("merge_tags", tags[0].pk, {*keys, "tags", "public"})
    assert line.details["other"] == "“Mueller”"


def test_a_proposal_that_is_merged_is_another_name_then(tags, max):
    tag = make_tag("Müler", status="proposed")
    clip = make_clip(tags=[tag])
    merge_tags(tags[0], [tag], by=max)
    assert [each.name for each in clip.public_tags] == ["Müller"]


@pytest.mark.parametrize(
    ("survivor", "error"),
    [({"status": "blocked", "reason": "Nein."}, TagBlocked), ({"status": "proposed"}, WrongTag)],
)
def test_what_readers_may_not_see_survives_nothing(survivor, error, tags, max):
    with pytest.raises(error):
        merge_tags(make_tag("Meier", **survivor), [tags[0]], by=max)


def test_another_name_survives_nothing(tags, max):
    with pytest.raises(OtherName, match="Müller"):
        merge_tags(make_tag("Mullerin", alias_of=tags[0]), [tags[1]], by=max)


def find_refusal(survivor: Tag, tag: Tag) -> type:
    plan = plan_merge(survivor, [tag])
    assert plan.shares == []
    return type(plan.refused[0][1])


def test_what_cannot_be_merged_is_refused_with_its_reason(tags, max):
    survivor = tags[0]
    assert find_refusal(survivor, survivor) is TheSameTag
    assert find_refusal(survivor, make_tag("Mullerin", alias_of=survivor)) is AlreadySo
    assert find_refusal(survivor, make_tag("Maier", alias_of=tags[1])) is OtherName
    assert find_refusal(survivor, make_tag("Werbung", status="blocked")) is TagBlocked
    assert find_refusal(survivor, make_tag("Ort Müller", kind="place")) is KindsDiffer
    separate_tags(tags[1], survivor, by=max)
    assert find_refusal(survivor, tags[1]) is MarkedDifferent


def test_what_holds_for_an_other_name_holds_for_its_tag(tags, max):
    alias = make_tag("Maier", alias_of=tags[1])
    separate_tags(alias, tags[0], by=max)
    assert find_refusal(tags[0], tags[1]) is MarkedDifferent


def test_two_that_are_different_do_not_meet_in_a_third(tags, max):
    separate_tags(tags[1], tags[2], by=max)
    plan = plan_merge(tags[0], tags[1:])
    assert plan.shares == []
    assert [refusal.values["other"] for _tag, refusal in plan.refused] == ["Muller", "Mueller"]


@pytest.mark.parametrize(("one", "other"), [("C", "C++"), ("C#", "C++"), (".NET", "NET")])
def test_names_apart_by_their_signs_alone_are_never_merged(one, other, max):
    assert find_refusal(make_tag(one), make_tag(other)) is OnlySignsDiffer


def test_signs_keep_apart_what_other_names_and_third_tags_would_bring_together(max):
    tag, other = make_tag("C++"), make_tag("C#")
    survivor = make_tag("C-Sprache")
    assert plan_merge(survivor, [tag, other]).shares == []
    make_tag("C", alias_of=survivor)
    assert find_refusal(survivor, tag) is OnlySignsDiffer


def test_the_dot_of_an_abbreviation_is_no_such_sign(max):
    assert plan_merge(make_tag("St. Pölten"), [make_tag("St Pölten")]).shares


def test_another_kind_is_merged_if_somebody_says_so(tags, max):
    tag = make_tag("Ort Müller", kind="place")
    assert merge_tags(tags[0], [tag], by=max, kinds_differ=True).details["names"]["others"] == ["Ort Müller"]


def test_one_refused_tag_keeps_no_other_from_being_merged(tags, max):
    place = make_tag("Ort Müller", kind="place")
    ledger = merge_tags(tags[0], [place, tags[1]], by=max)
    assert ledger.details["names"]["others"] == ["Mueller"]
    assert Tag.objects.get(pk=place.pk).alias_of is None


def test_if_all_are_refused_nothing_happens(tags, max):
    with pytest.raises(NothingToMerge, match="Müller"):
        merge_tags(tags[0], [tags[0]], by=max)
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("name", ["alice", "vera", "otto"])
def test_only_moderators_merge(name, tags, request):
    with pytest.raises(NotAllowed):
        merge_tags(tags[0], [tags[1]], by=request.getfixturevalue(name))
    assert JournalEntry.objects.get().details == {"verb": "merge_tags"}


def test_a_new_relation_of_tags_waits_for_somebody_to_decide_what_a_merge_does_with_it():
    handled = {
        "aliases": "repointed",
        "clip_tags": "moved",
        "clips": "moved: the same rows, seen by taggit",
        "addresses": "stay with their tag, which leads on",
        "keys": "made anew",
        "likeness_first": "made anew",
        "likeness_second": "made anew",
        "difference_first": "stay with their tag, and hold for what it stands for",
        "difference_second": "stay with their tag, and hold for what it stands for",
        "notice_rules": "stay with their tag, and hold for what it stands for",
    }
    relations = {field.name for field in Tag._meta.get_fields(include_hidden=True) if field.is_relation}
    assert {relation.get_accessor_name() or relation.name for relation in Tag._meta.related_objects} == handled.keys()
    assert relations - {"alias_of"} == {relation.name for relation in Tag._meta.related_objects}
