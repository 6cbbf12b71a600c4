"""What one program of a sequence hands on to the next: the rows that bound, and whether such guesses were any good."""

from __future__ import annotations

from dataclasses import dataclass

from replay.reconstruction.tools.quadratic_program import Solution
from replay.reconstruction.tools.row_names import RowName

_MOST_REST = 15
"""Programs at most that are solved from nothing before a guess is tried again. Where riders are at their limits for
long (a semifinal of Tokyo) each of 87 guesses failed, at 83 ms each where a program from nothing took 73."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Inequalities that may bind.

    rows      those that bound in the program before
    failures  guesses in a row from which no minimum was found
    rests     programs that are still to be solved from nothing: none, two, six ... after each failure in a row
    """

    rows: frozenset[RowName] = frozenset()
    failures: int = 0
    rests: int = 0

    @property
    def due(self) -> frozenset[RowName]:
        """The rows to start from: none while guessing rests."""
        return frozenset() if self.rests else self.rows

    def after(self, solution: Solution) -> Guess:
        """What to hand on after the program that was solved from this guess."""
        if solution.guess_failed:
            failures = self.failures + 1
            return Guess(solution.binding, failures, min(2**failures - 2, _MOST_REST))
        if self.rests:
            return Guess(solution.binding, self.failures, self.rests - 1)
        return Guess(solution.binding)


NO_GUESS = Guess()
"""What there is before the first program."""
