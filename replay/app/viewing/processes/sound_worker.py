"""A process that makes the sound of a film, and hands it over part by part.

It is no thread of the window: mixing is thousands of small steps of numpy, each of which would wait for the interpreter
that the window and its painters use.
"""

from __future__ import annotations

import os
import pickle
import struct
import sys
import threading

from replay.app.viewing.processes.own_process import end_with_stdin
from replay.video.sound.sound_parts import sound_parts

HEAD = struct.Struct("<QI")
"""Before each part: its first sample, and how many there are. Then come left and right, 16 bits each."""

_NICE = 15
"""Once there is something to hear, pictures come first."""


def make() -> int:
    """Read what is to be made from stdin, and write it to stdout. Returns the exit code."""
    order = pickle.load(sys.stdin.buffer)
    threading.Thread(target=end_with_stdin, daemon=True).start()
    heard = False
    for first, part in sound_parts(*order):
        sys.stdout.buffer.write(HEAD.pack(first, len(part)) + part.tobytes())
        sys.stdout.buffer.flush()
        if not heard and hasattr(os, "nice"):
            os.nice(_NICE)
        heard = True
    return 0
