"""The jobs of a batch: each race in each format, under a name of its own in one folder."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from replay.app.clips.one_clip import Order
from replay.app.filming import Choice
from replay.base.errors import UsageError
from replay.base.files.part_of_file import plain_stem
from replay.video.preset_values import FileKind, Preset

USUAL_NAME = "{race}-{preset}"
NAME_KEYS = ("race", "preset", "folder")
"""What a name can be made of: the race file's name, the preset's, and that of the race file's folder."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is the same for all films of a batch.

    choice     without the hook, which is the format's where `hook` is None
    overwrite  whether everything is made anew, whatever there is
    painters   as of an `Order`
    """

    choice: Choice
    hook: bool | None = None
    sound: bool = True
    sidecars: bool = False
    overwrite: bool = False
    painters: int | None = None


def check_name(pattern: str) -> str:
    """A pattern for names of films. Raises UsageError, with the remedy, for one that cannot name any."""
    remedy = f"write it as in '{USUAL_NAME}', of {', '.join('{' + key + '}' for key in NAME_KEYS)}"
    try:
        keys = [(key, spec, conversion) for _, key, spec, conversion in string.Formatter().parse(pattern)]
    except ValueError as error:
        raise UsageError(f"--name {pattern}: {error}; {remedy}") from error
    for key, spec, conversion in keys:
        if key is not None and (key not in NAME_KEYS or spec or conversion):
            raise UsageError(f"--name {pattern}: there is no {{{key}}}; {remedy}")
    if not pattern.strip() or "/" in pattern or "\\" in pattern:
        raise UsageError(f"--name {pattern}: this is no name of a file; {remedy}")
    for kind in FileKind:
        pattern = pattern.removesuffix(f".{kind}")
    return pattern


def orders_of(
    races: Sequence[Path], presets: Sequence[Preset], folder: Path, pattern: str, asked: Asked
) -> tuple[Order, ...]:
    """The orders of a batch, race by race. Raises UsageError where two films would have one name."""
    orders = tuple(_orders(tuple(dict.fromkeys(races)), tuple(dict.fromkeys(presets)), folder, pattern, asked))
    first: dict[str, Order] = {}
    for order in orders:
        other = first.setdefault(order.target.name.casefold(), order)
        if other is not order:
            what = "in two formats" if other.race_file == order.race_file else f"and {other.race_file}"
            raise UsageError(
                f"{order.race_file} {what} would both be {order.target.name}: "
                "tell them apart with --name '{folder}-{race}-{preset}'"
            )
    return orders


def _orders(
    races: Sequence[Path], presets: Sequence[Preset], folder: Path, pattern: str, asked: Asked
) -> Iterator[Order]:
    for race in races:
        for preset in presets:
            parts = {"race": plain_stem(race), "preset": preset.name, "folder": race.absolute().parent.name}
            hook = preset.hook if asked.hook is None else asked.hook
            yield Order(
                race_file=race,
                target=folder / f"{pattern.format(**parts)}{preset.suffix}",
                preset=preset,
                choice=replace(asked.choice, hook=hook),
                sound=asked.sound,
                sidecars=asked.sidecars and preset.file is not FileKind.PNG,
                overwrite=asked.overwrite,
                painters=asked.painters,
            )
