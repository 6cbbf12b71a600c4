"""Options of the commands that show: the format, the cut, and how its pictures look."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from replay.app.cli.command_parts import add_font, number_between
from replay.base.errors import UsageError

if TYPE_CHECKING:
    from replay.app.filming import Choice
    from replay.video.preset_values import Preset

_CUTS = ("full", "highlights", "finish")
_PARTS = ("highlights", "finish")
"""Cuts that leave something of the race out."""

USUAL_THEME = "dark"
_THEMES = (USUAL_THEME, "light")

_SHORTEST_S, _LONGEST_S = 10, 180


USUAL_PRESET = "landscape"


def add_preset(command: argparse.ArgumentParser, *, several: bool = False) -> None:
    """The format, or several of them."""
    text = f"format: see `presets` ({USUAL_PRESET})" + ("; may be given several times" if several else "")
    if several:
        command.add_argument("--preset", action="append", default=[], metavar="P", help=text)
    else:
        command.add_argument("--preset", default=USUAL_PRESET, metavar="P", help=text)
    add_presets_file(command)


def add_presets_file(command: argparse.ArgumentParser) -> None:
    """The user's own formats."""
    text = "formats of your own, beside those of the program (see docs/export.md)"
    command.add_argument("--presets", dest="presets_file", metavar="FILE.yaml", help=text)


def presets_of(options: argparse.Namespace) -> tuple[Preset, ...]:
    """The formats there are: the user's own first. Raises InputError for mistakes in their file."""
    from replay.video.preset_file import read_presets, shipped_presets

    return read_presets(Path(options.presets_file)) if options.presets_file else shipped_presets()


def preset_of(options: argparse.Namespace) -> Preset:
    """The format that is asked for. Raises UsageError for a name that no format has."""
    return presets_named(options)[0]


def presets_named(options: argparse.Namespace) -> tuple[Preset, ...]:
    """All formats that are asked for, the usual one where none is. Raises UsageError for a name that no format has."""
    from replay.video.presets import preset

    names = [options.preset] if isinstance(options.preset, str) else options.preset or [USUAL_PRESET]
    among = presets_of(options)
    return tuple(preset(name, among) for name in dict.fromkeys(names))


def add_picture(command: argparse.ArgumentParser, *, doubt: bool = True, cameras: bool = True) -> None:
    """How pictures look.

    doubt    whether the doubt can be asked for by an option, and not by a key alone
    cameras  whether cameras take them
    """
    if doubt:
        text = "shade on the boards where each rider may have been (one standard deviation, fading out at two)"
        command.add_argument("--doubt", action="store_true", help=text)
    if cameras:
        text = "nothing laid over the picture: no words, chips or cards"
        command.add_argument("--clean", action="store_true", help=text)
        command.add_argument("--calm", action="store_true", help="no moving cameras, and fades instead of cuts")
    text = "colours of panels and hall: dark, light (dark)"
    command.add_argument("--theme", choices=_THEMES, default=USUAL_THEME, metavar="T", help=text)
    text = "the user's own look: logo, colours, font, portraits .. (see docs/brand.md; the race file's `brand`)"
    command.add_argument("--brand", metavar="FILE.yaml", help=text)
    text = "tags instead of names, in captions and on cards, too: for minors and club races"
    command.add_argument("--no-names", dest="names", action="store_false", help=text)
    add_font(command)


def add_cut(command: argparse.ArgumentParser) -> None:
    """How much of the race is shown, and how long that lasts."""
    cuts = "all of the race, what decides it, or its last 200 m: full, highlights, finish (the format's)"
    command.add_argument("--cut", choices=_CUTS, metavar="CUT", help=cuts)
    text = f"length of the film, {_SHORTEST_S} to {_LONGEST_S}: what decides the race stays in it, live or slower"
    command.add_argument(
        "--length", type=number_between(_SHORTEST_S, _LONGEST_S, "a length"), metavar="SECONDS", help=text
    )
    text = "open with the decisive moment and a headline (social formats do), or do not"
    command.add_argument("--hook", action=argparse.BooleanOptionalAction, default=None, help=text)


def add_rider(command: argparse.ArgumentParser) -> None:
    """Whom the camera that follows follows."""
    command.add_argument(
        "--rider", metavar="NAME", help="whom --camera follow follows, as `riders` names him: the first"
    )


def check_rider(options: argparse.Namespace) -> None:
    """Raises UsageError, before any work, for a rider whom no camera would follow."""
    asked = vars(options)
    if asked.get("rider") and asked.get("camera") != "follow":
        raise UsageError("--rider goes with the camera that follows: add --camera follow")


def add_blur(command: argparse.ArgumentParser) -> None:
    """Whether films blur what turns fast."""
    text = "no blur of what passes a camera that turns fast, nor of wheels"
    command.add_argument("--no-blur", dest="blur", action="store_false", help=text)


def check_together(options: argparse.Namespace) -> None:
    """Raises UsageError, before any work, for options of a film of which one would do nothing beside the other."""
    check_rider(options)
    ranged = vars(options).get("from_when") or vars(options).get("to_when")
    if ranged and options.cut in _PARTS:
        raise UsageError("all from --from to --to is shown, in no other cut: leave out --cut, or --from and --to")
    if ranged and options.hook:
        raise UsageError("a hook opens the whole race: leave out --hook, or --from and --to")
    if options.clean and options.hook:
        raise UsageError("a hook is a headline, and --clean lays nothing over the picture: leave out --hook or --clean")


def choice_of(options: argparse.Namespace, *, hook: bool) -> Choice:
    """What the options ask for. hook: whether a film opens with one where nothing is said."""
    from replay.app.filming import Choice
    from replay.scene.camera.wish import Cut

    asked = vars(options)
    cut, hooked = asked.get("cut"), asked.get("hook")
    return Choice(
        from_when=asked.get("from_when"),
        to_when=asked.get("to_when"),
        camera=asked.get("camera"),
        speed=asked.get("speed"),
        ranges=asked.get("doubt", False),
        cut=Cut(cut) if cut else None,
        length_s=asked.get("length"),
        hook=hook if hooked is None else hooked,
        clean=asked.get("clean", False),
        names=options.names,
        calm=asked.get("calm", False),
        blur=asked.get("blur", True),
        theme=asked.get("theme", USUAL_THEME),
        rider=asked.get("rider"),
    )
