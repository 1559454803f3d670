"""What stands on every page or under every clip, read once: the site, its sections, and the notices."""

from datetime import datetime

from clips.cache.copies import copied
from clips.models import NoticeBoard, Section, Site
from clips.models.keys import NOTICE_RULES, SITE, TAGS


@copied(SITE)
def load_site() -> Site:
    """With its logo and the pages at its foot: one query."""
    return Site.objects.with_foot().settings()


@copied(SITE)
def load_sections() -> list[Section]:
    """In their order: one query."""
    return list(Section.objects.all())


# A rule for a tag that became another name follows it.
@copied("notice", NOTICE_RULES, TAGS)
def load_board(at: datetime) -> NoticeBoard:
    """With the running texts of all notices: two queries."""
    return NoticeBoard.load_all(at)
