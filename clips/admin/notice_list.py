"""The list of notices: where each stands and since when, the retired ones apart."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils import timezone

from clips.admin.notice_words import State, describe_notice, tell_plans
from clips.models import Clip, Notice, NoticeRule, NoticeVersion
from clips.models.notice_places import name_place
from clips.text.excerpts import excerpt
from clips.text.markup import plain_text

BEGINNING = 160


@dataclass(frozen=True)
class Row:
    """`places` are those of the rules in effect, `plans` what will happen by itself."""

    notice: Notice
    state: State
    beginning: str
    places: list[str]
    chosen: int
    plans: list[str]


def list_notices() -> dict[str, Any]:
    """Five queries, however many notices there are."""
    now = timezone.now()
    begun = {version.notice_id: version for version in NoticeVersion.objects.begun(now)}
    planned: defaultdict[int, list[NoticeVersion]] = defaultdict(list)
    for version in NoticeVersion.objects.planned(now).order_by("starts_at", "number"):
        planned[version.notice_id].append(version)
    places: defaultdict[int, list[str]] = defaultdict(list)
    for rule in NoticeRule.objects.at(now).select_related("tag__alias_of", "section").order_by("starts_at"):
        places[rule.notice_id].append(name_place(rule))
    own = Clip.objects.public(now).filter(notice__isnull=False).order_by()
    chosen = dict(own.values_list("notice").annotate(number=Count("pk")))
    rows = []
    for notice in Notice.objects.all():
        last, coming, number = begun.get(notice.pk), planned[notice.pk], notice.pk
        html = last.html if last is not None and not last.is_end else coming[0].html if coming else notice.draft_html
        state, beginning = describe_notice(last, coming), excerpt(plain_text(html), BEGINNING)
        rows.append(Row(notice, state, beginning, places[number], chosen.get(number, 0), tell_plans(coming)))
    return {
        "rows": [row for row in rows if row.state.name != "withdrawn"],
        "retired": [row for row in rows if row.state.name == "withdrawn"],
    }
