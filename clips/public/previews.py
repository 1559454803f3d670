"""Previews: a clip before it is published, beside the form while somebody types, or behind a link without a login."""

from collections.abc import Callable
from datetime import datetime
from functools import partial, wraps
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext

from clips import roles
from clips.models import Buffer, Clip, Correction, Preview
from clips.public.clips import show_clip
from clips.public.corrections import place_corrections
from clips.public.drafts import read_draft, read_number, read_text
from clips.public.loaders import load_clip, load_desk_clip
from clips.public.pages import Visit, unlisted_page

# The page is that of the clip, but no machine shall take it for one.
UNSAID: Final[dict[str, Any]] = {
    "page_description": "",
    "canonical": "",
    "open_graph": [],
    "robots": "noindex, nofollow",
    "turn": None,
}


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The public policy, but that pages of this site may show the answer in a frame."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        policy = settings.SECURE_CSP | {"frame-ancestors": ["'self'"]}
        response._csp_config = policy  # type: ignore[attr-defined]
        return response

    return answer


@framed
@unlisted_page
def clip_preview(visit: Visit, tab: str) -> HttpResponse:
    """What the person who asks has typed in that open page, as readers would see it if it were published now."""
    by = find_person(visit)
    buffer = Buffer.objects.by_person(by).select_related("clip").filter(tab=tab).first()
    if buffer is None or not may_read(by, buffer.clip):
        raise Http404
    draft = read_draft(buffer.data, buffer.clip, by=by, at=visit.at)
    context = show_clip(visit, draft.clip, draft.tags, draft.rows) | UNSAID
    return visit.render("public/clip_preview.html", **context, page_title=draft.clip.headline)


@framed
@unlisted_page
def desk_preview(visit: Visit, number: int) -> HttpResponse:
    """The same of what is saved, for as long as nothing was typed."""
    clip = load_desk_clip(number, roles.visible_with_copies(find_person(visit)))
    if clip is None:
        raise Http404
    return show_saved(visit, clip, "public/desk_preview.html", page_title=clip.headline)


@partial(unlisted_page, methods=("POST",))
def correction_preview(visit: Visit, number: int) -> HttpResponse:
    """The page of a public clip with what somebody is writing about it in its place."""
    by = find_person(visit)
    clip = load_clip(number, visit.at)
    if clip is None or not roles.may("publish_correction", by, clip):
        raise Http404
    context = show_clip(visit, clip, clip.public_tags, clip.relations.all()) | UNSAID
    typed = read_correction(visit.request.POST, clip, visit.at)
    replaced = read_number(visit.request.POST.get("supersedes"))
    context["corrections"] = place_corrections([*clip.corrections.current().exclude(pk=replaced), typed])
    return visit.render("public/correction_preview.html", **context, page_title=clip.headline)


def read_correction(data: QueryDict, clip: Clip, at: datetime) -> Correction:
    """What was typed so far; of an unknown kind it is a correction."""
    kind = next((kind for kind in Correction.Kind if kind == data.get("kind")), Correction.Kind.CORRECTION)
    words = {name: read_text(data.get(name)).replace("\r\n", "\n") for name in ("text", "claimant")}
    return Correction(clip=clip, kind=kind, at=at, **words)


@unlisted_page
def preview(visit: Visit, token: str) -> HttpResponse:
    """One clip as it is saved at the desk; once readers have exactly that, its own page.

    The token is looked up, never compared: the index walks a tree of random words, and its time tells nothing of them.
    """
    link = Preview.objects.open(visit.at).filter(token=token).first()
    clip = load_desk_clip(link.clip_id, Clip.with_copies.all()) if link is not None else None
    if link is None or clip is None:
        raise Http404
    if clip.state == "expired":
        # Readers have it no longer; what is changed in it shows as long as it is a working copy.
        raise Http404
    if clip.is_public(visit.at):
        return HttpResponseRedirect(clip.get_absolute_url())
    title = gettext("Preview: %(headline)s") % {"headline": clip.headline}
    return show_saved(visit, clip, "public/preview.html", page_title=title, expires_at=link.expires_at)


def find_person(visit: Visit) -> Any:
    """Who asks; raises PermissionDenied for strangers to the desk."""
    by = visit.request.user
    if not (by.is_active and by.is_staff):
        raise PermissionDenied
    return by


def may_read(by: Any, clip: Clip | None) -> bool:
    """What was typed for a clip is as visible as the clip; what is new belongs to who may write."""
    if clip is None:
        return roles.may("create_clip", by)
    return roles.visible_clips(by).filter(pk=clip.desk_number).exists()


def show_saved(visit: Visit, clip: Clip, template: str, **words: Any) -> HttpResponse:
    clip.publish_at = clip.publish_at or visit.at
    context = show_clip(visit, clip, clip.public_tags, clip.relations.all()) | UNSAID
    return visit.render(template, **context, **words)
