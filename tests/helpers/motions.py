"""Made-up races for the tests of what is seen: motions built by hand, with the facts that go with them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.interpolate import PchipInterpolator

from replay.base.units import Floats
from replay.events.keirin import Keirin
from replay.motion.trajectory import Motion, Path
from replay.race.amounts import Quantity, Unit
from replay.race.facts import EventFacts, Meet, Pacer, Race, Result, Rider, Source, TrackChoice
from replay.race.status import Status
from replay.race.story.efforts.attack_fact import AttackFact
from replay.race.story.incidents.look_back_fact import LookBackFact
from replay.race.story.places.gap_fact import GapFact
from replay.race.story.story_fact import StoryFact
from replay.race.when import Mark, When
from replay.track.velodrome import TrackShape, Velodrome

IZU = Velodrome(TrackShape("izu", "Izu", 250, 38, 22, (12, 45), 7.5, 14))
RATE_HZ = 25
PULL_OFF_S = 67.5
WINNER_S = 112.0
BREAKAWAY_GAPS = (0.0, 0.763, 0.773, 1.264, 1.344, 2.344)
BUNCH_GAPS = (0.0, 0.003, 0.089, 0.240, 0.357, 0.397)
NAMES = ("Kenny", "Awang", "Lavreysen", "Tjon En Fa", "Glaetzer", "Levy")
NATIONS = ("GBR", "MAS", "NED", "SUR", "AUS", "GER")
MORE_NAMES = ("Seven", "Eight", "Nine", *(f"Rider {chr(ord('A') + k)}" for k in range(15)))
MORE_NATIONS = (*NATIONS, "FRA", "JPN", "POL")
QUEUE = (0, 4, 3, 5, 1, 2)
"""Place of each rider behind the pacer."""


def keirin_motion(*, breakaway: bool = True, count: int = 6, gaps_s: tuple[float, ...] = ()) -> Motion:
    """A keirin: 67.5 s behind the pacer in a line, then either one who goes alone or a bunch to the line."""
    gaps = gaps_s or (BREAKAWAY_GAPS if breakaway else BUNCH_GAPS)
    gaps = (gaps + tuple(gaps[-1] + 0.2 * k for k in range(1, 24)))[:count]
    queue = QUEUE if count == 6 else tuple(range(count))
    time_s = np.arange(0, round((WINNER_S + gaps[-1] + 3) * RATE_HZ) + 1) / RATE_HZ
    distance = np.array([_distance(time_s, queue[k], gap, alone=breakaway and k == 0) for k, gap in enumerate(gaps)])
    height = np.array([_height(time_s, k, queue[k], high=breakaway and k == 0) for k in range(count)])
    path = Path(time_s, distance, height)
    return Motion(
        velodrome=IZU,
        riders=(*NAMES, *MORE_NAMES)[:count],
        event_distance_m=1500.0,
        path=path,
        pacer=_pacer(),
        pull_off_s=PULL_OFF_S,
        pacer_gone_s=PULL_OFF_S + 6,
        finish_s=path.crossing_times(1500.0),
        fall_s=np.full(count, np.nan),
    )


def unpaced_motion(count: int = 2) -> Motion:
    """The same riders with no pacer."""
    motion = keirin_motion(breakaway=False, count=count)
    return replace(motion, pacer=None, pull_off_s=float("nan"), pacer_gone_s=float("nan"))


def crash_motion() -> Motion:
    """A bunch of six in which the last falls at 95 s and slides to a stop, and so does not finish."""
    motion = keirin_motion(breakaway=False)
    time_s = motion.path.time_s.copy()
    distance, height = motion.path.distance_m.copy(), motion.path.height_m.copy()
    fall = int(95.0 * RATE_HZ)
    since = np.maximum(time_s[fall:] - time_s[fall], 0.0)
    stop = 3.0
    slid = 17.0 * np.where(since < stop, since - since**2 / (2 * stop), stop / 2)
    distance[5, fall:] = distance[5, fall] + slid
    path = Path(time_s, distance, height)
    falls = np.full(6, np.nan)
    falls[5] = 95.0
    return replace(motion, path=path, finish_s=path.crossing_times(1500.0), fall_s=falls)


def race_of(motion: Motion, *, story: tuple[StoryFact, ...] = (), results: tuple[Result, ...] | None = None) -> Race:
    """The facts that go with a motion: its own gaps as the result, no story unless given."""
    riders = tuple(
        Rider(name=name, first="A", last=name, nation=MORE_NATIONS[k % len(MORE_NATIONS)])
        for k, name in enumerate(motion.riders)
    )
    order = sorted(range(len(riders)), key=lambda k: np.nan_to_num(motion.finish_s[k], nan=np.inf))
    first = motion.finish_s[order[0]]
    found = tuple(
        Result(riders[k].name, rank + 1, round(float(motion.finish_s[k] - first), 3))
        if np.isfinite(motion.finish_s[k])
        else Result(riders[k].name, status=Status.DNF)
        for rank, k in enumerate(order)
    )
    return Race(
        file="race.yaml",
        meet=Meet("Tokyo 2020", "Izu Velodrome", "2021-08-08"),
        event=EventFacts("keirin", "men", 1500.0, "final", "A"),
        track=TrackChoice("izu"),
        pacer=Pacer(30, 50, When(Mark.METRES_TO_GO, 750)) if motion.pacer else None,
        riders=riders,
        start_order=(),
        results=found if results is None else results,
        crossing_order=(),
        sources=(Source("cw", "Race report", "Cycling Weekly", "2021-08-08"),),
        story=story,
        key="test",
    )


def told_story() -> tuple[StoryFact, ...]:
    """A few told things, some with a caption."""
    return (
        LookBackFact(id="story 1 (look back)", when=When(Mark.PULL_OFF, offset_s=-4.0), rider="Kenny", source="cw"),
        AttackFact(
            id="story 2 (attack)",
            when=When(Mark.PULL_OFF),
            rider="Kenny",
            source="cw",
            caption="Kenny goes as the pacer leaves",
        ),
        GapFact(
            id="story 3 (gap)",
            when=When(Mark.LAPS_TO_GO, 2),
            ahead="Kenny",
            behind=None,
            amount=Quantity(0.25, Unit.LAPS),
            source="cw",
        ),
    )


def _pacer() -> Path:
    time_s = np.arange(0, round((PULL_OFF_S + 6) * RATE_HZ) + 1) / RATE_HZ
    height = 0.4 - 3.4 * _smooth((time_s - PULL_OFF_S + 0.5) / 3.0)
    return Path(time_s, _paced(time_s)[None, :], height[None, :])


def _paced(time_s: Floats) -> Floats:
    """Metres of the pacer: from 30 to 50 km/h in 67.5 s, then even."""
    start, end = 30 / 3.6, 50 / 3.6
    paced = np.minimum(time_s, PULL_OFF_S)
    along = start * paced + (end - start) * paced**2 / (2 * PULL_OFF_S)
    return np.asarray(along * (750.0 / 750.0) + end * np.maximum(time_s - PULL_OFF_S, 0.0))


def _distance(time_s: Floats, place: int, gap_s: float, *, alone: bool) -> Floats:
    """Metres of a rider: behind the pacer, then his own speed, bent so that he finishes when he should."""
    behind = 2.6 + 2.2 * place + (0 if place == 0 else 4.0 * _smooth((time_s - PULL_OFF_S + 8) / 8))
    finish_s = WINNER_S + gap_s
    waits = PULL_OFF_S + (0.5 if alone else 11.0 if gap_s > 0.5 else 2.0)
    knots = [0, waits, waits + 5, waits + 12, finish_s - 12, finish_s, finish_s + 8]
    extra = PchipInterpolator(knots, [0, 0, 3.0, 4.2, 4.2, 3.6, 1.0], extrapolate=True)
    fine = np.linspace(0, time_s[-1], 20001)
    gained = np.concatenate([[0], np.cumsum((extra(fine)[1:] + extra(fine)[:-1]) / 2 * np.diff(fine))])
    base = _paced(time_s) - behind
    over = np.interp(time_s, fine, gained)
    wanted = 1500.0 - float(np.interp(finish_s, time_s, base))
    return np.asarray(base + over * wanted / float(np.interp(finish_s, fine, gained)))


def _height(time_s: Floats, rider: int, place: int, *, high: bool) -> Floats:
    """Height up the boards: near the line in the queue, side by side at the end, one who goes high and dives."""
    line = 0.35 + 0.1 * np.sin(time_s / 3 + place)
    fan = (0.15 if rider == 0 else 0.45 * rider) * _smooth((time_s - 88) / 12)
    dive = 2.4 * _smooth((time_s - PULL_OFF_S - 0.2) / 2.5) * (1 - _smooth((time_s - PULL_OFF_S - 3.5) / 2.5))
    return np.asarray(line + fan + (dive if high else 0.0))


def _smooth(x: Floats) -> Floats:
    x = np.clip(x, 0, 1)
    return np.asarray(x * x * (3 - 2 * x))


_FIELD = (Rider("A", "A", "A", "AAA"), Rider("B", "B", "B", "BBB"))
_RACE = Race(
    "race.yaml", Meet("Meet"), EventFacts("keirin", "men", 1500.0), TrackChoice("izu"), Keirin().usual_pacer(),
    _FIELD, (), (Result("A", 1), Result("B", 2)), (), (), (), "key",
)  # fmt: skip

PACED = Keirin().highlights(_RACE)
"""What is worth showing of a race behind a pacer .."""

UNPACED_HIGHLIGHTS = Keirin().highlights(replace(_RACE, pacer=None))
"""..and of one without."""
