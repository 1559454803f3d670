"""What there is: the models, their constraints and their reading words."""

from clips.models.addresses import Address
from clips.models.buffers import Buffer
from clips.models.clips import Clip
from clips.models.corrections import Correction
from clips.models.deliveries import ClockLine, Delivery
from clips.models.dossiers import Dossier, DossierClip
from clips.models.journal import JournalEntry
from clips.models.ledger import Ledger, LedgerChange, LedgerMove
from clips.models.notice_history import recall_notice
from clips.models.notice_rules import NoticeBoard, NoticeRule
from clips.models.notices import Notice, NoticeVersion
from clips.models.pages import Page
from clips.models.pasts import ClipPast
from clips.models.pictures import Picture
from clips.models.presence import Presence
from clips.models.previews import Preview
from clips.models.relations import Relation
from clips.models.revisions import Revision
from clips.models.search_entries import SearchEntry, SearchWord
from clips.models.sections import Section
from clips.models.site import Site
from clips.models.tag_keys import TagDifference, TagKey, TagLikeness
from clips.models.tag_pasts import TagPast
from clips.models.tags import ClipTag, Tag
from clips.models.transitions import Transition, next_transition, transitions
from clips.models.versions import load_versions

__all__ = [
    "Address",
    "Buffer",
    "Clip",
    "ClipPast",
    "ClipTag",
    "ClockLine",
    "Correction",
    "Delivery",
    "Dossier",
    "DossierClip",
    "JournalEntry",
    "Ledger",
    "LedgerChange",
    "LedgerMove",
    "Notice",
    "NoticeBoard",
    "NoticeRule",
    "NoticeVersion",
    "Page",
    "Picture",
    "Presence",
    "Preview",
    "Relation",
    "Revision",
    "SearchEntry",
    "SearchWord",
    "Section",
    "Site",
    "Tag",
    "TagDifference",
    "TagKey",
    "TagLikeness",
    "TagPast",
    "Transition",
    "load_versions",
    "next_transition",
    "recall_notice",
    "transitions",
]
