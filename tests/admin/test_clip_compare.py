"""Two revisions side by side: what differs is marked word by word, in everything that a clip has."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from clips.media.renditions import delete_picture_files
from clips.models import Clip, Picture, Revision
from clips.operations.relations import Line
from clips.operations.review import publish_changes, publish_clip
from clips.operations.tagging import TagEdit
from clips.operations.writing import ClipEdit
from tests.make import make_clip, make_copy, make_jpeg, make_notice, make_person, make_picture, make_section, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def clip(vera):
    """Published, then changed in everything."""
    names = ["Elbe", "Rhein", "Oder"]
    tags = [make_tag(name).pk for name in names]
    picture = make_picture(make_jpeg(colour="red"), alt_text="Alte Brücke")
    first = {"headline": "Brücke gesperrt", "picture": picture, "byline": "Alice", "body": "<p>Der alte Steg.</p>"}
    draft = make_clip("Brücke gesperrt", status="draft", publish_at=None)
    lines = [Line(title="Kommt noch"), Line(url="https://example.org/", title="Amtsblatt")]
    clip = publish_clip(draft, ClipEdit(first, TagEdit(tags), lines), by=vera)
    second = {
        "headline": "Brücke wieder frei", "picture": make_picture(make_jpeg(colour="blue"), alt_text="Neue Brücke"),
        "byline": "Vera", "body": "<p>Der neue Steg.</p>", "section": make_section("Sport"), "noindex": True,
        "notice_choice": "own", "notice": make_notice("Hinweis"), "language": "en",
    }  # fmt: skip
    lines = [Line(url="https://example.org/", title="Das Amtsblatt"), Line(target=make_clip("Anderes Thema").pk)]
    return publish_changes(clip, ClipEdit(second, TagEdit([tags[2], tags[0]], tags), lines), by=vera, reason="Stand")


def address(clip):
    return reverse("admin:compare_revisions", args=[clip.pk])


def compare(client, clip, a=1, b=2):
    return client.get(address(clip), {"a": a, "b": b})


def sides(response, name):
    """For each line of a field the text of both sides, with what is marked in brackets."""
    field = next(one for one in response.context["changed"] if one.name == name)
    return [(write(line.old), write(line.new)) for _folded, run in field.runs for line in run]


def write(cell):
    if cell is None:
        return ""
    if cell.kind == "list":
        return [f"{text} [{change}]" for change, _word, text in cell.items]
    return "".join(text if change == "same" else f"[{text}]" for change, text in cell.pieces)


def test_only_what_differs_is_shown_in_the_order_of_the_clip(at_desk, vera, clip):
    response = compare(at_desk(vera), clip)
    assert [field.name for field in response.context["changed"]] == [
        *("headline", "body", "picture", "tags", "relations", "notice", "section", "byline", "language", "noindex"),
    ]
    assert [field.name for field in response.context["same"]] == ["lede", "publish_at"]


def test_words_are_marked_on_their_side_and_said_to_who_cannot_see_them(at_desk, vera, clip):
    response = compare(at_desk(vera), clip)
    assert sides(response, "headline") == [("Brücke [gesperrt]", "Brücke [wieder frei]")]
    assert sides(response, "body") == [("Der [alte] Steg.", "Der [neue] Steg.")]
    assert '<del><span class="visually-hidden">[removed: </span>alte<' in response.content.decode()
    assert '<ins><span class="visually-hidden">[added: </span>neue<' in response.content.decode()


def test_tags_are_removed_and_moved(at_desk, vera, clip):
    ((old, new),) = sides(compare(at_desk(vera), clip), "tags")
    assert sorted(old) == ["Elbe [moved]", "Oder [same]", "Rhein [deleted]"] or sorted(old) == [
        *("Elbe [same]", "Oder [moved]", "Rhein [deleted]"),
    ]
    assert [text.split()[0] for text in new] == ["Oder", "Elbe"]


def test_lines_name_their_clip_as_it_is_called_today(at_desk, vera, clip):
    Clip.objects.filter(headline="Anderes Thema").update(headline="Umgetauft")
    ((old, new),) = sides(compare(at_desk(vera), clip), "relations")
    assert old == [
        "Kommt noch (waits for a clip with this headline) [deleted]",
        "Amtsblatt (https://example.org/) [altered]",
    ]
    assert new == ["Das Amtsblatt (https://example.org/) [altered]", "Umgetauft [inserted]"]


def test_a_clip_that_the_person_may_not_see_is_named_by_its_number(at_desk, vera, clip):
    target = Clip.objects.get(headline="Anderes Thema")
    Clip.objects.filter(pk=target.pk).update(status="draft", first_published_at=None, publish_at=None)
    ((_old, new),) = sides(compare(at_desk(make_person("anton", "Author")), clip), "relations")
    assert new[1] == f"Clip {target.pk} [inserted]"


def test_what_is_no_prose_is_replaced_as_a_whole(at_desk, vera, clip):
    response = compare(at_desk(vera), clip)
    assert sides(response, "section") == [("[Kurzclips]", "[Sport]")]
    assert sides(response, "language") == [("[German]", "[English]")]
    assert sides(response, "noindex") == [("[no]", "[yes]")]
    assert sides(response, "notice") == [("[the site's notice]", "[“Hinweis”, version 1]")]


def test_pictures_are_shown_with_the_words_that_differ(at_desk, vera, clip):
    response = compare(at_desk(vera), clip)
    assert sides(response, "picture")[1:] == [("[Alte] Brücke", "[Neue] Brücke")]
    page = response.content.decode()
    assert page.count('<img class="compare-picture"') == 2
    assert "Another file." in page


def test_a_picture_whose_file_is_gone_says_so(at_desk, vera, clip):
    picture = Picture.objects.get(alt_text="Alte Brücke")
    delete_picture_files(picture.file, picture.width, default_storage)
    page = compare(at_desk(vera), clip).content.decode()
    assert page.count('<img class="compare-picture"') == 1
    assert "The file of this picture is no longer there." in page


def test_the_older_one_stands_left_whichever_was_named_first(at_desk, vera, clip):
    response = compare(at_desk(vera), clip, a=2, b=1)
    assert (response.context["old"].number, response.context["new"].number) == (1, 2)
    assert "<q>Stand</q>" in response.content.decode()


def test_a_step_leads_to_its_neighbours_and_a_pair_from_other_pages_is_typed(at_desk, vera, clip):
    publish_changes(clip, ClipEdit({"lede": "Drei."}), by=vera)
    page = compare(at_desk(vera), clip).content.decode()
    assert 'rel="next" href="?a=2&amp;b=3"' in page
    assert 'rel="prev"' not in page
    assert 'name="b" min="1" max="3" value="2"' in page


def test_without_two_different_ones_the_history_asks_again(at_desk, vera, clip):
    client = at_desk(vera)
    for query in ({}, {"a": 1}, {"a": "2", "b": "02"}, {"a": "x", "b": "9" * 30}):
        page = client.get(address(clip), query, follow=True)
        assert "Choose two different revisions." in page.content.decode()


def test_what_is_no_revision_or_was_erased_is_not_there(at_desk, vera, clip):
    client = at_desk(vera)
    assert compare(client, clip, b=9).status_code == 404
    assert client.get(reverse("admin:clip_revision", args=[clip.pk, 9])).status_code == 404
    Revision.objects.filter(clip=clip, number=1).blank(snapshot={"erased": True})
    assert compare(client, clip).status_code == 404


def test_now_is_the_working_copy_for_those_who_may_read_it(at_desk, vera, clip):
    make_copy(clip, headline="Brücke bald wieder frei")
    response = compare(at_desk(vera), clip, a=2, b="now")
    assert sides(response, "headline") == [("Brücke wieder frei", "Brücke [bald ]wieder frei")]


def test_for_the_others_now_is_what_is_published(at_desk, clip):
    make_copy(clip, headline="Brücke bald wieder frei", lede="Geheim.")
    page = compare(at_desk(make_person("anton", "Author")), clip, a=2, b="now").content.decode()
    assert "Nothing differs" in page
    assert "bald" not in page
    assert "Geheim" not in page


def test_of_an_own_clip_an_author_reads_the_working_copy(at_desk, alice, clip):
    Clip.objects.filter(pk=clip.pk).update(created_by=alice)
    make_copy(clip, headline="Brücke bald wieder frei")
    assert sides(compare(at_desk(alice), clip, a=2, b="now"), "headline")


def test_a_snapshot_that_lacks_what_came_later_is_read_with_nothing_in_its_place(at_desk, vera, clip):
    Revision.objects.filter(clip=clip, number=1).blank(snapshot={"headline": "Brücke gesperrt"})
    assert sides(compare(at_desk(vera), clip), "byline") == [("", "[Vera]")]


def test_one_revision_can_be_read_alone(at_desk, vera, clip):
    page = at_desk(vera).get(reverse("admin:clip_revision", args=[clip.pk, 1])).content.decode()
    assert "<p>Der alte Steg.</p>" in page
    assert "Foto: Stadtarchiv" in page
    assert "Elbe" in page


def test_it_costs_the_same_queries_whatever_differs(at_desk, vera, clip, django_assert_num_queries):
    client = at_desk(vera)
    # Session, person, permissions (2); the clip, both revisions, clips and notices by name, the last number; the site.
    with django_assert_num_queries(11):
        compare(client, clip)


def test_a_title_that_found_its_clip_is_the_same_line(at_desk, vera):
    clip = make_clip("Alt")
    publish_changes(clip, ClipEdit(lines=[Line(title="Kommt noch")]), by=vera)
    publish_clip(make_clip("Kommt noch", status="draft", publish_at=None), by=vera)
    publish_changes(clip, ClipEdit({"lede": "Neu."}), by=vera)
    waiting = "Kommt noch (waits for a clip with this headline) [altered]"
    assert sides(compare(at_desk(vera), clip), "relations") == [([waiting], ["Kommt noch [altered]"])]
