"""The site's own settings: one page, no list."""

from typing import Any, Final

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from clips.admin.base import OperationAdmin
from clips.admin.fields.pictures import PictureField
from clips.admin.fields.site import ColourWidget, LinksField
from clips.admin.site import newsroom
from clips.models import Site
from clips.operations.site import edit_site

# The groups of the page, in the order in which a site is set up.
GROUPS: Final = (
    (_("Name and words"), ("name", "tagline", "description", "language")),
    (_("Look"), ("logo", "accent")),
    (_("Who is behind it"), ("publisher", "responsible_person")),
    (_("Under a clip"), ("related_count", "shows_history")),
    (_("Foot of every page"), ("footer_links",)),
    (_("For machines"), ("ai_crawlers",)),
)


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
    logo = PictureField(
        label=_("Logo"),
        help_text=_(
            "A picture at least twice as wide as it is high stands in place of the name, any other before it. "
            "It stands on light paper, in the dark too; a transparent ground is kept."
        ),
    )
    accent = forms.CharField(
        label=_("Accent colour"),
        max_length=20,
        required=False,
        widget=ColourWidget({"label": _("Pick a colour")}),
        help_text=_(
            "For labels, links and marks, as # with six digits or letters. It must be dark enough to be read; "
            "the lighter one for the dark appearance follows from it. Empty: the colour of the house."
        ),
    )
    publisher = forms.CharField(label=_("Publisher"), max_length=120, required=False)
    responsible_person = forms.CharField(
        label=_("Responsible person"),
        max_length=120,
        required=False,
        help_text=_("Stands at the foot of every page and in the imprint. Sections may have another."),
    )
    related_count = forms.IntegerField(
        label=_("Lines “More on this topic” under a clip"),
        min_value=0,
        max_value=12,
        help_text=_("What the editors chose comes first; suggestions fill up to this number. 0: no suggestions."),
    )
    shows_history = forms.BooleanField(
        label=_("Readers see what changed in a clip"),
        required=False,
        help_text=_("The history of a single clip can be hidden at the clip, with a reason."),
    )
    footer_links = LinksField(
        label=_("Links at the foot"),
        required=False,
        help_text=_(
            "Beside the pages of the site, which are there by themselves. "
            "An address begins with https://, or with / for a page of this site. Empty rows fall away."
        ),
    )
    ai_crawlers = forms.ChoiceField(
        label=_("Programs that gather texts for AI"),
        choices=Site.Crawlers.choices,
        widget=forms.RadioSelect,
        help_text=_("robots.txt asks them for it. Most keep to it, but nothing forces them. Search engines stay."),
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

    def make_form(self, request: HttpRequest, thing: Site | None) -> Any:
        form = super().make_form(request, thing)
        form.fields["logo"].widget.may_add = self.may(request, "add_picture")
        form.fields["logo"].widget.by = request.user
        return form

    def get_form_context(self, request: HttpRequest, thing: Site | None, form: Any) -> dict[str, Any]:
        groups = [(title, [form[name] for name in names]) for title, names in GROUPS]
        return {"title": self.opts.verbose_name, "groups": groups}

    def write(self, request: HttpRequest, thing: Site | None, form: Any) -> Site:
        return edit_site(by=request.user, **form.cleaned_data)
