"""The window with real events, and no screen."""

from __future__ import annotations

import os
from collections.abc import Sequence

os.environ["SDL_VIDEODRIVER"] = "dummy"

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.base.errors import ReplayError
from replay.base.look import PANEL, Weight
from replay.draw.pixels import text
from replay.draw.pixels.text import Type
from replay.viewer import window
from replay.viewer.display import check_display
from replay.viewer.timeline_bar import BAR_HEIGHT_PX, bar_area, rail_in
from replay.viewer.window import Viewer, fitted, scaled, show
from tests.helpers.films_shown import CAMERA_COLOURS, CAMERAS, DURATION_S, FakeFrame, Studio

SIZE = (640, 360 + BAR_HEIGHT_PX)
TICK_S = 1 / 60


def press(viewer: Viewer[FakeFrame], key: int, modifiers: int = 0) -> None:
    viewer.handle(pygame.Event(pygame.KEYDOWN, key=key, mod=modifiers))
    viewer.handle(pygame.Event(pygame.KEYUP, key=key, mod=modifiers))


def point(viewer: Viewer[FakeFrame], kind: int, place: tuple[int, int]) -> None:
    values = {"pos": place, "rel": (0, 0), "buttons": (1, 0, 0)}
    viewer.handle(pygame.Event(kind, values if kind == pygame.MOUSEMOTION else {"pos": place, "button": 1}))


def viewer_of(studio: Studio, *, playing: bool = False) -> Viewer[FakeFrame]:
    viewer = Viewer(studio.film(), SIZE)
    viewer.playhead.playing = playing
    viewer.playhead.seek(10.0)
    return viewer


def drawn(viewer: Viewer[FakeFrame]) -> pygame.Surface:
    surface = pygame.Surface(viewer.size, depth=32)
    viewer.draw(surface)
    return surface


class Clockwork:
    """A clock that goes on by a sixtieth at every look, and posts events at its times."""

    def __init__(self, events: Sequence[tuple[float, pygame.Event]]) -> None:
        self.time_s = 0.0
        self.events = list(events)

    def __call__(self) -> float:
        self.time_s += TICK_S
        while self.events and self.events[0][0] <= self.time_s:
            pygame.event.post(self.events.pop(0)[1])
        return self.time_s


def key(code: int) -> pygame.Event:
    return pygame.Event(pygame.KEYDOWN, key=code, mod=0)


@pytest.fixture
def at_full_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loop waits for nobody."""
    monkeypatch.setattr(window, "REFRESH_HZ", 0)
    monkeypatch.setattr(window, "IDLE_MS", 1)


@pytest.mark.usefixtures("at_full_speed")
def test_the_window_plays_by_elapsed_time_until_q() -> None:
    studio = Studio()
    show(studio.film(), size=SIZE, now=Clockwork([(2.0, key(pygame.K_q))]))
    assert studio.asked[0].video_time == pytest.approx(TICK_S)
    assert studio.asked[-1].video_time == pytest.approx(2.0, abs=3 * TICK_S)
    assert not pygame.display.get_init()


@pytest.mark.usefixtures("at_full_speed")
def test_the_window_pauses_seeks_and_changes_cameras_as_keys_come() -> None:
    studio = Studio()
    events = [
        (1.0, key(pygame.K_SPACE)),
        (2.0, key(pygame.K_RIGHT)),
        (3.0, key(pygame.K_3)),
        (4.0, key(pygame.K_ESCAPE)),
    ]
    show(studio.film(), size=SIZE, now=Clockwork(events))
    paused, sought, other = studio.asked[-3:]
    assert paused.video_time == pytest.approx(1.0, abs=3 * TICK_S)
    assert sought.video_time == pytest.approx(paused.video_time + 1.0)
    assert (other.video_time, other.camera) == (sought.video_time, "overhead")


@pytest.mark.usefixtures("at_full_speed")
def test_a_paused_window_paints_nothing_again() -> None:
    studio = Studio()
    show(studio.film(), size=SIZE, now=Clockwork([(0.5, key(pygame.K_SPACE)), (3.0, key(pygame.K_q))]))
    assert len(studio.asked) <= 0.5 / TICK_S + 2
    assert len(set(studio.asked)) == len(studio.asked)


@pytest.mark.usefixtures("at_full_speed")
def test_pictures_are_drawn_after_the_window_has_closed() -> None:
    kerned = text.measure("AVATAR", Type(Weight.BLACK, 41.0))
    show(Studio().film(), size=SIZE, now=Clockwork([(0.1, key(pygame.K_q))]))
    again = text.measure("AVATAR", Type(Weight.BLACK, 41.0))
    assert again == kerned
    assert text.mask("Yj.Ty", Type(Weight.SEMIBOLD, 37.5)).coverage.max() == 255, "letters and pairs not seen before"


def test_the_window_closes_when_the_painter_fails() -> None:
    studio = Studio()
    film = studio.film()
    studio.pixels = np.zeros((0,), np.uint8)
    with pytest.raises((IndexError, ValueError)):
        show(film, size=SIZE, now=Clockwork([]))
    assert not pygame.display.get_init()


def test_no_screen_is_an_error_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    pygame.display.quit()
    monkeypatch.setenv("SDL_VIDEODRIVER", "none-such")
    with pytest.raises(ReplayError, match="export"):
        show(Studio().film())


@pytest.mark.parametrize(
    ("code", "modifiers", "video_time"),
    [
        (pygame.K_RIGHT, 0, 11.0),
        (pygame.K_LEFT, 0, 9.0),
        (pygame.K_RIGHT, pygame.KMOD_LSHIFT, 15.0),
        (pygame.K_LEFT, pygame.KMOD_RSHIFT, 5.0),
        (pygame.K_HOME, 0, 0.0),
        (pygame.K_END, 0, DURATION_S),
        (pygame.K_PERIOD, 0, 10.0 + 1 / 60),
        (pygame.K_COMMA, 0, 10.0 - 1 / 60),
        (pygame.K_RIGHT, pygame.KMOD_NUM | pygame.KMOD_CAPS, 11.0),
        (pygame.K_RIGHT, pygame.KMOD_CTRL, 10.0),
        (pygame.K_x, 0, 10.0),
    ],
)
def test_keys_move_the_playhead(code: int, modifiers: int, video_time: float) -> None:
    viewer = viewer_of(Studio())
    press(viewer, code, modifiers)
    assert viewer.playhead.video_time == pytest.approx(video_time)


def test_a_held_key_seeks_on_but_toggles_once() -> None:
    viewer = viewer_of(Studio())
    for _ in range(4):
        viewer.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_SPACE, mod=0))
        viewer.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_RIGHT, mod=0))
    assert viewer.playhead.playing
    assert viewer.playhead.video_time == 14.0
    viewer.handle(pygame.Event(pygame.WINDOWFOCUSLOST))
    press(viewer, pygame.K_SPACE)
    assert not viewer.playhead.playing


def test_keys_change_speed_and_direction() -> None:
    viewer = viewer_of(Studio())
    press(viewer, pygame.K_UP)
    assert viewer.playhead.speed == 1.5
    press(viewer, pygame.K_DOWN)
    press(viewer, pygame.K_DOWN)
    assert viewer.playhead.speed == 0.75
    press(viewer, pygame.K_j)
    assert (viewer.playhead.speed, viewer.playhead.playing) == (-1.0, True)
    press(viewer, pygame.K_k)
    assert not viewer.playhead.playing
    press(viewer, pygame.K_l)
    press(viewer, pygame.K_l)
    assert viewer.playhead.speed == 2.0


def test_cameras_are_chosen_by_number_and_in_turn() -> None:
    viewer = viewer_of(Studio())
    chosen = []
    for code, modifiers in [
        (pygame.K_2, 0),
        (pygame.K_9, 0),  # there is none
        (pygame.K_c, 0),
        (pygame.K_c, 0),
        (pygame.K_c, pygame.KMOD_SHIFT),
    ]:
        press(viewer, code, modifiers)
        chosen.append(CAMERAS[viewer.camera])
    assert chosen == ["main", "main", "overhead", "cut", "overhead"]


@pytest.mark.parametrize("camera", range(3))
def test_the_picture_of_the_chosen_camera_fills_the_window_above_the_bar(camera: int) -> None:
    viewer = viewer_of(Studio())
    viewer.camera = camera
    surface = drawn(viewer)
    for place in ((2, 2), (637, 357), (320, 180)):
        assert surface.get_at(place)[:3] == CAMERA_COLOURS[camera]
    assert surface.get_at((2, 362))[:3] == PANEL


@pytest.mark.parametrize(("size", "empty"), [((640, 800), (320, 10)), ((900, 300), (10, 100))])
def test_the_picture_keeps_its_aspect(size: tuple[int, int], empty: tuple[int, int]) -> None:
    viewer = viewer_of(Studio())
    viewer.size = size
    surface = drawn(viewer)
    assert surface.get_at(empty)[:3] == window.BEHIND
    assert surface.get_at(bar_area(size).move(0, -size[1] // 2).center)[:3] == CAMERA_COLOURS[0]


@pytest.mark.parametrize("size", [(1, 1), (30, 20), (4000, 60), (60, 2000)])
def test_windows_of_any_size_can_be_drawn_with_help(size: tuple[int, int]) -> None:
    viewer = viewer_of(Studio())
    viewer.size, viewer.help_open = size, True
    assert drawn(viewer).get_size() == size


def test_clicking_the_bar_goes_there_and_dragging_follows() -> None:
    viewer = viewer_of(Studio(), playing=True)
    rail = rail_in(bar_area(SIZE), DURATION_S)
    y = bar_area(SIZE).centery
    point(viewer, pygame.MOUSEBUTTONDOWN, (rail.x_of(5.0), y))
    assert viewer.playhead.video_time == pytest.approx(5.0, abs=0.05)
    viewer.pass_time(0.2)  # held: it does not run away
    assert viewer.playhead.video_time == pytest.approx(5.0, abs=0.05)
    point(viewer, pygame.MOUSEMOTION, (rail.x_of(15.0), 20))  # off the bar, still held
    assert viewer.playhead.video_time == pytest.approx(15.0, abs=0.05)
    point(viewer, pygame.MOUSEMOTION, (5000, y))
    assert viewer.playhead.video_time == DURATION_S
    point(viewer, pygame.MOUSEMOTION, (rail.x_of(2.0), y))
    point(viewer, pygame.MOUSEBUTTONUP, (rail.x_of(2.0), y))
    viewer.pass_time(0.2)
    assert viewer.playhead.video_time == pytest.approx(2.2, abs=0.05)


def test_a_click_near_a_mark_goes_to_the_mark() -> None:
    viewer = viewer_of(Studio())
    rail = rail_in(bar_area(SIZE), DURATION_S)
    point(viewer, pygame.MOUSEBUTTONDOWN, (rail.x_of(12.5) + 5, bar_area(SIZE).centery))
    assert viewer.playhead.video_time == 12.5


def test_clicks_on_the_picture_and_other_buttons_move_nothing() -> None:
    viewer = viewer_of(Studio())
    point(viewer, pygame.MOUSEBUTTONDOWN, (100, 100))
    viewer.handle(pygame.Event(pygame.MOUSEBUTTONDOWN, pos=bar_area(SIZE).center, button=3))
    point(viewer, pygame.MOUSEMOTION, (50, SIZE[1] - 5))
    assert viewer.playhead.video_time == 10.0


def test_esc_closes_the_help_first_then_the_window() -> None:
    viewer = viewer_of(Studio())
    plain = pygame.image.tobytes(drawn(viewer), "RGB")
    press(viewer, pygame.K_h)
    assert pygame.image.tobytes(drawn(viewer), "RGB") != plain
    press(viewer, pygame.K_ESCAPE)
    assert pygame.image.tobytes(drawn(viewer), "RGB") == plain
    assert viewer.running
    press(viewer, pygame.K_ESCAPE)
    assert not viewer.running


def test_a_window_that_was_held_up_goes_on_from_where_it_was() -> None:
    viewer = viewer_of(Studio(), playing=True)
    viewer.pass_time(9.0)
    assert viewer.playhead.video_time < 10.5


def test_what_is_drawn_depends_on_the_look_alone() -> None:
    """Scrubbed to and played to, a moment looks the same."""
    one, two = viewer_of(Studio()), viewer_of(Studio())
    for _ in range(30):
        press(one, pygame.K_PERIOD)
        drawn(one)
    two.playhead.seek(one.playhead.video_time)
    assert one.look == two.look
    assert pygame.image.tobytes(drawn(one), "RGB") == pygame.image.tobytes(drawn(two), "RGB")


@given(st.tuples(st.integers(1, 4000), st.integers(1, 4000)), st.tuples(st.integers(1, 4000), st.integers(1, 4000)))
def test_what_is_fitted_fits_and_touches(size: tuple[int, int], room: tuple[int, int]) -> None:
    width, height = fitted(size, room)
    assert 1 <= width <= room[0]
    assert 1 <= height <= room[1]
    assert width == room[0] or height == room[1]


def test_pixels_keep_their_colours_whatever_the_unused_byte_says() -> None:
    pixels = np.zeros((8, 12, 4), np.uint8)
    pixels[...] = (10, 20, 30, 0)
    for room in ((12, 8), (60, 60), (6, 6)):
        surface = scaled(pixels, room)
        assert surface.get_at(surface.get_rect().center)[:3] == (30, 20, 10)
        assert scaled(255 - pixels, room, surface) is surface
        assert surface.get_at(surface.get_rect().center)[:3] == (225, 235, 245)


def test_d_shades_the_doubt_until_it_is_pressed_again() -> None:
    studio = Studio()
    viewer = viewer_of(studio)
    drawn(viewer)
    for shaded in (True, False):
        before = viewer.look
        press(viewer, pygame.K_d)
        assert viewer.look != before
        drawn(viewer)
        assert (studio.asked[-1].doubt, studio.asked[-1].video_time) == (shaded, 10.0)
    assert [frame.doubt for frame in studio.asked] == [False, True, False]


def test_without_a_display_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no driver is named and nothing is seen, nobody should watch."""
    monkeypatch.delenv("SDL_VIDEODRIVER")
    monkeypatch.setattr("pygame.display.get_driver", lambda: "offscreen")
    monkeypatch.setattr("pygame.display.init", lambda: None)
    with pytest.raises(ReplayError, match="no display"):
        check_display()


def test_what_a_library_says_of_the_display_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def complaining() -> None:
        os.write(2, b"error: XDG_RUNTIME_DIR is invalid\n")
        raise pygame.error("there is no display")

    monkeypatch.setattr("pygame.display.init", complaining)
    with pytest.raises(ReplayError, match="no display"):
        check_display()
    os.write(2, b"heard again")
    assert capfd.readouterr().err == "heard again"
