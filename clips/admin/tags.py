"""Tags at the desk: the list, what is said about a tag, and the ways to what moderators do with it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.base import OperationAdmin
from clips.admin.columns import count_clips, show_state
from clips.admin.merge_basket import merge_address
from clips.admin.merging import take_merge
from clips.admin.site import newsroom
from clips.admin.splitting import retag_clips, split_tag
from clips.admin.tag_desk import show_tag_desk
from clips.admin.tag_filters import UseFilter
from clips.admin.tag_pairs import show_pairs
from clips.admin.tag_proposals import show_proposals
from clips.admin.tag_step_views import take_block_name, take_step
from clips.admin.tag_steps import STEPS
from clips.admin.tag_ways import list_other_names, list_recent, list_ways
from clips.models import Tag
from clips.operations.tags import create_tag, edit_tag
from clips.text.naming import match_key
from clips.text.wikidata import read_wikidata

SHAPES = {"active": "●", "proposed": "◐", "blocked": "⊘", "alias": "↪"}


class WikidataField(forms.CharField):
    def clean(self, value: Any) -> str:
        number = read_wikidata(super().clean(value))
        if number is None:
            raise forms.ValidationError(_("A Wikidata number is a Q and digits, such as Q1741."))
        return number


class TagForm(forms.Form):
    use_required_attribute = False

    kind = forms.ChoiceField(label=_("Kind"), choices=Tag.Kind.choices, initial=Tag.Kind.TOPIC)
    description = forms.CharField(
        label=_("Description"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Readers see it above the list of clips with this tag."),
    )
    wikidata = WikidataField(
        label=_("Wikidata number"),
        required=False,
        max_length=200,
        help_text=_("Such as Q1741, or the address of the page there. It tells machines what is meant."),
    )


class NewTagForm(TagForm):
    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    field_order = ("name", "kind", "description", "wikidata")


def list_clips_of(tag: Tag) -> str:
    return f"{reverse('admin:clips_clip_changelist')}?tag={tag.pk}"


@admin.register(Tag, site=newsroom)
class TagAdmin(OperationAdmin):
    view_verbs = ("view_tag", "create_tag", "edit_tag", "approve_tag", "block_tag", "alias_tag")
    add_verb = "create_tag"
    change_verb = "edit_tag"
    form_class = TagForm
    new_form_class = NewTagForm
    form_template = "admin/tag_form.html"
    change_list_template = "admin/tag_list.html"
    list_display = ("name", "state", "kind_word", "clip_count", "target")
    list_filter = ("status", "kind", UseFilter)
    list_select_related = ("alias_of",)
    ordering = ("-use_count", "name")
    search_fields = ("match_key",)
    empty_value_display = ""
    add_label = _("New tag")
    actions = ("merge_ticked",)

    @admin.display(description=_("Status"), ordering="status")
    def state(self, tag: Tag) -> SafeString:
        name = "alias" if tag.alias_of_id else tag.status
        word = _("other name") if tag.alias_of_id else tag.get_status_display()
        return show_state(name, SHAPES[name], word)

    @admin.display(description=_("Kind"), ordering="kind")
    def kind_word(self, tag: Tag) -> str:
        return tag.get_kind_display()

    @admin.display(description=_("Clips"), ordering="use_count")
    def clip_count(self, tag: Tag) -> str | SafeString:
        return count_clips(tag.use_count) if tag.alias_of_id is None else ""

    @admin.display(description=_("Stands for"), empty_value="")
    def target(self, tag: Tag) -> str | None:
        return tag.alias_of.name if tag.alias_of else None

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Tag], search_term: str
    ) -> tuple[QuerySet[Tag], bool]:
        """Names of which a word begins like this, blocked ones too: a moderator looks for those as well."""
        key = match_key(search_term)
        begins = Q(match_key__startswith=key) | Q(match_key__contains=f" {key}")
        return (queryset.filter(begins) if key else queryset), False

    def get_urls(self) -> list[Any]:
        """Ours before Django's, which take any word for a number."""
        ours: list[tuple[str, Any, str]] = [
            (f"<int:number>/{step.word}/", take_step(self, step), step.address) for step in STEPS
        ]
        ours += [
            ("merge/", take_merge(self), "merge-tags"),
            ("<int:number>/split/", split_tag(self), "split-tag"),
            ("retag/", retag_clips(self), "retag-clips"),
            ("block/", take_block_name(self), "block-name"),
            ("desk/", show_tag_desk(self), "tag-desk"),
            ("proposals/", show_proposals(self), "tag-proposals"),
            ("pairs/", show_pairs(self), "tag-pairs"),
        ]
        return [
            *(path(where, self.admin_site.admin_view(view), name=name) for where, view, name in ours),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        rights = {"may_block": self.may(request, "block_tag"), "may_retag": self.may(request, "retag_clips")}
        return super().changelist_view(request, {**rights, **(extra_context or {})})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return super().get_queryset(request).select_related("alias_of")

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return self.may(request, "merge_tags")

    @admin.action(description=_("Merge the ticked tags"), permissions=["merge"])
    def merge_ticked(self, request: HttpRequest, tags: QuerySet[Tag]) -> HttpResponse:
        """Into the basket with them; the page of the basket asks for the rest."""
        return redirect(merge_address(tags))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Ours only: nothing of Django's own writes here."""
        return {name: action for name, action in super().get_actions(request).items() if name in self.actions}

    def get_form_context(self, request: HttpRequest, thing: Tag | None, form: Any) -> dict[str, Any]:
        if thing is None:
            return {"title": self.add_label}
        by = request.user
        return {
            "state": self.state(thing),
            "clips_address": list_clips_of(thing) if roles.may("view_clips", by) else "",
            "former": list(thing.addresses.former().values_list("slug", flat=True)),
            "others": list_other_names(thing, by),
            "ways": list_ways(thing, by),
            "recent": list_recent(thing, by),
        }

    def write(self, request: HttpRequest, thing: Tag | None, form: Any) -> Tag:
        data = form.cleaned_data
        return create_tag(by=request.user, **data) if thing is None else edit_tag(thing, by=request.user, **data)

    def get_next_address(self, request: HttpRequest, saved: Tag) -> str:
        """A new tag would stand at the end of a long list, where nobody finds it."""
        return reverse("admin:clips_tag_change", args=[saved.pk])
