"""From the clip form to a buffer and back, and what is offered when the form is opened."""

import json
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from clips.admin.clip_buffers import OF_THE_PAGE, read_typed, show_typed
from clips.admin.clip_form import ClipForm
from clips.models import Buffer, Clip, Presence
from tests.admin.conftest import add_address, change_address
from tests.make import make_clip, make_line, make_notice, make_picture, make_section, make_tag

pytestmark = pytest.mark.django_db


def as_query(fields):
    query = QueryDict(mutable=True)
    for name, value in fields.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query


@pytest.fixture
def everything(typed):
    """What the form sends with every field filled, also those in which something still stands unfinished."""
    tag, other = make_tag("Elbe"), make_clip("Anderes")
    return typed(
        kicker="Verkehr",
        section=make_section("Sport").pk,
        tags=[f"id:{tag.pk}", "name:2026"],
        tags_loaded=[str(tag.pk)],
        tags_typed="Halb",
        relations_target=[str(other.pk), "", ""],
        relations_url=["", "https://example.org/a", ""],
        relations_title=["Anderes", "Anderswo", "Kommt noch"],
        relations_typed="Noch eine",
        picture=make_picture().pk,
        caption="Die Brücke",
        notice=f"own:{make_notice().pk}",
        language="en",
        byline="Vera",
        noindex="on",
        publish_at="2039-01-02T10:30",
        expire_at="2040-01-02T10:30",
        embargoed_until="2038-10-31T02:30",
        embargoed_until_fold="1",
    )


def make_buffer(person, clip=None, version=None, **data):
    words = {"version": (clip.version if clip else 0) if version is None else version, "saved_at": timezone.now()}
    return Buffer.objects.create(person=person, clip=clip, tab=f"seite {Buffer.objects.count()}", data=data, **words)


def offers(client, clip=None):
    return client.get(change_address(clip) if clip else add_address()).context.get("offers")


def test_every_field_comes_back_as_it_was_typed(vera, everything):
    sent = ClipForm(as_query(everything), row=None, by=vera)
    data = json.loads(json.dumps(read_typed(sent)))
    shown = ClipForm(initial=show_typed(data), row=None, by=vera)
    fields = sorted(shown.fields.keys() - OF_THE_PAGE)
    assert {name: shown[name].value() for name in fields} == {name: sent[name].value() for name in fields}
    assert all(shown[name].value() for name in fields)
    assert [line.title for line in shown["relations"].value()] == ["Anderes", "Anderswo", "Kommt noch", "Noch eine"]
    assert shown["embargoed_until"].value().fold == "1"
    assert shown["tags"].value().wanted[-1] == "name:Halb"


def test_the_data_is_written_as_the_model_says(vera, everything):
    data = read_typed(ClipForm(as_query(everything), row=None, by=vera))
    assert data["relations"][1] == {"target": None, "url": "https://example.org/a", "title": "Anderswo"}
    assert (data["headline"], data["notice"][:4], data["tags"][1]) == ("Brücke wieder frei", "own:", "name:2026")


def test_a_text_taken_up_and_saved_is_the_text_that_was_typed(at_desk, vera, everything):
    buffer = make_buffer(vera, **read_typed(ClipForm(as_query(everything), row=None, by=vera)))
    form = at_desk(vera).get(f"{add_address()}?buffer={buffer.pk}").context["form"]
    assert form["tab"].value() == buffer.tab
    page = str(form["tags"]) + str(form["relations"]) + str(form["notice"]) + str(form["picture"]) + str(form["body"])
    assert all(words in page for words in ("Elbe", "name:Halb", "Anderswo", "Kommt noch", "selected", "Stadtarchiv"))
    assert 'value="2039-01-02T10:30"' in str(form["publish_at"])


def test_what_differs_from_the_stored_clip_is_offered_with_its_time(at_desk, vera):
    clip = make_clip("Gespeichert", tags=["Elbe"])
    buffer = make_buffer(vera, clip, headline="Getippt", lede="Neuer Vorspann")
    page = at_desk(vera).get(change_address(clip)).content.decode()
    time = timezone.localtime(buffer.saved_at).strftime("%H:%M")
    assert f"You typed something at {time} that was not saved" in page
    assert all(words in page for words in ("Getippt", "Neuer Vorspann", f"?buffer={buffer.pk}"))
    assert "was saved since" not in page


def test_what_is_stored_already_is_not_offered(at_desk, vera, typed):
    clip = make_clip(tags=["Elbe"], expire_at=timezone.now() + timedelta(days=1))
    make_line(clip, make_clip("Anderes"))
    client = at_desk(vera)
    shown = client.get(change_address(clip)).context["form"]
    minute = {name: shown[name].field.widget.format_value(shown[name].value()) for name in ("publish_at", "expire_at")}
    sent = typed(clip, lede=clip.lede, **minute)
    make_buffer(vera, clip, **read_typed(ClipForm(as_query(sent), row=clip, by=vera)))
    assert offers(client, clip) == []


def test_texts_of_others_and_of_other_clips_are_not_offered(at_desk, vera, mona):
    clip, other = make_clip(), make_clip("Anderes")
    mine, not_mine = make_buffer(vera, clip, headline="Mein"), make_buffer(mona, clip, headline="Monas")
    make_buffer(vera, headline="Nie gespeichert")
    client = at_desk(vera)
    assert [offer.buffer for offer in offers(client, clip)] == [mine]
    assert offers(client, other) == []
    assert [offer.headline for offer in offers(client)] == ["Nie gespeichert"]
    answer = client.get(f"{change_address(clip)}?buffer={not_mine.pk}")
    assert "Monas" not in answer.content.decode()
    assert "no longer there" in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "x", "99999999999999999999", ""])
def test_a_number_that_is_nobodys_opens_what_is_stored(at_desk, vera, number):
    page = at_desk(vera).get(f"{change_address(make_clip('Gespeichert'))}?buffer={number}").content.decode()
    assert "Gespeichert" in page and "no longer there" in page


def test_what_a_colleague_saved_since_is_said_and_not_overwritten_unseen(at_desk, vera, typed):
    clip = make_clip("Von mir", status="draft")
    buffer = make_buffer(vera, clip, headline="Getippt")
    Clip.objects.filter(pk=clip.pk).update(headline="Vom Kollegen", version=2)
    client = at_desk(vera)
    assert "The clip was saved since" in client.get(change_address(clip)).content.decode()
    taken = client.get(f"{change_address(clip)}?buffer={buffer.pk}")
    assert "The clip was saved since" in taken.content.decode()
    form = taken.context["form"]
    assert (form["version"].value(), form["headline"].value(), form["lede"].value()) == (1, "Getippt", clip.lede)
    answer = client.post(change_address(clip), typed(clip, headline="Getippt", version=1, action="save"))
    assert answer.context["conflict"] and "Vom Kollegen" in answer.content.decode()


def test_a_text_that_is_still_open_elsewhere_is_named_so(at_desk, vera):
    clip, now = make_clip(), timezone.now()
    buffer = make_buffer(vera, clip, headline="Getippt")
    client = at_desk(vera)
    assert not offers(client, clip)[0].is_open
    Presence.objects.create(clip=clip, person=vera, tab=buffer.tab, since=now, seen_at=now)
    assert offers(client, clip)[0].is_open


def test_who_may_only_read_is_offered_nothing_and_autosaves_nothing(at_desk, alice):
    clip = make_clip()
    make_buffer(alice, clip, headline="Getippt")
    page = at_desk(alice).get(change_address(clip)).content.decode()
    assert "Getippt" not in page
    assert reverse("admin:save_buffer") not in page


def test_data_of_another_time_opens_all_the_same(at_desk, vera):
    buffer = make_buffer(vera, headline="Alt", colour="rot", picture="999", section="999", notice="own:999")
    answer = at_desk(vera).get(f"{add_address()}?buffer={buffer.pk}")
    assert answer.context["form"]["headline"].value() == "Alt"


def test_a_save_makes_the_text_of_its_page_needless_and_no_other(at_desk, vera, typed):
    clip = make_clip("Gespeichert", status="draft")
    saved, other = make_buffer(vera, clip, headline="Getippt"), make_buffer(vera, clip, headline="Anderswo getippt")
    at_desk(vera).post(change_address(clip), typed(clip, headline="Getippt", tab=saved.tab, action="save"))
    assert Clip.objects.get().headline == "Getippt"
    assert list(Buffer.objects.all()) == [other]


def test_a_text_for_what_readers_have_becomes_a_working_copy_when_it_is_saved(at_desk, vera, typed):
    clip = make_clip("Live")
    buffer = make_buffer(vera, clip, headline="Getippt")
    client = at_desk(vera)
    form = client.get(f"{change_address(clip)}?buffer={buffer.pk}").context["form"]
    version, tab = form["version"].value(), form["tab"].value()
    client.post(change_address(clip), typed(clip, headline="Getippt", version=version, tab=tab, action="save"))
    assert (Clip.objects.get().headline, Clip.objects.get().working_copy.headline) == ("Live", "Getippt")
    assert not Buffer.objects.exists()
