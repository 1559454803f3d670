"""INSERT ... SELECT, which Django has no word for: a hundred thousand rows are one statement."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, models


def insert_from(model: type[models.Model], rows: models.QuerySet[Any], columns: Mapping[str, Any]) -> int:
    """One new row of the model for each of the rows, each column by its expression. Returns how many."""
    # An annotation may not have the name of a column that it is made from.
    chosen = {f"into_{name}": expression for name, expression in columns.items()}
    sql, values = rows.annotate(**chosen).values_list(*chosen).query.sql_with_params()
    quote = connection.ops.quote_name
    known = {field.name: str(field.column) for field in model._meta.concrete_fields}
    names = ", ".join(quote(known[name]) for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(model._meta.db_table)} ({names}) {sql}", values)
        return cursor.rowcount
