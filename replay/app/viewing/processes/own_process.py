"""This program in a process of its own, beside the window."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

_COMMAND = "import sys; from replay.app.cli.main import main; sys.exit(main())"
_SPEAKING = (
    "import sys; import replay.base.progress as progress; progress.PLAIN_EVERY_S = 0.4; "
    "from replay.app.cli.main import main; sys.exit(main())"
)
_SOLVING = "import sys; from replay.app.cli.solving_worker import solve; sys.exit(solve(*sys.argv[1:]))"
_SOUNDING = "import sys; from replay.app.viewing.processes.sound_worker import make; sys.exit(make())"

_PAINTING = "import sys; from replay.app.viewing.processes.second_worker import paint; sys.exit(paint())"

_ENDS_WITHIN_S = 3.0
"""A process that is asked to end and has not by then is ended."""

Child = subprocess.Popen[str]


def started(arguments: Sequence[str]) -> Child:
    """A command of this program. It says on stderr what goes wrong."""
    return _started(_COMMAND, arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def speaking(arguments: Sequence[str]) -> Child:
    """A command that says on stderr how far it is, several times a second."""
    return _started(_SPEAKING, arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def solving(race_file: str, plan: str) -> Child:
    """A process that solves a race, and says on stdout how far it is. It ends when its stdin does: with this one.

    plan: where the plan goes; '' for the cache
    """
    return _started(_SOLVING, (race_file, plan), stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def sounding() -> subprocess.Popen[bytes]:
    """A process that makes the sound of a film. It ends when its stdin does."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-c", _SOUNDING], stdin=pipe, stdout=pipe, stderr=pipe, env=_with_modules()
    )


def painting() -> subprocess.Popen[bytes]:
    """A process that paints pictures of a film. It ends when its stdin does."""
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.Popen(
        [sys.executable, "-c", _PAINTING], stdin=pipe, stdout=pipe, stderr=nothing, env=_with_modules()
    )


def end_with_stdin() -> None:
    """For such a process: whoever started it holds its stdin open. When that ends, however it does, nobody waits."""
    while os.read(0, 1024):
        pass
    os._exit(1)


def ended(child: subprocess.Popen[Any], *, streams: bool = True) -> None:
    """End a process, if it has not ended, and wait until it has. streams: they are closed as well"""
    child.terminate()
    try:
        child.wait(_ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    if streams:
        close_streams(child)


def close_streams(child: subprocess.Popen[Any]) -> None:
    """Close its streams. Nobody may be reading them: who closes waits for who reads."""
    for stream in (child.stdin, child.stdout, child.stderr):
        if stream is not None:
            stream.close()


def _started(program: str, arguments: Sequence[str], *, stdin: int, stdout: int) -> Child:
    """With the Python, and the folders of modules, of this one."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        env=_with_modules(),
    )


def _with_modules() -> dict[str, str]:
    """The environment, with the folders from which this one imports."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
