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
from replay.viewer.film import News, Waiting, no_film
from replay.viewer.handling.viewer_state import DOUBLE_CLICK_S, Viewer
from replay.viewer.painting.picture_area import fitted, painted_size, scaled
from replay.viewer.panels.sound_control import RAIL_PX, sound_area
from replay.viewer.picture_parts import PART_NAMES
from replay.viewer.playing.sound_player import Listening
from replay.viewer.playing.volume import Volume
from replay.viewer.timeline_bar import BAR_HEIGHT_PX, bar_area, rail_in
from replay.viewer.window import show
from replay.viewer.window_drawing import BEHIND
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
        (3.0, key(pygame.K_v)),
        (4.0, key(pygame.K_q)),
    ]
    show(studio.film(), size=SIZE, now=Clockwork(events))
    paused, sought, other = studio.asked[-3:]
    assert paused.video_time == pytest.approx(1.0, abs=3 * TICK_S)
    assert sought.video_time == pytest.approx(paused.video_time + 1.0)
    assert (other.video_time, other.camera) == (sought.video_time, "main")


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
        (pygame.K_RIGHT, pygame.KMOD_CTRL, 12.5),
        (pygame.K_LEFT, pygame.KMOD_CTRL, 7.5),
        (pygame.K_UP, 0, 7.5),
        (pygame.K_DOWN, 0, 12.5),
        (pygame.K_PAGEUP, 0, 7.5),
        (pygame.K_PAGEDOWN, 0, 12.5),
        (pygame.K_r, 0, 0.0),
        (pygame.K_7, 0, 14.0),
        (pygame.K_0, 0, 0.0),
        (pygame.K_RIGHT, pygame.KMOD_ALT, 10.0),
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
    press(viewer, pygame.K_RIGHTBRACKET)
    assert viewer.playhead.speed == 1.5
    press(viewer, pygame.K_LEFTBRACKET)
    press(viewer, pygame.K_LEFTBRACKET)
    assert viewer.playhead.speed == 0.75
    press(viewer, pygame.K_BACKSPACE)
    assert viewer.playhead.speed == 1.0
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
        (pygame.K_2, pygame.KMOD_SHIFT),
        (pygame.K_9, pygame.KMOD_SHIFT),  # there is none
        (pygame.K_v, 0),
        (pygame.K_v, 0),
        (pygame.K_v, pygame.KMOD_SHIFT),
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
    assert surface.get_at(empty)[:3] == BEHIND
    assert surface.get_at(bar_area(size).move(0, -size[1] // 2).center)[:3] == CAMERA_COLOURS[0]


@pytest.mark.parametrize("size", [(1, 1), (30, 20), (4000, 60), (60, 2000)])
def test_windows_of_any_size_can_be_drawn_with_help(size: tuple[int, int]) -> None:
    viewer = viewer_of(Studio())
    viewer.size, viewer.help_open = size, True
    assert drawn(viewer).get_size() == size


def test_clicking_the_bar_goes_there_and_dragging_follows() -> None:
    viewer = viewer_of(Studio(), playing=True)
    rail = rail_in(bar_area(SIZE), (0.0, DURATION_S))
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
    rail = rail_in(bar_area(SIZE), (0.0, DURATION_S))
    point(viewer, pygame.MOUSEBUTTONDOWN, (rail.x_of(12.5) + 5, bar_area(SIZE).centery))
    assert viewer.playhead.video_time == 12.5


def test_other_buttons_move_nothing() -> None:
    viewer = viewer_of(Studio())
    viewer.handle(pygame.Event(pygame.MOUSEBUTTONDOWN, pos=bar_area(SIZE).center, button=3))
    point(viewer, pygame.MOUSEMOTION, (50, SIZE[1] - 5))
    assert viewer.playhead.video_time == 10.0


def test_esc_closes_the_help_leaves_full_screen_and_never_quits() -> None:
    viewer = viewer_of(Studio())
    plain = pygame.image.tobytes(drawn(viewer), "RGB")
    press(viewer, pygame.K_f)
    press(viewer, pygame.K_h)
    assert pygame.image.tobytes(drawn(viewer), "RGB") != plain
    press(viewer, pygame.K_ESCAPE)
    assert (viewer.help_open, viewer.full_screen) == (False, True)
    press(viewer, pygame.K_ESCAPE)
    press(viewer, pygame.K_ESCAPE)
    assert (viewer.full_screen, viewer.running) == (False, True)
    press(viewer, pygame.K_q, pygame.KMOD_CTRL)
    assert not viewer.running


def test_every_key_says_what_it_did_for_a_moment() -> None:
    viewer = viewer_of(Studio())
    plain = pygame.image.tobytes(drawn(viewer), "RGB")
    press(viewer, pygame.K_DOWN)
    assert viewer.message == "bell"
    viewer.playhead.seek(10.0)
    assert pygame.image.tobytes(drawn(viewer), "RGB") != plain
    viewer.pass_time(5.0)
    assert pygame.image.tobytes(drawn(viewer), "RGB") == plain


@pytest.mark.parametrize(
    ("code", "part"),
    [
        (pygame.K_d, "doubt"),
        (pygame.K_t, "tower"),
        (pygame.K_c, "captions"),
        (pygame.K_n, "names"),
        (pygame.K_u, "overlay"),
        (pygame.K_b, "bar"),
        (pygame.K_g, "safe"),
    ],
)
def test_keys_take_parts_away_and_bring_them_back(code: int, part: str) -> None:
    studio = Studio()
    viewer = viewer_of(studio)
    before = viewer.shown
    press(viewer, code)
    drawn(viewer)
    assert studio.asked[-1].shown == before.toggled(part)
    assert PART_NAMES[part] in viewer.message
    press(viewer, code)
    assert viewer.shown == before


def test_a_range_is_played_again_and_again() -> None:
    viewer = viewer_of(Studio(), playing=True)
    for code, time_s in ((pygame.K_i, 4.0), (pygame.K_o, 6.0)):
        viewer.playhead.seek(time_s)
        press(viewer, code)
    press(viewer, pygame.K_BACKSLASH)
    times = []
    for _ in range(300):
        viewer.pass_time(0.05)
        times.append(viewer.playhead.video_time)
    assert min(times) >= 4.0
    assert max(times) < 6.0
    assert viewer.playhead.playing
    press(viewer, pygame.K_BACKSLASH)
    for _ in range(400):
        viewer.pass_time(0.05)
    assert viewer.playhead.video_time == DURATION_S


def test_a_click_on_the_picture_plays_and_two_are_full_screen() -> None:
    viewer = viewer_of(Studio())
    point(viewer, pygame.MOUSEBUTTONDOWN, (100, 100))
    assert viewer.playhead.playing
    viewer.pass_time(2 * DOUBLE_CLICK_S)
    point(viewer, pygame.MOUSEBUTTONDOWN, (100, 100))
    assert (viewer.playhead.playing, viewer.full_screen) == (False, False)
    viewer.pass_time(DOUBLE_CLICK_S / 3)
    point(viewer, pygame.MOUSEBUTTONDOWN, (100, 100))
    assert (viewer.playhead.playing, viewer.full_screen) == (True, True)  # it plays as before both


def test_the_wheel_moves_along_the_film() -> None:
    viewer = viewer_of(Studio())
    viewer.handle(pygame.Event(pygame.MOUSEWHEEL, x=0, y=-2, flipped=False))
    assert viewer.playhead.video_time == pytest.approx(11.0)


def test_m_turns_the_sound_off_and_on_and_other_keys_make_it_softer() -> None:
    viewer = viewer_of(Studio())
    press(viewer, pygame.K_m)
    assert viewer.message == "this window has no sound"
    assert viewer.listening() is None
    viewer.volume = Volume()
    press(viewer, pygame.K_MINUS)
    press(viewer, pygame.K_KP_MINUS)
    press(viewer, pygame.K_m)
    assert viewer.volume == Volume(80, muted=True)
    assert viewer.message == "sound off"
    press(viewer, pygame.K_m)
    assert viewer.message == "sound on, volume 80 %"
    press(viewer, pygame.K_m)
    for _ in range(3):
        press(viewer, pygame.K_EQUALS, pygame.KMOD_LSHIFT)
    assert viewer.volume == Volume(100)


def test_the_mouse_does_with_the_sound_what_keys_do() -> None:
    """A click on the loudspeaker, a drag along its rail, the wheel over it; the playhead stays where it is."""
    viewer = viewer_of(Studio())
    area = sound_area(viewer.bar)
    speaker, middle = (area.left + 5, area.centery), (area.right - RAIL_PX // 2, area.centery)
    point(viewer, pygame.MOUSEBUTTONDOWN, speaker)
    viewer.playhead.seek(10.0)
    viewer.dragging = False
    viewer.volume = Volume()
    point(viewer, pygame.MOUSEBUTTONDOWN, speaker)
    point(viewer, pygame.MOUSEBUTTONUP, speaker)
    assert (viewer.volume, viewer.message) == (Volume(muted=True), "sound off")
    point(viewer, pygame.MOUSEBUTTONDOWN, middle)
    assert (viewer.volume, viewer.message) == (Volume(50), "volume 50 %")
    point(viewer, pygame.MOUSEMOTION, (area.right + 300, 10))
    assert viewer.volume == Volume(100)
    point(viewer, pygame.MOUSEMOTION, (area.left - 200, 10))
    point(viewer, pygame.MOUSEBUTTONUP, (area.left - 200, 10))
    point(viewer, pygame.MOUSEMOTION, (area.right, area.centery))
    assert viewer.volume == Volume(0)
    point(viewer, pygame.MOUSEMOTION, middle)
    viewer.handle(pygame.Event(pygame.MOUSEWHEEL, x=0, y=1, flipped=False))
    assert viewer.volume == Volume(10)
    assert (viewer.playhead.video_time, viewer.hover_s, viewer.dragging) == (10.0, None, False)


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_the_loudspeaker_is_on_the_bar_and_says_how_loud_it_is(width: int) -> None:
    shown = []
    for volume in (Volume(), Volume(30), Volume(0), Volume(30, muted=True)):
        viewer = viewer_of(Studio())
        viewer.size, viewer.volume = (width, SIZE[1]), volume
        area = sound_area(viewer.bar)
        assert viewer.bar.contains(area)
        shown.append(drawn(viewer).subsurface(area).copy().get_buffer().raw)
    assert len(set(shown)) == len(shown)


class Listener:
    """Keeps what is to be heard."""

    def __init__(self, says: str = "") -> None:
        self.heard: list[Listening | None] = []
        self.elapsed_s: list[float] = []
        self.says, self.stopped = says, False

    def follow(self, listening: Listening | None, elapsed_s: float) -> str:
        assert not self.stopped
        self.heard.append(listening)
        self.elapsed_s.append(elapsed_s)
        return self.says

    def stop(self) -> None:
        self.stopped = True


@pytest.mark.usefixtures("at_full_speed")
def test_what_is_heard_follows_the_playhead_until_the_window_is_left() -> None:
    studio, listener = Studio(), Listener()
    events = [
        (1.0, key(pygame.K_SPACE)),
        (2.0, key(pygame.K_j)),
        (2.5, key(pygame.K_m)),
        (3.0, key(pygame.K_v)),
        (4.0, key(pygame.K_q)),
    ]
    show(studio.film(), size=SIZE, now=Clockwork(events), sounds=listener, volume=Volume(60))
    heard = [each for each in listener.heard if each is not None]
    assert len(heard) == len(listener.heard)
    first, last = heard[0], heard[-1]
    assert (first.speed, first.volume, first.camera) == (1.0, Volume(60), "cut")
    assert (last.speed, last.volume, last.camera) == (0.0, Volume(60, muted=True), "main"), "at the start it stops"
    speeds = list(dict.fromkeys(each.speed for each in heard))
    assert speeds == [1.0, 0.0, -1.0]
    assert sum(listener.elapsed_s) == pytest.approx(4.0, abs=0.2)
    assert listener.stopped


def test_a_window_that_waits_for_its_film_is_silent() -> None:
    viewer: Viewer[FakeFrame] = Viewer(no_film(), SIZE, waiting=Waiting("Final", "reading"), volume=Volume())
    assert viewer.listening() is None


def test_a_playhead_that_is_held_is_silent() -> None:
    viewer = viewer_of(Studio(), playing=True)
    viewer.volume = Volume()
    point(viewer, pygame.MOUSEBUTTONDOWN, bar_area(SIZE).center)
    listening = viewer.listening()
    assert listening is not None
    assert listening.speed == 0.0


def test_s_saves_the_picture_that_is_shown() -> None:
    studio = Studio()
    viewer = viewer_of(studio)
    press(viewer, pygame.K_v)
    press(viewer, pygame.K_s)
    assert studio.saved == [(10.0, "main")]
    assert viewer.message == "saving"


def test_another_film_is_shown_at_the_same_moment_with_the_same_camera() -> None:
    viewer, other = viewer_of(Studio(), playing=True), Studio()
    press(viewer, pygame.K_v)
    viewer.hear(News(film=other.film(duration_s=30.0), message="read again", wrong=()))
    drawn(viewer)
    assert (other.asked[-1].video_time, other.asked[-1].camera) == (10.0, "main")
    assert viewer.playhead.duration_s == 30.0
    assert viewer.playhead.playing
    assert viewer.message == "read again"


def test_what_is_wrong_stays_until_it_is_mended() -> None:
    viewer = viewer_of(Studio())
    plain = pygame.image.tobytes(drawn(viewer), "RGB")
    viewer.hear(News(wrong=("race.yaml:7:4: nation cannot be NO",)))
    viewer.pass_time(60.0)
    viewer.playhead.seek(10.0)
    assert pygame.image.tobytes(drawn(viewer), "RGB") != plain
    viewer.hear(News())
    assert viewer.wrong
    viewer.hear(News(film=Studio().film(), wrong=()))
    viewer.playhead.seek(10.0)
    assert pygame.image.tobytes(drawn(viewer), "RGB") == plain


@pytest.mark.usefixtures("at_full_speed")
def test_the_window_asks_for_news_and_says_when_they_are_wanted() -> None:
    asked: list[bool] = []

    def news(wanted: bool) -> News[FakeFrame]:
        asked.append(wanted)
        return News()

    reload = pygame.Event(pygame.KEYDOWN, key=pygame.K_r, mod=pygame.KMOD_LCTRL)
    show(Studio().film(), size=SIZE, now=Clockwork([(2.0, reload), (4.0, key(pygame.K_q))]), news=news)
    assert asked.count(True) == 1
    assert 8 <= len(asked) <= 40


@given(st.tuples(st.integers(1, 5000), st.integers(1, 5000)))
def test_pictures_are_painted_no_larger_than_the_room_and_in_few_sizes(room: tuple[int, int]) -> None:
    width, height = painted_size((16, 9), room)
    assert height == 360 or (width <= room[0] + 1 and height <= room[1])
    assert (width % 2, height % 2) == (0, 0)
    assert abs(width / height - 16 / 9) < 0.01


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
    one.pass_time(9.0)  # what was said is gone
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
