"""Where a rule puts its notice, and why a notice stood where it stood, in words."""

from django.utils.translation import gettext as _

from clips.models.clips import Clip
from clips.models.notice_rules import NoticeRule
from clips.models.pasts import Memory
from clips.models.tags import Tag


def name_place(rule: NoticeRule, tag: Tag | None = None) -> str:
    """“Whole site”, or “Tag: Elbe”; a tag that became another name by `tag`, or else by the one it stands for now."""
    subject = ""
    if rule.tag is not None:
        subject = (tag or rule.tag.target).name
    elif rule.section is not None:
        subject = rule.section.name
    elif rule.language:
        subject = str(Clip.Language(rule.language).label)
    scope = str(rule.get_scope_display())
    return f"{scope}: {subject}" if subject else scope


def tell_why(memory: Memory) -> str:
    """What put the notice there at that moment, or why there was none."""
    verdict = memory.verdict
    if memory.past is None:
        return _("The memory of this clip had not begun.")
    if not memory.was_public:
        return _("The clip was not public: nothing stood there.")
    if verdict.left_out is not None:
        return _("The clip did without “%(name)s”.") % {"name": verdict.left_out.notice.name}
    if verdict.version is None:
        return _("No rule applied: nothing stood there.")
    if verdict.rule is None:
        return _("The clip chose it.")
    return name_place(verdict.rule, find_tag_then(verdict.rule))


def find_tag_then(rule: NoticeRule) -> Tag | None:
    """What the tag of a rule stood for at the moment for which the rule was read; None if that is the same today."""
    if rule.tag is None or rule.tag_then in (None, rule.tag.target.pk):
        return None
    return Tag.objects.filter(pk=rule.tag_then).first()
