"""What somebody wants to see of a race."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from replay.base.errors import UsageError
from replay.scene.camera.setups import Who
from replay.scene.frame.layout import Layout


class Cut(StrEnum):
    """How much of a race a film shows."""

    FULL = "full"
    """The whole race, the middle of the paced laps fast."""

    HIGHLIGHTS = "highlights"
    """What decides the race, in about 45 seconds with its cards."""

    FINISH = "finish"
    """The last 200 metres and the line, slowly."""


SHORTEST_FILM_S, LONGEST_FILM_S = 10.0, 180.0
"""Lengths that a film can be asked to have."""


class NamedCamera(StrEnum):
    """Cameras that can be asked for instead of the cut's: one, or a pair that shares the lap, for the whole race."""

    MAIN = "main"
    """The stand beside the home straight."""

    FOLLOW = "follow"
    """The low cameras inside the two bends, which can follow one rider."""

    OVERHEAD = "overhead"
    """From above."""

    BEND = "bend"
    """The stands that look into the bends."""

    BACK = "back"
    """The stand beside the back straight."""

    END = "end"
    """The end stands."""

    FINISH = "finish"
    """The finish line."""


def camera_named(text: str) -> NamedCamera:
    """The camera that a user names. Raises UsageError, which says which there are."""
    try:
        return NamedCamera(text)
    except ValueError:
        raise UsageError(f"there is no camera '{text}': choose one of {', '.join(NamedCamera)}") from None


@dataclass(frozen=True, slots=True)
class AskedShot:
    """A stretch of race time for which the race file says how it is shown. None: as the cut has it.

    who    whom it is about; of Who.RIDER the rider of that index
    speed  race seconds per video second
    """

    from_s: float
    to_s: float
    camera: NamedCamera | None = None
    who: Who | None = None
    rider: int | None = None
    speed: float | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a race is wanted: a cut or one camera, all or from..to of race time, the cut's speeds or one.

    rider      index of the rider whom the camera is to follow, where it is one that can; None: it shows the first
    ranges     whether the likely range of each rider's position is shown
    cut_asked  whether the cut was asked for, and is not just that of the format
    length_s   seconds that the film is to last; None: as long as its cut is
    hook       whether the film opens with the decisive moment
    shots      stretches for which the race file says how they are shown
    calm       whether no camera moves, and cuts are fades
    clean      whether nothing is laid over the picture: no words, no chips, no cards
    names      whether riders are named; else their tags stand for them
    shutter_s  video time for which the shutter is open in each picture: what turns fast is blurred; 0: nothing is
    """

    layout: Layout
    cut: Cut = Cut.FULL
    camera: NamedCamera | None = None
    from_s: float | None = None
    to_s: float | None = None
    speed: float | None = None
    ranges: bool = False
    cut_asked: bool = False
    length_s: float | None = None
    hook: bool = False
    shots: tuple[AskedShot, ...] = ()
    calm: bool = False
    clean: bool = False
    names: bool = True
    shutter_s: float = 0.0
    rider: int | None = None

    @property
    def followed(self) -> int | None:
        """Index of the rider whom the camera follows wherever he is in the race; None: it shows the first."""
        return self.rider if self.camera is NamedCamera.FOLLOW else None

    @property
    def whole(self) -> bool:
        """Whether the race is wanted from its start to its end."""
        return self.from_s is None and self.to_s is None

    @property
    def cards(self) -> bool:
        """Title, finish image and result belong to the whole race only."""
        return self.whole and not self.clean


def check_length(wish: Wish) -> None:
    """Raises UsageError for a length that no film has, or that does not go with what else is wished."""
    if wish.length_s is None:
        return
    if not SHORTEST_FILM_S <= wish.length_s <= LONGEST_FILM_S:
        message = f"a film of {wish.length_s:g} s cannot be asked for"
        raise UsageError(f"{message}: a length is from {SHORTEST_FILM_S:g} to {LONGEST_FILM_S:g} s")
    if not wish.whole:
        raise UsageError("a length goes with the whole race: leave out --length, or --from and --to")
    if wish.speed is not None:
        raise UsageError("a length and a speed do not go together: leave out --length or --speed")
