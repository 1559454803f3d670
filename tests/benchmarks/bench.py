"""How long and how often a section measures, and among how many clips."""

from dataclasses import dataclass

# The sections: with the demo alone; with as many clips as other programs were measured with; among a hundred thousand;
# among as many as there are at last.
AT_DEMO = ("bytes",)
AT_FIRST = ("hot", "cold", "memory", "start", "visible")
AT_SECOND = ("search",)
GROWTH = "growth"
AT_LAST = ("notice", "merge")
SECTIONS = (*AT_DEMO, *AT_FIRST, *AT_SECOND, GROWTH, *AT_LAST)


@dataclass(frozen=True)
class Bench:
    """`clips` are there; a round takes `seconds`, and there are `rounds` of what is compared with something else."""

    clips: int
    seconds: float = 3.0
    rounds: int = 3

    def so_often(self, number: int) -> int:
        """That number for a whole run, and fewer the shorter it is."""
        return max(2, round(number * min(self.seconds / 3, 1)))
