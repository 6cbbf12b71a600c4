"""A rider tries to pass another, who shuts the door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from pydantic import Field

from replay.base.units import BIKE_LENGTH_M
from replay.race.story.asked import ConstraintRow, HeightRow
from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedMotion, ObservedRide
from replay.race.story.places.order_rows import ahead
from replay.race.story.places.past_fact import PAST_S, BesideShape
from replay.race.story.places.try_fact import TryFact
from replay.race.story.sentences import measure
from replay.race.story.story_fact import FileKey
from replay.race.written import Name

DOOR_M = 0.3
"""How far the other comes up or down the boards towards who is beside him, until that one is behind: half the way
between two riders side by side."""

_ROOM_M = 0.15
"""What rows ask beyond that."""

_TOLERANCE_M = 0.05
"""What nobody sees of it."""

_ROOM_AHEAD_M = BIKE_LENGTH_M + 0.5
_BACK_SHARE = 0.6
"""So far behind the other leaves no room beside him any more, and he is so after this share of the way back."""

_USUAL_SIDE = "outside"
"""Asked for where no side is told: who leads rides low, and has to be passed there."""


class ShutOutShape(BesideShape):
    by: Name = Field(description="Who shuts him out.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShutOutFact(TryFact):
    """A try of `rider` that `of` ends: he moves towards him from a moment when they are beside each other to the end.

    Without a side the motion shows it on either; the outside is asked for.
    """

    label: ClassVar[str] = "shut out"
    says: ClassVar[str] = (
        f"tries to pass, and the other shuts the door: as `tries`, `within_s` ({PAST_S:g}) each way, and `by` moves "
        f"{DOOR_M:g} m up or down the boards towards him as he falls back"
    )
    examples: ClassVar[tuple[str, ...]] = ("shut_out: {rider: Levy, by: Kenny, side: inside}",)
    file_keys: ClassVar[Mapping[str, FileKey]] = {
        "shut_out": FileKey(ShutOutShape, "A rider comes up beside another, who shuts the door on him.")
    }
    other_key: ClassVar[str] = "by"

    @property
    def words(self) -> str:
        return f"{self.rider} is shut out by {self.of}{f' on the {self.side}' if self.side else ''}"

    def chart_words(self, tag: Callable[[str], str]) -> str:
        return f"{tag(self.of)} shuts out {tag(self.rider)}"

    @property
    def side_taken(self) -> str | None:
        return self.side or _USUAL_SIDE

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:
        """As of a try; and so far behind, before it is over, that the other has room to move."""
        times = self.times(motion)
        back_s = times.beside_s + _BACK_SHARE * (times.end_s - times.beside_s)
        if not times.clear:
            return TryFact.constraints(self, motion)
        back = ahead(motion.index(self.of), motion.index(self.rider), back_s, by_m=_ROOM_AHEAD_M)
        return (*TryFact.constraints(self, motion), back)

    def heights_asked(self, motion: ObservedMotion) -> tuple[HeightRow, ...]:
        times, other = self.times(motion), motion.index(self.of)
        if times.end_s <= times.beside_s:
            return ()
        towards = -1.0 if self.side_taken == "inside" else 1.0
        return (HeightRow(((other, towards),), times.end_s, DOOR_M + _ROOM_M, since_s=times.beside_s),)

    def finding(self, ride: ObservedRide) -> Finding:
        """The try, if that is missed; else how far the other comes towards him."""
        tried = TryFact.finding(self, ride)
        if tried.is_missed:
            return tried
        moved = self._moved_m(ride)
        measured = "by the other, up or down the boards towards him"
        return Finding(DOOR_M, moved, max(DOOR_M - moved, 0.0), "m", _TOLERANCE_M, measured=measured)

    def _moved_m(self, ride: ObservedRide) -> float:
        """How far the other comes towards him to the end, from a moment at which they are beside each other, m."""
        motion = ride.sampled
        rider, other, end_s = motion.index(self.rider), motion.index(self.of), self.times(motion).end_s
        looks, leads = self.leads(motion)
        nearest_s = looks[leads.index(min(leads))]
        towards = -1.0 if ride.height(rider, nearest_s) < ride.height(other, nearest_s) else 1.0
        beside = [time_s for time_s, lead in zip(looks, leads, strict=True) if lead <= BIKE_LENGTH_M] or [nearest_s]
        return max(towards * (ride.height(other, end_s) - ride.height(other, time_s)) for time_s in beside)

    def sentence(self, shown: Shown) -> str:
        if shown.asked != DOOR_M:
            return TryFact.sentence(self, shown)
        moved = measure(abs(shown.got), "m", beside=DOOR_M)
        towards = f"{moved} {'towards' if shown.got >= 0 else 'away from'} him"
        return f"Who shuts the door moves {measure(DOOR_M, 'm')}; the replay shows the other move {towards}"
