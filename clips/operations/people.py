"""People and what their groups may do; nobody is ever deleted, and no manager reaches past a manager's rights."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _

from clips.models import JournalEntry
from clips.operations.errors import Incomplete, NotAllowed
from clips.operations.transactions import operation, require

WORDS = ("username", "first_name", "last_name", "email")


@operation
def create_person(username: str, *, by: Any, groups: Iterable[Group] = (), password: str = "", **words: str) -> User:
    """Somebody who may log in at the desk; without a password only once they have used a password link."""
    require("edit_person", by)
    groups = list(groups)
    _check_reach(_rights_of_groups(groups), by)
    person = User(username=username, is_staff=True, **words)
    person.set_password(password or None)
    _check(person)
    person.save()
    person.groups.set(groups)
    _journal("create_person", person, by)
    return person


@operation
def edit_person(person: User, *, by: Any, groups: Iterable[Group], is_active: bool, **words: str) -> User:
    """Change a person's names, groups and whether they may log in; raises NotAllowed for one with more rights."""
    require("edit_person", by, person)
    row, groups = _lock(person, by), list(groups)
    _check_reach(_rights_of_groups(groups), by)
    if row.pk == by.pk and not is_active:
        raise Incomplete({"is_active": _("You cannot lock yourself out.")})
    for name in WORDS:
        setattr(row, name, words.get(name, getattr(row, name)))
    row.is_active = is_active
    _check(row)
    row.save(update_fields=[*WORDS, "is_active"])
    row.groups.set(groups)
    _journal("edit_person", row, by)
    return row


@operation
def set_password(person: User, password: str, *, by: Any) -> None:
    """Give a person a password that somebody else chose; their sessions end."""
    require("edit_person", by, person)
    row = _lock(person, by)
    row.set_password(password)
    row.save(update_fields=["password"])
    _journal("set_password", row, by)


@operation
def make_password_link(person: User, *, by: Any) -> tuple[str, str]:
    """The two parts (uid, token) of an address where the person sets a password, once, within three days.

    The token itself is written nowhere; the journal says only that a link was made.
    """
    require("edit_person", by, person)
    row = _lock(person, by)
    if not row.is_active:
        raise Incomplete({"is_active": _("This person cannot log in at the moment.")})
    _journal("make_password_link", row, by)
    return urlsafe_base64_encode(force_bytes(row.pk)), default_token_generator.make_token(row)


@operation
def edit_group(group: Group, permissions: Iterable[Permission], *, by: Any) -> Group:
    """Decide what a group may do; only what the newsroom knows, nobody gives more than they have."""
    require("edit_person", by, group)
    wanted = list(permissions)
    for permission in wanted:
        if permission.content_type.app_label != "clips":
            raise NotAllowed(verb="edit_group")
        require(permission.codename, by)
    group.permissions.set(wanted)
    names = sorted(permission.codename for permission in wanted)
    JournalEntry.objects.write("edit_group", by=by, thing=group, details={"name": group.name, "may": names})
    return group


def _lock(person: User, by: Any) -> User:
    row = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    _check_reach(row.get_all_permissions(), by)
    return row


def _check_reach(rights: Iterable[str], by: Any) -> None:
    """Nobody gives, or gains through somebody, a right that they do not have themselves."""
    if not all(by.has_perm(right) for right in rights):
        raise NotAllowed(verb="edit_person")


def _rights_of_groups(groups: Iterable[Group]) -> list[str]:
    found = Permission.objects.filter(group__in=groups).select_related("content_type")
    return [f"{permission.content_type.app_label}.{permission.codename}" for permission in found]


def _check(person: User) -> None:
    try:
        person.full_clean(exclude=["password"])
    except ValidationError as error:
        raise Incomplete({name: " ".join(sentences) for name, sentences in error.message_dict.items()}) from error


def _journal(verb: str, person: User, by: Any) -> None:
    details = {"name": person.username, "active": person.is_active}
    JournalEntry.objects.write(verb, by=by, thing=person, details=details)
