"""Merging tags at the desk: choose them, see what will happen, and do it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clips import roles
from clips.admin.base import OperationAdmin
from clips.admin.examples import keep_visible
from clips.admin.merge_basket import Basket, find_hits, read_basket, write_address
from clips.admin.moderating import Progress, moderate
from clips.admin.moderation_words import quote
from clips.admin.notice_rules import tell_following
from clips.admin.numbers import read_number
from clips.models import Ledger, Tag
from clips.operations.errors import NotAllowed, NothingToMerge, Refusal
from clips.operations.merging import MergePlan, Share, merge_tags, plan_merge


def take_merge(desk: OperationAdmin) -> Callable[[HttpRequest], HttpResponseBase]:
    """The view of the page; `desk` is the tags' admin, whose frame it stands in."""

    def view(request: HttpRequest) -> HttpResponseBase:
        if not roles.may("merge_tags", request.user):
            desk.turn_away(request, "merge_tags", None)
        said, status = "", 200
        if request.method == "POST":
            try:
                return moderate(request, read_merge(request))
            except Refusal as refusal:
                said, status = refusal.sentence, 403 if isinstance(refusal, NotAllowed) else 200
        context = {"title": _("Merge tags"), **describe_merge(read_basket(request.GET), request.user), "said": said}
        return desk.render_page(request, "admin/merge_tags.html", None, context, status=status)

    return view


def read_merge(request: HttpRequest) -> Callable[[Progress | None], Ledger]:
    """The merge that the page showed. What became another name meanwhile is not followed: nobody agreed to that."""
    numbers = [number for number in map(read_number, request.POST.getlist("tag")) if number is not None]
    into = read_number(request.POST.get("into", "")) or 0
    rows = Tag.objects.select_related("alias_of").in_bulk([into, *numbers])
    tags = [rows[number] for number in numbers if number in rows]

    def run(progress: Progress | None) -> Ledger:
        if into not in rows or not tags:
            raise NothingToMerge(why=_("These tags are gone: somebody deleted them meanwhile."))
        differ = "kinds_differ" in request.POST
        return merge_tags(rows[into], tags, by=request.user, kinds_differ=differ, progress=progress)

    return run


def describe_merge(basket: Basket, by: Any) -> dict[str, Any]:
    """What the page shows of the basket: the tags, what a search found, and the plan once there are two."""
    rows = [{"one": one, "without": write_address(basket, one.tag)} for one in basket.chosen]
    context: dict[str, Any] = {"basket": basket, "rows": rows, "hits": find_hits(basket)}
    if basket.survivor is None or not basket.absorbed:
        return context
    try:
        plan = plan_merge(basket.survivor, basket.absorbed, kinds_differ=basket.kinds_differ)
    except Refusal as refusal:
        return {**context, "refusal": refusal.sentence}
    return {**context, **describe_plan(plan), "examples": keep_visible(plan.examples, by)}


def describe_plan(plan: MergePlan) -> dict[str, Any]:
    number, name = len(plan.shares), plan.survivor.name
    button = ngettext("Merge %(count)d tag into “%(name)s”", "Merge %(count)d tags into “%(name)s”", number)
    moves = sum(share.moves for share in plan.shares)
    summary = ngettext(
        "%(count)d clip gets “%(name)s” in place of another tag.",
        "%(count)d clips get “%(name)s” in place of another tag.",
        moves,
    )
    return {
        "plan": plan,
        "shares": [(share.tag, list(tell_share(share, plan.survivor))) for share in plan.shares],
        "summary": summary % {"count": moves, "name": name},
        "rules": tell_rules(plan),
        "button": button % {"count": number, "name": name},
    }


def tell_rules(plan: MergePlan) -> str:
    """Which rules for notices follow the merged tags; "" if none does."""
    rules = tell_following([share.tag.pk for share in plan.shares], timezone.now())
    told = {"names": ", ".join(rules), "name": plan.survivor.name}
    return _("Rules for notices that follow to “%(name)s”: %(names)s.") % told if rules else ""


def tell_share(share: Share, survivor: Tag) -> Iterator[str]:
    """What becomes of one tag: its clips, its other names, its addresses."""
    moves = ngettext("%(count)d clip moves.", "%(count)d clips move.", share.moves)
    yield moves % {"count": share.moves} if share.moves else _("No clip moves.")
    if share.both:
        both = ngettext(
            "%(count)d clip has both already and keeps “%(name)s”.",
            "%(count)d clips have both already and keep “%(name)s”.",
            share.both,
        )
        yield both % {"count": share.both, "name": survivor.name}
    if share.copies:
        copies = ngettext("%(count)d working copy follows.", "%(count)d working copies follow.", share.copies)
        yield copies % {"count": share.copies}
    if share.aliases:
        told = {"names": quote(alias.name for alias in share.aliases), "name": survivor.name}
        yield _("%(names)s then also stands for “%(name)s”.") % told
    leads = ngettext("%(where)s leads to %(there)s.", "%(where)s lead to %(there)s.", len(share.slugs))
    where = ", ".join(reverse("public:tag-detail", args=[slug]) for slug in share.slugs)
    yield leads % {"where": where, "there": survivor.get_absolute_url()}
