"""The moments of a film that a window's timeline names."""

from __future__ import annotations

from collections.abc import Iterator

from replay.scene.compose import Scene
from replay.scene.cues.cue import (
    AttackCue,
    BellCue,
    BiggestLeadCue,
    BreakawayCue,
    CatchCue,
    Cue,
    FallCue,
    FinishCue,
    LapCue,
    OvertakeCue,
)
from replay.viewer.timeline_bar import MarkKind, TimelineMark


def marks_of(scene: Scene) -> Iterator[TimelineMark]:
    """The moments of a film that its timeline names, with whom they are about."""
    for cue in scene.cues:
        shown_s = scene.timeline.first_shown(cue.time_s)
        if shown_s is not None:
            yield TimelineMark(shown_s, _words(cue, scene), _kind(cue))


def _kind(cue: Cue) -> MarkKind:
    match cue:
        case LapCue():
            return MarkKind.LAP
        case BellCue():
            return MarkKind.BELL
        case AttackCue() | OvertakeCue() | BreakawayCue() | CatchCue() | BiggestLeadCue():
            return MarkKind.MOVE
        case FallCue():
            return MarkKind.FALL
        case _:
            return MarkKind.PACE


def _words(cue: Cue, scene: Scene) -> str:
    """What a moment is called: riders by their names."""

    def called(rider: int) -> str:
        return scene.looks[rider].called

    match cue:
        case AttackCue(rider=rider):
            return f"{called(rider)} attacks"
        case OvertakeCue(rider=rider, passed=passed):
            return f"{called(rider)} passes {called(passed)}"
        case BreakawayCue(leader=leader):
            return f"{called(leader)} is clear"
        case BiggestLeadCue(leader=leader):
            return f"biggest lead of {called(leader)}"
        case CatchCue(rider=rider, caught=caught):
            return f"{called(rider)} catches {called(caught)}"
        case FallCue(rider=rider):
            return f"{called(rider)} falls"
        case FinishCue(rider=rider, place=place):
            return f"finish: {called(rider)}" if place == 1 else f"{called(rider)} crosses the line"
        case LapCue(laps_to_go=laps):
            return f"{laps} laps to go"
        case _:
            return cue.label
