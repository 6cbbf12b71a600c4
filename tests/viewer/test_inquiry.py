"""Selecting riders and asking why, with real events."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

os.environ["SDL_VIDEODRIVER"] = "dummy"

import numpy as np
import pygame
import pytest

from replay.viewer.answers import ColumnLine, LineKind, RiderCard, RiderCurves, RiderFigures
from replay.viewer.film import News, PlayedFilm
from replay.viewer.handling.viewer_state import Viewer
from replay.viewer.lettering import width_of
from replay.viewer.panels.bar_buttons import LEFT_PX, WORDS_PX, right_px
from replay.viewer.panels.column import column_area, set_lines
from replay.viewer.panels.inquiry import Question
from replay.viewer.panels.rider_curves import curve_lanes
from replay.viewer.panels.rider_strip import draw_rider_strip
from replay.viewer.playing.volume import Volume
from replay.viewer.timeline_bar import MarkKind, TimelineMark
from tests.helpers.films_shown import DURATION_S, FakeFrame, Studio

RIDERS = ("Ada", "Bea", "Cy")
SIZE = (1280, 776)


class Answers:
    """Riders stand side by side in thirds of the picture's lower half; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[float, str | None]] = []
        self.sizes: list[tuple[int, int]] = []
        self.compared: list[tuple[str, ...]] = []

    def order(self, video_time_s: float) -> Sequence[str]:  # noqa: ARG002
        return RIDERS

    def rider_at(self, frame: FakeFrame, size_px: tuple[int, int], spot: tuple[float, float]) -> str | None:  # noqa: ARG002
        self.sizes.append(size_px)
        return RIDERS[int(3 * spot[0] / size_px[0])] if spot[1] > size_px[1] / 2 else None

    def card(self, video_time_s: float, riders: Sequence[str]) -> RiderCard | None:  # noqa: ARG002
        rows = tuple(RiderFigures(name, name, name[:2], (200, 40, 40), "1st", "leads", "60", "1 m") for name in riders)
        return RiderCard(rows, "close" if len(riders) == 2 else "")

    def curves(self, riders: Sequence[str]) -> RiderCurves | None:
        """The first loses a metre a second to the second, and is level with him after ten."""
        self.compared.append(tuple(riders))
        race_s = np.linspace(0.0, DURATION_S, 201)
        speeds = np.stack([60 + 5 * np.sin(race_s), 65 - 5 * np.sin(race_s)])
        one, other = riders
        return RiderCurves((one, other), ((200, 40, 40), (40, 90, 220)), race_s, 10 - race_s, speeds, speeds / 20)

    def why(self, video_time_s: float, rider: str | None) -> Sequence[ColumnLine]:
        self.asked.append((video_time_s, rider))
        return (ColumnLine(rider or "the leader", LineKind.TITLE), ColumnLine("a fact", LineKind.STANDS, 3.0))

    def facts(self) -> Sequence[ColumnLine]:
        return tuple(ColumnLine(f"fact {number} " * 9, LineKind.DISPUTED, float(number % 20)) for number in range(60))


def film_with(answers: Answers) -> PlayedFilm[FakeFrame]:
    facts = (TimelineMark(3.0, "told", MarkKind.STANDS), TimelineMark(9.0, "not so", MarkKind.IMPOSSIBLE))
    return replace(Studio().film(), answers=answers, facts=facts)


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def viewer(answers: Answers) -> Viewer[FakeFrame]:
    viewer = Viewer(film_with(answers), SIZE)
    viewer.playhead.playing = False
    viewer.playhead.seek(10.0)
    drawn(viewer)
    return viewer


def drawn(viewer: Viewer[FakeFrame]) -> bytes:
    surface = pygame.Surface(viewer.size, depth=32)
    viewer.draw(surface)
    return pygame.image.tobytes(surface, "RGB")


def press(viewer: Viewer[FakeFrame], key: int, modifiers: int = 0) -> None:
    viewer.handle(pygame.Event(pygame.KEYDOWN, key=key, mod=modifiers))
    viewer.handle(pygame.Event(pygame.KEYUP, key=key, mod=modifiers))


def click(viewer: Viewer[FakeFrame], place: tuple[int, int], *, shift: bool = False) -> None:
    if shift:
        viewer.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_LSHIFT, mod=pygame.KMOD_LSHIFT))
    viewer.handle(pygame.Event(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0)))
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        viewer.handle(pygame.Event(kind, pos=place, button=1))
    viewer.handle(pygame.Event(pygame.KEYUP, key=pygame.K_LSHIFT, mod=0))


def selected(viewer: Viewer[FakeFrame]) -> list[str]:
    return list(viewer.inquiry.riders)


def test_a_click_selects_a_rider_and_shift_a_second_one(viewer: Viewer[FakeFrame]) -> None:
    plain = drawn(viewer)
    click(viewer, (100, 560))
    assert selected(viewer) == ["Ada"]
    assert not viewer.playhead.playing, "a click on a rider does not play"
    one = drawn(viewer)
    click(viewer, (1200, 560), shift=True)
    assert selected(viewer) == ["Ada", "Cy"]
    click(viewer, (640, 560), shift=True)
    assert selected(viewer) == ["Ada", "Bea"], "two are compared"
    assert len({plain, one, drawn(viewer)}) == 3
    click(viewer, (640, 560))
    assert selected(viewer) == ["Ada"], "again: no more"
    click(viewer, (640, 560))
    assert selected(viewer) == ["Bea"]


def test_a_click_beside_all_riders_plays_as_ever(viewer: Viewer[FakeFrame]) -> None:
    click(viewer, (640, 100))
    assert viewer.playhead.playing
    assert selected(viewer) == []


def test_frames_are_asked_for_with_the_riders_pointed_out(answers: Answers) -> None:
    studio = Studio()
    viewer = Viewer(replace(studio.film(), answers=answers), SIZE)
    press(viewer, pygame.K_TAB)
    drawn(viewer)
    assert studio.asked[-1].shown.picked == ("Ada",)


def test_tab_goes_through_the_order_in_both_directions(viewer: Viewer[FakeFrame]) -> None:
    chosen: list[str] = []
    for modifiers in (0, 0, 0, 0, pygame.KMOD_LSHIFT, pygame.KMOD_LSHIFT):
        press(viewer, pygame.K_TAB, modifiers)
        chosen += viewer.inquiry.riders
    assert chosen == ["Ada", "Bea", "Cy", "Ada", "Cy", "Bea"]


def test_why_is_asked_of_the_selected_rider_else_of_the_leader(viewer: Viewer[FakeFrame], answers: Answers) -> None:
    plain = drawn(viewer)
    press(viewer, pygame.K_w)
    assert drawn(viewer) != plain
    press(viewer, pygame.K_TAB)
    drawn(viewer)
    assert answers.asked == [(10.0, None), (10.0, "Ada")]
    drawn(viewer)
    assert len(answers.asked) == 2, "the same moment is not asked again"


def test_a_click_on_a_fact_goes_there(viewer: Viewer[FakeFrame]) -> None:
    press(viewer, pygame.K_w)
    drawn(viewer)
    area = column_area(viewer.above_bar)
    lines = set_lines(Answers().why(0.0, None), area.width, 1.0)
    click(viewer, (area.left + 60, area.top + lines[1].box.centery))
    assert viewer.playhead.video_time == 3.0
    click(viewer, (area.left + 60, area.bottom - 5))
    assert viewer.playhead.video_time == 3.0, "nothing is there"
    assert selected(viewer) == []


def test_the_wheel_over_the_column_moves_its_lines_and_no_further(viewer: Viewer[FakeFrame]) -> None:
    press(viewer, pygame.K_w, pygame.KMOD_LSHIFT)
    drawn(viewer)
    area = column_area(viewer.above_bar)
    viewer.handle(pygame.Event(pygame.MOUSEMOTION, pos=area.center, rel=(0, 0), buttons=(0, 0, 0)))
    before = drawn(viewer)
    for _ in range(500):
        viewer.handle(pygame.Event(pygame.MOUSEWHEEL, x=0, y=-1, flipped=False))
    assert drawn(viewer) != before
    assert viewer.playhead.video_time == 10.0
    for _ in range(500):
        viewer.handle(pygame.Event(pygame.MOUSEWHEEL, x=0, y=1, flipped=False))
    assert viewer.inquiry.scroll_px == 0
    viewer.handle(pygame.Event(pygame.MOUSEMOTION, pos=(20, 20), rel=(0, 0), buttons=(0, 0, 0)))
    viewer.handle(pygame.Event(pygame.MOUSEWHEEL, x=0, y=-1, flipped=False))
    assert viewer.playhead.video_time == 10.5


def test_riders_are_found_beside_an_open_column(viewer: Viewer[FakeFrame], answers: Answers) -> None:
    click(viewer, (1200, 600))
    without = answers.sizes[-1]
    press(viewer, pygame.K_w)
    drawn(viewer)
    box = viewer.picture_box()
    assert box.right <= column_area(viewer.above_bar).left
    click(viewer, (box.left + box.width // 2, box.bottom - 20))
    assert selected(viewer) == ["Bea"]
    assert answers.sizes[-1] == without, "it is painted as large as before"


def test_esc_closes_the_column_then_selects_nobody_then_leaves_full_screen(viewer: Viewer[FakeFrame]) -> None:
    press(viewer, pygame.K_f)
    press(viewer, pygame.K_TAB)
    press(viewer, pygame.K_w)
    states = []
    for _ in range(3):
        press(viewer, pygame.K_ESCAPE)
        states.append((viewer.inquiry.question, viewer.inquiry.riders, viewer.full_screen))
    assert states == [
        (Question.NONE, ("Ada",), True),
        (Question.NONE, (), True),
        (Question.NONE, (), False),
    ]
    assert viewer.running


def test_another_film_keeps_the_riders_that_it_has(viewer: Viewer[FakeFrame]) -> None:
    press(viewer, pygame.K_TAB)
    viewer.hear(News(film=film_with(Answers())))
    assert selected(viewer) == ["Ada"]
    viewer.hear(News(film=Studio().film(DURATION_S)))
    assert selected(viewer) == []
    press(viewer, pygame.K_w)
    press(viewer, pygame.K_TAB)
    assert viewer.inquiry.question is Question.NONE, "nobody can be asked"


def test_what_is_told_has_signs_on_the_timeline_that_differ(viewer: Viewer[FakeFrame]) -> None:
    seen = set()
    for kind in (MarkKind.STANDS, MarkKind.DISPUTED, MarkKind.IMPOSSIBLE):
        viewer.film = replace(viewer.film, facts=(TimelineMark(3.0, "told", kind),))
        seen.add(drawn(viewer))
    assert len(seen) == 3
    bar = viewer.bar
    place = (bar.left + 20 + round((bar.width - 40) * 3.0 / DURATION_S), bar.top + 26)
    click(viewer, place)
    assert viewer.playhead.video_time == 3.0


def compare(viewer: Viewer[FakeFrame]) -> pygame.Rect:
    """Two riders are compared; returns where their curves are."""
    click(viewer, (100, 600))
    click(viewer, (1200, 600), shift=True)
    drawn(viewer)
    return viewer.curves


def test_two_who_are_compared_have_curves_between_picture_and_bar(viewer: Viewer[FakeFrame], answers: Answers) -> None:
    assert viewer.curves.height == 0
    picture = viewer.picture_box()
    area = compare(viewer)
    assert area.height == 137
    assert area.bottom == viewer.bar.top
    assert area.width == SIZE[0]
    assert viewer.picture_box().bottom <= area.top
    assert viewer.wanted().without_column == picture.size, "it is painted as large as before"
    click(viewer, (1000, 500))
    assert selected(viewer) == ["Ada"]
    assert viewer.curves.height == 0, "one alone is compared with nobody"
    assert viewer.picture_box() == picture
    assert answers.compared == [("Ada", "Cy")]


def test_curves_are_asked_for_once_and_only_their_playhead_moves(viewer: Viewer[FakeFrame], answers: Answers) -> None:
    area = compare(viewer)
    seen = []
    for time_s in (4.0, 12.0):
        viewer.playhead.seek(time_s)
        surface = pygame.Surface(viewer.size, depth=32)
        viewer.draw(surface)
        seen.append(pygame.surfarray.array3d(surface.subsurface(area)).astype(int))
    columns = np.flatnonzero((seen[0] != seen[1]).any(axis=(1, 2)))
    left, right = 20 + 52, area.width - 20
    places = [left + (right - left) * time_s / DURATION_S for time_s in (4.0, 12.0)]
    assert all(min(abs(column - place) for place in places) <= 6 for column in columns)
    assert {min(places, key=lambda place: abs(column - place)) for column in columns} == set(places)
    assert answers.compared == [("Ada", "Cy")]
    viewer.size = (1600, 956)
    drawn(viewer)
    assert answers.compared == [("Ada", "Cy")], "another size is another drawing of the same"


def test_the_gap_has_the_colour_of_who_is_ahead(viewer: Viewer[FakeFrame]) -> None:
    viewer.film = replace(viewer.film, marks=())
    area = compare(viewer)
    surface = pygame.Surface(viewer.size, depth=32)
    viewer.draw(surface)
    lane = pygame.surfarray.array3d(surface.subsurface(area)).astype(int)[72:-20, 22:60]
    red, blue = ((lane[..., one] - lane[..., other]).clip(60) - 60 for one, other in ((0, 2), (2, 0)))
    half = len(lane) // 2
    assert red[:half].sum() > 0 == red[half + 9 :].sum()
    assert blue[half:].sum() > 0 == blue[: half - 9].sum()


def test_a_click_on_the_curves_goes_to_that_moment_of_the_race(viewer: Viewer[FakeFrame]) -> None:
    viewer.film = replace(viewer.film, race_time=lambda time_s: 2 * time_s, video_time=lambda race_s: race_s / 2)
    area = compare(viewer)
    left, right = area.left + 20 + 52, area.right - 20
    click(viewer, ((left + right) // 2, area.centery))
    assert viewer.playhead.video_time == pytest.approx(DURATION_S / 4, abs=0.02)
    assert not viewer.playhead.playing
    assert selected(viewer) == ["Ada", "Cy"]
    click(viewer, (2, area.centery))
    assert viewer.playhead.video_time == 0.0


def test_the_curves_hold_the_playhead_until_the_button_is_released(viewer: Viewer[FakeFrame]) -> None:
    area = compare(viewer)
    viewer.playhead.playing = True
    viewer.handle(pygame.Event(pygame.MOUSEBUTTONDOWN, pos=(400, area.centery), button=1))
    at_s = viewer.playhead.video_time
    viewer.pass_time(0.2)
    assert viewer.playhead.video_time == at_s
    viewer.handle(pygame.Event(pygame.MOUSEMOTION, pos=(900, 300), rel=(0, 0), buttons=(1, 0, 0)))
    assert viewer.playhead.video_time > at_s + 5
    viewer.handle(pygame.Event(pygame.MOUSEBUTTONUP, pos=(900, 300), button=1))
    at_s = viewer.playhead.video_time
    viewer.handle(pygame.Event(pygame.MOUSEMOTION, pos=(400, area.centery), rel=(0, 0), buttons=(0, 0, 0)))
    assert viewer.playhead.video_time == at_s
    viewer.pass_time(0.2)
    assert viewer.playhead.video_time == pytest.approx(at_s + 0.2)


def test_x_takes_the_curves_away_and_brings_them_back(viewer: Viewer[FakeFrame]) -> None:
    area = compare(viewer)
    press(viewer, pygame.K_x)
    assert viewer.curves.height == 0
    assert viewer.message == "curves of two riders off"
    press(viewer, pygame.K_x)
    assert viewer.curves == area


@pytest.mark.parametrize("size", [(640, 360), (640, 416), (480, 900), (1280, 540)])
def test_low_and_narrow_windows_have_no_curves(size: tuple[int, int], viewer: Viewer[FakeFrame]) -> None:
    compare(viewer)
    viewer.size = size
    drawn(viewer)
    assert viewer.curves.height == 0


@pytest.mark.parametrize("other", [(200, 40, 40), (190, 50, 40), (40, 90, 220)])
def test_of_two_riders_in_one_colour_the_second_has_a_broken_line(
    other: tuple[int, int, int], viewer: Viewer[FakeFrame]
) -> None:
    race_s = np.linspace(0.0, DURATION_S, 201)
    speeds = np.stack([np.full(201, 55.0), np.full(201, 65.0)])
    curves = RiderCurves(("Ada", "Cy"), ((200, 40, 40), other), race_s, 0 * race_s, speeds, speeds - 55.0)
    same = Answers()
    same.curves = lambda riders: curves  # type: ignore[method-assign]  # noqa: ARG005
    viewer.hear(News(film=replace(film_with(same), marks=())))
    viewer.playhead.seek(0.0)
    area = compare(viewer)
    surface = pygame.Surface(viewer.size, depth=32)
    viewer.draw(surface)
    for at in curve_lanes(curves, area)[1:]:
        _assert_broken(surface, at.box, broken=other != (40, 90, 220))


def _assert_broken(surface: pygame.Surface, box: pygame.Rect, *, broken: bool) -> None:
    """The second rider has the line near the head of a lane, broken or whole; the first has a whole one at its foot."""
    lane = pygame.surfarray.array3d(surface.subsurface(box.inflate(0, 8))).astype(int)[20:-20]
    drawn_at = np.abs(lane - lane[0, lane.shape[1] // 2]).max(axis=2) > 60
    faster, slower = drawn_at[:, :10].any(axis=1), drawn_at[:, -14:].any(axis=1)
    assert slower.all()
    assert bool(faster.all()) is not broken
    assert faster.any()


def test_who_is_down_has_no_curve_then(viewer: Viewer[FakeFrame]) -> None:
    race_s, none = np.linspace(0.0, DURATION_S, 201), np.full(201, np.nan)
    down = RiderCurves(
        ("Ada", "Cy"), ((9, 9, 9), (12, 9, 9)), race_s, none, np.stack([none, none]), np.stack([none, none])
    )
    fallen = Answers()
    fallen.curves = lambda riders: down  # type: ignore[method-assign]  # noqa: ARG005
    viewer.hear(News(film=film_with(fallen)))
    assert compare(viewer).height > 0


@pytest.mark.parametrize("size", [(1, 1), (30, 20), (640, 360), (720, 1280), (4000, 60)])
@pytest.mark.parametrize("modifiers", [0, pygame.KMOD_LSHIFT])
def test_windows_of_any_size_can_answer(size: tuple[int, int], modifiers: int, viewer: Viewer[FakeFrame]) -> None:
    viewer.size = size
    press(viewer, pygame.K_TAB)
    press(viewer, pygame.K_w, modifiers)
    assert drawn(viewer)
    click(viewer, (size[0] // 2, size[1] // 2))


def test_a_camera_that_follows_is_turned_on_whom_is_selected(answers: Answers) -> None:
    """Everything asks for it by its name: pictures, small ones, the sound, and what is saved."""
    studio = Studio()

    def turned_on(camera: str, riders: Sequence[str]) -> str:
        return f"main {riders[0]}" if camera == "main" and riders else camera

    film = replace(studio.film(), answers=answers, turned_on=turned_on)
    viewer = Viewer(film, SIZE, volume=Volume())
    viewer.playhead.playing = False

    def names() -> set[str]:
        listening = viewer.listening()
        assert listening is not None
        return {viewer.wanted().camera, viewer.wanted_thumbnail(3.0).camera, listening.camera, viewer.camera_name}

    drawn(viewer)
    click(viewer, (100, 600))
    assert names() == {"cut"}, "the cut follows nobody"
    press(viewer, pygame.K_v)
    assert names() == {"main Ada"}
    assert viewer.message == viewer.camera_words == "camera 2: main Ada"
    before = viewer.look
    press(viewer, pygame.K_TAB)
    assert names() == {"main Bea"}
    assert viewer.look != before
    assert viewer.message == "camera 2: main Bea", "it is said on whom it is turned"
    click(viewer, (1200, 600), shift=True)
    assert names() == {"main Bea"}, "the second one is compared with him"
    press(viewer, pygame.K_s)
    assert studio.saved[-1][1] == "main Bea"
    press(viewer, pygame.K_ESCAPE)
    assert names() == {"main"}, "nobody is selected: as before"
    assert viewer.message == "camera 2: main"
    press(viewer, pygame.K_v)
    press(viewer, pygame.K_TAB)
    assert names() == {"overhead"}


def test_the_name_of_a_camera_fits_a_narrow_bar(answers: Answers) -> None:
    """Without whom it follows it is never shortened; a click on it leads to the next one."""
    long = "main " + "Featherstonehaugh " * 9
    film = replace(Studio().film(), answers=answers, turned_on=lambda camera, riders: long if riders else camera)
    for width in (240, 360, 500, 1280):
        viewer = Viewer(film, (width, 776))
        plain = viewer.camera_on_bar
        assert plain == viewer.camera_words
        press(viewer, pygame.K_TAB)
        taken_px = width_of(viewer.camera_on_bar, WORDS_PX)
        clock_px = width_of("0:00.00 / 0:20.00", WORDS_PX)
        room_px = width - 20 - LEFT_PX - clock_px - right_px(viewer.bar, sounding=False) - 20
        assert taken_px <= max(room_px, width_of(plain, WORDS_PX)), width
        drawn(viewer)
        right = viewer.bar.right - 20 - right_px(viewer.bar, sounding=False)
        click(viewer, (right - taken_px + 2, viewer.bar.top + 42))
        assert viewer.camera == 1


@pytest.mark.parametrize(
    ("size", "shared", "high"),
    [((1280, 720), False, True), ((640, 360), False, True), ((1280, 720), True, False), ((720, 1280), False, False)],
)
def test_the_strip_of_a_wide_picture_is_at_its_head_unless_two_shots_share_it(
    size: tuple[int, int], shared: bool, high: bool
) -> None:
    card = Answers().card(0.0, RIDERS[:2])
    assert card is not None
    picture = pygame.Rect((0, 0), size)
    place = draw_rider_strip(pygame.Surface(size, depth=32), picture, replace(card, shared=shared))
    assert picture.contains(place)
    assert (place.bottom < size[1] // 4) is high


@pytest.mark.parametrize("size", [(405, 720), (582, 1034), (720, 1224), (1080, 1920)])
def test_in_upright_pictures_it_stays_below_the_map(size: tuple[int, int]) -> None:
    """The map reaches down to nine tenths of an upright picture, and says where everybody is."""
    picture = pygame.Rect(0, 0, *size)
    card = Answers().card(0.0, RIDERS[:2])
    assert card is not None
    place = draw_rider_strip(pygame.Surface(size, depth=32), picture, replace(card, between="1.2 s, about 12 m"))
    assert picture.contains(place)
    assert place.top >= 0.9 * size[1]
