"""The large figure of a finish image and the words below it: the winner's margin, whoever is in the picture."""

from __future__ import annotations

from dataclasses import dataclass

from replay.base.figure_words import about_length
from replay.draw.finish.finish_plan import ShownRiders
from replay.scene.frame.card import FinishLine, FinishStrip

_DEAD_HEAT = "DEAD HEAT"
"""Stands for the figure where riders share a place: between them there is no gap, and nothing was timed."""

_NEXT_PLACES = ("", "=1", "2", "=2")
"""Places of who is next behind a winner; '' is that in the picture."""

Pair = tuple[FinishLine, FinishLine]


@dataclass(frozen=True, slots=True)
class MarginWords:
    """What is told of the margin.

    title   what the figure is
    figure  seconds, '+0.763', without their unit; or 'DEAD HEAT'
    lines   between whom it is; then, where others come closer and are in the picture, by how much
    """

    title: str
    figure: str
    lines: tuple[str, ...]

    @property
    def unit(self) -> str:
        """What stands behind the figure."""
        return "" if self.figure == _DEAD_HEAT else "s"


def margin_words(strip: FinishStrip, shown: ShownRiders) -> MarginWords | None:
    """The winner's margin, also where others come closer and are in the picture; None where nobody was timed."""
    pair = _winning_pair(strip, shown.close)
    if pair is None:
        return None
    ahead, behind = pair
    # Behind a place that is not known somebody may have come between; of others it is no margin.
    is_margin = is_winner(ahead) and behind.place in _NEXT_PLACES
    figure = behind.gap if is_winner(ahead) and behind.gap else f"+{behind.lag_s - ahead.lag_s:.{strip.decimals}f}"
    lines = [_between(strip, pair)]
    if _shares_place(pair):
        figure, lines = _DEAD_HEAT, [_both(pair)]
    if shown.close is not None and shown.close != pair:
        lines.append(_how_close(strip, shown.close))
    return MarginWords("MARGIN" if is_margin else "GAP", figure, tuple(lines))


def apart_words(strip: FinishStrip, pair: Pair) -> str:
    """How far two were apart, as timed: '0.003 s', or 'DEAD HEAT'."""
    ahead, behind = pair
    return _DEAD_HEAT if _shares_place(pair) else f"{behind.lag_s - ahead.lag_s:.{strip.decimals}f} s"


def is_winner(line: FinishLine) -> bool:
    """Whether gaps count from this rider."""
    return line.lag_s == 0.0


def _winning_pair(strip: FinishStrip, close: Pair | None) -> Pair | None:
    """The winner and the next who was timed; those who come closest where that is not known."""
    if close is not None and is_winner(close[0]):
        return close
    winner = next((line for line in strip.lines if is_winner(line)), None)
    timed = [line for line in strip.lines if line.gap and line.lag_s > 0.0]
    if winner is None or not timed:
        return close
    return winner, min(timed, key=lambda line: line.lag_s)


def _shares_place(pair: Pair) -> bool:
    """Whether two came level: a place that is not known is nobody's."""
    ahead, behind = pair
    return ahead.place.startswith("=") and ahead.place == behind.place


def _both(pair: Pair) -> str:
    return " and ".join(line.look.called for line in pair)


def _how_close(strip: FinishStrip, pair: Pair) -> str:
    """What is said of two who came closer than the first two."""
    if _shares_place(pair):
        return f"{_both(pair)}, a dead heat"
    return f"{' to '.join(line.look.called for line in pair)}, {apart_words(strip, pair)}"


def _between(strip: FinishStrip, pair: Pair) -> str:
    """Between whom a gap is, and how far that was."""
    ahead, behind = pair
    # How far he was is known from the one right before him alone.
    neighbours = not any(ahead.lag_s < line.lag_s < behind.lag_s for line in strip.lines)
    behind_m = behind.behind_m if neighbours else None
    length_m = (behind.lag_s - ahead.lag_s) * strip.speed_mps if behind_m is None else behind_m
    return f"{ahead.look.called} to {behind.look.called}, {about_length(length_m)}"
