"""The command that writes films: export."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from replay.app.cli.command_parts import (
    Commands,
    add_command,
    add_common,
    expand,
    is_pattern,
    number_between,
    one_ride,
    output_place,
    plan_place,
    race_file_name,
    say,
    warn_of_cache,
    warn_of_letters,
    whole_between,
)
from replay.app.cli.film_options import (
    add_blur,
    add_cut,
    add_picture,
    add_preset,
    add_rider,
    check_together,
    choice_of,
    preset_of,
)

if TYPE_CHECKING:
    from replay.app.clips.one_clip import Order
    from replay.base.files.file_row import FileRow
    from replay.video.preset_values import Preset


def add_export_command(commands: Commands) -> None:
    """export."""
    text = "Export clips as MP4: one, or many races in many formats."
    example = (
        "export final-a.yaml --preset vertical -o final.mp4\n"
        "export final-a.yaml --length 30 --cut highlights\n"
        "export final-a.yaml --preset vertical --sidecars -o final.mp4\n"
        "export 'races/**/*.yaml' --preset vertical --preset landscape -o out"
    )
    export = add_command(commands, "export", text, example, _export)
    races = "race files; several, or patterns such as 'races/**/*.yaml', are exported one by one into a folder"
    export.add_argument("races", type=race_file_name, nargs="+", metavar="RACE", help=races)
    where = (
        "where to write: a file, or a folder (this one; race and preset name the film); of an overlay also numbered "
        "pictures, as 'lay/' or 'lay-%%05d.png'"
    )
    export.add_argument("-o", "--output", metavar="PLACE", help=where)
    add_preset(export, several=True)
    named = "name of each of several films, of {race}, {preset} and {folder} ('{race}-{preset}')"
    export.add_argument("--name", metavar="PATTERN", help=named)
    add_cut(export)
    export.add_argument("--camera", metavar="C", help="one camera throughout: main, follow, overhead, bend, finish ..")
    add_rider(export)
    add_picture(export)
    add_blur(export)
    whole = "(all from --from to --to is shown, slow motion makes it longer: --speed 1 keeps it)"
    begin = f"begin here, as in '3-to-go' or 'bell-5' {whole}"
    export.add_argument("--from", dest="from_when", metavar="WHEN", help=begin)
    export.add_argument("--to", dest="to_when", metavar="WHEN", help=f"end here, as in 'finish+3' {whole}")
    speed = "race seconds in a video second, throughout: 1 has no slow motion (the cut's)"
    export.add_argument("--speed", type=number_between(0.05, 20, "a speed"), metavar="X", help=speed)
    text = "a silent film (else: bell, crowd, pacer and wheels, made by the program in time with the race)"
    export.add_argument("--no-sound", dest="sound", action="store_false", help=text)
    beside = (
        "write beside the film, under its name: captions (.srt, .vtt), alt text and transcript (.txt), a text for a "
        "post (.post.txt), a record of facts and shots (.json) and a poster (.png)"
    )
    export.add_argument("--sidecars", action="store_true", help=beside)
    many = "processes that paint at a time (one for each processor, at most 8); the film is the same with any number"
    export.add_argument("--jobs", type=whole_between(1, 64, "a number of processes"), metavar="N", help=many)
    text = "make all films on the Dask cluster of this scheduler, such as tcp://10.0.0.5:8786 (extra: cluster)"
    export.add_argument("--scheduler", metavar="ADDRESS", help=text)
    export.add_argument("-n", "--dry-run", action="store_true", help="say what would be written, and write nothing")
    text = "say which words are outside the format's safe area, and write nothing (exit code 1 if any are)"
    export.add_argument("--check-safe", action="store_true", help=text)
    export.add_argument("--force", action="store_true", help="replace files that exist")
    add_common(export)


def _export(options: argparse.Namespace) -> int:
    from replay.app.branding import brand_of
    from replay.app.cli.batch_export import export_all
    from replay.app.clips.foretelling import foretold
    from replay.app.clips.one_clip import ready_clip, write_clip
    from replay.app.clips.safe_words import words_outside
    from replay.app.solving import progress_on, solved
    from replay.base.errors import UsageError
    from replay.base.letters.steering import one_line
    from replay.base.letters.typefaces import use_font

    check_together(options)
    races = expand(options.races)
    if _is_batch(options, races):
        if options.check_safe:
            raise UsageError("--check-safe looks at one film: give it one race and one --preset")
        return export_all(options, races)
    options.race = options.races[0]
    order = _order(options)
    plan = plan_place(options, options.race)
    use_font(options.font)
    brand = brand_of(options.brand)
    one_ride(options)
    replay, _ = solved(order.race_file, plan=plan, quiet=options.quiet)
    clip = ready_clip(order, replay, brand)
    warn_of_letters(replay.race)
    if options.check_safe:
        outside = tuple(words_outside(clip))
        print("\n".join(outside) or "all words are inside the safe area")
        return 1 if outside else 0
    for remark in clip.remarks:
        say(remark)
    if options.dry_run:
        print("\n".join((f"would write {one_line(order.target)}", *foretold(clip))))
        return 0
    warn_of_cache()
    report = write_clip(clip, progress_on(quiet=options.quiet))
    if not options.quiet:
        say("\n".join((f"wrote {one_line(order.target)}", *report.lines())))
    return 0


def _is_batch(options: argparse.Namespace, races: Sequence[Path]) -> bool:
    """Whether films go into a folder, under names that are made: where there are several, or may be."""
    several = len(races) > 1 or len(options.preset) > 1 or any(map(is_pattern, options.races))
    return several or options.name is not None or options.scheduler is not None


def _order(options: argparse.Namespace) -> Order:
    """What the options ask for. Raises OutputError for files that cannot be written, before any work."""
    from replay.app.clips.one_clip import Order
    from replay.app.clips.sidecars.sidecar_files import check_places_beside
    from replay.app.filming import file_name
    from replay.base.errors import UsageError
    from replay.video.preset_values import FileKind

    chosen, race = preset_of(options), Path(options.race)
    if options.sidecars and chosen.file is FileKind.PNG:
        raise UsageError(f"{chosen.name} is one picture and has no files beside it: leave out --sidecars")
    row = _row(options, chosen)
    target = row.path if row else output_place(options, (chosen.suffix,), name=file_name(race, chosen))
    if options.sidecars and not options.dry_run:
        sources = (options.race, options.plan, options.brand, options.font, options.presets_file)
        check_places_beside(target, sources, overwrite=options.force)
    choice = choice_of(options, hook=chosen.hook)
    return Order(
        race,
        target,
        chosen,
        choice,
        sound=options.sound,
        sidecars=options.sidecars,
        overwrite=options.force,
        painters=options.jobs,
        row=row,
    )


def _row(options: argparse.Namespace, chosen: Preset) -> FileRow | None:
    """The numbered pictures that `-o` names, which only an overlay can be. Raises as `_order` does."""
    from replay.base.errors import UsageError
    from replay.base.files.file_row import FileRow, check_row
    from replay.video.preset_values import FileKind

    row = FileRow.named(options.output or "", ".png") if chosen.file is FileKind.MOV else None
    if row is None:
        return None
    if options.sidecars:
        raise UsageError("numbered pictures have no files beside them: leave out --sidecars, or name a file in .mov")
    if not options.dry_run:
        check_row(row, overwrite=options.force)
    return row
