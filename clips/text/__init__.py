"""Strings in, strings out: markup, names, notices and differences, without a model or a query."""
