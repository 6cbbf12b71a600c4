"""Subtitles: two lines, in order, never two at once, readable by players."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from replay.app.clips.sidecars.film_words import Said
from replay.app.clips.sidecars.subtitles import CUE_LINES, LINE_LETTERS, srt, subtitles, vtt

sentences = st.lists(st.text("abc <>&é字-", min_size=1, max_size=90).filter(str.strip), min_size=1, max_size=8)
CUE = re.compile(r"(\d\d):(\d\d):(\d\d)[.,](\d{3}) --> (\d\d):(\d\d):(\d\d)[.,](\d{3})\n(.+(?:\n.+)*)")


@st.composite
def films(draw: st.DrawFn) -> tuple[Said, ...]:
    """Words one after another."""
    said, end_s = [], 0.0
    for words in draw(st.lists(sentences, min_size=1, max_size=5)):
        start_s = end_s + draw(st.floats(0, 3))
        end_s = start_s + draw(st.floats(0.5, 8))
        said.append(Said(start_s, end_s, tuple(words)))
    return tuple(said)


def cues(text: str) -> list[tuple[float, float, str]]:
    """What a player reads in a file."""
    found = []
    for parts in CUE.findall(text):
        hours, minutes, seconds, ms, *rest = map(int, parts[:8])
        start = 3600 * hours + 60 * minutes + seconds + ms / 1000
        end = 3600 * rest[0] + 60 * rest[1] + rest[2] + rest[3] / 1000
        found.append((start, end, parts[8]))
    return found


@given(films())
def test_cues_are_in_order_apart_and_small(said: tuple[Said, ...]) -> None:
    found = list(subtitles(said))
    assert all(one.to_s <= other.from_s + 1e-9 for one, other in pairwise(found))
    for cue in found:
        assert cue.from_s < cue.to_s
        assert 1 <= len(cue.lines) <= CUE_LINES
        assert all(0 < len(line) <= LINE_LETTERS for line in cue.lines)
        assert any(each.from_s - 1e-9 <= cue.from_s < cue.to_s <= each.to_s + 1e-9 for each in said)


@given(films())
def test_both_files_hold_the_same_cues_at_the_same_times(said: tuple[Said, ...]) -> None:
    one, other = cues(srt(said)), cues(vtt(said))
    assert len(one) == len(other) == len(list(subtitles(said)))
    assert [cue[:2] for cue in one] == [cue[:2] for cue in other]
    assert vtt(said).startswith("WEBVTT\n\n")
    for _, _, words in other:
        assert "<" not in words
        assert "-->" not in words


def test_what_is_short_enough_is_said_whole_and_what_is_not_ends_with_dots() -> None:
    whole = (Said(0.0, 4.0, ("One.", "Two.", "A sentence that is long enough to fill a line alone.")),)
    (first, second) = subtitles(whole)
    assert " ".join((*first.lines, *second.lines)) == whole[0].text
    (only,) = subtitles((Said(0.0, 1.5, ("word " * 40,)),))
    assert only.lines[-1].endswith(" …")


def test_hours_and_thousandths_are_written_as_players_read_them() -> None:
    text = srt((Said(3723.0404, 3725.0, ("Late.",)),))
    assert text == "1\n01:02:03,040 --> 01:02:05,000\nLate.\n"
