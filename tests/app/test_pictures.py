"""Pictures and films as they are asked for on the command line: finish images, cards, cuts and lengths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import imageio.v3 as imageio
import numpy as np
import pytest

from replay.app.build import Replay
from replay.app.cli.commands import parser
from replay.app.cli.film_options import choice_of
from replay.app.cli.main import main
from replay.app.filming import Choice, asked_shots_of, scene_of, sharp
from replay.base.errors import InputError
from replay.race.shown import FilmedShot
from replay.race.when import Mark, When
from replay.scene.camera.setups import Who
from replay.scene.camera.wish import Cut, NamedCamera
from replay.scene.compose import Scene, frame_at
from replay.scene.frame.card import Card, FinishStrip
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import Layout
from replay.scene.riding.poses import WHEEL_ROUND_M
from replay.scene.still_moment import frame_at_race_time
from replay.video.preset_values import Preset
from replay.video.presets import PRESETS
from tests.helpers.race_files import FINAL

GALLERY = FINAL.parent
SEMIFINAL = str(GALLERY / "semifinal-1.yaml")
STOPPED = str(GALLERY / "first-round-2-stopped.yaml")
ReplayOf = Callable[[str], Replay]
Captured = pytest.CaptureFixture[str]
BELL, FINISH = When(Mark.BELL), When(Mark.FINISH)


@pytest.fixture(autouse=True)
def _solved(replay_of: ReplayOf) -> None:
    """Commands find the plan of the semifinal stored."""
    replay_of("semifinal-1")


SHAPES = [each for each in PRESETS if each.name in {"landscape", "vertical", "story", "square", "portrait", "x720"}]
"""One of each layout, one with margins of its own, and one that is smaller than its layout."""


def test_who_did_not_ride_is_followed_by_no_camera(tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "a.png"
    asked = ["still", SEMIFINAL, "--at", "bell", "--camera", "follow", "--rider", "Nobody", "-o", str(out), "-q"]
    assert main(asked) == 2
    assert "nobody here is called Nobody: choose one of " in capsys.readouterr().err
    assert not out.exists()


def test_a_film_follows_the_rider_who_is_asked_for(replay_of: ReplayOf) -> None:
    asked = ["export", "x.yaml", "--camera", "follow", "--rider", "Kenny"]
    choice = choice_of(parser().parse_args(asked), hook=False)
    assert (choice.camera, choice.rider) == ("follow", "Kenny")
    replay = replay_of("final-a")
    scene = scene_of(replay, Layout.LANDSCAPE, Cut.FULL, choice)
    assert scene.wish.followed == replay.reconstruction.motion.index("Kenny")


def test_a_still_follows_the_rider_who_is_asked_for(replay_of: ReplayOf) -> None:
    scene = scene_of(replay_of("semifinal-1"), Layout.LANDSCAPE, Cut.FULL, Choice())
    bell_s = 0.5 * scene.motion.end_s
    cameras = {
        frame_at_race_time(scene, bell_s, NamedCamera.FOLLOW, rider).camera.target_m
        for rider in (None, *range(len(scene.motion.riders)))
    }
    assert len(cameras) == 1 + len(scene.motion.riders)


@pytest.mark.parametrize("preset", SHAPES, ids=lambda preset: preset.name)
def test_the_finish_image_fills_every_format(preset: Preset, tmp_path: Path) -> None:
    out = tmp_path / "finish.png"
    assert main(["finish", SEMIFINAL, "-o", str(out), "--preset", preset.name, "-q"]) == 0
    picture = imageio.imread(out)[..., :3].astype(int)
    assert picture.shape == (preset.size[1], preset.size[0], 3)
    left, top, width, height = preset.safe_box
    # Every eighth of the safe area's height holds something that is not the ground.
    for part in np.array_split(picture[top : top + height, left : left + width], 8):
        assert part.max() > 150


def test_a_card_of_the_film_is_the_same_picture(tmp_path: Path) -> None:
    one, other = tmp_path / "one.png", tmp_path / "other.png"
    assert main(["finish", SEMIFINAL, "-o", str(one), "--preset", "square", "-q"]) == 0
    assert main(["still", SEMIFINAL, "--card", "finish", "-o", str(other), "--preset", "square", "-q"]) == 0
    assert np.array_equal(imageio.imread(one), imageio.imread(other))
    assert one.read_bytes() == other.read_bytes()
    said = imageio.immeta(one)
    assert said["Title"].endswith("semifinal 1")
    assert "reconstructed" in said["Description"]
    assert "Sources: Wikipedia" in said["Description"]
    assert said["Software"] == "velodrome-replay"


@pytest.mark.parametrize(
    ("race", "places"),
    [
        ("first-round-2", ["3 REL Büchli", "1 Carlin", "2 Richardson", "DNF Barrette", "DNF Ponomaryov", "DNF Sahrom"]),
        ("semifinal-2", ["1 Awang", "2 Levy", "3 Lavreysen", "DSQ Paul", "4 Helal", "5 Wakimoto"]),
    ],
)
def test_the_finish_image_lists_all_with_their_status(race: str, places: list[str], replay_of: ReplayOf) -> None:
    """Who was relegated stands where he crossed; who did not cross stands below."""
    strip = _finish_strip(replay_of(race))
    assert [f"{line.place} {line.look.name}" for line in strip.order] == places
    assert [line.place for line in strip.order if line.won] == ["1"]
    timed = {result.rider for result in replay_of(race).race.results if result.gap_s is not None}
    assert {line.look.name for line in strip.order if line.gap} == timed - {replay_of(race).race.winner}


def _finish_strip(replay: Replay) -> FinishStrip:
    scene = scene_of(replay, Layout.LANDSCAPE, Cut.FULL, Choice())
    assert scene.cards.finish is not None
    return scene.cards.finish


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["finish", STOPPED], "this race was stopped, and nobody came to the line"),
    ],
)
def test_cards_that_there_are_not_are_2(
    arguments: list[str], words: str, tmp_path: Path, capsys: Captured, replay_of: ReplayOf
) -> None:
    replay_of("first-round-2-stopped")
    out = tmp_path / "no.png"
    assert main([*arguments, "-o", str(out), "-q"]) == 2
    assert words in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["still", "--card", "result", "--clean"], "leave out --clean or --card"),
        (["still", "--card", "result", "--camera", "main"], "leave out --camera"),
        (["still", "--at", "bell", "--camera", "main", "--rider", "Kenny"], "add --camera follow"),
        (["export", "--cut", "finish", "--from", "start"], "leave out --cut, or --from and --to"),
        (["export", "--cut", "highlights", "--to", "bell"], "leave out --cut, or --from and --to"),
        (["export", "--hook", "--from", "bell"], "leave out --hook, or --from and --to"),
        (["export", "--clean", "--hook"], "leave out --hook or --clean"),
        (["export", "--rider", "Kenny"], "add --camera follow"),
        (["export", "--camera", "bend", "--rider", "Kenny"], "add --camera follow"),
        (["view", "--clean", "--hook"], "leave out --hook or --clean"),
    ],
)
def test_options_that_exclude_each_other_are_2_before_the_race_is_read(
    options: list[str], words: str, tmp_path: Path, capsys: Captured
) -> None:
    missing, out = str(tmp_path / "no-such-race.yaml"), str(tmp_path / "no")
    output = {"still": ["-o", f"{out}.png"], "export": ["-o", f"{out}.mp4"], "view": []}[options[0]]
    assert main([options[0], missing, *options[1:], *output, "-q"]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["finish", "x.yaml", "-o", "x.png", "--clean"],
        ["still", "x.yaml", "-o", "x.png"],
        ["still", "x.yaml", "-o", "x.png", "--at", "bell", "--card", "title"],
        ["still", "x.yaml", "-o", "x.png", "--card", "middle"],
        ["export", "x.yaml", "--cut", "short"],
        *(["export", "x.yaml", "--length", length] for length in ("9", "181", "nan", "long")),
        ["finish", "x.yaml"],
    ],
)
def test_wrong_options_are_2(arguments: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith(("usage: velodrome-replay", "velodrome-replay: --"))


@pytest.mark.parametrize(
    ("option", "value", "remedy"),
    [("--jobs", "0", "from 1 to 64"), ("--speed", "0", "from 0.05 to 20"), ("--theme", "blue", "'dark', 'light'")],
)
def test_a_wrong_value_is_one_sentence_with_what_is_right(
    option: str, value: str, remedy: str, capsys: Captured
) -> None:
    with pytest.raises(SystemExit):
        main(["export", "x.yaml", option, value])
    err = capsys.readouterr().err
    assert err.startswith(f"velodrome-replay: {option}: ")
    assert err.count("\n") == 1
    assert remedy in err


@pytest.mark.parametrize("command", ["export", "still", "finish", "view"])
def test_help_holds_examples(command: str, capsys: Captured) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    help_text = capsys.readouterr().out.partition("examples:")[2]
    assert help_text.count(f"velodrome-replay {command}") >= 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--length", "30"], "30 s"),
        (["--length", "20", "--cut", "finish"], "20 s"),
        (["--length", "45", "--preset", "vertical"], "45 s"),
    ],
)
def test_a_film_lasts_as_long_as_it_is_asked_to(options: list[str], words: str, capsys: Captured) -> None:
    assert main(["export", SEMIFINAL, *options, "--dry-run", "-q"]) == 0
    assert words in capsys.readouterr().out


def test_a_length_that_is_too_short_is_2_with_the_least(capsys: Captured) -> None:
    assert main(["export", SEMIFINAL, "--length", "12", "--cut", "full", "--dry-run", "-q"]) == 2
    assert "s at least: write --length" in capsys.readouterr().err


def shot(start: When, end: When, **how: object) -> FilmedShot:
    return FilmedShot(start, end, **how)  # type: ignore[arg-type]


def with_shots(replay: Replay, *shots: FilmedShot) -> Replay:
    return replace(replay, race=replace(replay.race, shots=shots))


def test_shots_of_the_file_are_at_the_times_of_the_motion(replay_of: ReplayOf) -> None:
    replay = replay_of("semifinal-1")
    motion = replay.reconstruction.motion
    asked = asked_shots_of(with_shots(replay, shot(BELL, FINISH, camera="overhead", who="Kenny", speed=0.5)))
    assert asked[0].camera is NamedCamera.OVERHEAD
    assert (asked[0].who, asked[0].rider) == (Who.RIDER, motion.index("Kenny"))
    assert asked[0].to_s == pytest.approx(replay.reconstruction.winner_time_s)
    front = asked_shots_of(with_shots(replay, shot(BELL, FINISH, who="front")))
    assert (front[0].who, front[0].rider) == (Who.FRONT, None)


def test_a_shot_that_ends_before_it_begins_is_named_with_its_line(replay_of: ReplayOf) -> None:
    late = shot(FINISH, When(Mark.PULL_OFF, offset_s=3.0), who="all", place=(41, 5))
    with pytest.raises(InputError, match=r":41:5: this shot begins at 11\d\.\d s of this race and ends at 7\d\.\d s"):
        asked_shots_of(with_shots(replay_of("semifinal-1"), late))


def film(replay: Replay, **asked: object) -> Scene:
    return scene_of(replay, Layout.VERTICAL, Cut.HIGHLIGHTS, Choice(**asked))  # type: ignore[arg-type]


def frames(scene: Scene) -> list[Frame]:
    return [frame_at(scene, float(time)) for time in np.arange(0.05, scene.duration_s, 0.5)]


def test_a_hook_has_its_headline_within_the_first_second(replay_of: ReplayOf) -> None:
    scene = film(replay_of("semifinal-1"), hook=True)
    frame = frame_at(scene, 0.4)
    assert frame.overlay.headline is not None
    assert frame.overlay.headline.words == "Kenny wins by 0.003 s"
    assert frame.overlay.headline.shown == 1.0
    assert frame_at(scene, 2.0).overlay.title is not None
    again = frame_at(scene, scene.duration_s - 1.0)
    assert again.overlay.result is not None


def rows_shown(frame: Frame) -> list[tuple[str, str, str, float]]:
    """What stands in the tower: who, in which place, by how much, in which row to a thousandth."""
    tower = frame.overlay.tower
    return [(row.look.name, row.place, row.gap, round(row.row, 3)) for row in tower.rows] if tower else []


def test_the_race_is_told_the_same_with_a_hook_and_without(replay_of: ReplayOf) -> None:
    plain, hooked = (film(replay_of("semifinal-1"), hook=hook) for hook in (False, True))
    later = hooked.duration_s - plain.duration_s
    for time in np.arange(3.0, plain.duration_s, 1.7):
        one, other = frame_at(plain, float(time)), frame_at(hooked, float(time) + later)
        assert rows_shown(one) == rows_shown(other)
        assert one.overlay.caption == other.overlay.caption
        laps = [frame.overlay.counter and frame.overlay.counter.laps_to_go for frame in (one, other)]
        assert laps[0] == laps[1]


def test_nothing_lies_over_a_clean_picture(replay_of: ReplayOf) -> None:
    scene = film(replay_of("semifinal-1"), clean=True, hook=True)
    assert not [segment for segment in scene.timeline.segments if segment.card]
    for frame in frames(scene):
        over = frame.overlay
        panels = (over.counter, over.tower, over.caption, over.lead, over.title, over.result, over.headline)
        assert not any(panels)
        assert (over.label, over.marked, over.slow_motion) == ("", False, 1.0)


def test_without_names_nobody_is_named_anywhere(replay_of: ReplayOf) -> None:
    replay = replay_of("final-a")
    scene = film(replay, names=False, hook=True)
    said = [text for frame in frames(scene) for text in _texts(frame)]
    named = [name for rider in replay.race.riders for name in (rider.first or "", rider.last)]
    assert [text for text in said for name in named if name.casefold() in text.casefold()] == []
    assert any("GBR" in text for text in said), "tags stand for them"
    tags = [look.marker for look in scene.looks]
    assert not [tag for tag in tags for name in named if name.casefold().startswith(tag.casefold())]


def _texts(frame: Frame) -> list[str]:
    """All words of a frame's overlay."""
    over = frame.overlay
    found = [*over.named, *(state.look.display for state in frame.riders)]
    if over.caption:
        found += [over.caption.head, over.caption.body]
    if over.headline:
        found.append(over.headline.words)
    if over.tower:
        found += [row.look.display for row in over.tower.rows]
    if over.title:
        found += [look.display for look in over.title.riders]
    if over.result:
        found += [*(line.look.display for line in over.result.lines), *over.result.reasons, over.result.afterwards]
    if over.finish:
        found += [line.look.display for line in over.finish.lines]
        found += [line.look.display for line in over.finish.order]
    return found


def test_a_calm_film_fades_where_it_cuts(replay_of: ReplayOf) -> None:
    scene = film(replay_of("semifinal-1"), calm=True)
    cuts = [span.video_start_s for span in scene.timeline.spans[1:]]
    assert all(frame_at(scene, cut).dim == pytest.approx(1.0, abs=1e-6) for cut in cuts)
    live = next(s for s in scene.timeline.segments if s.card is None and s.duration_s > 2.0)
    clear = [
        time for time in np.arange(live.video_start_s, live.video_end_s, 0.1) if min(abs(c - time) for c in cuts) > 0.5
    ]
    assert clear
    assert all(frame_at(scene, float(time)).dim == 0.0 for time in clear)
    assert all(span.shot.still for span in scene.timeline.spans)
    assert not any(frame.overlay.slides for frame in frames(scene))


def test_cards_have_an_own_place_in_the_film(replay_of: ReplayOf) -> None:
    cards = [segment.card for segment in film(replay_of("semifinal-1"), hook=True).timeline.segments if segment.card]
    assert cards == [Card.HOOK, Card.TITLE, Card.FINISH, Card.RESULT]


def test_a_calm_still_is_in_full_light_at_a_cut(replay_of: ReplayOf) -> None:
    scene = film(replay_of("semifinal-1"), calm=True)
    races = [scene.timeline.race_time(span.video_start_s) for span in scene.timeline.spans[2:]]
    frames_at = [frame_at_race_time(scene, time) for time in races if time < scene.motion.end_s]
    assert frames_at
    assert all(frame.dim == 0.0 and frame.shot.still for frame in frames_at)


def test_a_film_is_blurred_as_film_is_and_what_is_looked_at_by_itself_is_not(replay_of: ReplayOf) -> None:
    """The shutter is open for half of each picture, of race time for less where that is slow; never in a calm film."""
    replay = replay_of("semifinal-1")

    def of(fps: float | None, *, blur: bool = True, calm: bool = False) -> Scene:
        return scene_of(replay, Layout.VERTICAL, Cut.HIGHLIGHTS, Choice(blur=blur, calm=calm), fps=fps)

    for scene in (of(None), of(30.0, blur=False), of(30.0, calm=True), sharp(of(30.0))):
        for frame in frames(scene)[::8]:
            assert frame.camera.closes is None
            assert all(state.pose.wheel_turn_deg == 0 for state in frame.riders)
    live = [frame for frame in frames(of(30.0)) if frame.time_speed == 1.0 and not frame.shot.still]
    slow = [frame for frame in frames(of(30.0)) if 0 < frame.time_speed < 0.5 and not frame.shot.still]
    assert all(frame.camera.closes is not None for frame in live)
    assert {frame.camera.closes.eye_m == frame.camera.eye_m for frame in live if frame.camera.closes} == {True}
    turned = [
        float(np.mean([state.pose.wheel_turn_deg / max(state.speed_mps, 1.0) for state in frame.riders]))
        for frame in (live[3], slow[0])
    ]
    assert turned[0] == pytest.approx(360 / 60 / WHEEL_ROUND_M, rel=0.02)
    assert turned[1] == pytest.approx(turned[0] * slow[0].time_speed, rel=0.05)
