"""Commands that write one picture: still and finish."""

from __future__ import annotations

import argparse
from contextlib import suppress
from math import inf, isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from replay.app.cli.command_parts import (
    Commands,
    add_command,
    add_common,
    one_ride,
    output_place,
    plan_place,
    race_file_name,
    warn_of_cache,
    warn_of_letters,
)
from replay.app.cli.film_options import add_picture, add_preset, add_rider, check_rider, choice_of, preset_of

if TYPE_CHECKING:
    from replay.app.build import Replay
    from replay.draw.style.theme import Theme
    from replay.scene.compose import Scene
    from replay.scene.frame.frame import Frame
    from replay.scene.frame.free_camera import FreeView
    from replay.video.preset_values import Preset

_CARDS = ("title", "hook", "finish", "result")


def add_picture_commands(commands: Commands) -> None:
    """still and finish."""
    text = "Write one picture as PNG: a moment of the race, or a card of the film."
    example = "still final-a.yaml --at 2-to-go -o lead.png\nstill final-a.yaml --card result -o result.png"
    still = add_command(commands, "still", text, example, _still)
    still.add_argument("race", type=race_file_name, metavar="RACE", help="race file")
    what = still.add_mutually_exclusive_group(required=True)
    what.add_argument("--at", metavar="WHEN", help="a moment: 2-to-go, 200m, pull-off+4, finish, 80.5")
    what.add_argument("--card", choices=_CARDS, metavar="CARD", help=f"a card of the film: {', '.join(_CARDS)}")
    still.add_argument("-o", "--output", required=True, metavar="FILE.png", help="where to write")
    add_preset(still)
    still.add_argument("--camera", metavar="C", help="the camera of a moment: main, follow, overhead, bend, finish ..")
    add_rider(still)
    text = (
        "from above: the place in the middle, from that of the infield, and the height of the picture on the ground, m"
    )
    still.add_argument("--view", type=_view, metavar="X,Y,TALL", help=text)
    add_picture(still)
    still.add_argument("--force", action="store_true", help="replace a file that exists")
    add_common(still)
    text = "Write the simulated finish image as PNG: who was where as each came to the line, with the gaps as timed."
    example = "finish final-a.yaml -o finish.png\nfinish final-a.yaml --preset vertical -o story.png"
    finish = add_command(commands, "finish", text, example, _finish)
    finish.add_argument("race", type=race_file_name, metavar="RACE", help="race file")
    finish.add_argument("-o", "--output", required=True, metavar="FILE.png", help="where to write")
    add_preset(finish)
    add_picture(finish, doubt=False, cameras=False)
    finish.add_argument("--force", action="store_true", help="replace a file that exists")
    add_common(finish)


def _check_card(options: argparse.Namespace) -> None:
    """Raises UsageError, before any work, for options that no card can follow."""
    from replay.base.errors import UsageError

    if options.card and options.clean:
        raise UsageError("--clean lays nothing over the picture, and a card is all words: leave out --clean or --card")
    if options.card and options.camera:
        raise UsageError("a card has no camera of its own: leave out --camera")
    if options.view and (options.card or options.camera):
        raise UsageError("--view is a camera of its own, of a moment: leave out --card and --camera")
    check_rider(options)


def _view(text: str) -> FreeView:
    """What a camera from above shows. Raises ArgumentTypeError for what is none."""
    from replay.scene.frame.free_camera import LEAST_M, FreeView

    with suppress(ValueError):
        x_m, y_m, tall_m = (float(part) for part in text.split(","))
        if isfinite(x_m) and isfinite(y_m) and LEAST_M <= tall_m < inf:
            return FreeView(x_m, y_m, tall_m)
    raise argparse.ArgumentTypeError(f"a view is X,Y,TALL in metres, {LEAST_M:.0f} tall at least: 0,-20,25, not {text}")


def _still(options: argparse.Namespace) -> int:
    _check_card(options)
    from replay.app.filming import race_time_of, rider_of, scene_of
    from replay.app.viewing.shown_parts import seen_freely
    from replay.scene.camera.wish import NamedCamera, camera_named
    from replay.scene.still_moment import frame_at_race_time

    chosen = preset_of(options)
    target, replay, theme = _ready(options)
    if options.card:
        scene, frame = _card_frame(options, replay, chosen, options.card)
    else:
        moment = race_time_of(replay, options.at)
        scene = scene_of(replay, chosen.layout, chosen.cut, choice_of(_without_camera(options), hook=False))
        named = NamedCamera.OVERHEAD if options.view else options.camera
        camera = camera_named(named) if named else None
        frame = frame_at_race_time(scene, moment, camera, rider_of(replay, options.rider) if options.rider else None)
        frame = seen_freely(frame, scene, options.view) if options.view else frame
    _write(options, replay, chosen, (scene, frame), target, theme)
    return 0


def _finish(options: argparse.Namespace) -> int:
    chosen = preset_of(options)
    target, replay, theme = _ready(options)
    _write(options, replay, chosen, _card_frame(options, replay, chosen, "finish"), target, theme)
    return 0


def _ready(options: argparse.Namespace) -> tuple[Path, Replay, Theme]:
    """Where the picture goes, the race that it is of, and how it looks."""
    from replay.app.branding import brand_of, theme_of
    from replay.app.solving import solved
    from replay.base.letters.typefaces import use_font

    target = output_place(options, (".png",))
    plan = plan_place(options, options.race)
    use_font(options.font)
    brand = brand_of(options.brand)
    one_ride(options)
    replay, _ = solved(Path(options.race), plan=plan, quiet=options.quiet)
    warn_of_cache()
    theme = theme_of(replay.race, Path(options.race), brand, options.theme)
    warn_of_letters(replay.race)
    return target, replay, theme


def _without_camera(options: argparse.Namespace) -> argparse.Namespace:
    """The options for the film that a moment is taken from: the camera is that of the picture alone."""
    return argparse.Namespace(**{**vars(options), "camera": None, "rider": None})


def _card_frame(options: argparse.Namespace, replay: Replay, chosen: Preset, card: str) -> tuple[Scene, Frame]:
    """The scene of a card, and its frame when it is wholly in. Raises UsageError where the race has none."""
    from replay.app.filming import scene_of
    from replay.base.errors import UsageError
    from replay.scene.compose import frame_at

    scene = scene_of(replay, chosen.layout, chosen.cut, choice_of(options, hook=card == "hook"))
    segment = next((each for each in scene.timeline.segments if each.card == card), None)
    if segment is None:
        raise UsageError(_why_none(replay, card))
    return scene, frame_at(scene, segment.video_start_s + segment.duration_s / 2)


def _why_none(replay: Replay, card: str) -> str:
    """Why a race has no such card, and what helps."""
    race = replay.race
    if card == "hook":
        return "there is no headline: nobody tells how this race ended; write one in the race file, as `headline: …`"
    if race.stopped is not None:
        return "there is no finish image: this race was stopped, and nobody came to the line"
    if race.winner is None:
        return "there is no finish image: nobody tells who won this race, and gaps count from the winner"
    close = "nobody was timed close behind the winner; write gaps in the results, as `gap_s: 0.113`"
    return f"there is no finish image: {close}"


def _write(
    options: argparse.Namespace,
    replay: Replay,
    chosen: Preset,
    shown: tuple[Scene, Frame],
    target: Path,
    theme: Theme,
) -> None:
    """Draw a frame of a scene and write it, with the words that a film of the race says of itself."""
    from replay.app.filming import look_of, painter_of, plates_of, prepare, shots_of, theme_for
    from replay.app.race_words import words_of
    from replay.app.report import race_name
    from replay.app.solving import progress_on
    from replay.video.stills import write_still

    (scene, frame), plates = shown, plates_of(replay.velodrome, look=look_of(replay, theme.hall))
    if frame.overlay.finish is None:
        prepare(plates, shots_of(frame), chosen.size, progress_on(quiet=options.quiet))
    themed = theme_for(theme, chosen)
    picture = painter_of(replay.velodrome, chosen.size, plates, themed).paint(frame)
    words = words_of(scene, race_name(replay))
    texts = {"Title": words.title, "Description": words.comment, "Software": "velodrome-replay"}
    write_still(target, picture.pixels, texts, overwrite=options.force)
