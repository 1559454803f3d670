"""Append-only rows: what is written stays, and the model and its queryset refuse anything else."""

from typing import Any, NoReturn

from django.db import models


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete a row that is kept for ever."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Reads and inserts; every way to change or delete many rows at once raises AppendOnlyError."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} rows are append-only.")

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("update_conflicts"):
            self._refuse()
        return super().bulk_create(objs, *args, **kwargs)

    def blank(self, **values: Any) -> int:
        """The one door: `erase_clip` overwrites texts that a court or a person's right takes away. Returns the rows."""
        return models.QuerySet.update(self, **values)

    update = delete = bulk_update = update_or_create = _raw_delete = _refuse


class AppendOnlyModel(models.Model):
    """A row that is inserted once and never saved again or deleted."""

    class Meta:
        abstract = True
        default_permissions = ()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} {self.pk} is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{type(self).__name__} {self.pk} is append-only.")
