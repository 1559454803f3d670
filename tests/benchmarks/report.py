"""Tables of figures, with the budgets that they were measured for: to be read in a terminal, and as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass, field

MARKS = "<!-- results: written by `make bench WRITE=1` -->", "<!-- end of results -->"


@dataclass(frozen=True)
class Budget:
    """What was promised, and what was found."""

    what: str
    wanted: str
    found: str
    is_met: bool


@dataclass
class Table:
    """The first column names, the others count; a note is a sentence below it, and other tables may follow."""

    title: str
    columns: Sequence[str] = ()
    rows: list[Sequence[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    budgets: list[Budget] = field(default_factory=list)
    after: list["Table"] = field(default_factory=list)

    def add(self, name: str, *figures: float | str) -> None:
        self.rows.append([name, *(one if isinstance(one, str) else show(one) for one in figures)])

    def promise(self, what: str, wanted: str, found: str, is_met: bool) -> None:
        self.budgets.append(Budget(what, wanted, found, is_met))


def show(figure: float) -> str:
    """Three digits that count."""
    if figure == 0:
        return "0"
    if abs(figure) >= 100:
        return f"{figure:,.0f}"
    return f"{figure:.1f}" if abs(figure) >= 10 else f"{figure:.2f}" if abs(figure) >= 1 else f"{figure:.3f}"


def list_budgets(tables: Sequence[Table]) -> Table:
    found = Table("Budgets", ["", "wanted", "found", ""])
    for budget in (one for table in tables for one in table.budgets):
        found.add(budget.what, budget.wanted, budget.found, "met" if budget.is_met else "MISSED")
    return found


def as_text(table: Table) -> str:
    lines = [list(table.columns), *table.rows] if table.rows else []
    widths = [max(len(line[place]) for line in lines) for place in range(len(table.columns))] if lines else []
    shown = [
        "  ".join(one.rjust(width) if place else one.ljust(width) for place, (one, width) in enumerate(cells)).rstrip()
        for cells in (list(zip(line, widths, strict=True)) for line in lines)
    ]
    head = [f"\n{table.title}", "-" * len(table.title)]
    return "\n".join([*head, *shown, *(f"  {note}" for note in table.notes), *map(as_text, table.after)])


def as_markdown(table: Table) -> str:
    lines = [f"### {table.title}", ""]
    if table.rows:
        ruler = ["---", *("---:" for _column in table.columns[1:])]
        lines += [f"| {' | '.join(line)} |" for line in (table.columns, ruler, *table.rows)] + [""]
    return "\n".join([*lines, *(f"{note}\n" for note in table.notes), *map(as_markdown, table.after)])


def replace_results(text: str, results: str) -> str:
    """The file with other results between its two marks; what people wrote around them stays."""
    begin, end = MARKS
    before, _begin, rest = text.partition(begin)
    after = rest.partition(end)[2].strip()
    return "\n\n".join(part for part in (before.rstrip(), begin, results.strip(), end, after) if part) + "\n"
