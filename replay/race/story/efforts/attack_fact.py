"""A rider attacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from replay.base.units import Floats, kmh
from replay.race.story.asked import METRES_A_MPS, ConstraintRow, Term
from replay.race.story.effort_shape import Effort
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.sentences import measure, speed_change
from replay.race.story.story_fact import FileKey, OneRiderFact
from replay.race.written import Name

ATTACK_S = 4.0
"""Over how long an attack is judged: what onlookers call the attack is over then, and the rider keeps his speed."""

ATTACK_SHARE = 0.5
"""Share of a full effort's acceleration from which a rider's going counts as an attack. A fixed gain would ask too much
at high speed, where even a full effort gains little (docs/decisions/2026-11-effort-speed.md)."""

_LEAST_MPS = 5.0
_LEAST_GAIN_MPS = 0.2
"""Below that speed a full effort is no matter of power; and less gain than this nobody would call an attack."""

_TOLERANCE = 0.3
"""Share of the gain that may be missing: how hard a rider went is told by eye."""

_HELD_KMH = 0.05
"""A miss up to here counts as none: it is rounded away where speeds are shown."""

_STEADY_W, _EXTRA_W, _FADE_S = 520.0, 1250.0, 9.0
"""Power of an attack: at first both, near to what anybody has; it fades with the seconds to what can be kept up for
two laps. Of elite men; of others a share of it."""

_OPENING_S = 5.0
"""An attack within so long after racing begins decides the whole race: then its scale is the surest."""

_OPENING_SD, _LATER_SD = 0.05, 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackFact(OneRiderFact):
    """A hard effort begins at `when`, or within seconds after it."""

    label: ClassVar[str] = "attack"
    says: ClassVar[str] = "a hard effort begins"
    examples: ClassVar[tuple[str, ...]] = ("attack: Kenny",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {"attack": FileKey(Name, "A rider begins a hard effort.")}
    chart_weight: ClassVar[int] = 0

    @property
    def words(self) -> str:
        return f"{self.rider} attacks"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} attacks"

    def gain_mps(self, speed_mps: float, motion: ObservedMotion) -> float:
        """Speed that a rider has to gain within ATTACK_S for it to be an attack, m/s; less at high speed."""
        full_mps2 = motion.full_effort_mps2(max(speed_mps, _LEAST_MPS))
        return max(ATTACK_SHARE * full_mps2 * ATTACK_S, _LEAST_GAIN_MPS)

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        rider, start_s = motion.index(self.rider), motion.moment(self.when)
        gain = self.gain_mps(float(motion.speed(start_s)[rider]), motion)
        terms = (Term(rider, start_s + ATTACK_S, 1.0, 1), Term(rider, start_s, -1.0, 1))
        return (ConstraintRow(terms, low=gain, scale=METRES_A_MPS),)

    def shape_effort(self, effort: Effort, rider: int, time_s: Floats, motion: ObservedMotion) -> Effort:
        if rider != motion.index(self.rider):
            return effort
        start_s = motion.moment(self.when)
        fading = np.exp(-np.maximum(time_s - start_s, 0.0) / _FADE_S)
        hard = motion.effort_share * (_STEADY_W + _EXTRA_W * fading)
        opening = start_s < motion.racing_from_s + _OPENING_S
        return Effort(np.where(time_s >= start_s, hard, effort.watts), _OPENING_SD if opening else _LATER_SD)

    def finding(self, ride: ObservedRide) -> Finding:
        rider, start_s = ride.sampled.index(self.rider), ride.sampled.moment(self.when)
        before = ride.effort_speed(rider, start_s)
        gain = ride.effort_speed(rider, start_s + ATTACK_S) - before
        asked = self.gain_mps(before, ride.sampled)
        return Finding(
            asked=kmh(asked),
            got=kmh(gain),
            miss=kmh(max(asked - gain, 0.0)),
            unit="km/h",
            tolerance=kmh(_TOLERANCE * asked),
            exact_within=_HELD_KMH,
            measured=f"speed gained in {ATTACK_S:g} s, height counted as speed",
        )

    def sentence(self, shown: Shown) -> str:
        asked = f"An attack is at least {speed_change(shown.asked)} in {ATTACK_S:g} s"
        return f"{asked}; the replay shows {speed_change(shown.got)}, {measure(shown.miss, 'km/h')} short"
