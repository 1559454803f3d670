"""The forms of a rule for a notice: for what it is made, how much it weighs, and from when until when."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips.admin.fields.minutes import MinuteField
from clips.admin.fields.tag import TagField
from clips.models import Clip, Notice, NoticeRule, Section, Tag
from clips.models.notice_reach import YOUNGEST
from clips.operations.errors import RuleEndsTooEarly

LARGEST = 100
MISSING = {
    "tag": _("Choose the tag."),
    "section": _("Choose the section."),
    "language": _("Choose the language."),
}


class EditRuleForm(forms.Form):
    use_required_attribute = False

    priority = forms.IntegerField(
        label=_("Priority"),
        min_value=-LARGEST,
        max_value=LARGEST,
        initial=0,
        help_text=_(
            "The higher number wins, but only among rules of the same kind: a tag always comes before a section, a "
            "section before a language, a language before the whole site."
        ),
    )
    ends_at = MinuteField(label=_("Applies until"), required=False, help_text=_("Empty: until somebody ends it."))


class EndRuleForm(forms.Form):
    use_required_attribute = False

    ends_at = MinuteField(label=_("Ends"), required=False, help_text=_("Empty: at once."))


class RuleForm(EditRuleForm):
    """Of tag, section and language only the one that the scope names is read."""

    notice = forms.ModelChoiceField(Notice.objects.all(), label=_("Notice"), empty_label=_("Please choose"))
    scope = forms.ChoiceField(
        label=_("Stands under"),
        choices=[
            ("site", _("all clips of the site")),
            ("section", _("the clips of a section")),
            ("language", _("the clips in a language")),
            ("tag", _("the clips with a tag")),
        ],
        widget=forms.RadioSelect,
    )
    tag = TagField(label=_("Tag"))
    section = forms.ModelChoiceField(
        Section.objects.all(), label=_("Section"), required=False, empty_label=_("Please choose")
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("Please choose")), *Clip.Language.choices]
    )
    starts_at = MinuteField(label=_("Applies from"), required=False, help_text=_("Empty: at once."))
    field_order = ("notice", "scope", "tag", "section", "language", "priority", "starts_at", "ends_at")

    def clean(self) -> dict[str, Any]:
        data, scope = self.cleaned_data, self.cleaned_data.get("scope", "")
        for name in MISSING:
            if name != scope:
                data[name] = "" if name == "language" else None
                self.errors.pop(name, None)
            elif not data.get(name) and name not in self.errors:
                self.add_error(name, MISSING[name])
        begin, end = data.get("starts_at") or timezone.now(), data.get("ends_at")
        if end is not None and end <= begin:
            self.add_error("ends_at", RuleEndsTooEarly.message)
        return data


def imagine_rule(data: dict[str, Any], starts_at: Any) -> NoticeRule:
    """The rule that the form would make, as the youngest of all."""
    rule = NoticeRule(pk=YOUNGEST, **data | {"starts_at": starts_at, "created_at": starts_at})
    tag: Tag | None = data["tag"]
    rule.tag_then = tag.pk if tag is not None else None
    return rule
