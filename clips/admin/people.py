"""People at the desk: who there is, what groups they belong to, and a way in for somebody without mail."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from clips.admin.base import OperationAdmin
from clips.admin.columns import show_state
from clips.admin.groups import name_group
from clips.admin.numbers import ChoicesField
from clips.admin.site import newsroom
from clips.admin.words import name_person
from clips.operations.errors import Refusal
from clips.operations.people import create_person, edit_person, make_password_link


class GroupsField(ChoicesField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return name_group(obj)


class NewPersonForm(forms.Form):
    use_required_attribute = False

    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    username = forms.CharField(label=_("Name for logging in"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    groups = GroupsField(Group.objects.order_by("name"), label=_("Groups"), required=False)


class PersonForm(NewPersonForm):
    is_active = forms.BooleanField(label=_("May log in"), required=False)


class GroupFilter(admin.RelatedFieldListFilter):
    """The groups under the names that they have in the person's language."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        return [(group.pk, name_group(group)) for group in Group.objects.order_by("name")]


@admin.register(User, site=newsroom)
class PersonAdmin(OperationAdmin):
    add_verb = "edit_person"
    change_verb = "edit_person"
    new_form_class = NewPersonForm
    form_class = PersonForm
    form_template = "admin/person_form.html"
    list_display = ("full_name", "username", "group_names", "way_in", "last_login")
    list_filter = (("groups", GroupFilter), "is_active")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("-is_active", "last_name", "first_name", "username")
    list_title = _("People")
    add_label = _("New person")
    empty_value_display = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return User.objects.prefetch_related("groups")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes somebody with more rights."""
        beyond = obj is not None and obj.is_superuser and not getattr(request.user, "is_superuser", False)
        return super().has_change_permission(request, obj) and not beyond

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, "edit_person")

    def get_frame(self, request: HttpRequest, thing: Any) -> dict[str, Any]:
        return {**super().get_frame(request, thing), "list_title": self.list_title}

    @admin.display(description=_("Name"), ordering="last_name")
    def full_name(self, person: User) -> str:
        return name_person(person)

    @admin.display(description=_("Groups"))
    def group_names(self, person: User) -> str:
        names = [name_group(group) for group in person.groups.all()]
        return ", ".join([*names, str(_("all rights"))] if person.is_superuser else names)

    @admin.display(description=_("Status"), ordering="is_active")
    def way_in(self, person: User) -> SafeString:
        may_enter = person.is_active and person.is_staff
        return show_state("active", "●", _("may log in")) if may_enter else show_state("blocked", "⊘", _("locked out"))

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.password_link_view)
        return [path("<int:number>/password-link/", view, name="make-password-link"), *super().get_urls()]

    def get_initial(self, request: HttpRequest, thing: User | None) -> dict[str, Any]:
        initial = super().get_initial(request, thing)
        return initial | {"groups": thing.groups.all()} if thing is not None else initial

    def get_form_context(self, request: HttpRequest, thing: User | None, form: Any) -> dict[str, Any]:
        return {"title": name_person(thing) if thing is not None else self.add_label}

    def write(self, request: HttpRequest, thing: User | None, form: Any) -> User:
        data = form.cleaned_data
        return create_person(by=request.user, **data) if thing is None else edit_person(thing, by=request.user, **data)

    def get_done_message(self, request: HttpRequest, thing: User | None, saved: User) -> Any:
        return self.done if thing is not None else _("Added. Now give them a way in: a link to choose a password.")

    def get_next_address(self, request: HttpRequest, saved: User) -> str:
        return reverse("admin:auth_user_change", args=[saved.pk])

    def password_link_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """The link is shown in the answer to the POST and nowhere else: nobody can look it up again."""
        person = self.find(request, str(number))
        if not self.has_change_permission(request, person):
            self.turn_away(request, self.change_verb, person)
        context: dict[str, Any] = {"title": _("Password link for %(name)s") % {"name": name_person(person)}}
        if request.method == "POST":
            try:
                uid, token = make_password_link(person, by=request.user)
            except Refusal as refusal:
                messages.error(request, refusal.sentence)
            else:
                address = reverse("admin:set_password", args=[uid, token])
                context["link"] = request.build_absolute_uri(address)
        response = self.render_page(request, "admin/password_link.html", person, context)
        response.headers["Cache-Control"] = "no-store"
        return response
