"""Steps that keep a row's number when a whole newsroom moves into an empty one."""

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from clips.models import Clip, Dossier, JournalEntry, Notice, Picture, Section, Tag
from clips.operations.errors import ImportRefused


def is_empty_newsroom() -> bool:
    """Nothing is here but what the first migration made: numbers from elsewhere cannot collide."""
    touched = JournalEntry.objects.filter(object_type="section").exists()
    filled = any(model.objects.exists() for model in (Clip, Tag, Notice, Picture, Dossier))
    return not filled and not touched and Section.objects.count() <= 1


def save_numbered(row: models.Model, number: int | None) -> None:
    """Insert the row, under that number if one is given; the next automatic number follows the highest.

    Raises ImportRefused with a sentence for each value that the model does not take.
    """
    check_row(row)
    if number is not None and type(row)._default_manager.filter(pk=number).exists():
        raise ImportRefused(why=_("The number %(number)d is taken.") % {"number": number})
    row.pk = number
    row.save(force_insert=True)
    if number is not None:
        advance_numbers(type(row))


def check_row(row: models.Model) -> None:
    """Raises ImportRefused with a sentence for each value that the model does not take."""
    try:
        row.full_clean(exclude=["id"])
    except ValidationError as error:
        words = (f"{name}: {' '.join(sentences)}" for name, sentences in error.message_dict.items())
        raise ImportRefused(why=" ".join(words)) from error


def advance_numbers(model: type[models.Model]) -> None:
    """Let PostgreSQL's counter pass the numbers that were given by hand; SQLite needs nothing."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
