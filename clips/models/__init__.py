"""What there is: the models, their constraints and their reading words."""

from clips.models.addresses import Address
from clips.models.clips import Clip
from clips.models.journal import JournalEntry
from clips.models.notices import Notice, NoticeVersion
from clips.models.pictures import Picture
from clips.models.relations import Relation
from clips.models.sections import Section
from clips.models.site import Site
from clips.models.tags import ClipTag, Tag
from clips.models.transitions import Transition, next_transition, transitions

__all__ = [
    "Address",
    "Clip",
    "ClipTag",
    "JournalEntry",
    "Notice",
    "NoticeVersion",
    "Picture",
    "Relation",
    "Section",
    "Site",
    "Tag",
    "Transition",
    "next_transition",
    "transitions",
]
