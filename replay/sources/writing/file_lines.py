"""Lines of a race file that is written, and the words behind them: remarks, and the places where facts were read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from replay.sources.found import Origin
from replay.sources.writing.yaml_words import remark

_REMARK_COLUMN = 60
"""Where remarks begin behind short lines."""


@dataclass(slots=True)
class FileLine:
    """A line of the file, and what it becomes if the program finds a mistake in it."""

    text: str
    instead: tuple[FileLine, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceName:
    """The title of a source, and who publishes it."""

    title: str
    publisher: str


@dataclass(frozen=True, slots=True)
class FileSettings:
    """What is written beside what was found.

    tracks   title by name of the tracks that there are: the one whose place is named is taken
    sources  reports by the name of their file: the key under which the story names them
    names    what reports are called, by the name of their file; a file's name for one that is not in it
    """

    tracks: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, SourceName] = field(default_factory=dict)


def place_words(origin: Origin) -> str:
    sentence = f", sentence {origin.sentence}" if origin.sentence else ""
    return remark(f"{short_name(origin.source)}:{origin.line}{sentence}")


def short_name(name: str) -> str:
    """The name of a source without its folders; a pipe has none."""
    if re.fullmatch(r"pipe \d+", name):
        return "a pipe"
    return re.split(r"[\\\\/]", name)[-1] or name


def with_remark(text: str, words: str) -> str:
    if not words:
        return text
    return f"{text:<{_REMARK_COLUMN}} # {remark(words)}"
