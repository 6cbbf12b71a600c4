"""Who lost time by what happened to him: a long gap is no slip of the pen then."""

from __future__ import annotations

from replay.race.facts import Race
from replay.race.story.efforts.stop_racing_fact import StopRacingFact
from replay.race.story.incidents.crash_fact import CrashFact


def delayed(race: Race) -> frozenset[str]:
    """Names of the riders of whom the story says that they fell or stopped racing."""
    fell = {name for fact in race.story if isinstance(fact, CrashFact) for name in fact.all_down}
    return frozenset(fell | {fact.rider for fact in race.story if isinstance(fact, StopRacingFact)})
