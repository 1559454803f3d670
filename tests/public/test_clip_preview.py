"""The preview beside the form: what somebody types, as readers would get it, and for that person alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clips.models import Buffer, Clip, JournalEntry, Section, Tag
from clips.public.drafts import TEXTS, read_draft
from tests.make import (
    HOUR,
    make_buffer,
    make_clip,
    make_copy,
    make_line,
    make_notice,
    make_person,
    make_picture,
    make_rule,
    make_tag,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/preview/tab/"


def log_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def read(person: User, clip: Clip | None = None, **data: Any) -> Any:
    make_buffer(person, clip, **data)
    return log_in(person).get(ADDRESS)


def parts_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def data_of(clip: Clip) -> dict[str, Any]:
    """What the form would send of a clip that is stored."""
    local = timezone.localtime(clip.publish_at)
    rows = clip.relations.all()
    return {
        **{name: getattr(clip, name) for name in (*TEXTS, "body", "language")},
        "section": str(clip.section_id),
        "picture": str(clip.picture_id or ""),
        "publish_at": local.strftime("%Y-%m-%dT%H:%M"),
        "tags": [f"id:{row.tag_id}" for row in clip.clip_tags.all()],
        "relations": [{"target": row.target_id, "url": row.url, "title": row.title} for row in rows],
        "notice": "site",
    }


def test_the_page_is_the_one_that_readers_have(client: Client, vera: User) -> None:
    make_rule(make_notice())
    moment = timezone.now().replace(second=0, microsecond=0) - HOUR
    clip = make_clip(
        "Neues Dach", kicker="Sanierung", byline="Vera", caption="Hier", picture=make_picture(), tags=["Zoo", "Alster"],
        publish_at=moment,
    )  # fmt: skip
    make_line(clip, make_clip("Altes Dach"))
    make_line(clip, url="https://example.org/", title="Anderswo")
    public = client.get(clip.get_absolute_url()).content.decode()
    typed = read(vera, clip, **data_of(clip)).content.decode()
    assert parts_of(typed) == parts_of(public)
    style_sheets = [line for line in public.splitlines() if 'rel="stylesheet"' in line]
    assert [line for line in typed.splitlines() if 'rel="stylesheet"' in line] == style_sheets


def test_it_shows_what_is_typed_and_stores_nothing(alice: User) -> None:
    body = "<p onclick=x>Ein<script>alert(1)</script> Satz</p>"
    page = read(alice, headline=" Neues  Dach ", body=body, tags=["name:Neu"])
    text = parts_of(page.content.decode())
    assert "<h1>Neues Dach</h1>" in text and "<p>Ein Satz</p>" in text and "alert" not in text
    assert not Clip.with_copies.exists() and not Tag.objects.exists() and not JournalEntry.objects.exists()


def test_new_tags_are_shown_to_who_makes_them_and_proposals_are_not(alice: User, vera: User) -> None:
    make_tag("Vorschlag", status="proposed")
    make_tag("Verboten", status="blocked", reason="zu weit")
    make_tag("Strassenbahn", alias_of=make_tag("Tram"))
    names = ["Ganz neu", "vorschlag", "Verboten", "Strassenbahn", "TRAM", "--"]
    tags = [*(f"name:{name}" for name in names), "id:999999"]
    assert [tag.name for tag in read(alice, tags=tags).context["tags"]] == ["Tram"]
    assert [tag.name for tag in read(vera, tags=tags).context["tags"]] == ["Ganz neu", "Tram"]


def test_lines_are_shown_as_a_save_would_keep_them(vera: User) -> None:
    clip, target, named = make_clip("Selbst"), make_clip("Früher"), make_clip("Beim Namen")
    hidden = make_clip("Entwurf", status="draft")
    make_clip("Doppelt"), make_clip("Doppelt")
    own = f"http://testserver{target.get_absolute_url()}"
    rows = [
        *({"target": number} for number in (target.pk, target.pk, clip.pk, hidden.pk, 999999)),
        *({"title": title} for title in ("beim Namen!", "Doppelt", "Gibt es nicht", "")),
        {"url": own, "title": "Noch einmal"},
        {"url": "https://example.org/", "title": "Anderswo"},
        {"url": "javascript:alert(1)", "title": "Böse"},
        {"url": "https://example.org/ohne", "title": ""},
    ]
    shown = [(line.title, line.url) for line in read(vera, clip, relations=rows).context["lines"]]
    assert shown == [
        ("Früher", target.get_absolute_url()),
        ("Beim Namen", named.get_absolute_url()),
        ("Anderswo", "https://example.org/"),
    ]


def test_the_notice_is_the_one_that_is_chosen(vera: User) -> None:
    make_rule(make_notice("Site", "<p>Everywhere.</p>"))
    own = make_notice("Own", "<p>Only here.</p>")
    texts = []
    for number, choice in enumerate(("site", f"own:{own.pk}", "none", "own:999999", "own:x", "?")):
        make_buffer(vera, tab=f"t{number}", notice=choice)
        notice = log_in(vera).get(f"/admin/preview/t{number}/").context["notice"]
        texts.append(getattr(notice, "html", None))
    everywhere = "<p>Everywhere.</p>"
    assert texts == [everywhere, "<p>Only here.</p>", None, everywhere, everywhere, everywhere]


def test_the_notice_follows_the_typed_tags(vera: User) -> None:
    tag = make_tag("Elbe")
    make_rule(make_notice("Elbe", "<p>For the Elbe.</p>"), tag)
    make_buffer(vera, tab="t", tags=[f"id:{tag.pk}"])
    assert log_in(vera).get("/admin/preview/t/").context["notice"].html == "<p>For the Elbe.</p>"


def test_it_has_the_typed_time_or_now(vera: User) -> None:
    before = timezone.now()
    assert read(vera, publish_at="2026-03-05T13:00").context["clip"].publish_at == datetime(2026, 3, 5, 12, tzinfo=UTC)
    later = {"publish_at": "2026-10-25T02:30", "publish_at_fold": "1"}
    assert read_draft(later, None, by=vera, at=before).clip.publish_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    for wrong in ("", "2026-02-31T13:00", "0001-01-01T00:00", "9999-12-31T23:59", "morgen", None, 5):
        draft = read_draft({"publish_at": wrong}, None, by=vera, at=before)
        assert draft.clip.publish_at == before


def test_readers_who_saw_it_before_are_told_that_it_changed(vera: User) -> None:
    changed = timezone.now() - timedelta(minutes=30)
    clip = make_clip("Altes Dach", changed_at=changed)
    now = timezone.now()
    same, new = (
        read_draft(data_of(clip) | words, clip, by=vera, at=now).clip.changed_at for words in ({}, {"headline": "Neu"})
    )
    assert (same, new) == (changed, now)
    assert read_draft({}, make_clip(status="draft"), by=vera, at=now).clip.changed_at is None


def test_it_belongs_to_the_person_alone(alice: User, vera: User, max: User, otto: User) -> None:
    make_buffer(alice, headline="Neues Dach")
    answers = {person.username: log_in(person).get(ADDRESS) for person in (alice, vera, max, otto)}
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "alice": 200, "vera": 404, "max": 404, "otto": 403,
    }  # fmt: skip
    assert Client().get(ADDRESS).status_code == 403
    assert not [name for name in ("vera", "max", "otto") if "Neues Dach" in answers[name].content.decode()]


def test_who_lost_sight_of_the_clip_or_the_desk_lost_its_preview(vera: User) -> None:
    kim = make_person("kim", "Editor")
    make_buffer(kim, make_clip(status="draft", created_by=vera), headline="Neues Dach")
    client = log_in(kim)
    assert client.get(ADDRESS).status_code == 200
    kim.groups.clear()
    assert client.get(ADDRESS).status_code == 404
    User.objects.filter(pk=kim.pk).update(is_staff=False)
    assert client.get(ADDRESS).status_code == 403


@pytest.mark.parametrize(("tab", "status"), [("tab", 200), ("other", 404)])
def test_pages_of_this_site_alone_may_frame_it_and_nobody_keeps_it(vera: User, tab: str, status: int) -> None:
    make_buffer(vera)
    response = log_in(vera).get(f"/admin/preview/{tab}/")
    policy = response.headers["Content-Security-Policy"]
    assert response.status_code == status
    assert policy.startswith("default-src 'none'; ") and policy.endswith("frame-ancestors 'self'")
    assert "nonce" not in policy and "unsafe" not in policy
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert response.headers["Cache-Control"] == "no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert not response.cookies


def test_nothing_else_may_be_framed(client: Client, vera: User) -> None:
    desk = log_in(vera)
    for response in (client.get("/"), client.get(make_clip().get_absolute_url()), desk.get("/admin/")):
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Frame-Options"] == "DENY"


def test_it_speaks_the_language_of_the_site_not_of_the_desk(vera: User) -> None:
    make_buffer(vera, language="de")
    client = log_in(vera)
    client.cookies["django_language"] = "en"
    response = client.get(ADDRESS)
    assert response.headers["Content-Language"] == "de"
    assert '<html lang="de">' in response.content.decode() and "Zum Inhalt" in response.content.decode()


def test_no_machine_takes_it_for_the_clip(vera: User) -> None:
    page = read(vera, make_clip(), headline="Neues Dach").content.decode()
    assert 'name="robots" content="noindex' in page
    assert not [word for word in ("canonical", "ld+json", 'property="og') if word in page]


def test_until_something_is_typed_it_shows_what_is_saved(alice: User, vera: User) -> None:
    draft, live = make_clip("Entwurf", status="draft"), make_clip("Altes Dach", created_by=vera)
    make_copy(live, headline="Neues Dach", created_by=vera)

    def headline(person: User, clip: Clip) -> str:
        response = log_in(person).get(f"/admin/preview/clips/{clip.pk}/")
        assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
        return response.context["clip"].headline if response.status_code == 200 else str(response.status_code)

    assert (headline(vera, draft), headline(vera, live)) == ("Entwurf", "Neues Dach")
    assert (headline(alice, draft), headline(alice, live)) == ("404", "Altes Dach")
    assert Client().get(f"/admin/preview/clips/{live.pk}/").status_code == 403


@pytest.mark.parametrize("number", ["999999999999999999", "9" * 30])
def test_a_number_that_no_clip_has_is_a_missing_page(vera: User, number: str) -> None:
    assert log_in(vera).get(f"/admin/preview/clips/{number}/").status_code == 404


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS
JUNK = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4))
TAGS = st.sampled_from(["id:", "name:", "id:1", "id:99999999999999999999", "name:Elbe", "name:²"]) | WORDS | JUNK
LINES = st.fixed_dictionaries({}, optional=dict.fromkeys(("target", "url", "title"), JUNK)) | JUNK
NAMES = ["headline", "kicker", "lede", "body", "section", "picture", "language", "publish_at", "notice"]
FORMS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(NAMES, JUNK)
    | {"tags": st.lists(TAGS, max_size=6) | JUNK, "relations": st.lists(LINES, max_size=6) | JUNK},
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=FORMS | JUNK.filter(lambda data: data is not None))
def test_whatever_is_in_a_buffer_is_a_page(data: Any, vera: User) -> None:
    Buffer.objects.update_or_create(person=vera, tab="tab", defaults={"data": data, "saved_at": timezone.now()})
    response = log_in(vera).get(ADDRESS)
    assert response.status_code == 200
    assert "<article" in response.content.decode()


@pytest.mark.parametrize("sign", ["\0", "\ud800", "\x1b"])
def test_signs_that_no_database_keeps_are_left_out(vera: User, sign: str) -> None:
    data = {
        "headline": f"Neu{sign}es Dach",
        "body": f"<p>Satz{sign}</p>",
        "section": f"{Section.objects.get().pk}{sign}",
        "tags": [f"name:El{sign}be", f"id:{sign}"],
        "relations": [{"title": f"Alt{sign}"}, {"url": f"https://example.org/{sign}", "title": "Anderswo"}],
    }
    draft = read_draft(data, None, by=vera, at=timezone.now())
    assert (draft.clip.headline, draft.clip.body) == ("Neues Dach", "<p>Satz</p>")
    assert [tag.name for tag in draft.tags] == ["Elbe"]


def test_it_costs_no_more_for_many_tags_and_lines(vera: User, django_assert_num_queries: Any) -> None:
    clip = make_clip("Neues Dach", picture=make_picture(), tags=["Eins", "Zwei", "Drei"])
    for number in range(3):
        make_line(clip, make_clip(f"Ziel {number}"))
    data = data_of(clip)
    make_buffer(vera, clip, **data | {"relations": [*data["relations"], {"title": "Eins"}, {"title": "Zwei"}]})
    make_clip("Passt dazu", tags=["Zwei"])
    client = log_in(vera)
    # Site, sections, session, person, buffer; three for what they may; section, picture, tags, two for lines; two
    # for the notice, two for suggestions, one for corrections, one for dossiers.
    with django_assert_num_queries(19):
        client.get(ADDRESS)
