"""The command that opens a window. Only what the window itself needs is imported before it is open."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from replay.app.cli.command_parts import (
    Commands,
    add_command,
    add_common,
    plan_place,
    race_file_name,
    warn_of_letters,
)
from replay.app.cli.film_options import USUAL_THEME, add_cut, add_picture, check_together, choice_of
from replay.base.errors import UsageError
from replay.base.files.part_of_file import whole_file_of

if TYPE_CHECKING:
    from replay.app.build import Replay
    from replay.app.viewing.race_watcher import Watcher
    from replay.app.viewing.window_memory import WindowMemory
    from replay.base.brand import Brand


def add_view_command(commands: Commands) -> None:
    """view."""
    text = (
        "Show a replay in a window: space plays, ? helps, v changes the camera, q leaves; a saved file is read again."
    )
    example = "view final-a.yaml\nview final-a.yaml --cut finish --calm\nview"
    view = add_command(commands, "view", text, example, _view)
    race = "race file; none: the window lists those that were shown lately, and those of the program"
    view.add_argument("race", type=race_file_name, nargs="?", metavar="RACE", help=race)
    add_cut(view)
    add_picture(view, doubt=False)
    text = "a silent window (else: bell, crowd, pacer and wheels, as an export has them; m turns them off and on)"
    view.add_argument("--no-sound", dest="sound", action="store_false", help=text)
    add_common(view)


def _view(options: argparse.Namespace) -> int:
    from replay.app.viewing.window_memory import WindowMemory
    from replay.app.viewing.window_races import WindowRaces, waiting_for
    from replay.base.letters.typefaces import use_font
    from replay.viewer.film import Waiting, no_film
    from replay.viewer.painting.pictures import PicturesBeside
    from replay.viewer.playing.sound_player import SoundPlayer
    from replay.viewer.window import show, wake
    from replay.viewer.window_state import START_SIZE

    check_together(options)
    if options.plan is not None and options.race is None:
        raise UsageError("--plan needs the race whose plan it is: name its file, too")
    use_font(options.font)
    memory, first = WindowMemory(), None if options.race is None else Path(options.race)
    races = WindowRaces(_watch(options, first, memory), first, memory)
    try:
        show(
            no_film(),
            waiting=Waiting("Velodrome replay") if first is None else waiting_for(first, memory),
            pictures=PicturesBeside(wake),
            thumbnails=PicturesBeside(wake),
            size=memory.known.size or START_SIZE,
            news=races.news,
            shown=memory.known.shown,
            races=races,
            sounds=SoundPlayer() if options.sound else None,
            volume=memory.known.volume,
        )
    finally:
        races.stop()
    return 0


def _watch(options: argparse.Namespace, first: Path | None, memory: WindowMemory) -> Callable[[Path], Watcher]:
    """Watches race files as the options ask. A pipe is read before there is any window."""
    from replay.app.viewing.picture_saver import Saver
    from replay.app.viewing.race_opening import ViewOrder
    from replay.app.viewing.race_watcher import Watcher
    from replay.app.viewing.window_exports import WindowExports
    from replay.viewer.window import wake

    plan = None if first is None else plan_place(options, str(first))
    piped = None if first is None or whole_file_of(first).is_file() else _read_once(first, plan, quiet=options.quiet)

    def watched(race_file: Path) -> Watcher:
        named = race_file == first
        known = memory.race(race_file)
        order = ViewOrder(
            race_file=race_file,
            plan=plan if named else None,
            choice=lambda: choice_of(options, hook=False),
            brand=lambda: _brand_of(options),
            warn=warn_of_letters,
            replay=piped if named else None,
            left_s=None if known is None else known.race_s,
        )
        looks = _looks(options, plan=named)
        films = (*looks, "--calm") if options.calm else looks
        return Watcher(order, Saver(race_file, looks, WindowExports(race_file, films)), wake)

    return watched


def _read_once(race_file: Path, plan: Path | None, *, quiet: bool) -> Replay:
    """The replay of a pipe: nobody knows how long its writer takes."""
    from replay.app.solving import solved
    from replay.viewer.display import check_display

    check_display()
    return solved(race_file, plan=plan, quiet=quiet)[0]


def _brand_of(options: argparse.Namespace) -> Brand | None:
    from replay.app.branding import brand_of

    return brand_of(options.brand)


def _looks(options: argparse.Namespace, *, plan: bool) -> tuple[str, ...]:
    """The options of a window that hold for pictures saved from it. plan: whether its plan is that of the race."""
    theme = options.theme if options.theme != USUAL_THEME else None
    named = (
        ("--brand", options.brand),
        ("--font", options.font),
        ("--plan", options.plan if plan else None),
        ("--theme", theme),
    )
    given = [part for option, value in named if value is not None for part in (option, value)]
    flags = [flag for flag, on in (("--no-names", not options.names), ("--clean", options.clean)) if on]
    return (*given, *flags)
