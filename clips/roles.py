"""Roles: who may do what, as one table, and who may do it to which object."""

from collections.abc import Callable
from typing import Any, Final

from django.apps import AppConfig
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from clips.models import Clip, Picture
from clips.models.clips import ClipQuerySet


class System:
    """The program itself, acting for the operator at the command line: may do everything."""

    pk = None
    is_active = True

    def has_perm(self, permission: str, obj: Any = None) -> bool:
        return True

    def __str__(self) -> str:
        return "system"


SYSTEM: Final = System()

AUTHOR = {
    "create_clip",
    "edit_clip",
    "submit_clip",
    "discard_changes",
    "restore_revision",
    "share_clip",
    "delete_clip",
    "propose_tag",
    "add_picture",
    "edit_picture",
}
EDITOR = AUTHOR | {
    "view_clips",
    "edit_any_clip",
    "return_clip",
    "publish_clip",
    "publish_changes",
    "withdraw_clip",
    "replace_picture",
    "create_tag",
    "delete_picture",
    "import_clip",
    "view_tag",
    "repair_lines",
    "create_dossier",
    "edit_dossier",
    "delete_dossier",
    "publish_correction",
    "supersede_correction",
}
MODERATOR = {
    "view_clips",
    "view_tag",
    "repair_lines",
    "propose_tag",
    "create_tag",
    "edit_tag",
    "approve_tag",
    "map_tag",
    "reject_tag",
    "merge_tags",
    "rename_tag",
    "split_tag",
    "retag_clips",
    "alias_tag",
    "unalias_tag",
    "block_tag",
    "unblock_tag",
    "delete_tag",
    "separate_tags",
    "undo_moderation",
}
MANAGER = {
    *EDITOR,
    *MODERATOR,
    "create_section",
    "edit_section",
    "delete_section",
    "save_notice_draft",
    "publish_notice_version",
    "rename_notice",
    "retire_notice",
    "delete_notice",
    "create_notice_rule",
    "edit_notice_rule",
    "end_notice_rule",
    "erase_clip",
    "publish_counter_statement",
    "hide_history",
    "show_history",
    "create_page",
    "edit_page",
    "delete_page",
    "edit_site",
    "view_journal",
    "edit_person",
}
GROUPS: Final[dict[str, set[str]]] = {
    "Author": AUTHOR,
    "Editor": EDITOR,
    "Moderator": MODERATOR,
    "Manager": MANAGER,
}


def may(verb: str, by: Any, thing: Any = None) -> bool:
    """Whether the person (or SYSTEM) may do this at all and, where a thing is given, to this one."""
    if not by.is_active or not by.has_perm(f"clips.{verb}"):
        return False
    rule = OBJECT_RULES.get(verb)
    return thing is None or rule is None or rule(by, thing)


def visible_clips(by: Any) -> ClipQuerySet:
    """The clips a person may read at the desk: all of them, or their own and what was published."""
    if may("view_clips", by):
        return Clip.objects.all()
    return Clip.objects.filter(Q(created_by=by.pk) | Q(status=Clip.Status.PUBLISHED))


def visible_with_copies(by: Any) -> ClipQuerySet:
    """The same with the working copies of these clips; those of others' clips stay with the editors."""
    if may("view_clips", by):
        return Clip.with_copies.all()
    own = Q(created_by=by.pk) | Q(working_copy_of__created_by=by.pk)
    return Clip.with_copies.filter(own | Q(status=Clip.Status.PUBLISHED))


def _own_open_or_any(by: Any, clip: Clip) -> bool:
    """What an author may write in: their own drafts, and the working copies of their own clips until submitted."""
    return may("edit_any_clip", by) or (_is_own(by, clip) and clip.open_status == Clip.Status.DRAFT)


def _own_draft_or_any(by: Any, clip: Clip) -> bool:
    return may("edit_any_clip", by) or (_is_own(by, clip) and clip.status == Clip.Status.DRAFT)


def _own_or_any(by: Any, clip: Clip) -> bool:
    return may("edit_any_clip", by) or _is_own(by, clip)


def _is_own(by: Any, clip: Clip) -> bool:
    return clip.created_by_id is not None and clip.created_by_id == by.pk


def _own_picture_or_any(by: Any, picture: Picture) -> bool:
    own = picture.uploaded_by_id is not None and picture.uploaded_by_id == by.pk
    return own or may("edit_any_clip", by)


OBJECT_RULES: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "edit_clip": _own_open_or_any,
    "submit_clip": _own_open_or_any,
    "discard_changes": _own_open_or_any,
    "restore_revision": _own_open_or_any,
    "share_clip": _own_or_any,
    "delete_clip": _own_draft_or_any,
    "edit_picture": _own_picture_or_any,
}


def grant_new_permissions(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """After a migration: make the groups, and give each the permissions that are new since the last one.

    What the operator took from a group, or a group they deleted or renamed, stays as they left it. Runs
    before Django makes the permissions itself (`clips` stands before `django.contrib.auth` in INSTALLED_APPS).
    """
    ours = Permission.objects.using(using).filter(content_type__app_label=sender.label)
    known = set(ours.values_list("codename", flat=True))
    create_permissions(sender, using=using, verbosity=0)
    new = {permission.codename: permission for permission in ours.exclude(codename__in=known)}
    if not known:
        Group.objects.using(using).bulk_create([Group(name=name) for name in GROUPS], ignore_conflicts=True)
    for group in Group.objects.using(using).filter(name__in=GROUPS):
        group.permissions.add(*(new[verb] for verb in GROUPS[group.name] if verb in new))
