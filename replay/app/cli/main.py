"""The way into the program and out of it: streams, signals and exit codes, the same for all commands.

Nothing else is imported before signals are heard, so that Ctrl-C ends the program without a traceback from the first
moment.
"""

from __future__ import annotations

from collections.abc import Sequence

_NO_MEMORY = ("failed to map segment", "cannot allocate memory", "start new thread", "out of memory")
"""What the loader of libraries, the system, Python's threads and SDL say where there is no memory."""

_COLLECTED_AFTER = 20_000
"""So many objects are made before it is looked which are garbage: with the usual 700 a tenth of what a start takes goes
into looking through modules, of which nothing ever is."""

INTERRUPTED = 130
"""Ctrl-C before signals are heard. After that, the signal knows its code: 130, of SIGTERM 143, of SIGHUP 129."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Raises SystemExit, as argparse does, for help and wrong arguments."""
    try:
        from replay.app.cli.stop_signals import stop_signals

        with stop_signals():
            return _run(arguments)
    except KeyboardInterrupt as stop:  # before streams are set up, or after
        import sys

        if sys.stderr is not None and not getattr(stop, "said", False):
            sys.stderr.write("interrupted\n")
        return int(getattr(stop, "exit_code", INTERRUPTED))


def _run(arguments: Sequence[str] | None) -> int:
    """Run one command between its streams: what goes wrong is said on stderr, and is an exit code."""
    from replay.app.cli.standard_streams import ReaderGone, abandon_stdout, flush_stdout, standard_streams
    from replay.base.errors import ReplayError

    with standard_streams():
        from replay.app.cli.command_parts import say, say_error

        try:
            try:
                return _command(arguments)
            except KeyboardInterrupt:
                abandon_stdout()
                raise
            finally:
                flush_stdout()
        except ReaderGone as gone:
            return gone.exit_code
        except ReplayError as error:
            say_error(error)
            return error.exit_code
        except KeyboardInterrupt as stop:
            say("interrupted")
            stop.said = True  # type: ignore[attr-defined]
            raise
        except (MemoryError, ImportError, RuntimeError, OSError) as error:
            if not _short_of_memory(error):
                raise
            say("velodrome-replay: there is not enough memory; end other programs, or raise the limit (ulimit -v)")
            return ReplayError.exit_code


def _short_of_memory(error: BaseException | None) -> bool:
    """Whether an error says that memory, or room for a thread, is lacking: libraries say it in many ways."""
    import errno

    while error is not None:
        if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
            return True
        if any(words in str(error).lower() for words in _NO_MEMORY):
            return True
        error = error.__cause__
    return False


def _command(arguments: Sequence[str] | None) -> int:
    """The command that the arguments ask for."""
    import gc
    import os
    import sys

    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    gc.set_threshold(_COLLECTED_AFTER)
    from replay.app.cli.command_parts import Command, with_ride
    from replay.app.cli.commands import parser, with_command

    options = parser().parse_args(with_command(sys.argv[1:] if arguments is None else arguments))
    command: Command = options.command
    return command(with_ride(options))
