"""Sprint: two to four riders, three laps, the best of three; slow at first, and then 200 m at all they have.

Rules (UCI regulations, part 3, chapter sprint): riders stand on the start line in the order of the draw, number one on
the inside, who leads at walking pace at least to the pursuit line of the back straight unless passed; at most two
standstills of 30 s; in the final sprint the leader in the lane is not passed on the left. The last 200 m are timed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from replay.events.course import course_of_race
from replay.events.drawn.lots import lot
from replay.events.event import EventMistake, Highlight, Pace, Worth
from replay.events.match_words import standing_words
from replay.events.one_finish import FINISH, OF_THE_RACE, STOPPED, OneFinish, known_places, usual_pace
from replay.events.sprints.sprint_rules import sprint_mistakes
from replay.events.sprints.sprint_tactics import early_leader, opening_facts, tactics_of
from replay.events.tactics import Tactics
from replay.race.facts import Race
from replay.race.riders.category_words import category_of
from replay.race.story.story_fact import StoryFact

DISTANCES_M = (400.0, 1100.0)
"""Three laps of 250 m, two of a track of 333 m or more: what is outside is a slip of the pen."""

LARGEST_GAP_S = 30.0
"""Who sits up in a sprint rolls in within some ten seconds."""

SLOWEST_MPS = 1.8
"""Three laps with two standstills of 30 s, and walking in between: the slowest sprints take five minutes."""

USUAL_MPS = 16.4
"""Mean speed of elite men from the jump with about 300 m to go to the line."""

USUAL_OPENING_MPS = 11.0
"""Speed at which a sprint is opened where its distance is not known, elite men."""

BUILD_UP_W, BUILD_UP_S, BUILD_UP_SHARES = (250.0, 1500.0, 1200.0, 850.0), (-1.0, 1.5), (0.4, 0.8)
"""Expected power of an elite man who does not open the sprint: he follows at once, in the shelter of who does, and has
more left for the end. With it last 200 m are 4 to 8 % slower than flying ones, as published ones are (9.831 against
9.215 s, men, Tokyo 2020)."""

EFFORT_DOUBT = 0.8
"""Once a sprint is opened riders give what they have: they differ in that, and less in when they spend it. With it the
places of made-up sprints are as sure as is stated (`benchmarks.calibration --sprints`); with 0.45 half of them were."""

WINS = 2
"""The best of three."""


@dataclass(frozen=True, slots=True)
class Sprint(OneFinish):
    """Riders who watch each other, and a sprint to the line."""

    kind: str = "sprint"

    @property
    def wins_needed(self) -> int:
        """Two of three rides, where a match has several."""
        return WINS

    @property
    def distances_m(self) -> tuple[float, float]:
        """Three laps of most tracks, two of long ones."""
        return DISTANCES_M

    @property
    def slowest_mps(self) -> float:
        """Riders may all but stop."""
        return SLOWEST_MPS

    @property
    def estimates_time(self) -> bool:
        """No: it depends on how long riders watch each other, and nobody compares it."""
        return False

    def largest_gap_s(self, race: Race, rider: str) -> float:
        """Less than in longer races, but for who fell or stopped racing."""
        return OneFinish.largest_gap_s(self, race, rider) if rider in race.delayed else LARGEST_GAP_S

    def mistakes(self, race: Race) -> Iterator[EventMistake]:
        """What the rules of the sprint exclude."""
        return sprint_mistakes(race)

    def start_order(self, race: Race, timed: Mapping[str, float]) -> tuple[str, ...]:
        """From the inside: known places, then who is told to lead at first, the others as they were drawn."""
        del timed
        places, first = known_places(race), early_leader(race)
        rest = [name for name in race.starters if name not in places]
        lot(race, "draw").shuffle(rest)
        if first in rest and places[:1] == [None]:
            rest.sort(key=lambda name: name != first)
        return tuple(name if name is not None else rest.pop(0) for name in places)

    def tactics(self, race: Race) -> Tactics | None:
        """As the story tells it, the rest drawn by lot."""
        course = course_of_race(race)
        return None if course is None else tactics_of(race, course, self.start_order(race, {}))

    def usual_course(self, race: Race, raced_m: float) -> tuple[StoryFact, ...]:
        """Who opens the sprint where the story does not say it."""
        del raced_m
        course = course_of_race(race)
        return () if course is None else opening_facts(race, course, self.start_order(race, {}))

    def pace(self, race: Race) -> Pace:
        """From the speed at which it is opened: all that riders have, and what of it lasts to the line."""
        share = category_of(race.event.category).category.physique.effort_share
        tactics = self.tactics(race)
        return replace(
            usual_pace(race, USUAL_MPS, tactics.opens_mps if tactics is not None else USUAL_OPENING_MPS),
            build_up_w=tuple(share * watts for watts in BUILD_UP_W),
            build_up_s=BUILD_UP_S,
            build_up_shares=BUILD_UP_SHARES,
            effort_doubt=EFFORT_DOUBT,
        )

    def opening_words(self, race: Race) -> tuple[str, str]:
        """Who rides against whom, how the match stands, and who has the inside if that was drawn."""
        riders = race.starters
        inside = race.start_order[0] if race.start_order else None
        drawn = f"{inside} has drawn the inside." if inside else ""
        line = " ".join(part for part in (standing_words(race), drawn) if part)
        if len(riders) == 2:
            return f"{riders[0]} against {riders[1]}", line
        if len(riders) == 1:
            return f"Walk-over for {riders[0]}", line
        return f"{len(riders)} riders, {race.event.distance_m:.0f} m", line

    def highlights(self, race: Race) -> tuple[Highlight, ...]:
        """The finish, the last bend, the jump, standstills; then what the race itself shows."""
        del race
        return (
            FINISH,
            STOPPED,
            Highlight(Worth.LAST_BEND, 0.4, 5.2),
            Highlight(Worth.OPENING, 1.6, 6.0),
            Highlight(Worth.BELL, 0.8, 3.2),
            Highlight(Worth.START, 0.0, 2.6),
            Highlight(Worth.STANDSTILL, 0.8, 2.4, most=1),
            *OF_THE_RACE,
        )
