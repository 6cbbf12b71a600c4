"""What can go wrong in a way that the user can mend. Each error knows the exit code of the command line."""

from __future__ import annotations

from dataclasses import dataclass


class ReplayError(Exception):
    """Base of all errors that are shown to the user as a sentence, without a traceback."""

    exit_code = 1


class UsageError(ReplayError):
    """The command line asks for something that does not exist or does not go together."""

    exit_code = 2


class OutputError(ReplayError):
    """A file cannot be written."""

    exit_code = 5


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in an input file.

    file     as the user named it
    line     1-based; 0 when the mistake is of the whole file
    column   1-based, in characters; 0 likewise
    message  what is wrong
    remedy   what to write instead; may be empty
    excerpt  the line itself; may be empty
    length   characters to underline in the excerpt
    """

    file: str
    line: int
    column: int
    message: str
    remedy: str = ""
    excerpt: str = ""
    length: int = 1


class InputError(ReplayError):
    """Mistakes in an input file, all of those that were found."""

    exit_code = 3

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(f"{p.file}:{p.line}:{p.column}: {p.message}" for p in mistakes))
        self.mistakes = mistakes
