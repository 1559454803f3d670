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
WAGTAIL = COLD["Wagtail, SQLite"] / NGINX[1]
TOLD = "Only Kurzclips in this run. The others were measured elsewhere, beside nginx on the same machine."
UNKNOWN = "Of their lists there is no figure: the budgets for ours compare with Wagtail's clip page."


def list_hot(rate: float, cpu: float) -> Table:
    """Ours as multiples of nginx's, like theirs."""
    table = Table("A stored clip page beside others", ["", "x requests of nginx", "x CPU of nginx"], notes=[TOLD])
    table.add("Kurzclips", f"{rate:.2f}", f"{cpu:.1f}")
    for name, (their_rate, their_cpu) in HOT.items():
        table.add(name, f"{their_rate / NGINX[0]:.2f}", f"{their_cpu / NGINX[1]:.1f}")
    return table


def list_cold(cpu: float) -> Table:
    table = Table("A clip page without page cache beside others", ["", "x CPU of nginx"], notes=[TOLD, UNKNOWN])
    table.add("Kurzclips", f"{cpu:,.0f}")
    for name, theirs in COLD.items():
        table.add(name, f"{theirs / NGINX[1]:,.0f}")
    return table
