"""Clips of which every part says which text it belongs to, so that a half of one is noticed."""

from clips.models import Clip, JournalEntry, Picture, Section
from clips.operations.relations import Line
from clips.operations.tagging import TagEdit
from clips.operations.writing import ClipEdit

# What a clip may be after each line of its journal: its text, version and status, and the text of its working copy.
STAGES = {
    (): None,
    ("create_clip",): (0, 1, "draft", None),
    ("create_clip", "publish_clip"): (1, 2, "published", None),
    ("create_clip", "publish_clip", "edit_clip"): (1, 2, "published", 2),
    ("create_clip", "publish_clip", "edit_clip", "publish_changes"): (2, 4, "published", None),
}


def write_text(number: int, row: Clip | None = None) -> ClipEdit:
    """All parts of one text, to be saved over those of the row."""
    word = f"Meldung {number}"
    picture = Picture.objects.order_by("pk")[number % 2]
    fields = {"section": Section.objects.get(), "body": f"<p>{word}</p>", "picture": picture}
    loaded = [tag.tag_id for tag in row.clip_tags.all()] if row is not None else []
    tags = TagEdit([word, "Immer"], loaded)
    return ClipEdit({"headline": word, "kicker": word, "lede": word} | fields, tags, [Line(title=f"Ziel von {word}")])


def read_text(row: Clip | None) -> int | str | None:
    """The number of the text, in words all that is there if it is of two, None if there is no row."""
    if row is None:
        return None
    number = int(row.headline.split()[-1])
    whole, tags = write_text(number), [tag.name for tag in row.tags.all()]
    there = {name: getattr(row, name) for name in whole.fields}
    lines = [line.title for line in row.relations.all()]
    if there == whole.fields and tags == list(whole.tags.wanted) and lines == [line.title for line in whole.lines]:
        return number
    return f"{there} {tags} {lines}"


def find_halves() -> str:
    """In one line the clips that are neither as they were before a step nor as they are after it; "" without any."""
    return "; ".join(
        f"{clip.pk}: {verbs} {there}"
        for clip in Clip.objects.all()
        if (there := read_stage(clip)) != STAGES.get(verbs := tuple(read_verbs(clip)))
    )


def read_stage(clip: Clip) -> tuple[int | str | None, int, str, int | str | None]:
    """Texts by the last digit of their number: ten belong to each clip."""
    texts = read_text(clip), read_text(Clip.with_copies.filter(working_copy_of=clip.pk).first())
    now, next_one = (text % 10 if isinstance(text, int) else text for text in texts)
    return now, clip.version, clip.status, next_one


def read_verbs(clip: Clip) -> list[str]:
    return list(JournalEntry.objects.about(clip).order_by("id").values_list("verb", flat=True))
