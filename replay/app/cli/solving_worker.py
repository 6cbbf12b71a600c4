"""A process that solves one race for a window: what it says are lines of JSON on stdout, and the plan is its result."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from replay.app.cli.stop_signals import stop_signals
from replay.app.viewing.processes.own_process import end_with_stdin


def solve(race_file: str, plan: str) -> int:
    """Solve a race into a plan, '' for the cache. Returns the exit code.

    Each line is `{"share": 0.5}`, or at the end, where it failed, `{"failed": what went wrong, "exit_code": 1}`.
    """
    threading.Thread(target=end_with_stdin, daemon=True).start()
    try:
        with stop_signals():
            return _solved(race_file, plan)
    except KeyboardInterrupt as stop:
        return int(getattr(stop, "exit_code", 130))


def _solved(race_file: str, plan: str) -> int:
    from replay.app.build import build
    from replay.base.errors import ReplayError

    try:
        build(Path(race_file), plan=Path(plan) if plan else None, report=lambda share: _say(share=round(share, 3)))
    except ReplayError as error:
        _say(failed=str(error), exit_code=error.exit_code)
        return error.exit_code
    return 0


def _say(**what: object) -> None:
    print(json.dumps(what), flush=True)
