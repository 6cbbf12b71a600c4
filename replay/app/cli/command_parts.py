"""What the commands share: how a command and its common options are declared."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeAlias

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


def add_common(command: argparse.ArgumentParser) -> None:
    """Options of every command that reconstructs."""
    command.add_argument("--plan", metavar="FILE", help="take the reconstruction from this file, or store it there")
    command.add_argument("-q", "--quiet", action="store_true", help="no progress on stderr")
