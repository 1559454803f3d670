"""Lines that lead nowhere: the list of them, and repairing many at once. The address holds the choice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips.admin.base import OperationAdmin
from clips.admin.line_repair_words import tell_done, tell_plan
from clips.admin.line_search import search_clips
from clips.admin.line_words import (
    MOST_OFFERED,
    Offered,
    find_offered,
    find_withdrawals,
    tell_target,
    tell_waiting,
)
from clips.admin.lost_lines import KINDS, PAGE, count_lines, find_page
from clips.admin.numbers import read_number
from clips.admin.words import STATES
from clips.models import Clip, Relation
from clips.operations.errors import NotAllowed, Refusal
from clips.operations.line_repairs import RepairPlan, plan_repair, repair_lines

LABELS: Final[dict[str, tuple[str, Any]]] = {
    "undecided": ("?", _("to decide")),
    **{name: STATES[name] for name in ("withdrawn", "expired", "draft", "in_review")},
    "waiting": ("…", _("waiting")),
}
STEPS: Final = ("off", "point")


@dataclass(frozen=True)
class Row:
    """One line: the clip that it stands on, what it is called, and why readers do not see it."""

    number: int
    clip: Clip
    shape: str
    state: Any
    called: str
    own: str
    target: int | None
    told: str
    offered: list[Offered]


@dataclass(frozen=True)
class Choice:
    """What the address asks for: lines by their numbers, what to do with them, and the clip to point them at."""

    lines: list[int]
    step: str
    goal: Clip | None

    @property
    def is_clear(self) -> bool:
        return bool(self.lines) and (self.step == "off" or (self.step == "point" and self.goal is not None))


def show_lines(desk: OperationAdmin) -> Callable[[HttpRequest], HttpResponse]:
    """The view; `desk` is the clips' admin, whose frame it stands in."""

    def view(request: HttpRequest) -> HttpResponse:
        if not (desk.may(request, "repair_lines") and desk.may(request, "view_clips")):
            desk.turn_away(request, "repair_lines", None)
        choice = read_choice(request)
        if request.method == "POST":
            return repair(request, choice)
        if choice.step and choice.lines:
            return show_repair(desk, request, choice)
        if choice.step:
            messages.warning(request, _("Tick the lines first."))
        return show_list(desk, request)

    return view


def read_choice(request: HttpRequest) -> Choice:
    query = request.GET
    numbers = [number for number in map(read_number, query.getlist("line")[:PAGE]) if number]
    goal = Clip.objects.filter(pk=read_number(query.get("goal", "")) or 0).first() if "goal" in query else None
    return Choice(numbers, query.get("step", "") if query.get("step") in STEPS else "", goal)


def read_kind(request: HttpRequest) -> str:
    return request.GET.get("kind", "") if request.GET.get("kind") in KINDS else ""


def show_list(desk: OperationAdmin, request: HttpRequest) -> HttpResponse:
    """Without a filter the first one that finds anything."""
    now = timezone.now()
    counts = {kind: count_lines(kind, now) for kind in KINDS}
    kind = read_kind(request) or next((kind for kind in KINDS if counts[kind] != "0"), KINDS[0])
    found = find_page(kind, request.GET.get("after", ""), now)
    context = {
        "title": _("Lines that lead nowhere"),
        "kinds": [(name, *LABELS[name], counts[name]) for name in KINDS],
        "kind": kind,
        "rows": list(map_rows(found.lines, with_offers=kind == "undecided")),
        "further": found.further,
        "after": request.GET.get("after", ""),
    }
    return desk.render_page(request, "admin/clip_lines.html", None, context)


def map_rows(lines: Iterable[Relation], *, with_offers: bool) -> Iterable[Row]:
    """One query for all that were withdrawn, and one for each headline that several clips have."""
    rows = list(lines)
    withdrawals = find_withdrawals(row.target for row in rows if row.target is not None)
    offers = {row.headline_key: find_offered(row.headline_key, None) for row in rows} if with_offers else {}
    for row in rows:
        target, shown = row.target, STATES[row.clip.state]
        offered = [one for one in offers.get(row.headline_key, []) if one.number != row.clip_id]
        told = tell_target(target, withdrawals) if target is not None else tell_waiting(offered)
        called, own = (target.headline, row.title) if target is not None else (row.title, "")
        yield Row(row.pk, row.clip, *shown, called, own, row.target_id, told, offered[:MOST_OFFERED])


def show_repair(desk: OperationAdmin, request: HttpRequest, choice: Choice) -> HttpResponse:
    """First the clip to point at is searched for; then what would be done, in numbers."""
    plan = plan_repair(choice.lines, choice.goal) if choice.is_clear else None
    text = request.GET.get("q", "").strip()
    hits = search_clips(text, request.user, request.build_absolute_uri("/")) if text and plan is None else []
    context = {
        "title": _("Take lines off") if choice.step == "off" else _("Point lines at another clip"),
        "choice": choice,
        "kind": read_kind(request),
        "back": list_address(request),
        "text": text,
        "hits": [(hit, STATES[hit.clip.state], tell_target(hit.clip, {}), is_goal(hit.clip)) for hit in hits],
        "plan": plan,
        "told": tell_plan(plan) if plan is not None else [],
        "examples": list_examples(plan) if plan is not None else [],
        "seen": write_plan(plan) if plan is not None else "",
    }
    return desk.render_page(request, "admin/clip_line_repair.html", None, context)


def is_goal(clip: Clip) -> bool:
    return clip.state in ("live", "scheduled")


def list_examples(plan: RepairPlan) -> list[Relation]:
    return [row for row in plan.rows if row.clip.working_copy_of_id is None]


def write_plan(plan: RepairPlan) -> str:
    """What somebody saw: if it is otherwise when it is confirmed, they look again."""
    return "-".join(str(row.pk) for row in (*plan.pointed, *plan.dropped)) + f"-{len(plan.pointed)}"


def repair(request: HttpRequest, choice: Choice) -> HttpResponse:
    if not choice.is_clear or request.POST.get("seen") != write_plan(plan_repair(choice.lines, choice.goal)):
        messages.warning(request, _("Something changed meanwhile, so nothing was done yet. Please look again."))
        return redirect(request.get_full_path())
    try:
        plan = repair_lines(choice.lines, by=request.user, target=choice.goal)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
    else:
        messages.success(request, tell_done(plan))
    return redirect(list_address(request))


def list_address(request: HttpRequest) -> str:
    """The list from which somebody came, at the same place."""
    kept = {name: request.GET[name] for name in ("kind", "after") if request.GET.get(name)}
    return f"{reverse('admin:clip-lines')}?{urlencode(kept)}" if kept else reverse("admin:clip-lines")
