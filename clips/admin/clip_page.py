"""What the clip form shows beside its fields: the steps, what is missing, and what a colleague saved meanwhile."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.clip_checks import list_checks
from clips.admin.clip_conflicts import find_conflict
from clips.admin.clip_corrections import describe_corrections
from clips.admin.clip_form import ClipForm
from clips.admin.clip_steps import next_step, open_steps
from clips.admin.fields.body import nonce_media
from clips.admin.links_here import find_links_here
from clips.admin.tag_verdicts import find_rejections
from clips.admin.words import PENDING, STATES, HistoryLine, read_journal
from clips.models import Clip, Dossier, JournalEntry


def describe_page(request: HttpRequest, clip: Clip | None, form: ClipForm) -> dict[str, Any]:
    """The whole context of the clip form."""
    steps = open_steps(clip, request.user)
    primary = next_step(clip, steps)
    intended = request.POST.get("action") or request.POST.get("intended") or "save"
    shape, word = STATES[clip.state if clip is not None else "draft"]
    return {
        "media": nonce_media(form.media, request.csp_nonce),  # type: ignore[attr-defined]
        "primary": primary,
        "more_steps": [step for step in steps if step is not primary],
        "asking_steps": [step for step in steps if step.asks],
        "publishes_changes": any(step.name == "publish_changes" for step in steps),
        "state_shape": shape,
        "state_word": word if clip is not None else _("new"),
        "checks": list_checks(form, clip, request.user),
        "typed": {part: request.POST.get(f"{intended}_{part}", "") for part in ("remark", "public_reason")},
        "intended": intended,
        **(describe_stored(clip, form, request.user) if clip is not None else {}),
    }


def describe_stored(clip: Clip, form: ClipForm, by: Any) -> dict[str, Any]:
    """What there is to say of a clip that is stored, beside its fields."""
    row, here = form.row or clip, find_links_here(clip, by)
    return {
        "row": row,
        "pending": PENDING.get(clip.pending, ""),
        "is_public": clip.is_public(timezone.now()),
        "here": here,
        "pointing": here.total if clip.state == "live" else 0,
        "may_share": clip.erased_at is None and roles.may("share_clip", by, clip),
        "dossiers": list(Dossier.objects.filter(dossier_clips__clip=clip).only("name")),
        "may_put": clip.erased_at is None and roles.may("edit_dossier", by),
        "returned": find_return(clip),
        "closed": explain_closed(clip, by),
        "conflict": find_conflict(form, clip, row),
        **describe_corrections(clip, by),
        "rejected_tags": find_rejections(clip),
    }


def find_return(clip: Clip) -> HistoryLine | None:
    """Who returned the draft, when and with which remark, until it is submitted or published again."""
    if "draft" not in (clip.state, clip.pending):
        return None
    line = JournalEntry.objects.about(clip).returns().select_related("actor").first()
    return next(read_journal([line])) if line is not None and not line.is_over else None


def explain_closed(clip: Clip, by: Any) -> Any:
    """Why this person cannot change the clip; "" for those who can."""
    if roles.may("edit_clip", by, clip):
        return ""
    if "in_review" in (clip.state, clip.pending) and clip.created_by_id == by.pk:
        return _("Submitted: an editor has it now. You can change it again if it is returned to you.")
    return _("You may read this clip, but not change it.")
