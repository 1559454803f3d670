"""A progress bar for long commands, on the error stream, and only where a person is watching."""

from types import TracebackType
from typing import Any, Self

WIDTH = 30


class Progress:
    """Counts steps up to `total`; with 0, or without a terminal, it stays silent."""

    def __init__(self, stream: Any, total: int) -> None:
        self.stream, self.total, self.done = stream, total, 0
        self.shown = total > 0 and stream.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.shown:
            self.stream.write("")

    def step(self) -> None:
        self.done += 1
        if self.shown and (self.done * WIDTH * 4 // self.total != (self.done - 1) * WIDTH * 4 // self.total):
            filled = self.done * WIDTH // self.total
            bar = "█" * filled + "·" * (WIDTH - filled)
            self.stream.write(f"\r{bar} {self.done}/{self.total}", ending="")
