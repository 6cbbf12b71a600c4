"""What the figures of a table mean, by arithmetic: gaps to the winner, gaps to the one before, times of each rider."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from replay.race.status import Crossed
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.words.time_marks import (
    decimals_of,
    has_decimals,
    is_signed,
    says_nothing,
    says_same_time,
    seconds_of,
)

LAST_200_M_S = (8.0, 20.0)
"""Between them a time of a keirin is one of the last 200 m."""

RACE_S = (38.0, 900.0)
"""Between them it is one of the race."""

_SPEED_KMH = (40.0, 85.0)
_LONGEST_GAP_S = 60.0
"""Figures from here on are times, and no gaps, where no sign says so."""

_LIKE_A_TIME = 0.6
"""Of the winner's own figure: what is as large is of its kind, and no gap to it."""

_SAME_S = 0.0015
"""Within it two figures of thousandths agree."""

_WHOLE_TABLE = 3
"""Riders whose times grow with their places, for the differences to be gaps."""


@dataclass(frozen=True, slots=True)
class RowTimes:
    """The figures of a row in seconds. unsure: keys with the reason why they are no facts."""

    gap_s: float | None = None
    time_s: float | None = None
    last_200_m_s: float | None = None
    decimals: int = 3
    unsure: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of a row by their columns, in seconds; `signed` where a plus says that it is a gap."""

    gap: float | None = None
    before: float | None = None
    time: float | None = None
    last_200: float | None = None
    same: bool = False
    decimals: int = 3


def times_of(rows: Sequence[ReadRow], winner: int | None) -> tuple[list[RowTimes], list[str]]:
    """The times of each row, and what was concluded about them, in sentences. winner: the index of his row."""
    figures = [_figures(row) for row in rows]
    remarks: list[str] = []
    if winner is None:
        return [_plain(one) for one in figures], remarks
    figures = _settled(rows, figures, winner)
    gaps = [one.gap for one in figures]
    if any(one.before is not None for one in figures) or _to_the_one_before(rows, figures, winner):
        counted = [one.before if one.before is not None else one.gap for one in figures]
        if not _complete(gaps, rows, winner) or not any(one.before is not None for one in figures):
            gaps = _summed(rows, counted, winner)
            remarks.append("gaps are counted from the rider before; here they are added up")
    times, more = _with_times(rows, figures, gaps, winner)
    _doubt_large(rows, figures, times, winner)
    return _with_same(rows, figures, times, winner), [*remarks, *more]


def _figures(row: ReadRow) -> _Figures:
    """The figures of a row by column; those without a column go where a sign or their size puts them."""
    gap, before, time, last = (_seconds(text) for text in (row.gap, row.gap_before, row.time, row.last_200))
    same = any(map(says_same_time, (row.gap, row.gap_before, row.time, *row.figures)))
    texts = [text for text in (row.gap, row.gap_before, row.time, row.last_200) if text]
    if time is not None and gap is None and is_signed(row.time):
        gap, time = time, None
    for text in row.figures:
        seconds = _seconds(text)
        if seconds is None:
            continue
        if is_signed(text) or seconds < 0:
            gap = (abs(seconds) if (row.rank or 0) > 1 else seconds) if gap is None else gap
        elif time is None:
            time = seconds
        elif gap is None and seconds < time and not _SPEED_KMH[0] <= seconds <= _SPEED_KMH[1]:
            gap = seconds
        else:
            continue
        texts.append(text)
    decimals = max((decimals_of(text) for text in texts if has_decimals(text)), default=0)
    return _Figures(gap, before, time, last, same, decimals)


def _seconds(text: str) -> float | None:
    return None if not text or says_nothing(text) else seconds_of(text)


def _plain(one: _Figures) -> RowTimes:
    return RowTimes(one.gap, None, one.last_200, one.decimals)


def _settled(rows: Sequence[ReadRow], figures: list[_Figures], winner: int) -> list[_Figures]:
    """Figures in the column that they belong to: gaps under 'time', the winner's time under 'gap'."""
    own = figures[winner]
    others = [one for place, one in enumerate(figures) if place != winner]
    if own.gap and own.time is None and own.gap >= LAST_200_M_S[0] and not is_signed(rows[winner].gap):
        figures[winner] = own = replace(own, gap=None, time=own.gap)
        plain = [place for place, one in enumerate(figures) if place != winner and one.gap is not None]
        if any(_is_like(figures[place].gap, own.time) for place in plain):
            for place in plain:
                figures[place] = replace(figures[place], gap=None, time=figures[place].gap)
    timed = [one.time for one in others if one.time is not None and one.gap is None]
    if timed and max(timed) < _LONGEST_GAP_S and not (own.time and _is_like(max(timed), own.time)):
        # no time of the winner, or smaller ones than his: these are gaps
        for place, one in enumerate(figures):
            if place != winner and one.time is not None and one.gap is None:
                figures[place] = replace(one, gap=one.time, time=None)
        if not own.time:
            figures[winner] = replace(own, time=None)
    gaps = [one.gap for one in others if one.gap]
    if gaps and all(gap < 0 for gap in gaps) and len(gaps) > 1:
        figures = [replace(one, gap=-one.gap if one.gap else one.gap) for one in figures]
    return figures


def _is_like(seconds: float | None, own: float | None) -> bool:
    """Whether a figure is as large as the winner's own, so that it is no gap to him."""
    return seconds is not None and own is not None and seconds >= _LIKE_A_TIME * own


def _doubt_large(rows: Sequence[ReadRow], figures: Sequence[_Figures], times: list[RowTimes], winner: int) -> None:
    """Gaps that can be none: as large as a figure of the winner, or as a time where nothing says what they are."""
    own = figures[winner]
    same_kind = own.gap if own.gap and own.gap > 0 and not is_signed(rows[winner].gap) else None
    for place, one in enumerate(figures):
        gap = one.gap
        if place == winner or gap is None or one.before is not None:
            continue
        if _is_like(gap, own.time) or (same_kind and _is_like(gap, same_kind) and _is_like(same_kind, gap)):
            times[place].unsure["gap_s"] = "a figure as large as the winner's own is no gap"
        elif gap >= LAST_200_M_S[0] and not own.time and not _says_gap(rows[place]):
            times[place].unsure["gap_s"] = "nothing says whether this figure is a gap or a time"


def _says_gap(row: ReadRow) -> bool:
    """Whether a sign or the words over the column say that a row has a gap."""
    return bool(row.gap) or any(map(is_signed, (row.time, *row.figures)))


def _placed(rows: Sequence[ReadRow]) -> list[int]:
    """Rows that the crossing put where they stand: with a place and without a decision of the commissaires."""
    return [place for place, row in enumerate(rows) if row.rank is not None and row.status is None]


def _to_the_one_before(rows: Sequence[ReadRow], figures: Sequence[_Figures], winner: int) -> bool:
    """Whether arithmetic says that the gaps of a table count from the rider before."""
    in_order = sorted(_placed(rows), key=lambda place: (rows[place].rank or 0, place))
    gaps = [(place, figures[place].gap) for place in in_order if place != winner and figures[place].gap is not None]
    timed = [(place, gap) for place, gap in gaps if figures[place].time is not None]
    own = figures[winner].time
    if timed and own is not None:
        to_winner = sum(abs((figures[place].time or 0) - own - (gap or 0)) <= _SAME_S for place, gap in timed)
        ahead = {after: before for before, after in itertools.pairwise(in_order)}
        to_before = sum(
            abs((figures[place].time or 0) - (figures[ahead[place]].time or 0) - (gap or 0)) <= _SAME_S
            for place, gap in timed if place in ahead and figures[ahead[place]].time is not None
        )  # fmt: skip
        if max(to_winner, to_before) > 0:
            return to_before > to_winner
    values = [gap for _, gap in gaps if gap is not None]
    return any(after < before - 1e-9 for before, after in itertools.pairwise(values))


def _complete(gaps: Sequence[float | None], rows: Sequence[ReadRow], winner: int) -> bool:
    return all(gaps[place] is not None for place in _placed(rows) if place != winner)


def _summed(rows: Sequence[ReadRow], gaps: Sequence[float | None], winner: int) -> list[float | None]:
    """Gaps to the winner from gaps to the rider before. One that is missing leaves those after it unknown."""
    found: list[float | None] = list(gaps)
    total: float | None = 0.0
    for place in sorted(_placed(rows), key=lambda place: (rows[place].rank or 0, place)):
        if place == winner:
            found[place] = None
            continue
        gap = gaps[place]
        total = None if gap is None or total is None else round(total + gap, 6)
        found[place] = total
    return found


def _with_times(
    rows: Sequence[ReadRow], figures: Sequence[_Figures], gaps: list[float | None], winner: int
) -> tuple[list[RowTimes], list[str]]:
    """The figures of every row, with gaps from the times of riders where no gap is printed."""
    own = figures[winner].time
    remarks: list[str] = []
    decimals = max((one.decimals for one in figures), default=3) or 3
    times = [RowTimes(gaps[place], None, one.last_200, decimals) for place, one in enumerate(figures)]
    own_key = _key_of(own)
    if own is not None and any(_is_before(figures[place], own) for place in _placed(rows) if place != winner):
        return _of_no_kind(figures, times), remarks
    for place, one in enumerate(figures):
        if one.time is None:
            continue
        if own is None or (place != winner and one.time < own):
            times[place].unsure[_key_of(one.time) or "time_s"] = "it is not clear what this figure is a time of"
            times[place] = _put(times[place], _key_of(one.time) or "time_s", one.time)
            continue
        difference = round(one.time - own, 6)
        gap = times[place].gap_s
        if place == winner:
            continue
        if gap is None and not one.same:
            times[place] = replace(times[place], gap_s=difference)
        elif gap is not None and abs(gap - difference) > _SAME_S:
            times[place].unsure["gap_s"] = f"the times say {difference:.3f}"
    _take_own(times, own, own_key, winner)
    if own_key == "last_200_m_s" and not _grow_with_places(rows, figures):
        for place, one in enumerate(figures):
            if one.time is not None and place != winner and figures[place].gap is None:
                times[place].unsure["gap_s"] = "from times that may be of each rider's own last 200 m"
    elif any(one.time is not None for place, one in enumerate(figures) if place != winner and one.gap is None):
        remarks.append("gaps are the differences of the times that the table has for each rider")
    return times, remarks


def _is_before(one: _Figures, own: float) -> bool:
    return one.time is not None and one.time < own


def _of_no_kind(figures: Sequence[_Figures], times: list[RowTimes]) -> list[RowTimes]:
    """Times of which one is below the winner's: the column is not of the race, or the places are not of the column."""
    found = []
    for one, own in zip(figures, times, strict=True):
        key = _key_of(one.time) or "time_s"
        found.append(own if one.time is None else _put(own, key, one.time))
        if one.time is not None:
            found[-1].unsure[key] = "it is not clear what these figures are times of: one is below the winner's"
    return found


def _take_own(times: list[RowTimes], own: float | None, key: str | None, winner: int) -> None:
    """The winner's own time: a fact if it can be that of the race, else a remark."""
    if own is None:
        return
    times[winner] = _put(times[winner], key or "time_s", own)
    if key == "last_200_m_s":
        times[winner].unsure[key] = "the table does not say that this is the time of the last 200 m"
    elif key is None:
        times[winner].unsure["time_s"] = "the table does not say of what this is the time"


def _key_of(seconds: float | None) -> str | None:
    if seconds is not None and LAST_200_M_S[0] <= seconds <= LAST_200_M_S[1]:
        return "last_200_m_s"
    return "time_s" if seconds is not None and RACE_S[0] <= seconds <= RACE_S[1] else None


def _put(times: RowTimes, key: str, seconds: float) -> RowTimes:
    return replace(times, last_200_m_s=seconds) if key == "last_200_m_s" else replace(times, time_s=seconds)


def _grow_with_places(rows: Sequence[ReadRow], figures: Sequence[_Figures]) -> bool:
    in_order = sorted(_placed(rows), key=lambda place: (rows[place].rank or 0, place))
    times = [figures[place].time for place in in_order if figures[place].time is not None]
    rising = all((after or 0) >= (before or 0) for before, after in itertools.pairwise(times))
    return rising and len(times) >= _WHOLE_TABLE


def _with_same(
    rows: Sequence[ReadRow], figures: Sequence[_Figures], times: list[RowTimes], winner: int
) -> list[RowTimes]:
    """The gap of the row before for 's.t.'; and none for riders who did not come to the line."""
    before = 0.0
    known = True
    for place, row in enumerate(rows):
        if row.status is not None and row.status.crossed is Crossed.NO:
            if times[place].gap_s is not None:
                times[place].unsure["gap_s"] = f"{row.status} ({row.status.words}) has no gap"
            continue
        if figures[place].same and place != winner and known:
            times[place] = replace(times[place], gap_s=before)
        gap = times[place].gap_s
        if place == winner:
            times[place] = replace(times[place], gap_s=None)
            before, known = 0.0, True
        elif gap is not None:
            before, known = gap, True
        elif row.status is None:
            known = False
    return times
