"""The site's own settings: one page, no list."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from clips.admin.base import OperationAdmin
from clips.admin.site import newsroom
from clips.models import Site
from clips.operations.site import edit_site


class SiteForm(forms.Form):
    use_required_attribute = False

    name = forms.CharField(label=_("Name of the site"), max_length=60, required=False)
    tagline = forms.CharField(label=_("Tagline"), max_length=160, required=False)
    description = forms.CharField(
        label=_("Description for search engines"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    language = forms.ChoiceField(
        label=_("Language of the site"),
        choices=Site.Language.choices,
        help_text=_("The words around the clips. Each clip has a language of its own."),
    )
    publisher = forms.CharField(label=_("Publisher"), max_length=120, required=False)
    responsible_person = forms.CharField(label=_("Responsible person"), max_length=120, required=False)
    related_count = forms.IntegerField(
        label=_("Lines “More on this topic” under a clip"),
        min_value=0,
        max_value=12,
        help_text=_("What the editors chose comes first; suggestions fill up to this number. 0: no suggestions."),
    )


@admin.register(Site, site=newsroom)
class SiteAdmin(OperationAdmin):
    change_verb = "edit_site"
    form_class = SiteForm
    form_template = "admin/site_form.html"
    done = _("Saved. Readers see it at once.")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one row, so its form is the list."""
        return self.changeform_view(request, str(Site.objects.settings().pk), extra_context=extra_context)

    def get_form_context(self, request: HttpRequest, thing: Site | None, form: Any) -> dict[str, Any]:
        return {"title": self.opts.verbose_name}

    def write(self, request: HttpRequest, thing: Site | None, form: Any) -> Site:
        return edit_site(by=request.user, **form.cleaned_data)
