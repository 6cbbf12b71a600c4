"""What the commands share: how a command and its common options are declared."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from replay.race.facts import Race

Command = Callable[[argparse.Namespace], int]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_command(commands: Commands, name: str, text: str, example: str, run: Command) -> argparse.ArgumentParser:
    """One subcommand with its help and an example."""
    command = commands.add_parser(
        name,
        help=text,
        description=text,
        epilog=f"example:\n  velodrome-replay {example}",
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
        print(f"velodrome-replay: {warning}", file=sys.stderr)


def add_common(command: argparse.ArgumentParser) -> None:
    """Options of every command that reconstructs."""
    command.add_argument("--plan", metavar="FILE", help="take the reconstruction from this file, or store it there")
    command.add_argument("-q", "--quiet", action="store_true", help="no progress on stderr")
