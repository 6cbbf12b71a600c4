"""What `check` asks of a race file that can be so, and seldom is: no mistake, but worth a look at the source."""

from __future__ import annotations

from collections.abc import Iterator

from replay.race.facts import Race
from replay.reconstruction.constraints.riding_limits import LONG_GAP_S


def questions(race: Race) -> Iterator[str]:
    """A sentence for each thing that is asked."""
    for result in race.results:
        gap_s = result.gap_s or 0.0
        if gap_s > LONG_GAP_S and result.rider not in race.delayed:
            gap = f"{gap_s:.{race.gap_decimals}f} s"
            yield (
                f"did {result.rider} fall or stop racing? Nothing tells how the gap of {gap} came about: tell it with "
                "`crash` or `stops_racing` if a source does"
            )
