"""The command line: what can be asked for, and what happens when it fails.

stdout carries results only; progress and errors go to stderr. Heavy imports happen inside the commands, so that
`--help` and mistakes in the arguments answer at once.
"""

from __future__ import annotations

import argparse
import glob
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TextIO

from replay.app.cli.chart_command import add_chart_command
from replay.app.cli.command_parts import Command, Commands, add_command, add_common
from replay.app.cli.film_commands import add_film_commands
from replay.base.errors import InputError, ReplayError, UsageError

INTERRUPTED = 130
FAILED = 1

_EXAMPLES = """examples:
  velodrome-replay export races/tokyo-2020/mens-keirin/final-a.yaml -o final.mp4
  velodrome-replay export races/tokyo-2020/mens-keirin/final-a.yaml --preset vertical --from pull-off-3 --to 2-to-go
  velodrome-replay still races/tokyo-2020/mens-keirin/final-a.yaml --at 2-to-go -o lead.png
  velodrome-replay view races/tokyo-2020/mens-keirin/final-a.yaml
  velodrome-replay check races/tokyo-2020/mens-keirin/final-a.yaml
  velodrome-replay check 'races/**/*.yaml' --json > verdicts.json
  velodrome-replay data races/tokyo-2020/mens-keirin/final-a.yaml -o final.csv --rate 60
  velodrome-replay chart races/tokyo-2020/mens-keirin/final-a.yaml -o final.png
  velodrome-replay tracks
  velodrome-replay schema > race.schema.json

exit codes: 0 done, 1 failed, 2 wrong arguments, 3 a mistake in a race file, 5 cannot write, 130 interrupted
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    options = parser().parse_args(arguments)
    try:
        command: Command = options.command
        return command(options)
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough of it; there is nothing left to say, nor anybody to say it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except ReplayError as error:
        say_error(error)
        return error.exit_code


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = argparse.ArgumentParser(
        prog="velodrome-replay",
        description="Race replays for track cycling, from a results table and a report.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {_version()}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_film_commands(commands)
    add_chart_command(commands)
    _add_check(commands)
    _add_data(commands)
    _add_lists(commands)
    return top


def _version() -> str:
    try:
        return version("velodrome-replay")
    except PackageNotFoundError:
        return "(not installed)"


def _add_check(commands: Commands) -> None:
    text = "Reconstruct races, and say of every fact whether it can be held."
    check = add_command(commands, "check", text, "check races/tokyo-2020/mens-keirin/final-a.yaml", _check)
    check.add_argument("races", nargs="+", metavar="RACE", help="race files; patterns such as 'races/**/*.yaml' work")
    check.add_argument("--json", action="store_true", help="one JSON list on stdout, one object a race")
    add_common(check)


def _add_data(commands: Commands) -> None:
    text = "Write the reconstructed motion as a table: one row for each rider and time."
    data = add_command(commands, "data", text, "data final-a.yaml -o final.csv --rate 60", _data)
    data.add_argument("race", metavar="RACE", help="race file")
    data.add_argument("-o", "--output", required=True, metavar="FILE.csv", help="where to write; - for stdout")
    data.add_argument("--rate", type=_rate, default=60.0, metavar="HZ", help="rows a second for each rider (60)")
    data.add_argument("--force", action="store_true", help="replace a file that exists")
    add_common(data)


def _add_lists(commands: Commands) -> None:
    add_command(commands, "tracks", "List the tracks that a race file can name.", "tracks", _tracks)
    add_command(commands, "schema", "Print the JSON Schema of race files.", "schema > race.schema.json", _schema)


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = 0.0
    if not 0.1 <= rate <= 1000:
        raise argparse.ArgumentTypeError(f"a rate is a number from 0.1 to 1000, not {text!r}")
    return rate


def expand(patterns: Sequence[str]) -> list[Path]:
    """Files that patterns mean, in the order given; a pattern that matches nothing is a mistake."""
    files: list[Path] = []
    for pattern in patterns:
        found = sorted(glob.glob(pattern, recursive=True)) if glob.has_magic(pattern) else [pattern]
        if not found:
            raise UsageError(f"no file matches {pattern}")
        files += [Path(name) for name in found]
    return files


def _check(options: argparse.Namespace) -> int:
    import json

    from replay.app.report import as_json, as_text, failed_json
    from replay.app.solving import solved

    files = expand(options.races)
    if options.plan and len(files) > 1:
        raise UsageError("--plan belongs to one race; name one race file")
    worst, objects = 0, []
    for file in files:
        try:
            replay, seconds = solved(file, plan=options.plan, quiet=options.quiet)
        except ReplayError as error:
            say_error(error)
            objects.append(failed_json(str(file), error))
            worst = max(worst, error.exit_code if len(files) == 1 else FAILED)
            continue
        objects.append(as_json(replay, seconds))
        if not options.json:
            print("\n".join(as_text(replay, seconds)), flush=True)
    if options.json:
        print(json.dumps(objects, indent=2, ensure_ascii=False, allow_nan=False))
    return worst


def _data(options: argparse.Namespace) -> int:
    from replay.app.solving import solved
    from replay.base.whole_file import check_place, whole_file
    from replay.reconstruction.samples import rows

    to_stdout = options.output == "-"
    if not to_stdout:
        check_place(Path(options.output), overwrite=options.force)
    replay, _ = solved(Path(options.race), plan=options.plan, quiet=options.quiet)
    table = rows(replay.reconstruction, options.rate)
    if to_stdout:
        _write_table(sys.stdout, table)
        return 0
    with (
        whole_file(Path(options.output), overwrite=options.force) as temporary,
        temporary.open("w", encoding="utf-8", newline="") as out,
    ):
        _write_table(out, table)
    return 0


def _write_table(out: TextIO, table: Iterator[tuple[str, ...]]) -> None:
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

    from replay.racefile.schema import race_schema

    print(json.dumps(race_schema(), indent=2, ensure_ascii=False))
    return 0


def say_error(error: ReplayError) -> None:
    """An error on stderr, as its kind is best shown."""
    if isinstance(error, InputError):
        from replay.base.mistakes import format_mistakes

        _say(format_mistakes(error))
    else:
        _say(f"velodrome-replay: {error}")


def _say(text: str) -> None:
    print(text, file=sys.stderr)
