"""What a film says as subtitles: SubRip (.srt) and WebVTT (https://www.w3.org/TR/webvtt1/).

A cue has at most two lines of 42 letters, as broadcasters have them. What is said longer comes in several cues that
share its time by their letters. Where a card holds more than can be read while it stands, the transcript has the rest.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from replay.app.clips.sidecars.film_words import Said

LINE_LETTERS, CUE_LINES = 42, 2

SHORTEST_CUE_S = 1.0
"""What stands for less cannot be read."""


@dataclass(frozen=True, slots=True)
class Subtitle:
    """One cue: its lines from..to of video time."""

    from_s: float
    to_s: float
    lines: tuple[str, ...]


def srt(said: Iterable[Said]) -> str:
    """The text of a SubRip file."""
    blocks = (
        f"{number}\n{_clock(cue.from_s, ',')} --> {_clock(cue.to_s, ',')}\n" + "\n".join(cue.lines)
        for number, cue in enumerate(subtitles(said), start=1)
    )
    return "\n\n".join(blocks) + "\n"


def vtt(said: Iterable[Said]) -> str:
    """The text of a WebVTT file."""
    blocks = (
        f"{_clock(cue.from_s, '.')} --> {_clock(cue.to_s, '.')}\n" + "\n".join(map(_escaped, cue.lines))
        for cue in subtitles(said)
    )
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


def subtitles(said: Iterable[Said]) -> Iterator[Subtitle]:
    """The cues of what is said, in order."""
    for each in said:
        groups = _groups(each)
        letters = [sum(map(len, group)) for group in groups]
        start, lasts_s = each.from_s, each.to_s - each.from_s
        for number, group in enumerate(groups, start=1):
            end = each.from_s + lasts_s * sum(letters[:number]) / sum(letters)
            yield Subtitle(start, end, group)
            start = end


def _groups(said: Said) -> list[tuple[str, ...]]:
    """The lines of each cue: as many cues as can be read in the time."""
    lines = [line for words in _joined(said.words) for line in textwrap.wrap(words, LINE_LETTERS)]
    groups = [tuple(lines[first : first + CUE_LINES]) for first in range(0, len(lines), CUE_LINES)]
    most = max(int((said.to_s - said.from_s) / SHORTEST_CUE_S), 1)
    if len(groups) > most:
        *begun, last = groups[most - 1]
        groups[most - 1] = (*begun, f"{last[: LINE_LETTERS - 2].rstrip(' ,;.')} …")
    return groups[:most]


def _joined(words: Iterable[str]) -> list[str]:
    """Sentences, of which short neighbours share a line."""
    joined: list[str] = []
    for each in words:
        if joined and len(joined[-1]) + 1 + len(each) <= LINE_LETTERS:
            joined[-1] += f" {each}"
        else:
            joined.append(each)
    return joined


def _clock(time_s: float, point: str) -> str:
    """Hours, minutes, seconds and thousandths of a video time."""
    whole_ms = max(round(1000 * time_s), 0)
    seconds, thousandths = divmod(whole_ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{point}{thousandths:03d}"


def _escaped(line: str) -> str:
    """A line in which nothing is taken for a tag."""
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
