"""What the commands share: how a command and its common options are declared, where results go, how errors are said."""

from __future__ import annotations

import argparse
import glob
import math
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from replay.base.errors import InputError, OutputError, ReplayError, UsageError
from replay.base.letters.steering import escaped, one_line

if TYPE_CHECKING:
    from replay.race.facts import Race

Command = Callable[[argparse.Namespace], int]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_command(commands: Commands, name: str, text: str, example: str, run: Command) -> argparse.ArgumentParser:
    """One subcommand with its help and examples, one a line."""
    lines = "\n".join(f"  velodrome-replay {line}" for line in example.splitlines())
    command = commands.add_parser(
        name,
        help=text,
        description=text,
        epilog=f"{'examples' if lines.count('replay ') > 1 else 'example'}:\n{lines}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.set_defaults(command=run)
    return command


def add_font(command: argparse.ArgumentParser) -> None:
    """The option of commands that write names into pictures."""
    text = "take letters that the program's font lacks from this one (.ttf, .otf), before those installed"
    command.add_argument("--font", metavar="FILE", help=text)


def warn_of_letters(race: Race) -> None:
    """Say on stderr which letters of a race are shown otherwise than they are written, and what helps."""
    from replay.app.letters_shown import letters_warning

    warning = letters_warning(race)
    if warning:
        say(warning)


def one_ride(options: argparse.Namespace) -> None:
    """Say on stderr that a race file has more rides than the one that is opened, where none was named."""
    from replay.racefile.reader import ride_files

    if not options.quiet and (count := len(ride_files(Path(options.race)))) > 1:
        say(f"{options.race} has {count} rides, and this is the first: --ride 2 is the next")


@cache
def warn_of_cache() -> None:
    """Say on stderr, once, that nothing can be kept between runs, and what helps."""
    from replay.app.build import cache_folder
    from replay.app.kept import unkept_words

    words = unkept_words(cache_folder())
    if words:
        say(words)


def race_file_name(text: str) -> str:
    """The name of a race file. Raises ArgumentTypeError for an empty one."""
    if not text:
        raise argparse.ArgumentTypeError("the name of a race file is empty")
    return text


def expand(patterns: Sequence[str]) -> list[Path]:
    """Files that patterns mean, in the order given: a file of that very name, else all that match.

    Raises UsageError for a pattern that matches nothing.
    """
    files: list[Path] = []
    for pattern in patterns:
        found = sorted(glob.glob(pattern, recursive=True)) if is_pattern(pattern) else [pattern]
        if not found:
            raise UsageError(f"no file matches {pattern}")
        files += [Path(name) for name in found]
    return files


def is_pattern(text: str) -> bool:
    """Whether a name stands for others: there is no file of that very name."""
    return glob.has_magic(text) and not os.path.lexists(text)


def number_between(least: float, most: float, what: str) -> Callable[[str], float]:
    """Reads the number of an option. It raises ArgumentTypeError for what is none, or beyond these. what: 'a speed'"""

    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{what} is a number from {least:g} to {most:g}, not {text!r}")
        return number

    return read


def whole_between(least: int, most: int, what: str) -> Callable[[str], int]:
    """Reads a whole number of an option, as `number_between`. what: 'a number of processes'"""

    def read(text: str) -> int:
        number = int(text) if text.strip().isdecimal() and len(text) < 20 else least - 1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{what} is a whole number from {least} to {most}, not {text!r}")
        return number

    return read


MOST_RIDES = 9
"""Rides of one file that can be named."""


def with_ride(options: argparse.Namespace) -> argparse.Namespace:
    """The options with the ride that is asked for in the names of the race files, where one is. Raises UsageError."""
    from replay.base.files.part_of_file import file_and_part, part_name

    ride = getattr(options, "ride", None)
    if ride is None:
        return options
    named = [str(file) for file in expand(options.races)] if "races" in options else [options.race]
    if None in named:
        raise UsageError("--ride needs the race whose ride it is: name its file, too")
    for name in named:
        if file_and_part(Path(name))[1] is not None:
            raise UsageError(f"{name} names a ride: leave out --ride, or the # and its number")
    named = [part_name(name, ride) for name in named]
    given = {"races": named} if "races" in options else {"race": named[0]}
    return argparse.Namespace(**{**vars(options), **given})


def add_common(command: argparse.ArgumentParser) -> None:
    """Options of every command that reconstructs."""
    text = "the ride that is meant of a file with the rides of a match (1; check: all); or name it as FILE#2"
    command.add_argument("--ride", type=whole_between(1, MOST_RIDES, "a ride"), metavar="N", help=text)
    command.add_argument("--plan", metavar="FILE", help="take the reconstruction from this file, or store it there")
    command.add_argument("-q", "--quiet", action="store_true", help="no progress on stderr")


def output_place(options: argparse.Namespace, suffixes: Sequence[str], *, name: str = "") -> Path:
    """Where the result of a command goes: what `-o` names, else `name`, which also goes into a folder that `-o` names.

    suffixes: what the name has to end in, so that nothing is written under a suffix that it is not

    Raises UsageError for another suffix, OutputError if the file cannot be written, or is what the command reads.
    """
    from replay.base.files.folders import make_folder, names_folder
    from replay.base.files.part_of_file import plain_stem, whole_file_of
    from replay.base.files.whole_file import check_place, check_unwritten, clear_leftovers, is_folder, same_place

    if options.output is not None and not options.output.strip():
        raise UsageError("-o needs the name of a file")
    path = Path(name if options.output is None else str(options.output))
    if name and options.output is not None and names_folder(options.output):
        if not options.dry_run:
            make_folder(path)
        path /= name
    if path.name.lower() in suffixes:
        named = path.with_name(f"{plain_stem(Path(options.race)).strip('-') or 'race'}{path.name}")
        raise UsageError(f"{path}: this is a suffix without a name; write one before it, such as {named}")
    if path.suffix.lower() not in suffixes and not is_folder(path):
        instead = path.with_suffix(suffixes[0]).name if path.name else suffixes[0]
        raise UsageError(f"{path}: the name has to end in {' or '.join(suffixes)}, such as {instead}")
    for source, what in ((options.race, "race file"), (options.plan, "plan")):
        if source is not None and same_place(path, whole_file_of(Path(source))):
            raise OutputError(f"cannot write {path}: it is the {what}; name another file with -o")
    if is_folder(path) or not getattr(options, "dry_run", False):
        target = check_place(path, overwrite=options.force)
        clear_leftovers(target.parent)
        check_unwritten(path)
    return path


def plan_place(options: argparse.Namespace, race: str) -> Path | None:
    """The plan that is asked for, None if none is. Raises UsageError for one that is no file of its own."""
    from replay.base.files.part_of_file import whole_file_of
    from replay.base.files.whole_file import same_place

    if options.plan is None:
        return None
    if options.plan in ("", "-"):
        raise UsageError("--plan needs the name of a file")
    if same_place(Path(options.plan), whole_file_of(Path(race))):
        raise UsageError(f"{options.plan} is the race file; name another file for the plan")
    return Path(options.plan)


def say_error(error: ReplayError) -> None:
    """An error on stderr, as its kind is best shown."""
    if isinstance(error, InputError):
        from replay.base.mistakes import format_mistakes

        say(format_mistakes(error))
    else:
        say(one_line(f"velodrome-replay: {error}"))


def say(text: str) -> None:
    """A message on stderr. It may quote a file: what would steer the terminal is escaped."""
    print(escaped(text), file=sys.stderr)
