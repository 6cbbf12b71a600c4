"""Presets as data: what the program's say, the user's own, and every mistake at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.base.errors import InputError, UsageError
from replay.base.files.yaml_text import parse_document
from replay.base.mistakes import format_mistakes
from replay.scene.frame.layout import Layout, SafeArea
from replay.video.encoder import AUDIO_BITRATE
from replay.video.preset_file import presets_from, read_presets, shipped_presets
from replay.video.preset_values import BUFFER_S, Preset
from replay.video.presets import preset

OWN = """\
presets:
  - name: club
    for: the club's screen
    like: square
    size: [720, 720]
    fps: 25
  - name: club-tall
    like: club
    layout: vertical
    size: [540, 960]
    limits:
      - {place: the hall, most_s: 20}
"""


def read(text: str) -> tuple[Preset, ...]:
    return presets_from(parse_document(text.encode(), "own.yaml"), shipped_presets())


def mistakes(text: str) -> str:
    with pytest.raises(InputError) as caught:
        read(text)
    return format_mistakes(caught.value)


def test_the_usual_ones_come_with_the_program() -> None:
    names = [each.name for each in shipped_presets()]
    assert names[0] == "landscape"
    assert {"landscape4k", "landscape50", "vertical", "vertical25", "vertical60", "story", "portrait"} <= set(names)
    assert {"square", "x720", "x720-vertical", "x720-square", "messenger"} <= set(names)
    assert all(limit.source and limit.date for each in shipped_presets() for limit in each.limits)


def test_own_ones_take_what_is_not_written_from_the_one_they_are_like() -> None:
    club, tall = read(OWN)
    square = preset("square")
    assert (club.size, club.fps, club.used_for) == ((720, 720), 25, "the club's screen")
    assert (club.crf, club.cut, club.limits, club.layout) == (square.crf, square.cut, square.limits, Layout.SQUARE)
    assert (tall.layout, tall.fps, tall.size) == (Layout.VERTICAL, 25, (540, 960))
    assert [limit.words for limit in tall.limits] == ["20 s on the hall"]


def test_a_file_of_own_ones_goes_before_those_of_the_program(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN.replace("club-tall", "vertical"), encoding="utf-8")
    found = read_presets(path)
    assert [each.name for each in found[:2]] == ["club", "vertical"]
    assert preset("vertical", found).size == (540, 960)
    assert sum(each.name == "vertical" for each in found) == 1
    assert preset("landscape", found) == preset("landscape")


def test_margins_are_those_of_the_layout_unless_it_is_another() -> None:
    own = read("presets:\n- {name: a, like: story}\n- {name: b, like: story, layout: square, size: [720, 720]}\n")
    assert own[0].safe_area == SafeArea(270, 65, 380, 65)
    assert own[1].safe_area is None


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (("fps: 25", "fps: fast"), "own.yaml:6:10:", "a whole number from 10 to 120"),
        (("fps: 25", "fbs: 25"), "own.yaml:6:5:", "did you mean fps?"),
        (("like: square", "like: sqare"), "own.yaml:4:11:", "did you mean square?"),
        (("[720, 720]", "[721, 721]"), "own.yaml:5:11:", "even"),
        (("[720, 720]", "[720, 1280]"), "own.yaml:5:11:", "write [720, 720], or `layout: vertical`"),
        (("[720, 720]", "720p"), "own.yaml:5:11:", "width and height"),
        (("most_s: 20", "most_s: long"), "own.yaml:12:35:", "write a number"),
        (("most_s: 20", "seconds: 20"), "own.yaml:12:9:", "either most_s or most_mb"),
        (("name: club-tall", "name: club"), "own.yaml:7:11:", "another name"),
        (("name: club\n", "name: Club House\n"), "own.yaml:2:11:", "small letters"),
        (("    like: square\n", ""), "own.yaml:2:5:", "`like: vertical`"),
        (("presets:", "preset:"), "own.yaml:1:1:", "write `presets:`"),
    ],
)
def test_mistakes_are_shown_at_their_place_with_a_remedy(change: tuple[str, str], place: str, words: str) -> None:
    assert change[0] in OWN
    said = mistakes(OWN.replace(*change, 1))
    assert place in said
    assert words in said


def test_all_mistakes_are_shown_at_once() -> None:
    said = mistakes(OWN.replace("fps: 25", "fps: 0").replace("most_s: 20", "most_s: 0"))
    assert "own.yaml:6:" in said
    assert "own.yaml:12:" in said


@given(st.floats(1, 240))
def test_a_film_that_has_to_fit_is_never_larger(duration_s: float) -> None:
    """x264 keeps the rate over its buffer: rate times length and buffer is the most that can come of it."""
    messenger = preset("messenger")
    fitted = messenger.fitted(duration_s, AUDIO_BITRATE)
    most_bits = 1e6 * fitted.max_mbps * (duration_s + BUFFER_S) + AUDIO_BITRATE * duration_s
    assert most_bits / 8 <= 16e6
    assert 0.3 <= fitted.max_mbps <= messenger.max_mbps
    assert preset("vertical").fitted(duration_s, AUDIO_BITRATE) == preset("vertical")


def test_a_film_that_cannot_fit_is_refused_with_a_length_that_can() -> None:
    messenger = preset("messenger")
    with pytest.raises(UsageError, match="at most 251 s of it"):
        messenger.fitted(400.0, AUDIO_BITRATE)
    assert messenger.fitted(251.0, AUDIO_BITRATE).max_mbps >= 0.3
