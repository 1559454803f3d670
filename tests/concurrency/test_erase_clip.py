"""After an erasure nothing of the clip is found: not in a table, not in the bytes of the database, not in `var/`."""

import json

import pytest

from tests.conftest import ON_POSTGRES

# A word that stands in every text of the clip; searching for it finds each sentence of them, and each half of one.
WORD = "zilpzalp"
SENTENCE = "Der Zilpzalp übt im Dachstuhl."
# The life of a clip after which old versions of it lie about in the files: SQLite, as it is usually built, frees bytes
# without overwriting them.
LIFE = (
    f"""
from io import BytesIO
from django.db import connection
from django.utils import timezone
from PIL import Image
from clips.operations.pictures import add_picture
from clips.operations.relations import Line
from clips.operations.snapshots import write_revision

if connection.vendor == "sqlite":
    connection.cursor().execute("PRAGMA secure_delete = OFF")
S, section, now = {SENTENCE!r}, Section.objects.get(), timezone.now()
"""
    + """
def draw(colour):
    file = BytesIO()
    Image.new("RGB", (400, 300), colour).save(file, "JPEG")
    return add_picture(file.getvalue(), by=SYSTEM, alt_text=S, caption=S, credit=S, source=S)

def begin(headline, **fields):
    words = {"section": section, "headline": headline, "lede": "Kurz.", "body": "<p>Lang.</p>"}
    return create_clip(ClipEdit(words | fields.pop("words", {}), **fields), by=SYSTEM)

person = User.objects.create(username="alice")
pointing = publish_clip(begin("Anderes", lines=[Line(title=S)]), by=SYSTEM)
write_revision(pointing, "publication", by=SYSTEM)
texts = {name: S for name in ("headline", "kicker", "lede", "caption", "byline")} | {"body": f"<p>{S}</p>"}
clip = begin(S, words=texts | {"picture": draw("red")}, tags=TagEdit(["Park"]))
Clip.objects.filter(pk=clip.pk).update(origin=f"datei.txt#{S}")
clip = return_clip(submit_clip(clip, by=SYSTEM), by=SYSTEM, remark=S)
clip = publish_clip(clip, by=SYSTEM)
write_revision(clip, "publication", by=SYSTEM, reason=S)
for number in range(12):
    Clip.objects.filter(pk=clip.pk).update(body=f"<p>{S * (97 * number % 60 * 20)}</p>")
    write_revision(Clip.objects.get(pk=clip.pk), "change", by=SYSTEM, reason=S)
    Clip.objects.filter(pk=pointing.pk).update(lede="Kurz. " * (71 * number % 50 * 10))
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
Clip.objects.filter(pk=clip.pk).update(picture=draw("blue"))
clip = withdraw_clip(clip, by=SYSTEM, reason=S)
clip = publish_clip(clip, by=SYSTEM)
Clip.objects.filter(pk=clip.pk).update(withdrawn_reason=S)
names = {"headline_key": "zilpzalp", "slug": "zilpzalp", "section": section}
copy = Clip(**texts, **names, working_copy_of=clip, original_version=9, created_at=now, saved_at=now)
copy.save()
Relation.objects.create(clip=copy, title=S, headline_key="zilpzalp")
Buffer.objects.create(person=person, clip=clip, tab="a", data={"headline": S, "body": S}, saved_at=now)
Preview.objects.create(clip=clip, token="token", created_at=now, expires_at=now)
"""
)
# Every column of every table as text, whatever it holds.
SEARCH = """
from django.db import connection
def find(*words):
    cursor, found = connection.cursor(), set()
    for table in connection.introspection.table_names():
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            texts = [str(value).casefold() for value in row]
            found |= {f"{table}.{name}" for name, text in zip(names, texts) if any(word in text for word in words)}
    return sorted(found)
"""
# JSON columns write umlauts in two ways; the word has none, the sentence has one.
FIND = (
    SEARCH
    + f"""
import json
print(json.dumps(find({WORD!r}, {SENTENCE.lower()!r}, {json.dumps(SENTENCE.lower())[1:-1]!r})))
"""
)
ERASE = """
from clips.operations.erasure import erase_clip
erase_clip(Clip.objects.get(pk=CLIP), by=SYSTEM, reason="Beschluss 7 O 12/26")
""".replace("CLIP", "Clip.objects.exclude(headline='Anderes').get().pk")
SCRUB = "from django.core.management import call_command; call_command('scrub_database')"
PLACES = {
    *(f"clips_clip.{name}" for name in ("headline", "headline_key", "slug", "kicker", "lede", "body", "caption")),
    *(f"clips_clip.{name}" for name in ("byline", "origin", "withdrawn_reason")),
    *(f"clips_picture.{name}" for name in ("alt_text", "caption", "credit", "source")),
    *("clips_relation.title", "clips_relation.headline_key", "clips_revision.snapshot", "clips_revision.reason"),
    *("clips_buffer.data", "clips_journalentry.details"),
}


@pytest.fixture
def search(newsroom, tmp_path):
    """A function that answers the files below the folder that hold the word, as text or in JSON."""

    def search():
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        return sorted(path.suffix for path in files if WORD.encode() in path.read_bytes().lower())

    return search


def test_nothing_of_it_is_found_anywhere(newsroom, search, tmp_path):
    newsroom.run(LIFE)
    assert set(json.loads(newsroom.run(FIND))) >= PLACES
    assert search() == ([] if ON_POSTGRES else [".sqlite3"])
    assert len(list((tmp_path / "media").rglob("*.jpg"))) > 2
    newsroom.run(ERASE)
    assert json.loads(newsroom.run(FIND)) == []
    assert search() == []
    assert not [path for path in (tmp_path / "media").rglob("*") if path.is_file()]


@pytest.mark.skipif(ON_POSTGRES, reason="the files of a server are its own")
def test_somebody_who_reads_meanwhile_delays_the_scrubbing_only(newsroom, search):
    newsroom.run(LIFE)
    read = """
import sqlite3
from django.conf import settings
from clips.operations import scrubbing
scrubbing.PATIENCE = 100
reader = sqlite3.connect(settings.DATABASES["default"]["NAME"])
reader.execute("BEGIN"); reader.execute("SELECT count(*) FROM clips_clip").fetchall()
"""
    # Who leaves in an orderly way would empty the log on the way out.
    leave = "import os; os._exit(0)"
    assert "manage.py scrub_database" in newsroom.run(f"{read}{ERASE}{leave}")
    assert search() != []
    newsroom.run(SCRUB)
    assert search() == []


def test_the_operator_can_scrub_at_any_time(newsroom):
    assert newsroom.run(SCRUB).endswith(".")
