"""The form on which a clip is written: what was typed, and the one edit that it makes."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.fields.body import BodyField
from clips.admin.fields.lines import LinesField, load_lines
from clips.admin.fields.minutes import MinuteField
from clips.admin.fields.notices import NoticeField, write_choice
from clips.admin.fields.pictures import PictureField
from clips.admin.fields.tags import TagsField, Typed, read_id
from clips.admin.numbers import read_number
from clips.admin.words import name_person
from clips.models import Clip, Section
from clips.models.notice_rules import NoticeFacts
from clips.operations.writing import ClipEdit

# Clips begin at version 1.
NEVER: Final = 0
TIMES = ("publish_at", "expire_at", "embargoed_until")
# Fields of the form that are columns of the clip under the same name.
PLAIN = (
    "section", "kicker", "headline", "lede", "body", "picture", "caption", "language", "byline", "noindex", *TIMES,
)  # fmt: skip


class ClipForm(forms.Form):
    """Lengths are checked here, everything else by the operation, whose sentences come back to these fields."""

    use_required_attribute = False

    kicker = forms.CharField(label=_("Kicker"), max_length=80, required=False)
    headline = forms.CharField(
        label=_("Headline"), max_length=200, required=False, widget=forms.Textarea({"rows": 1, "data-one-line": ""})
    )
    lede = forms.CharField(label=_("Lede"), required=False, widget=forms.Textarea({"rows": 3}))
    body = BodyField(label=_("Text"))
    relations = LinesField(label=_("More on this topic"), required=False)
    publish_at = MinuteField(label=_("Publish at"), required=False, help_text=_("Empty: as soon as it is published."))
    expire_at = MinuteField(label=_("Expires at"), required=False)
    embargoed_until = MinuteField(label=_("Embargo until"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Clip.Language.choices)
    byline = forms.CharField(label=_("Byline"), max_length=120, required=False)
    noindex = forms.BooleanField(label=_("Keep out of search engines"), required=False)
    section = forms.ModelChoiceField(
        Section.objects.all(), label=_("Section"), required=False, empty_label=_("Please choose")
    )
    tags = TagsField(label=_("Tags"), required=False)
    picture = PictureField(label=_("Picture"))
    caption = forms.CharField(label=_("Caption under this clip"), max_length=500, required=False)
    notice = NoticeField(label=_("Notice"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    overwrite = forms.IntegerField(widget=forms.HiddenInput, required=False)
    original_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # The page's own name, under which what it autosaves is kept until it is saved.
    tab = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: Clip | None, by: Any, **kwargs: Any) -> None:
        """`row` is what the form was loaded from: the clip or its working copy, None for a new one."""
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        self.row, self.by = row, by
        lines: Any = self.fields["relations"].widget
        lines.by, lines.own = by, row.desk_number if row is not None else None
        self.fields["tags"].widget.may_create = roles.may("create_tag", by)
        self.fields["picture"].widget.may_add = roles.may("add_picture", by)
        self.fields["picture"].widget.by = by
        self.fields["notice"].widget.find_facts = self.find_facts
        for name in TIMES:
            field: Any = self.fields[name]
            field.stored = getattr(row, name, None)

    def find_facts(self) -> NoticeFacts:
        """What decides about the notice, as the form holds it; a tag that is only a name yet has no rule."""
        tags = filter(None, map(read_id, (self["tags"].value() or Typed()).wanted))
        section, language = read_number(self["section"].value() or "") or 0, str(self["language"].value() or "")
        return NoticeFacts(Clip.NoticeChoice.SITE, None, tuple(tags), section, language)

    @property
    def edit(self) -> ClipEdit:
        """All of one save."""
        data = self.cleaned_data
        choice, notice = data["notice"]
        fields = {name: data[name] for name in PLAIN} | {"notice_choice": choice, "notice": notice}
        return ClipEdit(
            fields=fields,
            tags=data["tags"],
            lines=data["relations"],
            version=self.seen,
            original_version=data["original_version"],
            tab=data["tab"],
        )

    @property
    def seen(self) -> int:
        """The version that the person saw, or chose knowingly to overwrite; without one, none that was ever stored."""
        return self.cleaned_data["overwrite"] or self.cleaned_data["version"] or NEVER


def find_row(clip: Clip, by: Any) -> Clip:
    """What the clip's form is loaded from: its working copy, for those who may read it, else the clip itself."""
    return roles.visible_with_copies(by).filter(working_copy_of=clip.pk).first() or clip


def load_clip(row: Clip) -> dict[str, Any]:
    """The form's first values for a clip or a working copy as it is stored."""
    tag_ids = [one.tag_id for one in row.clip_tags.all()]
    return {
        **{name: getattr(row, name) for name in PLAIN},
        "section": row.section_id,
        "picture": row.picture_id,
        "tags": Typed([f"id:{number}" for number in tag_ids], [str(number) for number in tag_ids]),
        "relations": load_lines(row.relations.all()),
        "notice": write_choice(row),
        "version": row.version,
    }


def begin_clip(by: Any) -> dict[str, Any]:
    """The form's first values for a new clip."""
    first = Section.objects.first()
    return {"section": first.pk if first else None, "byline": name_person(by), "notice": "site", "language": "de"}
