"""Events that one crossing of one finish line decides, and in which nobody gains or loses a lap.

What such events share: all ride the same distance, the lap board counts the leader's laps, the first over the line
wins unless the commissaires say otherwise. A kind of event changes what differs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from replay.events.course import laps_left
from replay.events.drawn.usual_course import usual_course
from replay.events.event import Column, Decider, EventMistake, Highlight, Pace, Start, Worth
from replay.events.tactics import Tactics
from replay.race.facts import Pacer, Race, Result
from replay.race.riders.category_words import category_of
from replay.race.status import Status
from replay.race.story.story_fact import StoryFact

LARGEST_GAP_S = 100.0
"""Thousandths written as seconds are from here on, such as 113 for 0.113; and nobody finishes a sprint race so late to
whom nothing happened .."""

LARGEST_DELAY_S = 600.0
"""..but who fell or stopped may have."""

DISTANCES_M = (333.0, 10_000.0)
"""One lap of a track of a third of a kilometre, and several times the 2000 m of the older rules."""

PACER_RANGE_KMH = (20.0, 60.0)
"""Speeds of pacers. The rules have from 25 or 30 to 45 or 50 km/h; clubs and juniors ride slower, some meets faster."""

BUILD_UP_W = (220.0, 650.0, 1000.0, 1300.0)
"""Expected power of an elite man whom no fact describes: at the moments of BUILD_UP_S, then of BUILD_UP_SHARES. Other
riders have a share of it.

Alone this is more than anybody has; with the wheel ahead and the limits of power it gives last laps of about 13.1 s and
last 200 m of about 10.3 s. Published of keirins: last 200 m of 9.397 s (final, Paris 2024), 9.861 s (final, world
championships 2020) and 10.431 s (a heat, Athens 2004); last laps of 12.0 to 13.2 s are usual."""

BUILD_UP_S = (-1.0, 2.0)
"""Seconds from where racing begins: just before it riders still sit on, two seconds on all are under way."""

BUILD_UP_SHARES = (0.4, 0.75)
"""Shares of the time from there to the finish: the sprint proper fills the last quarter."""

FROM_REST_MPS = 15.5
"""Mean speed of elite men in a race that begins at rest, all in all: the start costs some seconds."""

FROM_REST_ENTRY_MPS = 8.0
"""What a rider who starts from rest has in the first seconds, for a simulation that knows no start."""

SPRINT_S = 50.0
"""A sprint builds up over no longer: from a pacer's leaving with three laps to go it is 43 s, by the older rules (600
to 700 m) less. What is raced before is a tempo that nobody hurries, and counted as a guess (`doubt.TEMPO_SD_SHARE`)."""

SLOWEST_MPS = 5.0
"""No leader who races is slower in the mean, from rest or from the pacer's leaving on."""

FINISH = Highlight(Worth.FINISH, 2.5, math.inf)
"""To the end of the pictures of the race."""
STOPPED = Highlight(Worth.STOPPED, 2.5, math.inf)
"""From the falls that stopped the race to the end of its pictures."""


@dataclass(frozen=True, slots=True)
class OneFinish:
    """Riders start at rest on the line and race to one finish; the base of kinds of events like that.

    kind  the word for it in race files
    """

    kind: str

    @property
    def decider(self) -> Decider:
        """The first over the line wins."""
        return Decider.CROSSING

    def largest_gap_s(self, race: Race, rider: str) -> float:
        """Seconds behind the winner beyond which a gap is a mistake: more for who fell or stopped racing."""
        return LARGEST_DELAY_S if rider in race.delayed else LARGEST_GAP_S

    @property
    def distances_m(self) -> tuple[float, float]:
        """From one lap to several times what the rules have: what is outside is a slip of the pen."""
        return DISTANCES_M

    @property
    def wins_needed(self) -> int:
        """One: a race decides."""
        return 1

    @property
    def slowest_mps(self) -> float:
        """No field that races is slower in the mean."""
        return SLOWEST_MPS

    @property
    def estimates_time(self) -> bool:
        """Yes: from where racing begins it is ridden as fast as riders can."""
        return True

    def mistakes(self, race: Race) -> Iterator[EventMistake]:
        """None beside those that no race can have."""
        del race
        yield from ()

    @property
    def pacer_kmh(self) -> tuple[float, float]:
        """What motor pacers of sprint races ride."""
        return PACER_RANGE_KMH

    @property
    def tower_column(self) -> Column:
        """The gap to the leader."""
        return Column.GAP

    def usual_pacer(self) -> Pacer | None:
        """None: raced without."""
        return None

    def start(self, race: Race) -> Start:
        """At rest on the start line."""
        del race
        return Start.STANDING

    def start_order(self, race: Race, timed: Mapping[str, float]) -> tuple[str, ...]:
        """Known places, the rest in the order over the line: nobody has to pass more than the facts ask for."""
        known = known_places(race)
        asked = {name: place for name, place in timed.items() if name not in known}
        places = filled(known, sorted(asked.items(), key=lambda item: item[1]))
        rest = [name for name in dict.fromkeys((*race.crossers, *race.starters)) if name not in places]
        return tuple(name if name is not None else rest.pop(0) for name in places)

    def usual_course(self, race: Race, raced_m: float) -> tuple[StoryFact, ...]:
        """One of the courses that keirins take."""
        return usual_course(race, raced_m)

    def tactics(self, race: Race) -> Tactics | None:
        """None: racing begins at the start."""
        del race
        return None

    def laps_credited(self, race: Race, lap_m: float, ridden_m: float) -> float:
        """The laps ridden: nobody gains or loses one."""
        return min(max(ridden_m, 0.0), race.event.distance_m) / lap_m

    def laps_to_go(self, race: Race, lap_m: float, ridden_m: float) -> int:
        """Laps begun or still to begin by the leader: three from the crossing at three to go, 0 from the finish."""
        return laps_left(race.event.distance_m - lap_m * self.laps_credited(race, lap_m, ridden_m), lap_m)

    def crossing_order(self, race: Race) -> tuple[str, ...]:
        """As the file gives it, else as gaps and ranks tell."""
        return race.crossers

    def classification(self, race: Race) -> tuple[str, ...]:
        """By rank; those without one after all others, as the file lists them.

        Who has a status beside a rank below places that nobody has was put behind those who did not finish: these
        places are theirs, as sheets list them.
        """
        placed = sorted((result for result in race.results if result.rank is not None), key=_rank)
        rest = sorted((result for result in race.results if result.rank is None), key=_rank)
        order: list[Result] = []
        for result in placed:
            free = 0 if result.status is None or result.rank is None else result.rank - 1 - len(order)
            unfinished = [one for one in rest if one.status in _UNFINISHED][: max(free, 0)]
            rest = [one for one in rest if one not in unfinished]
            order += [*unfinished, result]
        return tuple(result.rider for result in (*order, *rest))

    def score(self, race: Race) -> Mapping[str, int]:
        """Empty: no points are given."""
        del race
        return {}

    def pace(self, race: Race) -> Pace:
        """From rest, evenly up to a sprint."""
        return usual_pace(race, FROM_REST_MPS, FROM_REST_ENTRY_MPS)

    def counter_words(self, laps: int) -> str:
        """LAST LAP from the bell on, FINISH from the line on."""
        return {0: "FINISH", 1: "LAST LAP"}.get(laps, "LAPS TO GO")

    def opening_words(self, race: Race) -> tuple[str, str]:
        """How many ride how far."""
        return f"{len(race.starters)} riders, {race.event.distance_m:.0f} m", ""

    def highlights(self, race: Race) -> tuple[Highlight, ...]:
        """The finish, the last lap backwards, then what the race itself shows."""
        del race
        return (
            FINISH,
            STOPPED,
            Highlight(Worth.LAST_BEND, 0.4, 5.2),
            Highlight(Worth.START, 0.0, 4.0),
            Highlight(Worth.BELL, 0.8, 3.2),
            *OF_THE_RACE,
        )


OF_THE_RACE = (
    Highlight(Worth.LAP, 0.7, 3.0, laps=2),
    Highlight(Worth.BIGGEST_LEAD, 1.8, 1.8, most=1),
    Highlight(Worth.ATTACK, 0.8, 3.2, most=2),
    Highlight(Worth.FALL, 1.0, 3.0),
    Highlight(Worth.LEAD_CHANGE, 1.5, 1.5),
    Highlight(Worth.BELL, 0.0, 14.0),
)
"""What fills the rest of a short cut, after start and end: the race's own moments, then the whole last lap."""


def usual_pace(race: Race, usual_mps: float, entry_mps: float) -> Pace:
    """A build-up to the sprint from a speed, with a tempo before it where the way is long.

    usual_mps  of elite men; riders of the race's category ride a share of it
    """
    riders = category_of(race.event.category).category.physique
    return Pace(
        usual_mps=riders.speed_share * usual_mps,
        entry_mps=entry_mps,
        build_up_w=tuple(riders.effort_share * watts for watts in BUILD_UP_W),
        build_up_s=BUILD_UP_S,
        build_up_shares=BUILD_UP_SHARES,
        sprint_s=SPRINT_S,
        tempo_mps=riders.tempo_mps,
        tempo_w=riders.tempo_w,
    )


_UNFINISHED = (Status.DNF, Status.ABD, Status.AB, Status.RET)
"""Who ended his race before the line, by his own fault or not."""


def _rank(result: Result) -> tuple[float, str]:
    """By place; without one by status, then as listed."""
    return math.inf if result.rank is None else result.rank, str(result.status or "")


def known_places(race: Race) -> list[str | None]:
    """The places at the start that the file gives, None for the others."""
    known = list(race.start_order[: len(race.starters)])
    return known + [None] * (len(race.starters) - len(known))


def filled(places: list[str | None], asked: list[tuple[str, float]]) -> list[str | None]:
    """Places with riders put into the free place nearest behind the one that is asked for them, in this order."""
    places = list(places)
    for name, place in asked:
        free = [index for index, holder in enumerate(places) if holder is None]
        places[next((index for index in free if index >= round(place)), free[-1])] = name
    return places
