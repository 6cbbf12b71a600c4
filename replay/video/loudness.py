"""How loud a sound is, as broadcasters and platforms measure it (EBU R128, ITU-R BS.1770), by FFmpeg's filter."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

RATE_HZ = 48_000


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness, LUFS, -inf for silence; largest true peak, dB of full scale."""

    integrated_lufs: float
    true_peak_db: float


def loudness_of(stretches: Iterable[NDArray[np.float32]]) -> Loudness:
    """The loudness of a sound of 48 kHz, (2, samples) in stretches, of full scale 1."""
    graph = Graph()
    layout, base = "stereo", Fraction(1, RATE_HZ)
    source = graph.add_abuffer(sample_rate=RATE_HZ, format="fltp", layout=layout, time_base=base)
    meter, sink = graph.add("ebur128", "metadata=1:peak=true"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    found: dict[str, str] = {}
    at = 0
    for stretch in stretches:
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(stretch), format="fltp", layout=layout)
        frame.sample_rate, frame.time_base, frame.pts = RATE_HZ, base, at
        at += stretch.shape[1]
        source.push(frame)
        found |= _last_words(sink)
    source.push(None)
    found |= _last_words(sink)
    integrated = float(found.get("lavfi.r128.I", "-inf"))
    peak = float(found.get("lavfi.r128.true_peak", "0"))
    # The filter says -70 of what never passes its gate.
    return Loudness(integrated if integrated > _GATE_LUFS else -math.inf, 20 * math.log10(peak) if peak else -math.inf)


_GATE_LUFS = -70.0


def _last_words(sink: av.filter.context.FilterContext) -> dict[str, str]:
    """What the meter has found so far, if it has found anything new."""
    words: dict[str, str] = {}
    while True:
        try:
            words = dict(sink.pull().metadata)
        except (av.BlockingIOError, av.EOFError):
            return words
