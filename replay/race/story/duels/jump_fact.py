"""A rider jumps: the effort that opens a sprint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from replay.base.units import Floats
from replay.race.story.effort_shape import Effort
from replay.race.story.efforts.attack_fact import AttackFact
from replay.race.story.observed import ObservedMotion
from replay.race.story.story_fact import FileKey
from replay.race.written import Name

_STEADY_W, _EXTRA_W, _FADE_S, _SHARPLY = 700.0, 1100.0, 10.0, 3
"""Power of who opens a sprint: at first both, all he has; the second is gone after some ten seconds, as exp(-(t / fade)
** sharply). At 130 to 150 turns of the pedals a minute power fades with the turns, and sooner than on an ergometer
(Tomas, Ross and Martin 2010). So speed is highest 150 to 200 m after the jump, and falls by 1 to 2 km/h over the next
100 m, as published speeds do. With a second part that fades evenly who goes from far out is fastest at the line. Of
elite men; of others a share of it."""

_JUMP_SD = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpFact(AttackFact):
    """An attack out of the slow riding before a sprint: what was quiet before it is over.

    Nobody has to be left behind by it: the others jump as well, and often at once.
    """

    label: ClassVar[str] = "jump"
    says: ClassVar[str] = (
        "the effort that opens the sprint: as much speed is gained as in an attack, and others may jump at once"
    )
    examples: ClassVar[tuple[str, ...]] = ("jump: Kenny",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {"jump": FileKey(Name, "A rider opens the sprint.")}

    gains_ground: ClassVar[bool] = False

    @property
    def words(self) -> str:
        return f"{self.rider} jumps"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.rider)} jumps"

    def shape_effort(self, effort: Effort, rider: int, time_s: Floats, motion: ObservedMotion) -> Effort:
        """All he has, for as long as it takes to the line; others wait for it, and follow."""
        if rider != motion.index(self.rider):
            return effort
        start_s = motion.moment(self.when)
        hard = jump_w(motion.effort_share, time_s - start_s)
        return Effort(np.where(time_s >= start_s, hard, effort.watts), _JUMP_SD)


def jump_w(effort_share: float, since_s: Floats) -> Floats:
    """Power of a rider who opens a sprint, W, so many seconds after. effort_share: of elite men's, see `Physique`."""
    fading = np.exp(-((np.maximum(since_s, 0.0) / _FADE_S) ** _SHARPLY))
    return np.asarray(effort_share * (_STEADY_W + _EXTRA_W * fading))
