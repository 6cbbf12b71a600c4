"""Course and gaps of a race whose result alone is known, drawn by lot from how keirins go.

Such a race has a most likely motion, and it is dull: all ride alike, in the order in which
they finish. Real ones differ. So a course is drawn, from chances that are written down here, by a lot that hangs on
which race it is (`lots.py`): one file gives one race, and its correction the same. What is drawn is asked of the
motion as a fact is, with little weight, and is nobody's fact: it has no verdict, and the doubt counts it as drawn.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from replay.events.drawn.lots import lot
from replay.race.amounts import Bound, Quantity, Unit
from replay.race.facts import Race
from replay.race.story.efforts.attack_fact import AttackFact
from replay.race.story.places.gap_fact import GapFact
from replay.race.story.places.order_fact import OrderFact
from replay.race.story.story_fact import StoryFact
from replay.race.timed import START_M
from replay.race.when import Mark, When

SPRINT_M = 750.0
"""A course is drawn for the last three laps of a 250 m track, or for what is raced if that is less."""

USUAL_GAP_S = 0.084
"""Median of 69 timed gaps between one rider and the next at the line, s: all rounds of the men's keirin of Tokyo .."""

GAP_LOG_SD = 1.2
"""..and the standard deviation of their logarithm, from the quartiles (0.040 and 0.214 s)."""

DRAWN_GAPS_S = (0.004, 0.8)
"""Gaps are drawn between these: a twentieth of the 69 are smaller, and one in twenty larger."""

_SURE = 0.3
"""As loose as a loose account: power, limits and results come before it."""

_LEADS_M = (4.0, 14.0)
"""How far who goes early gets away, at least."""

_CONTENDS_S = 2.0
"""Who was timed further back had lost touch before the last bend, and so has whoever came after him: of the 69 gaps
from one rider to the next one in twenty is 0.8 s or more."""

_ToGo = Callable[[float], When]


def is_result_only(race: Race) -> bool:
    """Whether nothing in the file says how the race went: no story, no splits."""
    splits = any(time.to_m < race.event.distance_m or time.from_m != START_M for time in race.all_timed)
    return race.stopped is None and not splits and all(fact.shown_only or fact.is_at_finish for fact in race.story)


def usual_course(race: Race, raced_m: float) -> tuple[StoryFact, ...]:
    """The course that is drawn for a race whose result alone is known, over the last of so many metres raced.

    Empty where the file says more, or where too few finish for a course.
    """
    riders = _in_contention(race)
    if not is_result_only(race) or len(race.crossers) < 3:
        return ()
    chance = lot(race, "course")
    sprint_m = min(raced_m, SPRINT_M)

    def to_go(share: float) -> When:
        return When(Mark.METRES_TO_GO, round(share * sprint_m, 1))

    draw = chance.choices([course for course, _ in _COURSES], [share for _, share in _COURSES])[0]
    return tuple(draw(chance, riders, to_go))


def _in_contention(race: Race) -> tuple[str, ...]:
    """Riders of whom a course may tell: those who came soon enough, by what was timed, and three at least.

    Who leads at the bell and comes in four seconds later would have to sit up in full sprint.
    """
    gaps = [(result.gap_s or 0.0) if (result := race.result(name)) else 0.0 for name in race.crossers]
    late = next((place for place, gap_s in enumerate(gaps) if gap_s > _CONTENDS_S), len(gaps))
    return race.crossers[: max(late, 3)]


def drawn_gaps(race: Race, count: int) -> list[float]:
    """Seconds from one rider to the next at the line, for untimed riders; the usual ones if more is known."""
    chance = lot(race, "gaps")
    if not is_result_only(race):
        return [USUAL_GAP_S] * count
    low, high = DRAWN_GAPS_S
    return [min(max(USUAL_GAP_S * math.exp(chance.gauss(0.0, GAP_LOG_SD)), low), high) for _ in range(count)]


def drawn_order(race: Race, names: Sequence[str]) -> list[str]:
    """Riders in an order drawn by lot, as the places behind a pacer are."""
    return lot(race, "draw").sample(list(names), len(names))


def _from_the_front(chance: random.Random, riders: Sequence[str], to_go: _ToGo) -> list[StoryFact]:
    """The winner goes early and is not passed any more."""
    winner, *others = riders
    goes = chance.choice([0.8, 0.65, 0.5])
    return [_attack(winner, to_go(goes)), _places([winner, chance.choice(others)], 1, to_go(goes - 0.2))]


def _in_the_last_lap(chance: random.Random, riders: Sequence[str], to_go: _ToGo) -> list[StoryFact]:
    """Somebody else leads at the bell; the winner comes over him on the back straight."""
    winner, *others = riders
    leader, second = chance.sample(others, 2)
    places = [leader, second, winner] if chance.random() < 0.6 else [leader, winner, second]
    return [_places(places, 1, to_go(0.4)), _places([winner], 1, to_go(0.15))]


def _off_the_wheel(chance: random.Random, riders: Sequence[str], to_go: _ToGo) -> list[StoryFact]:
    """The winner is on the leader's wheel into the last bend, and passes at the end of it."""
    winner, *others = riders
    leader, third = chance.sample(others, 2)
    return [
        _attack(leader, to_go(chance.choice([0.6, 0.45]))),
        _places([leader, winner, third], 1, to_go(0.27)),
        _places([leader, winner], 1, to_go(0.12)),
    ]


def _a_long_one(chance: random.Random, riders: Sequence[str], to_go: _ToGo) -> list[StoryFact]:
    """One goes as soon as the pacer has left, gets away, and is caught in the last lap if he is not the winner."""
    winner, *others = riders
    goes = winner if chance.random() < 0.25 else chance.choice(others)
    lead = Quantity(round(chance.uniform(*_LEADS_M), 1), Unit.METRES, Bound.AT_LEAST)
    away = GapFact(id="imagined gap", when=to_go(0.6), ahead=goes, behind=None, amount=lead, sure=_SURE, imagined=True)
    caught = [] if goes == winner else [_places([winner], 1, to_go(0.15))]
    return [_attack(goes, to_go(0.92)), away, *caught]


def _from_behind(chance: random.Random, riders: Sequence[str], to_go: _ToGo) -> list[StoryFact]:
    """The winner is near the end of the line at the bell."""
    winner, *others = riders
    place = min(len(riders), 5)
    ahead = chance.sample(others, min(2, len(others)))
    return [_places(ahead, 1, to_go(0.4)), _places([winner], place, to_go(0.4)), _places([winner], 2, to_go(0.15))]


_COURSES: tuple[tuple[Callable[[random.Random, Sequence[str], _ToGo], list[StoryFact]], float], ...] = (
    (_from_the_front, 0.25),
    (_in_the_last_lap, 0.3),
    (_off_the_wheel, 0.25),
    (_a_long_one, 0.1),
    (_from_behind, 0.1),
)
"""Courses and their chances. They are a judgement from the reports of the races that come with the program: of 16
winners three led from the bell or before to the line, and most came from second or third place in the last lap."""


def _attack(rider: str, when: When) -> StoryFact:
    return AttackFact(id=f"imagined attack {when}", when=when, rider=rider, sure=_SURE, imagined=True)


def _places(riders: Sequence[str], first: int, when: When) -> StoryFact:
    """Riders one behind another from a place on."""
    return OrderFact(
        id=f"imagined order {first} {when}",
        when=when,
        order=tuple(riders),
        from_place=first,
        sure=_SURE,
        imagined=True,
    )
