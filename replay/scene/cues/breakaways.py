"""Breakaways: stretches of the race in which one rider is clear of all others, and how they end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.motion.trajectory import Motion
from replay.scene.cues.cue import BiggestLeadCue, BreakawayCue, CatchCue, Cue
from replay.scene.cues.free_field import STEP_S, FreeField
from replay.scene.event_questions import first_crossing_s, opens_s

LEAD_M = 8.0
"""A lead longer than this is a breakaway: four bikes, more than anybody leaves to the wheel that he wants to hold."""

_OVER_M = 6.0
"""A breakaway is over when the lead is shorter than this; less than LEAD_M, so that a lead about 8 m does not begin
and end again and again."""

_BIG_LEAD_M = 1.5 * LEAD_M
"""A lead that never gets longer than this is not worth naming its longest moment."""

_SHORTEST_S = 0.5
"""A shorter one is not worth a line on the boards."""


@dataclass(frozen=True, slots=True)
class LeadSpan:
    """A stretch of race time in which one rider is clear of all others."""

    start_s: float
    end_s: float
    leader: int


def lead_spans(motion: Motion) -> tuple[LeadSpan, ...]:
    """When one rider leads by more than LEAD_M, until he finishes or is caught up to a few metres.

    Nobody leads behind the pacer, nor before a race that begins slowly is opened: who is ahead there only goes first.
    """
    return spans_in(FreeField.of(motion))


def spans_in(field: FreeField) -> tuple[LeadSpan, ...]:
    """The breakaways of a field."""
    spans: list[LeadSpan] = []
    begun: int | None = None
    lead, first = field.lead_m, field.order[:, 0]
    finished, raced_from_s = first_crossing_s(field.motion), opens_s(field.motion) or -np.inf
    for k in range(len(field.time_s)):
        riding = raced_from_s <= field.time_s[k] < finished
        if begun is None and riding and lead[k] > LEAD_M:
            begun = k
        elif begun is not None and (not riding or lead[k] < _OVER_M or first[k] != first[begun]):
            spans.append(LeadSpan(float(field.time_s[begun]), float(field.time_s[k]), int(first[begun])))
            begun = None
    if begun is not None:
        spans.append(LeadSpan(float(field.time_s[begun]), float(min(field.time_s[-1], finished)), int(first[begun])))
    return tuple(span for span in spans if span.end_s - span.start_s >= _SHORTEST_S)


_STRAIGHT_S = 4.0
"""About how long the last straight takes: whose lead shrinks there and lasts to the line has not been caught."""


def _holds(field: FreeField, span: LeadSpan, over_s: float) -> bool:
    """Whether the rider of a breakaway that ends in the last straight is first on every sample to the line."""
    after = (field.time_s >= span.end_s) & (field.time_s <= over_s)
    return over_s - span.end_s < _STRAIGHT_S and bool(np.all(field.order[after, 0] == span.leader))


def breakaway_cues(field: FreeField) -> list[Cue]:
    """Where breakaways begin, are longest, and are caught before the line."""
    cues: list[Cue] = []
    # A breakaway that lasts until the winner's crossing, or until the race is stopped, is caught by nobody.
    over_s = min(first_crossing_s(field.motion), float(field.time_s[-1]))
    for span in spans_in(field):
        inside = np.flatnonzero((field.time_s >= span.start_s) & (field.time_s <= span.end_s))
        start, end = int(inside[0]), int(inside[-1])
        most = int(inside[np.argmax(field.lead_m[inside])])
        cues.append(BreakawayCue(span.start_s, span.leader, int(field.order[start, 1])))
        biggest = float(field.lead_m[most])
        if biggest > _BIG_LEAD_M:
            cues.append(BiggestLeadCue(float(field.time_s[most]), span.leader, int(field.order[most, 1]), biggest))
        fell = bool(field.motion.is_down(span.end_s + STEP_S)[span.leader])
        if span.end_s < over_s - STEP_S and not fell and not _holds(field, span, over_s):
            chaser = int(field.order[end, 1] if field.order[end, 0] == span.leader else field.order[end, 0])
            cues.append(CatchCue(span.end_s, chaser, span.leader))
    return cues
