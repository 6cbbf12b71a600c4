"""The part of the table of what is seen that is told of sprint matches alone."""

from __future__ import annotations

from benchmarks.watching import boards, duels, efforts, sprints
from benchmarks.watching.definition import Definition
from replay.base.units import kmh
from replay.race.story.duels.draw_level_fact import DrawLevelFact
from replay.race.story.duels.drop_down_fact import DropDownFact
from replay.race.story.duels.feint_fact import FeintFact
from replay.race.story.duels.forced_up_fact import ForcedUpFact
from replay.race.story.duels.jump_fact import JumpFact
from replay.race.story.duels.lead_out_fact import LeadOutFact
from replay.race.story.duels.standstill_fact import StandstillFact

SPRINT_DEFINITIONS = (
    Definition(
        LeadOutFact,
        sprints.sees_lead_out,
        f"ahead of all others for {duels.LEADS_SHARE:.0%} of the time, from {sprints.LEFT_LINE_M:g} m after the start "
        "line to half a lap, or as long as told",
        "on the line itself all are level",
    ),
    Definition(
        StandstillFact,
        sprints.sees_standstill,
        f"slower than {kmh(sprints.STANDS_MPS):.1f} km/h for {sprints.STANDS_SHARE:.0%} of the seconds told, "
        f"{sprints.STANDS_S:g} s at least, within {sprints.STANDS_ABOUT_M:g} m of where they are told to",
        "riders balance, and creep by a wheel",
    ),
    Definition(
        JumpFact,
        sprints.sees_jump,
        f"gains {kmh(sprints.JUMP_MPS):.1f} km/h in {sprints.JUMP_S:g} s, height counted, and does not lose "
        f"{kmh(efforts.SLOWS_MPS):.1f} first",
        "others may jump at once, so nobody has to be left behind",
    ),
    Definition(
        DropDownFact,
        sprints.sees_drop,
        f"from {boards.HIGH_M - boards.LOWER_M:.1f} m up the boards (or {boards.LOWER_M:g} m less than told) "
        f"{sprints.DROP_M:g} m lower within {sprints.DROP_S:g} s",
        "that is a bicycle's width twice over",
    ),
    Definition(
        FeintFact,
        sprints.sees_feint,
        f"{sprints.FEINT_DOWN_M:g} m down the boards within {sprints.FEINT_WAY_S:g} s and up again within as long, "
        f"from {sprints.FEINT_FROM_S:g} s before to {sprints.FEINT_TO_S:g} s after the moment",
        "the other has to believe it first",
    ),
    Definition(
        ForcedUpFact,
        sprints.sees_forced_up,
        f"{boards.HIGH_M - boards.CLIMB_M:.1f} m up the boards within {sprints.FORCED_ABOUT_S:g} s, above the other",
        "out of the lane, and not there by himself",
    ),
    Definition(
        DrawLevelFact,
        sprints.sees_draws_level,
        f"front wheels {duels.LEVEL_M:g} m apart at most, and {sprints.BEHIND_M:g} m behind {sprints.BEHIND_S:g} s "
        "before",
        "who was level all the time does not draw level",
    ),
)
"""Of each kind of fact, when it is seen."""
