"""A rider attacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from replay.base.units import Floats, kmh
from replay.race.story.asked import METRES_A_MPS, ConstraintRow, Term
from replay.race.story.effort_shape import Effort
from replay.race.story.efforts.ground_gained import GAINED_M, WITHIN_S, gain_rows, gained_m
from replay.race.story.finding import Finding, Reason, ReasonKind, Shown
from replay.race.story.observed import PACED_S, MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.sentences import changes, compared, measure, speed_change
from replay.race.story.story_fact import ContentMistake, FileKey, OneRiderFact, RaceOutline
from replay.race.when import is_at_line
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

_SLOWING_S, _SLOWS_MPS = 3.0, 0.25
"""Who is slower by this within so many seconds has not attacked at the moment, but eased first."""

_STEADY_SHARES = (0.25, 0.5)
"""Shares of ATTACK_S at which he is asked to be no slower than at the moment."""

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
    """A hard effort begins at `when`, and something comes of it: he gains on others, or they have to follow."""

    label: ClassVar[str] = "attack"
    says: ClassVar[str] = "a hard effort begins"
    examples: ClassVar[tuple[str, ...]] = ("attack: Kenny",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {"attack": FileKey(Name, "A rider begins a hard effort.")}
    chart_weight: ClassVar[int] = 0
    gains_ground: ClassVar[bool] = True
    """Whether something has to come of it along the track, and not in speed alone."""

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
        gains = {1.0: gain, **dict.fromkeys(_STEADY_SHARES, 0.0)}
        return (
            *(self._faster(rider, start_s, share, low) for share, low in gains.items()),
            *(gain_rows(motion, rider, start_s) if self.gains_ground else ()),
        )

    @staticmethod
    def _faster(rider: int, start_s: float, share: float, low: float) -> ConstraintRow:
        """That he has gained so much speed, m/s, after a share of ATTACK_S."""
        terms = (Term(rider, start_s + share * ATTACK_S, 1.0, 1), Term(rider, start_s, -1.0, 1))
        return ConstraintRow(terms, low=low, scale=METRES_A_MPS)

    def mistakes(self, outline: RaceOutline) -> Iterator[ContentMistake]:  # noqa: ARG002
        """On the line nobody can attack any more."""
        if is_at_line(self.when) and self.when.offset_s >= 0 and not self.during:
            yield ContentMistake((), "an attack at the finish would be over as it begins", "write when it began")

    def contradiction(self, race: MeasuredRace) -> Reason | None:
        """Behind the pacer nobody attacks: all ride its speed."""
        return Reason(ReasonKind.PACER) if race.before_pacer_leaves_s(self.when) > PACED_S else None

    def shape_effort(self, effort: Effort, rider: int, time_s: Floats, motion: ObservedMotion) -> Effort:
        if rider != motion.index(self.rider):
            return effort
        start_s = motion.moment(self.when)
        fading = np.exp(-np.maximum(time_s - start_s, 0.0) / _FADE_S)
        hard = motion.effort_share * (_STEADY_W + _EXTRA_W * fading)
        opening = start_s < motion.racing_from_s + _OPENING_S
        return Effort(np.where(time_s >= start_s, hard, effort.watts), _OPENING_SD if opening else _LATER_SD)

    def finding(self, ride: ObservedRide) -> Finding:
        """The first of what makes an attack that the motion does not show; else the speed that he gains."""
        rider, start_s = ride.sampled.index(self.rider), ride.sampled.moment(self.when)
        paced_s = ride.pull_off_s - start_s
        if paced_s > PACED_S:
            return Finding(0.0, paced_s, paced_s, "s", PACED_S, measured="before the pacer leaves")
        slowing, gaining = self._slowing(ride, rider, start_s), self._gaining(ride, rider, start_s)
        if slowing.is_missed or gaining.is_missed or not self.gains_ground:
            return slowing if slowing.is_missed else gaining
        metres = gained_m(ride, rider, start_s)
        measured = f"gained within {WITHIN_S:g} s on the rival in the middle of those around him"
        ground = Finding(GAINED_M, metres, max(GAINED_M - metres, 0.0), "m", 0.0, measured=measured)
        return ground if ground.is_missed else gaining

    def _slowing(self, ride: ObservedRide, rider: int, start_s: float) -> Finding:
        speeds = ride.effort_speeds(rider, np.linspace(start_s, start_s + _SLOWING_S, 7))
        lost = float(speeds[0] - speeds.min())
        miss, measured = kmh(max(lost - _SLOWS_MPS, 0.0)), f"lost in the first {_SLOWING_S:g} s"
        return Finding(kmh(-_SLOWS_MPS), kmh(-lost), miss, "km/h", 0.0, _HELD_KMH, measured)

    def _gaining(self, ride: ObservedRide, rider: int, start_s: float) -> Finding:
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
        if shown.unit == "s":
            return f"{self.rider} is behind the pacer for another {measure(shown.got, 's')}, where nobody attacks"
        if shown.unit == "m":
            asked, got = compared(shown)
            gains = f"Who attacks gains {asked} on those around him within {WITHIN_S:g} s, or a place"
            return f"{gains}; the replay shows {got}"
        if shown.asked < 0:
            return f"Who attacks does not slow down first; the replay shows {speed_change(shown.got)}"
        asked, got = changes(shown)
        short = measure(shown.miss, "km/h")
        return f"An attack is at least {asked} in {ATTACK_S:g} s; the replay shows {got}, {short} short"
