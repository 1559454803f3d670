"""Tags that are looked up: while a name is typed, and in the text of a clip."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Length

from clips.models import Tag, TagKey
from clips.text.tag_keys import fold_plainly, has_start, split_words, stem_words
from clips.text.tags_in_text import Run, choose_runs, find_runs

# Beyond so many keys the tags are read in the order of their use until enough of them fit; below, all are sorted.
FEW = 200
# The stem of a shorter one is the beginning of too many other words: what was typed may go on.
SHORT_STEM = 3


class Found(NamedTuple):
    """A tag that stands for itself, and the name under which it was found."""

    tag: Tag
    name: str


def find_exact(text: str) -> Tag | None:
    """The tag, alias, proposal or blocked name that is called so. One query, like the others of this module."""
    return Tag.objects.named(text).select_related("alias_of").first()


def find_tags(text: str, number: int) -> list[Found]:
    """Each tag once of which a name has a word beginning with the text, or words of its stems; the most used first.

    Two queries, however many tags there are.
    """
    whole = fold_plainly(text)
    if not whole:
        return []
    starts, stem = {whole, fold_plainly(whole.replace(" ", ""))}, " ".join(stem_words(split_words(text)))
    rows = TagKey.objects.found_by(starts, stem)
    found = list(rows.values_list("kind", "tag", "tag__alias_of", "tag__name")[: FEW + 1])
    if len(found) > FEW:
        return _walk_by_use(whole, number)
    begun = [row for row in found if row[0] == TagKey.Kind.START]
    if begun and len(stem) <= SHORT_STEM:
        found = begun
    names = {target: name for _kind, _tag, target, name in reversed(found) if target}
    names |= {tag: name for _kind, tag, target, name in found if not target}
    tags = Tag.objects.filter(pk__in=names).order_by("-use_count", Length("name"), "name")[:number]
    return [Found(tag, names[tag.pk]) for tag in tags]


def _walk_by_use(text: str, number: int) -> list[Found]:
    """So many names begin like that, that the first fitting ones are soon met; each tag is one look into an index."""
    own = Exists(TagKey.objects.beginning(TagKey.Kind.START, text).filter(tag=OuterRef("pk")))
    aliases = Tag.objects.filter(own, alias_of=OuterRef("pk"))
    # Excluded, not filtered: SQLite would look up all tags without a target in one index, and sort them.
    tags = Tag.objects.filter(own | Exists(aliases)).exclude(alias_of__isnull=False).order_by("-use_count", "name")
    tags = tags.annotate(other_name=Subquery(aliases.values("name")[:1]))[:number]
    found = [Found(tag, tag.name if has_start(tag.name, text) else tag.other_name) for tag in tags]
    return sorted(found, key=lambda one: (-one.tag.use_count, len(one.tag.name), one.tag.name))


def find_tags_in_text(text: str, chosen: Collection[int], number: int) -> list[Tag]:
    """Public tags of which a name occurs in the text, the longest name first, without the chosen ones. One query."""
    runs = find_runs(text)
    rows = TagKey.objects.of_public_tags().filter(kind=TagKey.Kind.STEM, key__in={run.key for run in runs})
    tags: dict[str, list[Tag]] = {}
    for row in rows.select_related("tag__alias_of"):
        tags.setdefault(row.key, []).append(row.tag)
    meant = {run: tag.target for run in runs if (tag := _choose_tag(run, tags.get(run.key, [])))}
    found = dict.fromkeys(choose_runs(meant))
    return [tag for tag in found if tag.pk not in chosen][:number]


def _choose_tag(run: Run, tags: Iterable[Tag]) -> Tag | None:
    """The one that is spelt like the text, else the most used."""
    fitting = [tag for tag in tags if run.says(tag.name)]
    return max(fitting, key=lambda tag: (run.is_spelt(tag.name), tag.target.use_count, -tag.pk), default=None)
