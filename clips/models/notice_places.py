"""Where a rule puts its notice, in words."""

from clips.models.clips import Clip
from clips.models.notice_rules import NoticeRule


def name_place(rule: NoticeRule) -> str:
    """“Whole site”, or “Tag: Elbe”; a tag that became another name by the one it stands for."""
    subject = ""
    if rule.tag is not None:
        subject = rule.tag.target.name
    elif rule.section is not None:
        subject = rule.section.name
    elif rule.language:
        subject = str(Clip.Language(rule.language).label)
    scope = str(rule.get_scope_display())
    return f"{scope}: {subject}" if subject else scope
