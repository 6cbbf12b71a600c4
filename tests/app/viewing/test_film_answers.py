"""What a window asks of a race: who is under the pointer, how riders ride, which facts hold them where they are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from replay.app.build import Replay
from replay.app.filming import Choice, scene_of
from replay.app.viewing.film_answers import FilmAnswers
from replay.draw.panels.map_panel import MAP, map_size
from replay.draw.panels.overlay import overlay_panels
from replay.draw.panels.tower import TOWER
from replay.draw.panels.tower_strip import STRIP
from replay.draw.style.theme import DEFAULT_THEME, style_for
from replay.motion.standings import standings_at
from replay.scene.camera.wish import Cut
from replay.scene.compose import Scene, frame_at
from replay.scene.frame.layout import Layout
from replay.viewer.answers import LineKind
from replay.viewer.timeline_bar import MarkKind

SIZE = (1280, 720)
TALL = (720, 1280)
MIDDLE_M = np.array([0.0, 0.0, 0.8])
"""From the boards to the middle of a rider."""


@pytest.fixture(scope="module")
def final(replay_of: Callable[[str], Replay]) -> Replay:
    return replay_of("final-a")


@pytest.fixture(scope="module")
def scene(final: Replay) -> Scene:
    return scene_of(final, Layout.LANDSCAPE, Cut.FULL, Choice())


@pytest.fixture(scope="module")
def answers(final: Replay, scene: Scene) -> FilmAnswers:
    return FilmAnswers(final, scene, DEFAULT_THEME)


def at(scene: Scene, race_s: float) -> float:
    shown_s = scene.timeline.first_shown(race_s)
    assert shown_s is not None
    return shown_s


def test_riders_are_found_under_the_pointer_where_the_picture_has_them(answers: FilmAnswers, scene: Scene) -> None:
    found = 0
    for time_s in np.arange(9.0, scene.duration_s - 8, 3.0):
        frame = frame_at(scene, float(time_s))
        if frame.beside is not None:
            continue
        bare = [panel.plate for panel in overlay_panels(frame, style_for(DEFAULT_THEME, frame.layout, SIZE))]
        for state in frame.riders:
            (x, y), depth = frame.camera.project(np.asarray(state.pose.ground_m) + MIDDLE_M, SIZE)
            covered = any(left <= x < left + wide and top <= y < top + high for left, top, wide, high in bare)
            spots = [frame.camera.project(np.asarray(r.pose.ground_m) + MIDDLE_M, SIZE)[0] for r in frame.riders]
            alone = sum(bool(np.hypot(*(spot - (x, y))) < 60) for spot in spots) == 1
            if depth > 0 and 0 < x < SIZE[0] and 0 < y < SIZE[1] and alone and not covered:
                assert answers.rider_at(frame, SIZE, (float(x), float(y))) == state.look.name
                found += 1
    assert found > 20


@pytest.mark.parametrize(("layout", "size", "panel"), [(Layout.LANDSCAPE, SIZE, TOWER), (Layout.VERTICAL, TALL, STRIP)])
def test_every_row_of_the_tower_is_its_rider(
    layout: Layout, size: tuple[int, int], panel: str, final: Replay, answers: FilmAnswers
) -> None:
    film = scene_of(final, layout, Cut.FULL, Choice())
    style = style_for(DEFAULT_THEME, layout, size)
    frames = (frame_at(film, float(time_s)) for time_s in np.arange(10.0, film.duration_s, 2.0))
    frame, (left, top, width, height) = next(
        (frame, placed.plate)
        for frame in frames
        for placed in overlay_panels(frame, style)
        if placed.of == panel and placed.opacity == 1
    )
    assert frame.overlay.tower is not None
    names = [row.look.name for row in sorted(frame.overlay.tower.rows, key=lambda row: row.row)]
    steps = 400
    if panel == TOWER:
        spots = [(left + width / 2, top + (step + 0.5) / steps * height) for step in range(steps)]
    else:
        spots = [(left + (step + 0.5) / steps * width, top + height / 2) for step in range(steps)]
    found = [name for name in (answers.rider_at(frame, size, spot) for spot in spots) if name is not None]
    assert list(dict.fromkeys(found)) == names
    counts = [found.count(name) for name in names]
    assert max(counts) - min(counts) <= 2, "rows are equally high"


def test_a_dot_on_the_map_is_its_rider(answers: FilmAnswers, scene: Scene) -> None:
    frame = frame_at(scene, at(scene, 80.0))
    style = style_for(DEFAULT_THEME, frame.layout, SIZE)
    shown = frame.overlay.map
    assert shown is not None
    plate = next(panel.plate for panel in overlay_panels(frame, style) if panel.of == MAP)
    assert plate[2:] == map_size(style, shown.shape)
    hits = {
        answers.rider_at(frame, SIZE, (plate[0] + x, plate[1] + y))
        for x in range(0, plate[2], 2)
        for y in range(0, plate[3], 2)
    }
    leader = next(state.look.name for state in frame.riders if state.leader)
    assert leader in hits
    assert len(hits - {None}) >= 3


def test_two_riders_are_compared_as_the_motion_has_them(answers: FilmAnswers, scene: Scene, final: Replay) -> None:
    motion = final.reconstruction.motion
    race_s = 90.0
    card = answers.card(at(scene, race_s), ("Lavreysen", "Kenny"))
    assert card is not None
    standings = standings_at(motion, race_s)
    metres = abs(float(standings.distance_m[motion.index("Kenny")] - standings.distance_m[motion.index("Lavreysen")]))
    gap_s = float(standings.gap_s[motion.index("Lavreysen")])
    assert card.between == f"KENNY is {gap_s:.1f} s, about {metres:.1f} m ahead of LAVREYSEN"
    assert [row.place for row in card.rows][1] == "1st"
    assert card.rows[1].gap == "leads"
    speed = float(motion.ground_speed(race_s)[motion.index("Lavreysen")]) * 3.6
    assert card.rows[0].speed == f"about {speed:.0f} km/h"


def test_curves_of_two_riders_are_those_of_the_motion(answers: FilmAnswers, final: Replay) -> None:
    motion = final.reconstruction.motion
    pair = motion.index("Lavreysen"), motion.index("Kenny")
    curves = answers.curves(("Lavreysen", "Kenny"))
    assert curves is not None
    assert curves.called == ("LAVREYSEN", "KENNY")
    assert curves.race_s[0] == motion.start_s
    assert curves.race_s[-1] == max(motion.finish_s[rider] for rider in pair)
    now = len(curves.race_s) * 3 // 4
    race_s = float(curves.race_s[now])
    standings = standings_at(motion, race_s)
    assert curves.gap_m[now] == pytest.approx(standings.distance_m[pair[0]] - standings.distance_m[pair[1]])
    assert curves.speed_kmh[:, now] == pytest.approx(motion.ground_speed(race_s)[list(pair)] * 3.6)
    other_way = answers.curves(("Kenny", "Lavreysen"))
    assert other_way is not None
    assert np.array_equal(other_way.gap_m, -curves.gap_m)
    assert answers.curves(("Kenny",)) is None


def test_cards_of_the_film_have_no_figures(answers: FilmAnswers) -> None:
    assert answers.card(0.5, ("Kenny",)) is None


def test_the_order_is_that_of_the_moment(answers: FilmAnswers, scene: Scene) -> None:
    assert answers.order(at(scene, 90.0))[0] == "Kenny"
    assert sorted(answers.order(0.0)) == sorted(scene.motion.riders)


def test_why_names_the_facts_near_the_moment_with_both_accounts(
    answers: FilmAnswers, scene: Scene, final: Replay
) -> None:
    two_to_go = next(entry for entry in answers.entries if entry.words.startswith("Kenny about a quarter of a lap"))
    assert two_to_go.race_s is not None
    lines = answers.why(at(scene, two_to_go.race_s), None)
    said = [line.words for line in lines]
    assert said[0] == "KENNY"
    assert any(line.kind is LineKind.STANDS and "quarter of a lap" in line.words for line in lines)
    disputed = next(number for number, line in enumerate(lines) if line.kind is LineKind.DISPUTED)
    assert "30 m" in said[disputed]
    assert any(words.startswith("The other account: Kenny about a quarter of a lap") for words in said[disputed:])
    assert any(line.kind is LineKind.IMPOSSIBLE and "half a lap" in line.words for line in lines)
    assert any("Cycling Weekly" in words for words in said)
    assert any("give or take" in words for words in said)
    assert all(line.jump_s is None or 0 <= line.jump_s <= scene.duration_s for line in lines)
    assert len(final.reconstruction.verdicts) > len([line for line in lines if line.jump_s is not None])


def test_why_of_a_selected_rider_is_about_that_rider(answers: FilmAnswers, scene: Scene) -> None:
    lines = answers.why(at(scene, 90.0), "Awang")
    assert lines[0].words == "AWANG"
    assert not any("Levy" in line.words for line in lines)


def test_the_list_has_every_fact_and_says_how_many_do_not_stand(answers: FilmAnswers, final: Replay) -> None:
    lines = answers.facts()
    facts = [line for line in lines if line.kind in (LineKind.STANDS, LineKind.DISPUTED, LineKind.IMPOSSIBLE)]
    assert len(facts) == len(final.reconstruction.verdicts)
    assert "1 disputed" in lines[1].words
    assert "3 impossible" in lines[1].words


def test_facts_of_the_story_are_marked_on_the_timeline(answers: FilmAnswers, final: Replay) -> None:
    kinds = [mark.kind for mark in answers.marks]
    assert kinds.count(MarkKind.DISPUTED) == 1
    assert kinds.count(MarkKind.IMPOSSIBLE) == 3
    assert kinds.count(MarkKind.STANDS) >= len(final.race.story) - 6
