"""Known tracks, and tracks from measures."""

from __future__ import annotations

import pytest

from replay.base.errors import InputError, UsageError
from replay.base.files.yaml_text import parse_document
from replay.base.mistakes import format_mistakes
from replay.track.catalogue import MeasureError, load_track, track_from, track_names, velodrome_of

IZU = """\
title: Izu Velodrome
lap_m: 250
straight_m: 38
transition_m: 22
banking_min_deg: 12
banking_max_deg: 45
width_m: 7.5
finish_m: 14
"""


def mistakes(text: str) -> str:
    with pytest.raises(InputError) as caught:
        track_from(parse_document(text.encode(), "track.yaml"), "mine")
    return format_mistakes(caught.value)


@pytest.mark.parametrize("name", track_names())
def test_every_track_can_be_built_and_says_what_is_its_model(name: str) -> None:
    shape = load_track(name).shape
    assert shape.name == name
    assert shape.arc_m > 0
    assert "our model" in shape.note


def test_the_catalogue() -> None:
    assert track_names() == ("generic-333", "izu", "keirin-400", "olympic-250")


def test_izu_has_the_measures_that_the_documents_state() -> None:
    shape = load_track("izu").shape
    assert (shape.lap_m, shape.straight_m, shape.transition_m, shape.arc_m) == (250, 38, 22, 43)
    assert (shape.banking_deg, shape.width_m, shape.finish_m) == ((12, 45), 7.5, 14)
    assert shape.radius_m == pytest.approx(20.69, abs=0.005)


def test_an_unknown_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UsageError, match=r"no track is called izo\. did you mean izu\? Known: .*olympic-250"):
        load_track("izo")
    with pytest.raises(UsageError):
        load_track("../tracks/izu")


def test_a_known_track_with_another_width() -> None:
    assert velodrome_of("izu", {"width_m": 8.0}).shape.width_m == 8
    assert velodrome_of("izu").shape == load_track("izu").shape
    with pytest.raises(MeasureError, match="no bend is left"):
        velodrome_of("izu", {"straight_m": 90.0})


def test_a_track_of_its_own() -> None:
    assert track_from(parse_document(IZU.encode(), "track.yaml"), "mine").lap_m == 250


@pytest.mark.parametrize(
    ("old", "new", "message", "remedy"),
    [
        ("lap_m: 250", "lap_m: 25", "2:8: lap_m is 25", "from 100 to 1000 m"),
        ("lap_m: 250", "lap_m: wide", "2:8: lap_m must be a number, not wide", ""),
        ("lap_m: 250", "lap_m: .nan", "lap_m must be a number, not nan", ""),
        ("lap_m: 250\n", "", "1:1: lap_m is missing", "a track needs all its measures"),
        ("lap_m:", "lap_n:", "2:1: unknown key lap_n", "did you mean lap_m?"),
        (
            "straight_m: 38",
            "straight_m: 90",
            "4:15: two straights and four transitions take 268 m of a lap of 250 m",
            "shorter",
        ),
        (
            "straight_m: 38",
            "straight_m: 76",
            "3:13: these measures give bends of 8.6 m radius, too tight to ride",
            "shorter",
        ),
        ("banking_max_deg: 45", "banking_max_deg: 70", "banking_max_deg is 70", "from 0 to 60 degrees"),
        ("banking_max_deg: 45", "banking_max_deg: 5", "the banking is 12 degrees at least and 5 at most", ""),
        ("finish_m: 14", "finish_m: 30", "puts it in the bend", "the straight reaches 19 m each way"),
        ("title: Izu Velodrome", "title: 5", "title must be text, not 5", ""),
    ],
)
def test_impossible_tracks_are_explained(old: str, new: str, message: str, remedy: str) -> None:
    shown = mistakes(IZU.replace(old, new))
    assert message in shown
    assert remedy in shown
