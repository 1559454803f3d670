"""`manage.py import_clips`: good lines are kept, bad ones named, and the exit status tells."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from clips.models import Clip, Notice, Section

pytestmark = pytest.mark.django_db
NOTICE = "Dieser Beitrag gibt allgemeine Informationen und ersetzt keine Beratung."
TEXT = (
    """Wetter

Deich bei Altenried hält

Das Wasser steigt langsamer als befürchtet. Die Feuerwehr bleibt vor Ort.

Am Abend lag der Pegel bei 5,20 Meter.

Helfer hatten tagsüber Säcke gefüllt.

In der Nacht soll der Regen nachlassen.

Mehr zum Thema – Hochwasser: Was Mieter wissen sollten

"""
    + NOTICE
)


@pytest.fixture
def run(tmp_path):
    """A function that writes the files, imports them, and answers (output, complaints, whether it failed)."""

    def run(*options, **files):
        paths = [tmp_path / name.replace("_", ".") for name in files]
        for path, content in zip(paths, files.values(), strict=True):
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        out, err = StringIO(), StringIO()
        try:
            call_command("import_clips", *options, *map(str, paths), stdout=out, stderr=err)
        except CommandError as error:
            return out.getvalue(), err.getvalue() + str(error), True
        return out.getvalue(), err.getvalue(), False

    return run


def test_a_text_becomes_a_clip_with_all_its_parts(run):
    out, _err, failed = run("--publish", a_txt=TEXT)
    clip = Clip.objects.get()
    assert not failed
    assert (clip.section.name, clip.headline, clip.state) == ("Wetter", "Deich bei Altenried hält", "live")
    assert clip.lede.startswith("Das Wasser steigt")
    assert clip.body.count("<p>") == 3
    assert clip.relations.get().title == "Hochwasser: Was Mieter wissen sollten"
    assert clip.notice.versions.get().plain_text == NOTICE
    assert f"http://testserver{clip.get_absolute_url()}" in out


def test_html_becomes_a_clip(run):
    html = "<h1>Deich hält</h1><p>Das Wasser steigt langsamer.</p><p>Mehr <b>dazu</b> später.</p><script>x()</script>"
    run(a_html=html)
    assert Clip.objects.get().body == "<p>Mehr <strong>dazu</strong> später.</p>"


def test_a_second_import_updates_instead_of_doubling(run):
    run("--publish", a_txt=TEXT)
    run("--publish", a_txt=TEXT.replace("5,20", "5,40"))
    clip = Clip.objects.get()
    assert "5,40" in clip.body
    assert clip.version > 1
    assert Notice.objects.count() == 1


def test_another_story_under_the_same_file_name_is_another_clip(run):
    run(a_txt=TEXT)
    run(a_txt=TEXT.replace("Deich bei Altenried hält", "Deich bei Sandstetten bricht"))
    assert Clip.objects.count() == 2


def test_titles_bind_whatever_the_order_of_the_files(run):
    target = "Wetter\n\nHochwasser: Was Mieter wissen sollten\n\nEine Übersicht.\n\nErstens.\n\nZweitens."
    run(a_txt=TEXT, b_txt=target)
    assert Clip.objects.get(headline__startswith="Deich").relations.get().target.headline.startswith("Hochwasser")


def test_an_editor_s_import_is_refused_where_a_section_is_missing(run, vera):
    _out, err, failed = run("--as", "vera", a_txt=TEXT, b_txt=TEXT.replace("Wetter", "Kurzclips").replace(NOTICE, ""))
    assert failed
    assert "a.txt:1:" in err
    assert "Wetter" in err
    assert Clip.objects.get().section == Section.objects.get()


def test_what_is_refused_is_named_by_file_and_line_and_the_rest_is_kept(run):
    lines = [
        {"headline": "Gut", "section": "Kurzclips"},
        {"headline": ""},
        {"headline": "Gut", "tagz": []},
        {"headline": "Auch gut", "publish_at": "2026-05-04T10:00:00+02:00"},
    ]
    content = "\n".join([*map(json.dumps, lines), "{kein json", "", "[]"])
    out, err, failed = run(a_jsonl=content)
    assert failed
    assert [line.partition(":")[2].split(":")[0] for line in err.splitlines() if "a.jsonl" in line] == [
        "2",
        "3",
        "5",
        "7",
    ]
    assert "tagz" in err
    assert set(Clip.objects.values_list("headline", flat=True)) == {"Gut", "Auch gut"}
    assert "2" in out.splitlines()[-1]


@pytest.mark.parametrize(
    "content",
    [b"", b"\xef\xbb\xbf", b"   \n\t\n", b"\x00\x01\x02\xff" * 50],
    ids=["empty", "bom", "blank", "binary"],
)
def test_a_file_without_text_is_refused_in_a_sentence(content, run):
    _out, err, failed = run(a_txt=content)
    assert failed
    assert "Traceback" not in err
    assert not Clip.objects.exists()


def test_a_file_from_windows_is_read(run):
    run(a_txt=TEXT.replace("\n", "\r\n").encode("cp1252"))
    assert Clip.objects.get().headline == "Deich bei Altenried hält"


def test_an_unknown_person_is_said_so(run):
    _out, err, failed = run("--as", "niemand", a_txt=TEXT)
    assert failed
    assert "niemand" in err


@pytest.mark.parametrize("name", ["fehlt.txt", "bild.png"])
def test_a_file_that_cannot_be_read_stops_before_anything_is_done(name, tmp_path):
    if name.endswith("png"):
        (tmp_path / name).write_bytes(b"x")
    with pytest.raises(CommandError, match=name):
        call_command("import_clips", str(Path(tmp_path) / name))


def test_no_relation_no_notice_is_fine(run):
    _out, err, failed = run(a_txt="Deich hält\n\nDas Wasser steigt langsamer.\n\nMehr ist nicht bekannt.")
    clip = Clip.objects.get()
    assert not failed
    assert (clip.relations.count(), clip.notice_choice, err) == (0, "site", "")


def test_three_relations_stay_in_order(run):
    lines = "\n".join(f"Mehr zum Thema – Titel {number}" for number in "ABC")
    run(a_txt=f"Deich hält\n\nDas Wasser steigt langsamer.\n\nMehr ist nicht bekannt.\n\n{lines}\n")
    assert [row.title for row in Clip.objects.get().relations.all()] == ["Titel A", "Titel B", "Titel C"]


def test_a_notice_that_differs_a_little_is_the_known_one_and_the_output_says_so(run):
    long = NOTICE + " Maßgeblich ist, was die zuständige Stelle zum Zeitpunkt Ihres Antrags veröffentlicht hat."
    run(a_txt=TEXT.replace(NOTICE, long))
    other = TEXT.replace(NOTICE, long.replace("Informationen", "Information")).replace("Altenried", "Mühlbruck")
    out, _err, failed = run(b_txt=other)
    assert not failed
    assert Notice.objects.count() == 1
    assert "Dieser Beitrag" in out


def test_a_text_without_a_label_leaves_the_clip_in_its_section(run):
    text = TEXT.replace("Wetter\n\n", "", 1)
    run(a_txt=text)
    section = Section.objects.create(name="Sport", slug="sport", position=5)
    Clip.objects.update(section=section)
    run(a_txt=text.replace("5,20", "5,40"))
    assert Clip.objects.get().section == section


def test_a_new_section_stands_behind_the_others(run):
    run(a_txt=TEXT)
    assert [section.name for section in Section.objects.all()] == ["Kurzclips", "Wetter"]


def test_lines_that_break_a_rule_of_the_database_do_not_stop_the_rest(run):
    lines = [
        {"type": "tag", "name": "Eins", "former_slugs": ["alt"]},
        {"type": "tag", "name": "Zwei", "former_slugs": ["alt"]},
        {"type": "tag", "name": "Drei", "former_slugs": ["x y/../z"]},
        {"type": "site", "name": ""},
        {"headline": "Nachher"},
    ]
    _out, err, failed = run(a_jsonl="\n".join(map(json.dumps, lines)))
    assert failed
    assert [line.split(":")[1] for line in err.splitlines() if "a.jsonl" in line] == ["2", "3", "4"]
    assert Clip.objects.get().headline == "Nachher"
