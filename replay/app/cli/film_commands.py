"""Commands that show films: export, presets, view."""

from __future__ import annotations

import argparse
from pathlib import Path

from replay.app.cli.command_parts import (
    Commands,
    add_command,
    add_common,
    output_place,
    plan_place,
    race_file_name,
    say,
    warn_of_letters,
)
from replay.app.cli.film_options import add_cut, add_picture, add_preset, check_together, choice_of


def add_film_commands(commands: Commands) -> None:
    """export, presets and view."""
    text = "Export a clip as MP4."
    example = "export final-a.yaml --preset vertical -o final.mp4\nexport final-a.yaml --length 30 --cut highlights"
    export = add_command(commands, "export", text, example, _export)
    export.add_argument("race", type=race_file_name, metavar="RACE", help="race file")
    export.add_argument("-o", "--output", metavar="FILE.mp4", help="where to write (race and preset name it)")
    add_preset(export)
    add_cut(export)
    export.add_argument("--camera", metavar="C", help="one camera throughout: main, follow, overhead, bend, finish ..")
    add_picture(export)
    whole = "(all from --from to --to is shown, slow motion makes it longer: --speed 1 keeps it)"
    begin = f"begin here, as in '3-to-go' or 'bell-5' {whole}"
    export.add_argument("--from", dest="from_when", metavar="WHEN", help=begin)
    export.add_argument("--to", dest="to_when", metavar="WHEN", help=f"end here, as in 'finish+3' {whole}")
    export.add_argument(
        "--speed",
        type=_speed,
        metavar="X",
        help="race seconds in a video second, throughout: 1 has no slow motion (the cut's)",
    )
    text = "a silent film (else: bell, crowd, pacer and wheels, made by the program in time with the race)"
    export.add_argument("--no-sound", dest="sound", action="store_false", help=text)
    export.add_argument("-n", "--dry-run", action="store_true", help="say what would be written, and write nothing")
    export.add_argument("--force", action="store_true", help="replace a file that exists")
    add_common(export)
    add_command(commands, "presets", "List the formats of clips.", "presets", _presets)
    text = (
        "Show a replay in a window: space plays, ? helps, v changes the camera, q leaves; a saved file is read again."
    )
    example = "view final-a.yaml\nview final-a.yaml --cut finish --calm"
    view = add_command(commands, "view", text, example, _view)
    view.add_argument("race", type=race_file_name, metavar="RACE", help="race file")
    add_cut(view)
    add_picture(view, doubt=False)
    add_common(view)


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0.05 <= speed <= 20:
        raise argparse.ArgumentTypeError(f"a speed is a number from 0.05 to 20, not {text!r}")
    return speed


def _export(options: argparse.Namespace) -> int:
    from dataclasses import replace

    from replay.app.branding import brand_of, theme_of
    from replay.app.filming import (
        Film,
        file_name,
        master_of,
        plates_of,
        prepare,
        scene_of,
        soundtrack_of,
        too_long,
        words_of,
    )
    from replay.app.plates_ahead import PlatesAhead
    from replay.app.report import race_name
    from replay.app.solving import progress_on, solved
    from replay.base.files.whole_file import check_place
    from replay.base.letters.steering import one_line
    from replay.base.letters.typefaces import use_font
    from replay.video.export import ExportJob, estimate, export
    from replay.video.presets import preset

    check_together(options)
    chosen = preset(options.preset)
    target = output_place(options, (".mp4",), name=file_name(Path(options.race), chosen))
    plan = plan_place(options, options.race)
    use_font(options.font)
    brand = brand_of(options.brand)
    replay, _ = solved(Path(options.race), plan=plan, quiet=options.quiet)
    theme = theme_of(replay.race, Path(options.race), brand)
    warn_of_letters(replay.race)
    choice = choice_of(options, hook=chosen.hook)
    scene = scene_of(replay, chosen.layout, chosen.cut, choice)
    for remark in too_long(replay, chosen, choice, scene.duration_s):
        say(remark)
    plates = plates_of(replay.velodrome)
    times = chosen.frame_times(0.0, scene.duration_s)
    film = Film(scene, replay.velodrome, chosen.size, plates, times, theme)
    unmade = soundtrack_of(scene) if options.sound else None
    job = ExportJob(times, film.paint, chosen, words_of(scene, race_name(replay)), unmade)
    if options.dry_run:
        print("\n".join((f"would write {one_line(target)}", *estimate(job).lines())))
        return 0
    check_place(target, overwrite=options.force)
    progress = progress_on(quiet=options.quiet)
    prepare(plates, film.first_shots, chosen.size, progress)
    with PlatesAhead(plates, scene.timeline.shots, chosen.size):
        if unmade is not None:
            job = replace(job, sound=master_of(unmade, chosen, progress))
        report = export(job, target, overwrite=options.force, progress=progress)
    if not options.quiet:
        say("\n".join((f"wrote {one_line(target)}", *report.lines())))
    return 0


def _presets(options: argparse.Namespace) -> int:  # noqa: ARG001
    from replay.video.presets import TABLE_HEADING, table_rows

    rows = [tuple(TABLE_HEADING), *(tuple(row) for row in table_rows())]
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
    theme = theme_of(replay.race, race_file, brand)
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
    named = (("--brand", options.brand), ("--font", options.font), ("--plan", options.plan))
    given = [part for option, value in named if value is not None for part in (option, value)]
    flags = [flag for flag, on in (("--no-names", not options.names), ("--clean", options.clean)) if on]
    return (*given, *flags)
