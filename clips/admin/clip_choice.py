"""Choosing clips for a wide step: a search, and ticks that stay over pages and searches; all of it in the address."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.clip_list import IN_STATE, LAST_PAGE, PAGE, Row, describe_row
from clips.admin.dates import FIRST_YEAR, LAST_YEAR, Period, read_period
from clips.admin.fields.tag import TagField
from clips.admin.numbers import read_number
from clips.admin.searching import MOST_WORDS
from clips.admin.words import STATES
from clips.models import Clip, ClipTag, Section, Tag
from clips.models.clips import ClipQuerySet
from clips.text.naming import headline_key

# More do not fit into an address; whoever wants more narrows the search and takes all of it.
MOST_TICKED: Final = 500
CHOOSABLE: Final = ("live", "scheduled", "expired", "draft", "in_review", "withdrawn")
# Above this nobody needs the number to choose; the preview has it exactly.
MOST_COUNTED: Final = 10_000
FIRST_DAY, LAST_DAY = Period((FIRST_YEAR, 1, 1)), Period((LAST_YEAR, 12, 31))
# What belongs to one look at the page, and not to the choice.
PASSING: Final = ("shown", "chosen", "search", "list")


class DayField(forms.DateField):
    """A day of the site's calendar, as the Period from its midnight to the next."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, required=False, input_formats=["%Y-%m-%d", "%d.%m.%Y"], **options)

    def clean(self, value: Any) -> Period | None:
        day = super().clean(value)
        period = read_period(day.isoformat()) if day is not None else None
        if day is not None and period is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return period


class ChoiceForm(forms.Form):
    use_required_attribute = False

    q = forms.CharField(label=_("Words of the headline"), required=False, max_length=200)
    section = forms.TypedChoiceField(label=_("Section"), required=False, coerce=int, empty_value=None)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("All languages")), *Clip.Language.choices]
    )
    state = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), *((name, STATES[name][1]) for name in CHOOSABLE)],
    )
    since = DayField(label=_("Published from"))
    until = DayField(label=_("Published until"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        sections = [(section.pk, section.name) for section in Section.objects.all()]
        self.fields["section"].choices = [("", _("All sections")), *sections]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since is not None and until is not None and until.start < since.start:
            self.add_error("until", _("This day is before the first one."))
        return self.cleaned_data

    def narrow(self, clips: ClipQuerySet) -> ClipQuerySet:
        """Those of the clips that the valid form asks for, in an order that an index has."""
        data = self.cleaned_data
        if words := headline_key(data["q"]).split()[:MOST_WORDS]:
            clips = clips.with_words(words)
        if data["section"] is not None:
            clips = clips.filter(section=data["section"])
        if data["language"]:
            clips = clips.filter(language=data["language"])
        clips = _narrow_time(clips, data["state"], data["since"], data["until"])
        return clips.carrying(data["tag"]) if data.get("tag") is not None else clips

    @property
    def asks_nothing(self) -> bool:
        return not any(self.cleaned_data.values())


class TaggedChoiceForm(ChoiceForm):
    tag = TagField(label=_("Tag"))
    field_order = ("q", "tag")


def _narrow_time(clips: ClipQuerySet, state: str, since: Period | None, until: Period | None) -> ClipQuerySet:
    if state:
        clips = IN_STATE[state](clips, timezone.now())
    if since is None and until is None:
        return clips
    clips = clips if state else clips.published().newest_first()
    return clips.published_between((since or FIRST_DAY).start, (until or LAST_DAY).end)


@dataclass(frozen=True)
class ChoiceRow:
    row: Row
    is_ticked: bool


class Choice:
    """What the address of such a page says: the search, the ticks, the page, and `which` is to be taken.

    Only clips with the `tag` can be chosen where there is one; `which` is "" while somebody still chooses.
    """

    def __init__(self, request: HttpRequest, form_class: type[ChoiceForm], tag: Tag | None = None) -> None:
        query = request.GET
        self.form = form_class(query, label_suffix="")
        self.among: ClipQuerySet = roles.visible_clips(request.user).not_erased().order_by("-saved_at", "-id")
        self.tag = tag
        self.ticked = read_numbers(query.get("ticked", ""))
        self.page = min(max(read_number(query.get("p", "1")) or 1, 1), LAST_PAGE)
        self.which = query.get("which", "") if query.get("which") in ("all", "ticked") else ""
        self.only_ticked = query.get("only") == "ticked"

    @cached_property
    def found(self) -> ClipQuerySet:
        """What the search finds; nothing while it is not understood."""
        return self._with_tag(self.form.narrow(self.among)) if self.form.is_valid() else self.among.none()

    @property
    def ticked_clips(self) -> ClipQuerySet:
        return self._with_tag(self.among.filter(pk__in=self.ticked))

    def _with_tag(self, clips: ClipQuerySet) -> ClipQuerySet:
        return clips.carrying(self.tag) if self.tag is not None else clips

    @property
    def wanted(self) -> ClipQuerySet:
        return self.ticked_clips if self.which == "ticked" else self.found

    def list_page(self) -> dict[str, Any]:
        """The context of the list: five queries, however many clips there are."""
        listed = self.ticked_clips if self.only_ticked else self.found
        count = listed.order_by()[: MOST_COUNTED + 1].count()
        start = (self.page - 1) * PAGE
        # So many are sorted at once; of more, an index knows an order of its own.
        listed = listed.order_by("-saved_at", "-id") if count <= MOST_COUNTED else listed
        clips = list(read_rows(listed)[start : start + PAGE + 1])
        ticked = set(self.ticked)
        rows = [ChoiceRow(describe_row(clip), clip.pk in ticked) for clip in clips[:PAGE]]
        here = {clip.pk for clip in clips[:PAGE]}
        return {
            "choice": self,
            "count": min(count, MOST_COUNTED),
            "is_more": count > MOST_COUNTED,
            "rows": rows,
            "shown": write_numbers(sorted(here)),
            "elsewhere": len(ticked - here),
            "next_page": self.page + 1 if len(clips) > PAGE and self.page < LAST_PAGE else None,
            "previous_page": self.page - 1 if self.page > 1 else None,
            "most_ticked": MOST_TICKED,
        }

    @property
    def ticked_text(self) -> str:
        return write_numbers(self.ticked)


def read_rows(clips: ClipQuerySet) -> QuerySet[Clip]:
    """With what a row of the list shows, and without the texts."""
    tags = Prefetch("clip_tags", ClipTag.objects.select_related("tag"))
    return clips.select_related("section", "created_by").prefetch_related(tags).defer("lede", "body").with_pending()


def settle_address(request: HttpRequest) -> str | None:
    """Where a page that was sent on really is: its ticks joined to the others, and nothing empty; None if it is there.

    So each address holds the whole choice: reloading changes nothing, and going back shows it as it was.
    """
    if "shown" not in request.GET:
        return None
    query = {name: request.GET[name].strip() for name in request.GET if name not in PASSING}
    if "search" in request.GET or "list" in request.GET:
        query |= {"p": "", "only": request.GET.get("list", "")}
    query["ticked"] = write_numbers(join_ticks(request.GET))
    kept = QueryDict(mutable=True)
    kept.update({name: value for name, value in query.items() if value and (name, value) != ("p", "1")})
    return f"{request.path}?{kept.urlencode()}"


def join_ticks(query: QueryDict) -> list[int]:
    """The ticks of all pages: this one says what it showed, so that what was unticked goes."""
    shown = set(read_numbers(query.get("shown", "")))
    before = [number for number in read_numbers(query.get("ticked", "")) if number not in shown]
    here = [number for number in map(read_number, query.getlist("chosen")) if number in shown]
    return [*before, *here][:MOST_TICKED]


def read_numbers(text: str) -> list[int]:
    """Numbers as they stand in the address, joined by hyphens; each once, and what is none is left out."""
    numbers = map(read_number, text.split("-")[:MOST_TICKED])
    return list(dict.fromkeys(number for number in numbers if number is not None))


def write_numbers(numbers: list[int]) -> str:
    return "-".join(map(str, numbers))
