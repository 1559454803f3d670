"""What a notice's page shows beside its text: its state, where it stands, its versions, and what can be done."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from clips import roles
from clips.admin.notice_rules import describe_rules
from clips.admin.notice_words import describe_notice, describe_versions, tell_plans
from clips.admin.words import name_person
from clips.models import Clip, Notice, NoticeRule, NoticeVersion

# Clips that chose it are named up to here.
EXAMPLES = 6


def describe_page(notice: Notice, form: Any, by: Any) -> dict[str, Any]:
    """Five queries more than the form."""
    now = timezone.now()
    versions = list(notice.versions.select_related("published_by"))
    begun = next((version for version in versions if version.starts_at <= now), None)
    rows = describe_versions(versions, now)
    planned = [version for version, state in reversed(rows) if state.name == "scheduled"]
    return {
        "state": describe_notice(begun, planned),
        "plans": tell_plans(planned),
        "running": begun if begun is not None and not begun.is_end else None,
        "versions": rows,
        "rules": describe_rules(NoticeRule.objects.filter(notice=notice).not_over(now), now, by),
        "chosen": Clip.objects.public(now).filter(notice=notice).count(),
        "drafter": name_person(notice.drafted_by) if notice.has_draft else "",
        "may_retire": _can_retire(versions, now) and roles.may("retire_notice", by, notice),
        "may_rule": roles.may("create_notice_rule", by, notice),
        "stale": find_stale(notice, form),
    }


def find_stale(notice: Notice, form: Any) -> dict[str, Any] | None:
    """What a colleague saved while this was typed."""
    if not form.is_bound:
        return None
    data = form.cleaned_data
    if (data.get("overwrite") or data.get("version")) in (None, notice.version):
        return None
    last = None if notice.has_draft else notice.versions.exclude(is_end=True).first()
    draft = NoticeVersion(html=notice.draft_html, remarks=notice.draft_remarks)
    return {"text": last or draft, "who": name_person(notice.drafted_by) if notice.has_draft else ""}


def _can_retire(versions: list[NoticeVersion], now: datetime) -> bool:
    """Also what will be retired later."""
    return bool(versions) and not (versions[0].is_end and versions[0].starts_at <= now)


def describe_use(notice: Notice) -> dict[str, Any]:
    """Where it is used, which forbids deleting it."""
    chosen = Clip.with_copies.filter(notice=notice)
    rules = NoticeRule.objects.filter(notice=notice).select_related("tag__alias_of", "section")
    now = timezone.now()
    context = {
        "clips": list(chosen.order_by("-saved_at")[:EXAMPLES]),
        "count": chosen.count(),
        "versions": notice.versions.count(),
        "rules": describe_rules(rules, now, None),
    }
    return {**context, "in_use": any(context.values())}
