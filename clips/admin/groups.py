"""Groups at the desk: what each may do, in words."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from clips.admin.base import OperationAdmin
from clips.admin.numbers import ChoicesField
from clips.admin.site import newsroom
from clips.operations.people import edit_group

# The database keeps the words in one language; the models have them in all.
WORDS: Final[dict[str, Any]] = {
    codename: words
    for model in apps.get_app_config("clips").get_models()
    for codename, words in model._meta.permissions
}
NAMES: Final[dict[str, Any]] = {
    "Author": _("Author"),
    "Editor": _("Editor"),
    "Moderator": _("Moderator"),
    "Manager": _("Manager"),
}
ORDER: Final = {codename: number for number, codename in enumerate(WORDS)}


def name_group(group: Group) -> str:
    """The groups that come with the program have a name in each language, others the one they were given."""
    return str(NAMES.get(group.name, group.name))


class RightsField(ChoicesField):
    """The permissions of the newsroom as checkboxes, in the order in which the models name them."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        ours = Permission.objects.filter(content_type__app_label="clips").select_related("content_type")
        super().__init__(ours, required=False, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(WORDS.get(obj.codename, obj.name))


class GroupForm(forms.Form):
    permissions = RightsField(label=_("What they may do"))


@admin.register(Group, site=newsroom)
class GroupAdmin(OperationAdmin):
    change_verb = "edit_person"
    form_class = GroupForm
    form_template = "admin/group_form.html"
    list_display = ("group_name", "people", "rights")
    list_title = _("Groups and rights")
    ordering = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        return Group.objects.annotate(members=Count("user")).prefetch_related("permissions")

    def get_frame(self, request: HttpRequest, thing: Any) -> dict[str, Any]:
        frame = {**super().get_frame(request, thing), "list_title": self.list_title}
        return frame | {"title": name_group(thing)} if thing is not None else frame

    @admin.display(description=_("Group"), ordering="name")
    def group_name(self, group: Group) -> str:
        return name_group(group)

    @admin.display(description=_("People"))
    def people(self, group: Any) -> int:
        return group.members

    @admin.display(description=_("What they may do"))
    def rights(self, group: Group) -> str:
        held = sorted(group.permissions.all(), key=lambda row: ORDER.get(row.codename, len(ORDER)))
        return ", ".join(str(WORDS[row.codename]) for row in held if row.codename in WORDS)

    def get_initial(self, request: HttpRequest, thing: Group | None) -> dict[str, Any]:
        return {"permissions": thing.permissions.all()} if thing is not None else {}

    def get_form_context(self, request: HttpRequest, thing: Group | None, form: Any) -> dict[str, Any]:
        return {"sets": list(list_sets(form))}

    def write(self, request: HttpRequest, thing: Any, form: Any) -> Group:
        return edit_group(thing, form.cleaned_data["permissions"], by=request.user)


def list_sets(form: Any) -> Iterator[tuple[str, list[Any]]]:
    """The checkboxes by what they are about: clips, tags, sections and so on."""
    subjects = {row.pk: name_subject(row) for row in form.fields["permissions"].queryset}
    boxes = list(form["permissions"])
    for subject, group in groupby(boxes, key=lambda box: subjects[box.data["value"].value]):
        yield subject, list(group)


def name_subject(permission: Permission) -> str:
    """What it is about; people are Django's own, so the site's settings keep their permission."""
    if permission.codename == "edit_person":
        return str(_("People"))
    model: Any = permission.content_type.model_class()
    return str(model._meta.verbose_name_plural)
