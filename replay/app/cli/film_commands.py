"""Commands around films: presets, view."""

from __future__ import annotations

import argparse
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
from replay.app.cli.film_options import (
    USUAL_THEME,
    add_cut,
    add_picture,
    add_presets_file,
    check_together,
    choice_of,
    presets_of,
)

if TYPE_CHECKING:
    from replay.app.build import Replay
    from replay.base.brand import Brand


def add_film_commands(commands: Commands) -> None:
    """presets and view."""
    presets = add_command(commands, "presets", "List the formats of clips.", "presets", _presets)
    add_presets_file(presets)
    text = (
        "Show a replay in a window: space plays, ? helps, v changes the camera, q leaves; a saved file is read again."
    )
    example = "view final-a.yaml\nview final-a.yaml --cut finish --calm"
    view = add_command(commands, "view", text, example, _view)
    view.add_argument("race", type=race_file_name, metavar="RACE", help="race file")
    add_cut(view)
    add_picture(view, doubt=False)
    add_common(view)


def _presets(options: argparse.Namespace) -> int:
    from replay.video.presets import TABLE_HEADING, table_rows

    rows = [tuple(TABLE_HEADING), *(tuple(row) for row in table_rows(presets_of(options)))]
    widths = [max(len(str(row[column])) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    return 0


def _view(options: argparse.Namespace) -> int:
    """Only what a window needs is imported before it is open."""
    from replay.app.viewing.picture_saver import Saver
    from replay.app.viewing.race_opening import ViewOrder
    from replay.app.viewing.race_watcher import Watcher
    from replay.app.viewing.window_exports import WindowExports
    from replay.base.letters.typefaces import use_font
    from replay.viewer.film import Waiting, no_film
    from replay.viewer.painting.pictures import PicturesBeside
    from replay.viewer.window import show, wake

    check_together(options)
    race_file, plan = Path(options.race), plan_place(options, options.race)
    use_font(options.font)
    order = ViewOrder(
        race_file=race_file,
        plan=plan,
        choice=lambda: choice_of(options, hook=False),
        brand=lambda: _brand_of(options),
        warn=warn_of_letters,
        replay=None if race_file.is_file() else _read_once(race_file, plan, quiet=options.quiet),
    )
    looks = _looks(options)
    saver = Saver(race_file, looks, WindowExports(race_file, (*looks, *_films(options))))
    watcher = Watcher(order, saver, wake)
    try:
        waiting = Waiting(race_file.stem, "reading the race")
        show(no_film(), waiting=waiting, pictures=PicturesBeside(wake), news=watcher.news)
    finally:
        watcher.stop()
    return 0


def _read_once(race_file: Path, plan: Path | None, *, quiet: bool) -> Replay:
    """The replay of a pipe, before any window: nobody knows how long its writer takes."""
    from replay.app.solving import solved
    from replay.viewer.display import check_display

    check_display()
    return solved(race_file, plan=plan, quiet=quiet)[0]


def _brand_of(options: argparse.Namespace) -> Brand | None:
    from replay.app.branding import brand_of

    return brand_of(options.brand)


def _looks(options: argparse.Namespace) -> tuple[str, ...]:
    """The options of a window that hold for pictures saved from it."""
    theme = options.theme if options.theme != USUAL_THEME else None
    named = (("--brand", options.brand), ("--font", options.font), ("--plan", options.plan), ("--theme", theme))
    given = [part for option, value in named if value is not None for part in (option, value)]
    flags = [flag for flag, on in (("--no-names", not options.names), ("--clean", options.clean)) if on]
    return (*given, *flags)


def _films(options: argparse.Namespace) -> tuple[str, ...]:
    """The options of a window that hold for films exported from it, and for no picture."""
    return tuple(["--calm"] if options.calm else [])
