"""Cards that stand in place of the race: the title before it, the finish image and the result after it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from replay.base.figure_words import WrittenFigure
from replay.scene.frame.riders import Pose, RiderLook


class Card(StrEnum):
    """A card: the race stands still behind it, darkened."""

    HOOK = "hook"
    """The decisive moment with a headline, before everything else; the race moves on a little behind it."""

    TITLE = "title"
    """Which race this is, and who rides."""

    FINISH = "finish"
    """The simulated finish image, where at least two crossed close together."""

    RESULT = "result"
    """The official result with its sources."""


@dataclass(frozen=True, slots=True)
class Headline:
    """What a film opens with: words that say how the race ended, and which race it is."""

    words: str
    race: str
    shown: float = 1.0


@dataclass(frozen=True, slots=True)
class TitleCard:
    """What race this is, and who rides.

    riders  in start order as far as that is known, else in the order of the file
    notes   words behind each of them, none where there is nothing to say
    """

    meet: str
    event: str
    round: str
    place_and_date: str
    riders: tuple[RiderLook, ...]
    order_known: bool
    source: str
    shown: float = 1.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FinishLine:
    """One rider of the finish strip.

    lag_s     seconds after the winner, as timed
    behind_m  how far he was from the line when the one before him crossed, as reconstructed; None: not known
    place     over the line: '2', or '=2' for riders who came level; empty: his place in the strip
    """

    look: RiderLook
    pose: Pose
    lag_s: float
    height_m: float
    gap: str
    behind_m: float | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One rider of the list beside the finish image.

    place  as the result has it: '2', '3 REL', 'DNF'
    gap    as timed; empty where none was, and for the winner
    won    whether he won, alone or in a dead heat
    badge  what stands instead of a gap beside who won
    """

    look: RiderLook
    place: str
    gap: str
    won: bool = False
    badge: str = ""


@dataclass(frozen=True, slots=True)
class FinishStrip:
    """The simulated finish image: one line of the track over time. Labelled as not the official photo finish.

    decimals  places after the point of the timed gaps
    order     all riders: those who crossed, in that order, then those who did not
    """

    lines: tuple[FinishLine, ...]
    speed_mps: float
    heading: str
    shown: float = 1.0
    decimals: int = 3
    order: tuple[OrderLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One rider's line of the result: his place or status, his gap as timed, and what else is to be said of him."""

    look: RiderLook
    place: str
    gap: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ResultCard:
    """The official result.

    margin       between the first two as timed, '+0.763 s'; None where none was timed
    margin_note  what that was in metres, as reconstructed: 'about 14 m clear at the line', 'about 91 cm at the line'
    afterwards   what sources say of the time after the pictures of the race, such as a decision of the judges
    won          how many of the first lines are winners': more than one in a dead heat, 0 if the race was stopped
    reasons      sentences of the commissaires, each with whom it is about
    place_and_date  where and when the race was ridden
    version      of a result that was put right: 'Corrected version of 9 August 2021'
    """

    heading: str
    event: str
    lines: tuple[ResultLine, ...]
    margin: WrittenFigure | None
    margin_note: str
    sources: str
    afterwards: str = ""
    shown: float = 1.0
    won: int = 1
    reasons: tuple[str, ...] = ()
    place_and_date: str = ""
    version: str = ""
