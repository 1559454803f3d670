"""`manage.py export_clips`: complete, in documented order, and an empty newsroom takes it in byte for byte."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from clips.models import Address, Clip, Correction, Dossier, Notice, NoticeRule, Page, Picture, Section, Site, Tag
from clips.operations.dossiers import edit_dossier
from clips.operations.erasure import erase_clip
from clips.operations.pages import edit_page
from clips.operations.sections import create_section, edit_section
from clips.roles import SYSTEM
from tests.make import (
    change_site,
    make_clip,
    make_correction,
    make_counter_statement,
    make_dossier,
    make_line,
    make_notice,
    make_notice_version,
    make_page,
    make_picture,
    make_rule,
    make_section,
    make_tag,
    put_tag,
)

pytestmark = pytest.mark.django_db


def export(*options):
    out = StringIO()
    call_command("export_clips", *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def newsroom(mona):
    """Something of everything, numbers with gaps."""
    notice = make_notice("Hinweis", remarks=[{"region": "AT", "label": "Für Österreich", "html": "<p>So.</p>"}])
    make_notice_version(notice, "<p>Zweite Fassung.</p>", starts_at=timezone.now() + timedelta(days=1))
    make_rule(make_notice("Redaktion"), priority=2)
    sport = edit_section(make_section("Sport"), by=mona, slug="bewegung")
    austria = make_tag("Österreich", kind="place", description="Land.", wikidata="Q40")
    Address.objects.create(kind="tag", slug="oesterreich-alt", tag=austria, current=False)
    make_tag("AT", alias_of=austria)
    make_tag("Werbung", status="blocked", reason="Kein Thema.")
    picture = make_picture(focal_x=0.25, origin="p-1", licence="CC BY 4.0", source="Stadtarchiv, Mappe 7")
    links = [{"title": "Verlag", "url": "https://verlag.example.org/"}]
    words = {"tagline": "„Kurz“", "responsible_person": "Ä. Ö.", "related_count": 3, "ai_crawlers": "block"}
    change_site(**words, logo=picture, accent="#c8102e", footer_links=links, shows_history=False)
    edit_page(Page.objects.get(kind="imprint"), by=mona, title="Wer wir sind", body="<p>Wir.</p>", language="en")
    make_page("Wird gelöscht").delete()
    make_page("Über uns", in_footer=False)
    make_rule(notice, sport, ends_at=timezone.now() + timedelta(days=3)), make_rule(notice, austria)
    make_clip("Wird gelöscht").delete()
    clips = [
        make_clip("Live", section=sport, picture=picture, tags=["Elbe", austria], notice_choice="none", kicker="K"),
        make_clip("Geplant", publish_at=timezone.now() + timedelta(days=2), notice_choice="own", notice=notice),
        make_clip("Vorbei", expire_at=timezone.now()),
        make_clip("Zurückgezogen", status="withdrawn", origin="dpa-7"),
        make_clip("In Arbeit", status="draft", language="en", noindex=True),
    ]
    put_tag(clips[0], make_tag("Vorschlag", status="proposed"))
    make_line(clips[0], clips[3])
    make_line(clips[0], title="Kommt noch")
    make_line(clips[0], url="https://example.org/a", title="Draußen")
    dossier = make_dossier("Umbau", clips[4], clips[0], clips[2], description="Was sich ändert.")
    edit_dossier(dossier, by=mona, slug="neubau")
    make_dossier("Leer", origin="d-1")
    first = make_correction(clips[0], "Es waren 12.", by=mona, origin="c-1")
    make_correction(clips[0], "Es waren 13.\n\nDanke.", kind="update", supersedes=first, reason="Verzählt")
    make_counter_statement(clips[3], "  Unwahr. ", runs_until=timezone.now() + timedelta(days=9))
    Clip.objects.filter(pk=clips[0].pk).update(history_hidden="Beschluss", changed_at=timezone.now())
    return clips


def empty(media_folder):
    NoticeRule.objects.all().delete()
    Site.objects.update(logo=None)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM clips_correction")
    for model in (Clip, Picture, Dossier):
        model.objects.all().delete()
    Tag.objects.update(alias_of=None)
    Tag.objects.all().delete()
    kept = {"accent": "", "footer_links": [], "ai_crawlers": "allow", "shows_history": True}
    change_site(tagline="", responsible_person="", related_count=4, **kept)
    Page.objects.filter(kind="own").delete()
    Page.objects.update(title="Vorlage", body="<p>[[Name]]</p>", language="de")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM clips_noticeversion")
        cursor.execute("DELETE FROM clips_journalentry")
    Notice.objects.all().delete()
    Section.objects.exclude(slug="kurzclips").delete()


def test_an_empty_newsroom_takes_it_in_and_exports_the_same(newsroom, media_folder, tmp_path):
    first = export("--media", str(tmp_path / "export"))
    empty(media_folder)
    (tmp_path / "a.jsonl").write_text(first, encoding="utf-8")
    call_command("import_clips", str(tmp_path / "a.jsonl"), media=tmp_path / "export", stdout=StringIO())
    assert export() == first


def test_addresses_live_on(newsroom, media_folder, tmp_path, client):
    addresses = [newsroom[0].get_absolute_url(), "/sections/bewegung/", "/tags/oesterreich/", "/dossiers/neubau/"]
    (tmp_path / "a.jsonl").write_text(export("--media", str(tmp_path / "export")), encoding="utf-8")
    empty(media_folder)
    call_command("import_clips", str(tmp_path / "a.jsonl"), media=tmp_path / "export", stdout=StringIO())
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200, 200]
    assert client.get("/dossiers/umbau/").headers["Location"] == "/dossiers/neubau/"
    assert client.get("/sections/sport/").status_code == 301


def test_new_numbers_follow_the_ones_that_came(newsroom, media_folder, tmp_path):
    (tmp_path / "a.jsonl").write_text(export("--media", str(tmp_path / "export")), encoding="utf-8")
    empty(media_folder)
    call_command("import_clips", str(tmp_path / "a.jsonl"), media=tmp_path / "export", stdout=StringIO())
    assert make_clip("Neu").pk > newsroom[-1].pk


def test_a_newsroom_takes_in_its_own_export_without_doubling_anything(newsroom, tmp_path):
    (tmp_path / "a.jsonl").write_text(export("--media", str(tmp_path / "export")), encoding="utf-8")
    call_command("import_clips", str(tmp_path / "a.jsonl"), media=tmp_path / "export", stdout=StringIO())
    assert Clip.objects.count() == len(newsroom)
    assert Picture.objects.count() == 1
    assert Notice.objects.count() == 2
    assert Correction.objects.count() == 3
    assert Site.objects.get().tagline == "„Kurz“"
    assert Page.objects.count() == 4


def test_each_line_is_an_object_with_type_id_and_origin(newsroom):
    rows = [json.loads(line) for line in export().splitlines()]
    assert all(list(row)[:3] == ["type", "id", "origin"] for row in rows)
    types = [row["type"] for row in rows]
    assert sorted(types, key=types.index) == types
    assert set(types) == {
        "section",
        "tag",
        "notice_version",
        "notice_rule",
        "picture",
        "site",
        "page",
        "clip",
        "dossier",
        "correction",
    }


def test_every_date_has_its_zone(newsroom):
    rows = [json.loads(line) for line in export().splitlines()]
    dates = [value for row in rows for key, value in row.items() if key.endswith(("at", "_until")) and value]
    assert dates
    assert all(date.endswith("+00:00") for date in dates)


def test_umlauts_stay_umlauts(newsroom):
    assert '"name": "Österreich"' in export()


def test_lines_go_by_number_address_or_title(newsroom):
    rows = [json.loads(line) for line in export().splitlines()]
    more = next(row["more"] for row in rows if row.get("headline") == "Live")
    assert more == [
        {"id": newsroom[3].pk, "title": "Zurückgezogen"},
        {"title": "Kommt noch"},
        {"url": "https://example.org/a", "title": "Draußen"},
    ]


def test_its_cost_does_not_grow_with_every_clip(newsroom, django_assert_max_num_queries):
    for number in range(40):
        make_clip(f"Nummer {number}", tags=["Elbe"])
    with django_assert_max_num_queries(20):
        export()


def test_what_looks_ambiguous_moves_as_it_is(newsroom, media_folder, tmp_path):
    """Titles that wait for a withdrawn clip, own titles, old addresses, two library entries of one file stay so."""
    make_line(newsroom[2], title="Zurückgezogen")
    make_line(newsroom[2], newsroom[0], title="Eigener Titel")
    make_line(newsroom[2], url="http://alt.example/", title="Aus alter Zeit")
    make_picture(credit="Foto: Andere")
    first = export("--media", str(tmp_path / "export"))
    empty(media_folder)
    (tmp_path / "a.jsonl").write_text(first, encoding="utf-8")
    call_command("import_clips", str(tmp_path / "a.jsonl"), media=tmp_path / "export", stdout=StringIO())
    assert export() == first


def test_sections_of_the_operator_s_own_survive_an_import(mona, tmp_path):
    create_section("Sport", by=mona)
    (tmp_path / "a.jsonl").write_text('{"type": "section", "name": "Wirtschaft"}', encoding="utf-8")
    call_command("import_clips", str(tmp_path / "a.jsonl"), stdout=StringIO())
    assert set(Section.objects.values_list("name", flat=True)) == {"Kurzclips", "Sport", "Wirtschaft"}


def test_a_dossier_that_is_there_is_left_as_it_is(newsroom, tmp_path):
    (tmp_path / "a.jsonl").write_text(export("--media", str(tmp_path / "export")), encoding="utf-8")
    Dossier.objects.filter(name="Umbau").update(description="Anders.")
    Dossier.objects.filter(origin="d-1").update(name="Anderer Name")
    call_command("import_clips", str(tmp_path / "a.jsonl"), media=tmp_path / "export", stdout=StringIO())
    assert set(Dossier.objects.values_list("name", "description")) == {("Umbau", "Anders."), ("Anderer Name", "")}


def test_clips_of_a_dossier_that_do_not_come_along_are_left_out_and_named(newsroom, media_folder, tmp_path):
    lines = export("--media", str(tmp_path / "export")).splitlines()
    empty(media_folder)
    kept = [line for line in lines if '"headline": "Live"' not in line and '"type": "correction"' not in line]
    (tmp_path / "a.jsonl").write_text("\n".join(kept), encoding="utf-8")
    out = StringIO()
    call_command("import_clips", str(tmp_path / "a.jsonl"), media=tmp_path / "export", stdout=out)
    there = Dossier.objects.get(name="Umbau").dossier_clips.values_list("clip", flat=True)
    assert list(there) == [newsroom[4].pk, newsroom[2].pk]
    assert "Umbau" in out.getvalue() and str(newsroom[0].pk) in out.getvalue()


def test_a_correction_of_a_clip_that_does_not_come_along_is_refused(newsroom, media_folder, tmp_path):
    lines = export("--media", str(tmp_path / "export")).splitlines()
    empty(media_folder)
    kept = [line for line in lines if '"headline": "Live"' not in line and '"type": "dossier"' not in line]
    (tmp_path / "a.jsonl").write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("import_clips", str(tmp_path / "a.jsonl"), media=tmp_path / "export", stdout=StringIO())
    assert Correction.objects.get().kind == "counter_statement"


def test_what_was_erased_is_left_out_with_the_lines_to_it(newsroom):
    erase_clip(newsroom[3], by=SYSTEM, reason="Antrag")
    rows = [json.loads(line) for line in export().splitlines()]
    clips = {row["headline"]: row for row in rows if row["type"] == "clip"}
    assert len(clips) == len(newsroom) - 1
    assert [line["title"] for line in clips["Live"]["more"]] == ["Kommt noch", "Draußen"]
