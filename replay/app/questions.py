"""What `check` asks of a race file that can be so, and seldom is: no mistake, but worth a look at the source."""

from __future__ import annotations

from collections.abc import Iterator

from replay.app.build import Replay
from replay.race.facts import Race
from replay.race.riders.category_words import category_of
from replay.race.riders.physique import USUAL_SHARE
from replay.reconstruction.constraints.riding_limits import LONG_GAP_S


def questions(replay: Replay) -> Iterator[str]:
    """A sentence for each thing that is asked."""
    yield from _falls(replay.race)
    yield from _strength(replay)


def _falls(race: Race) -> Iterator[str]:
    """Whether who comes long after the winner fell."""
    for result in race.results:
        gap_s = result.gap_s or 0.0
        if gap_s > LONG_GAP_S and result.rider not in race.delayed:
            gap = f"{gap_s:.{race.gap_decimals}f} s"
            yield (
                f"did {result.rider} fall or stop racing? Nothing tells how the gap of {gap} came about: tell it with "
                "`crash` or `stops_racing` if a source does"
            )


def _strength(replay: Replay) -> Iterator[str]:
    """Whether riders are as strong as the measured times ask for."""
    category = category_of(replay.race.event.category).category
    if not replay.race.all_timed:
        return
    for rider, best_w in replay.reconstruction.audit.power_w.items():
        share = category.physique.share_asked(best_w)
        if share > USUAL_SHARE:
            yield (
                f"is {rider} so strong? The measured times ask for {100 * (share - 1):.0f} % more power than the best "
                f"of {category.name} are known for: look at the times, or at `category` in the race file"
            )
