"""Commands around films: presets, view."""

from __future__ import annotations

import argparse
from pathlib import Path

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
    from replay.app.branding import brand_of, theme_of
    from replay.app.playing import PlayedScenes, Saver, Watcher, film_of
    from replay.app.solving import solved
    from replay.base.letters.typefaces import use_font
    from replay.viewer.display import check_display
    from replay.viewer.window import show

    check_together(options)
    race_file, plan = Path(options.race), plan_place(options, options.race)
    check_display()
    use_font(options.font)
    brand = brand_of(options.brand)
    replay, _ = solved(race_file, plan=plan, quiet=options.quiet)
    theme = theme_of(replay.race, race_file, brand, options.theme)
    warn_of_letters(replay.race)
    choice = choice_of(options, hook=False)
    saver = Saver(race_file, _looks(options))
    watcher = Watcher(race_file, choice, brand, saver)
    try:
        show(film_of(PlayedScenes(replay, choice, theme), saver), news=watcher.news)
    finally:
        watcher.stop()
    return 0


def _looks(options: argparse.Namespace) -> tuple[str, ...]:
    """The options of a window that hold for pictures saved from it."""
    theme = options.theme if options.theme != USUAL_THEME else None
    named = (("--brand", options.brand), ("--font", options.font), ("--plan", options.plan), ("--theme", theme))
    given = [part for option, value in named if value is not None for part in (option, value)]
    flags = [flag for flag, on in (("--no-names", not options.names), ("--clean", options.clean)) if on]
    return (*given, *flags)
