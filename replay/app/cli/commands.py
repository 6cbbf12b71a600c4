"""The command line: what can be asked for, and the commands that need no pictures.

stdout carries results only; progress and errors go to stderr. Heavy imports happen inside the commands, so that
`--help` and mistakes in the arguments answer at once.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn, TextIO

from replay.app.cli.cache_command import add_cache_command
from replay.app.cli.chart_command import add_chart_command
from replay.app.cli.command_parts import (
    Commands,
    add_command,
    add_common,
    expand,
    number_between,
    one_ride,
    output_place,
    plan_place,
    race_file_name,
    say_error,
)
from replay.app.cli.export_command import add_export_command
from replay.app.cli.film_options import add_presets_file, presets_of
from replay.app.cli.new_command import add_new_command
from replay.app.cli.picture_commands import add_picture_commands
from replay.app.cli.standard_streams import write_file_to_stdout
from replay.app.cli.view_command import add_view_command
from replay.base.errors import ReplayError, UsageError
from replay.base.files.bounded_read import STDIN, input_name
from replay.base.letters.steering import one_line
from replay.base.program import program_version

FAILED = 1

_RACE_FILE = re.compile(r".*\.ya?ml(#[1-9])?", re.IGNORECASE | re.DOTALL)

_EXAMPLES = """examples:
  velodrome-replay new --results results.html -o races
  velodrome-replay export races/tokyo-2020/mens-keirin/final-a.yaml -o final.mp4
  velodrome-replay export races/tokyo-2020/mens-keirin/final-a.yaml --preset vertical --from pull-off-3 --to 2-to-go
  velodrome-replay export races/tokyo-2020/mens-keirin/final-a.yaml --preset vertical --length 30
  velodrome-replay export 'races/**/*.yaml' --preset vertical --preset square --sidecars -o out
  velodrome-replay still races/tokyo-2020/mens-keirin/final-a.yaml --at 2-to-go -o lead.png
  velodrome-replay finish races/tokyo-2020/mens-keirin/final-a.yaml -o finish.png
  velodrome-replay view races/tokyo-2020/mens-keirin/final-a.yaml
  velodrome-replay check races/tokyo-2020/mens-keirin/final-a.yaml
  velodrome-replay check 'races/**/*.yaml' --json > verdicts.json
  velodrome-replay data races/tokyo-2020/mens-keirin/final-a.yaml -o final.csv --rate 60
  velodrome-replay chart races/tokyo-2020/mens-keirin/final-a.yaml -o final.png
  velodrome-replay tracks
  velodrome-replay schema > race.schema.json

exit codes: 0 done, 1 failed, 2 wrong arguments, 3 a mistake in a race file, 5 cannot write, 130 interrupted (143 by
SIGTERM, 129 by SIGHUP), 141 nobody reads the output any more

a race file may be - (stdin) or a pipe; without a command, a race file is shown in a window, and nothing a list of races
"""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong on one line. How a command is used stands before it only where no option is named for it."""

    def error(self, message: str) -> NoReturn:
        of_option = message.removeprefix("argument ")
        if of_option == message:
            super().error(one_line(message))
        self.exit(UsageError.exit_code, f"velodrome-replay: {one_line(of_option)}\n")


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top: argparse.ArgumentParser = _Parser(
        prog="velodrome-replay",
        description="Race replays for track cycling, from a results table and a report.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {program_version() or '(not installed)'}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_new_command(commands)
    add_export_command(commands)
    add_view_command(commands)
    add_picture_commands(commands)
    add_chart_command(commands)
    add_cache_command(commands)
    _add_check(commands)
    _add_data(commands)
    _add_lists(commands)
    return top


def with_command(arguments: Sequence[str]) -> list[str]:
    """The arguments with the command that is meant where none is named: nothing, or a race file alone, is shown."""
    if not arguments:
        return ["view"]
    alone = len(arguments) == 1 and _RACE_FILE.fullmatch(arguments[0]) is not None
    return ["view", *arguments] if alone else list(arguments)


def _add_check(commands: Commands) -> None:
    text = "Reconstruct races, and say of every fact whether it can be held."
    check = add_command(commands, "check", text, "check races/tokyo-2020/mens-keirin/final-a.yaml", _check)
    check.add_argument(
        "races",
        type=race_file_name,
        nargs="+",
        metavar="RACE",
        help="race files; patterns such as 'races/**/*.yaml' work",
    )
    check.add_argument("--json", action="store_true", help="one JSON list on stdout, one object a race")
    add_common(check)


def _add_data(commands: Commands) -> None:
    text = "Write the reconstructed motion as a table: one row for each rider and time."
    data = add_command(commands, "data", text, "data final-a.yaml -o final.csv --rate 60", _data)
    data.add_argument("race", type=race_file_name, metavar="RACE", help="race file")
    data.add_argument("-o", "--output", required=True, metavar="FILE.csv", help="where to write; - for stdout")
    data.add_argument(
        "--rate",
        type=number_between(0.1, 1000, "a rate"),
        default=60.0,
        metavar="HZ",
        help="rows a second for each rider (60)",
    )
    data.add_argument("--excel", action="store_true", help="begin with a mark by which spreadsheets know the letters")
    data.add_argument("--force", action="store_true", help="replace a file that exists")
    add_common(data)


def _add_lists(commands: Commands) -> None:
    presets = add_command(commands, "presets", "List the formats of clips.", "presets", _presets)
    add_presets_file(presets)
    add_command(commands, "tracks", "List the tracks that a race file can name.", "tracks", _tracks)
    add_command(commands, "schema", "Print the JSON Schema of race files.", "schema > race.schema.json", _schema)


def _check(options: argparse.Namespace) -> int:
    import json

    from replay.app.report import as_json, as_text, failed_json
    from replay.app.solving import solved
    from replay.racefile.reader import ride_files

    files = [ride for file in expand(options.races) for ride in ride_files(file)]
    if files.count(STDIN) > 1:
        raise UsageError("stdin can be read only once: name - once")
    if options.plan and len(files) > 1:
        raise UsageError("--plan belongs to one race; name one race file")
    plan = plan_place(options, str(files[0]))
    codes: set[int] = set()
    objects = []
    for file in files:
        try:
            replay, seconds = solved(file, plan=plan, quiet=options.quiet)
        except ReplayError as error:
            say_error(error)
            objects.append(failed_json(input_name(file), error))
            codes.add(error.exit_code)
            continue
        objects.append(as_json(replay, seconds))
        if not options.json:
            print("\n".join(as_text(replay, seconds)), flush=True)
    if options.json:
        print(json.dumps(objects, indent=2, ensure_ascii=False, allow_nan=False))
    # Several races that failed for several reasons have failed, and no more can be said in one number.
    return codes.pop() if len(codes) == 1 else FAILED if codes else 0


def _data(options: argparse.Namespace) -> int:
    from replay.app.solving import solved
    from replay.base.files.whole_file import whole_file
    from replay.reconstruction.samples import rows

    target = None if options.output == "-" else output_place(options, (".csv",))
    plan = plan_place(options, options.race)
    one_ride(options)
    replay, _ = solved(Path(options.race), plan=plan, quiet=options.quiet)
    table = rows(replay.reconstruction, options.rate)
    encoding = "utf-8-sig" if options.excel else "utf-8"
    if target is None:
        write_file_to_stdout(partial(_write_table, table), encoding)
        return 0
    with (
        whole_file(target, overwrite=options.force) as temporary,
        temporary.open("w", encoding=encoding, newline="") as out,
    ):
        _write_table(table, out)
    return 0


def _write_table(table: Iterator[tuple[str, ...]], out: TextIO) -> None:
    import csv

    from replay.reconstruction.samples import COLUMNS

    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(table)


def _tracks(options: argparse.Namespace) -> int:  # noqa: ARG001
    from replay.track.catalogue import load_track, track_names

    for name in track_names():
        shape = load_track(name).shape
        low, high = shape.banking_deg
        print(
            f"{name:<14} {shape.title}: lap {shape.lap_m:g} m, straights {shape.straight_m:g} m, "
            f"bends of {shape.radius_m:.1f} m radius, banking {low:g} to {high:g}°, {shape.width_m:g} m wide"
        )
        if shape.note:
            print(f"{'':<14} {shape.note}")
    return 0


def _schema(options: argparse.Namespace) -> int:  # noqa: ARG001
    import json

    from replay.racefile.whole.schema import race_schema

    print(json.dumps(race_schema(), indent=2, ensure_ascii=False))
    return 0


def _presets(options: argparse.Namespace) -> int:
    from replay.video.presets import TABLE_HEADING, table_rows

    rows = [tuple(TABLE_HEADING), *(tuple(row) for row in table_rows(presets_of(options)))]
    widths = [max(len(str(row[column])) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    return 0
