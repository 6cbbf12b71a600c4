"""Export of many clips: several races, several formats, one folder."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from replay.app.cli.command_parts import say, say_error, warn_of_cache, warn_of_letters
from replay.app.cli.film_options import choice_of, presets_named
from replay.base.errors import ReplayError, UsageError
from replay.base.files.bounded_read import STDIN
from replay.base.files.folders import make_folder

if TYPE_CHECKING:
    from replay.app.build import Replay
    from replay.app.clips.one_clip import Order
    from replay.app.clips.running import Batch, Tools

FAILED = ReplayError.exit_code


def export_all(options: argparse.Namespace, races: Sequence[Path]) -> int:
    """Export each race, and each ride of a match, in each format that the options name. Returns the exit code: 1 if any
    of them failed."""
    from replay.app.clips.running import summary, table
    from replay.racefile.reader import ride_files

    folder = _folder(options)
    orders = _orders(options, [ride for race in races for ride in ride_files(race)], folder)
    if options.plan:
        raise UsageError("--plan belongs to one race; name one race file")
    batch = _batch(options, orders, folder)
    planned = "\n".join(table(list(batch.planned())))
    if options.dry_run:
        print(planned)
        return 0
    make_folder(folder)
    warn_of_cache()
    if not options.quiet:
        say(planned)
    stopped = True
    try:
        batch.run()
        stopped = False
    except ReplayError:
        stopped = False  # what is in the way has to be mended first
        raise
    finally:
        _conclude(batch, quiet=options.quiet, stopped=stopped, words=list(summary(batch.outcomes)))
    return FAILED if any(outcome.error for outcome in batch.outcomes) else 0


def _batch(options: argparse.Namespace, orders: Sequence[Order], folder: Path) -> Batch:
    """The batch that makes the films: this machine, or a cluster."""
    from replay.app.clips.running import Batch

    if options.scheduler is None:
        return Batch(orders, folder, _tools(options))
    from replay.app.clips.cluster.cluster_batch import ClusterBatch

    if options.jobs is not None:
        raise UsageError("each worker of a cluster paints one film at a time: leave out --jobs")
    return ClusterBatch(orders, folder, _tools(options), options.scheduler)


def _conclude(batch: Batch, *, quiet: bool, stopped: bool, words: list[str]) -> None:
    """The last words: what was made, what failed and why, and how to go on after a stop."""
    failed = [outcome.error for outcome in batch.outcomes if outcome.error is not None]
    for error in dict.fromkeys(failed):
        say_error(error)
    if failed or stopped or not quiet:
        say("\n".join(words))
    if stopped:
        say("stopped: the same command again goes on where this one was")


def _orders(options: argparse.Namespace, races: Sequence[Path], folder: Path) -> tuple[Order, ...]:
    from replay.app.clips.jobs import USUAL_NAME, Asked, check_name, orders_of

    if STDIN in races:
        raise UsageError("stdin is one race, and a batch is read more than once: name race files")
    asked = Asked(
        choice=choice_of(options, hook=False),
        hook=options.hook,
        sound=options.sound,
        sidecars=options.sidecars,
        overwrite=options.force,
        painters=options.jobs,
    )
    pattern = check_name(USUAL_NAME if options.name is None else options.name)
    return orders_of(races, presets_named(options), folder, pattern, asked)


def _tools(options: argparse.Namespace) -> Tools:
    """What the batch is run with: the look and the fonts that the options name, and stderr."""
    from replay.app.branding import brand_of
    from replay.app.clips.running import Tools
    from replay.app.solving import progress_on, solved
    from replay.base.letters.typefaces import use_font

    use_font(options.font)

    def solve(race: Path) -> Replay:
        replay, _ = solved(race, plan=None, quiet=options.quiet)
        warn_of_letters(replay.race)
        return replay

    quiet_say = (lambda _: None) if options.quiet else say
    tools = Tools(solve, progress_on(quiet=options.quiet), quiet_say, brand_of(options.brand))
    return replace(tools, font=Path(options.font) if options.font else None)


def _folder(options: argparse.Namespace) -> Path:
    """The folder for the films. Raises UsageError for the name of a film."""
    from replay.video.preset_values import FileKind

    if options.output is not None and not options.output.strip():
        raise UsageError("-o needs the name of a folder")
    folder = Path(options.output or ".")
    if folder.suffix.lower() in {f".{kind}" for kind in FileKind} and not folder.is_dir():
        raise UsageError(f"{folder}: several films go into a folder; name it with -o, and the films with --name")
    return folder
