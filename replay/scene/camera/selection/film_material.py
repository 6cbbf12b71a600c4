"""What a film is cut from, and stretches of it with the shots that the race file asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from replay.motion.trajectory import Motion
from replay.scene.camera.pacing import Stretch, race_end_s
from replay.scene.camera.selection.decisive import Window
from replay.scene.camera.selection.highlights import joined
from replay.scene.camera.wish import AskedShot

Stretches = tuple[Stretch, ...]

LEAST_WINDOW_S = 1.8
"""Race time of the shortest stretch between two leaps: longer than the shortest shot."""


@dataclass(frozen=True, slots=True, eq=False)
class FilmMaterial:
    """What a film is cut from.

    decisive  windows that are always shown, live or slower
    telling   windows worth showing, the most telling first
    late      stretches after the end of the race that are shown if there is room
    shots     stretches for which the race file says how they are shown
    fastest   speed at most of what decides nothing, once everybody rides as he likes, where all is shown
    """

    motion: Motion
    decisive: tuple[Window, ...]
    telling: tuple[Window, ...] = ()
    late: tuple[Stretch, ...] = ()
    shots: tuple[AskedShot, ...] = ()
    fastest: float = 8.0

    @property
    def start_s(self) -> float:
        """Race time at which the race begins."""
        return self.motion.start_s

    @property
    def end_s(self) -> float:
        """Race time at which its pictures end."""
        return race_end_s(self.motion)

    @property
    def always(self) -> list[Window]:
        """The decisive windows and those of the asked shots, none too short to be seen."""
        asked = [(shot.from_s, shot.to_s) for shot in self.shots]
        return self.windows([*self.decisive, *asked])

    def windows(self, windows: Iterable[Window], more_s: float = 0.0) -> list[Window]:
        """Windows inside the race in order, each wider by so much at both ends, and at least LEAST_WINDOW_S long."""
        wide = []
        for start, end in windows:
            lacking = max(LEAST_WINDOW_S - (end - start), 0.0) / 2
            begin = max(min(start - lacking - more_s, self.end_s - LEAST_WINDOW_S), self.start_s)
            wide.append((begin, min(max(end + lacking + more_s, begin + LEAST_WINDOW_S), self.end_s)))
        return joined(wide)


def length_of(stretches: Iterable[Stretch]) -> float:
    """Video seconds of stretches."""
    return sum(stretch.video_s for stretch in stretches)


def with_shots(stretches: Stretches, shots: Iterable[AskedShot]) -> Stretches:
    """Stretches in which every asked shot is shown, at its own speed if it has one."""
    for shot in shots:
        before = [part for s in stretches if (part := s.clipped(s.race_from_s, min(s.race_to_s, shot.from_s)))]
        after = [part for s in stretches if (part := s.clipped(max(s.race_from_s, shot.to_s), s.race_to_s))]
        inside = [part for s in stretches if (part := s.clipped(shot.from_s, shot.to_s))]
        if shot.speed is not None:
            inside = [Stretch(shot.from_s, shot.to_s, shot.speed, shot.speed)]
        stretches = (*before, *_without_holes(inside, shot.from_s, shot.to_s), *after)
    return stretches


def _without_holes(stretches: list[Stretch], from_s: float, to_s: float) -> list[Stretch]:
    """Stretches from..to with what they leave out between shown live."""
    found: list[Stretch] = []
    for stretch in stretches:
        begun_s = found[-1].race_to_s if found else from_s
        if stretch.race_from_s > begun_s + 1e-6:
            found.append(Stretch(begun_s, stretch.race_from_s))
        found.append(stretch)
    begun_s = found[-1].race_to_s if found else from_s
    return [*found, Stretch(begun_s, to_s)] if to_s > begun_s + 1e-6 else found
