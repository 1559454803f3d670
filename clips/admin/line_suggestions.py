"""Clips that are offered for the lines "more on this topic" while somebody writes, each with its reason in words."""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Q
from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clips import roles
from clips.admin.fields.tags import read_id, read_name
from clips.admin.line_words import SHOWN as SEEN
from clips.admin.numbers import read_number
from clips.admin.suggestions import for_writers
from clips.admin.words import STATES
from clips.models import Tag
from clips.search.candidates import Topic
from clips.search.suggestions import Suggestion, suggest
from clips.text.naming import match_key

SHOWN: Final = 5
# More than any clip has.
MOST_TAGS: Final = 100
MOST_LINES: Final = 200


@require_POST
@for_writers
def suggest_lines(request: HttpRequest) -> JsonResponse:
    """Public clips that go with what the form holds, without those of its lines; a section alone says too little."""
    topic = read_topic(request.POST, request.user)
    found = suggest(topic, timezone.now(), SHOWN) if topic.headline or topic.tags else []
    return JsonResponse({"results": [describe(one) for one in found]})


def read_topic(data: QueryDict, by: Any) -> Topic:
    """What is typed; of the stored clip its date alone, if the person may see it."""
    number = read_number(data.get("clip", ""))
    stored = roles.visible_clips(by).filter(pk=number).only("publish_at").first() if number else None
    return Topic(
        tags=find_tags(data.getlist("tags")[:MOST_TAGS]),
        section=read_number(data.get("section", "")),
        language=data.get("language", ""),
        headline=data.get("headline", "").strip(),
        lede=data.get("lede", "").strip(),
        number=stored.pk if stored is not None else None,
        publish_at=stored.publish_at if stored is not None else None,
        without={read_number(target) for target in data.getlist("relations_target")[:MOST_LINES]},
    )


def find_tags(chosen: list[str]) -> list[Tag]:
    """The tags that are meant, by number or by any of their names; one query."""
    numbers = [number for number in map(read_id, chosen) if number]
    keys = {match_key(read_name(item)) for item in chosen} - {""}
    if not numbers and not keys:
        return []
    tags = Tag.objects.filter(Q(pk__in=numbers) | Q(match_key__in=keys)).select_related("alias_of")
    return [tag.target for tag in tags]


def describe(one: Suggestion) -> dict[str, Any]:
    clip = one.clip
    state = str(STATES[clip.state][1])
    day = date_format(timezone.localtime(clip.publish_at), "SHORT_DATE_FORMAT") if clip.publish_at else ""
    told = {"reason": " · ".join(list_reasons(one)), "address": clip.get_absolute_url()}
    return {"id": clip.pk, "name": clip.headline, "state": state, "note": str(SEEN), "day": day, **told}


def list_reasons(one: Suggestion) -> Iterator[str]:
    """What it has in common, and only where that is nothing but the section, this."""
    if one.rare:
        told = ngettext(
            "%(count)d rare tag in common: %(names)s", "%(count)d rare tags in common: %(names)s", len(one.rare)
        )
        yield told % {"count": len(one.rare), "names": list_names(one.rare)}
    elif one.shared:
        told = ngettext("%(count)d tag in common: %(names)s", "%(count)d tags in common: %(names)s", len(one.shared))
        yield told % {"count": len(one.shared), "names": list_names(one.shared)}
    if one.is_alike:
        yield _("similar headline")
    elif not one.shared:
        yield _("same section, same week") if one.is_near else _("same section")


def list_names(tags: list[Tag]) -> str:
    return ", ".join(tag.name for tag in tags)
