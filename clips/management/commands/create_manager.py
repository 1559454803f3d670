"""Make the first manager of a newsroom, asking for name and password where they are not given."""

import getpass
import os
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from clips import roles
from clips.operations.errors import Refusal
from clips.operations.people import create_person


class Command(BaseCommand):
    help = "Makes a manager. Asks for the name and the password; MANAGER_PASSWORD may give it instead."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", help="without it, nothing is done where somebody can log in already")

    def handle(self, *args: Any, username: str | None, **options: Any) -> None:
        if not username and User.objects.filter(is_active=True, is_staff=True).exists():
            return
        try:
            username = username or input(_("Name of the first manager: ")).strip()
            person = self._create(username, self._read(username))
        except (EOFError, KeyboardInterrupt):
            raise CommandError(_("No manager was made.")) from None
        self.stdout.write(_("%(name)s can log in at /admin/ now.") % {"name": person.username})

    def _read(self, username: str) -> str:
        password = os.environ.get("MANAGER_PASSWORD", "")
        try:
            if password:
                validate_password(password, User(username=username))
        except ValidationError as error:
            raise CommandError(f"MANAGER_PASSWORD: {' '.join(error.messages)}") from None
        return password or self._ask(username)

    def _ask(self, username: str) -> str:
        while True:
            password = getpass.getpass(_("Password: "))
            try:
                validate_password(password, User(username=username))
            except ValidationError as error:
                self.stderr.write(" ".join(error.messages))
                continue
            if getpass.getpass(_("Once more: ")) == password:
                return password
            self.stderr.write(_("These were two different passwords."))

    def _create(self, username: str, password: str) -> User:
        manager = Group.objects.filter(name="Manager")
        try:
            return create_person(username, by=roles.SYSTEM, groups=manager, password=password)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
