"""Measuring facts on the finished motion: what was asked, what the motion shows, and by how much it misses.

Nothing here looks at the solver: a fact is held because the motion shows it, or it is not.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from replay.race.story.finding import NOT_REACHED, Finding
from replay.race.story.in_window import found_at_moment, found_in_window
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.state.evidence import Evidence


def finding_of(fact: StoryFact, evidence: Evidence) -> Finding:
    """Measure one fact."""
    if not all(np.isfinite(evidence.sampled.moment(when)) for when in fact.moments):
        return NOT_REACHED
    return found_at_moment(fact, evidence) if fact.during is None else found_in_window(fact, evidence)


def findings_of(facts: Iterable[StoryFact], evidence: Evidence) -> dict[str, Finding]:
    """Findings by the facts' ids."""
    return {fact.id: finding_of(fact, evidence) for fact in facts}
