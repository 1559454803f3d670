"""Other programs, measured elsewhere: only through their ratio to nginx on the same machine, which holds on others."""

from tests.benchmarks.report import Table

# Requests a second, and milliseconds of CPU for each: nginx with a static file, and the others beside it.
NGINX = 92_000, 0.010
HOT = {
    "a WSGI function that answers from a dictionary": (63_000, 0.018),
    "WordPress, fastcgi_cache of nginx": (50_000, 0.019),
    "Django, no page cache, a constant page": (10_000, 0.18),
    "Wagtail, page cache in memory": (5_700, 0.32),
    "Wagtail, page cache in Redis": (2_200, 0.63),
}
COLD = {
    "Wagtail, SQLite": 7.6,
    "Wagtail, PostgreSQL": 11.7,
    "WordPress": 16.0,
    "Ghost": 67.0,
}
TOLD = "Others were measured elsewhere; what can be compared is their ratio to nginx on the same machine:"


def list_hot(table: Table, rate: float, cpu: float) -> None:
    table.notes.append(TOLD)
    table.notes.append(f"Kurzclips, clip page: {rate:.2f} x its requests, {cpu:.1f} x its CPU.")
    for name, (their_rate, their_cpu) in HOT.items():
        table.notes.append(f"{name}: {their_rate / NGINX[0]:.2f} x its requests, {their_cpu / NGINX[1]:.1f} x its CPU.")


def list_cold(table: Table, cpu: float) -> None:
    """`cpu` as a multiple of nginx's."""
    table.notes.append(TOLD)
    table.notes.append(f"Kurzclips, clip page: {cpu:.0f} x its CPU.")
    table.notes += [f"{name}, clip page: {theirs / NGINX[1]:,.0f} x its CPU." for name, theirs in COLD.items()]


WAGTAIL = COLD["Wagtail, SQLite"] / NGINX[1]
