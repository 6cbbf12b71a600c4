"""The table of what is seen: for each kind of fact the definition, in numbers, and why it is so."""

from __future__ import annotations

import numpy as np

from benchmarks.watching import boards, duels, efforts, holes, places
from benchmarks.watching.definition import Definition
from benchmarks.watching.ride import Ride, Sight
from benchmarks.watching.sprint_definitions import SPRINT_DEFINITIONS
from replay.base.units import kmh
from replay.race.story.boards.boxed_in_fact import BoxedInFact
from replay.race.story.boards.contact_fact import ContactFact
from replay.race.story.boards.keeps_lane_fact import KeepsLaneFact
from replay.race.story.boards.ride_high_fact import RideHighFact
from replay.race.story.boards.shut_out_fact import ShutOutFact
from replay.race.story.boards.side_fact import SideFact
from replay.race.story.boards.through_fact import ThroughFact
from replay.race.story.efforts.attack_fact import AttackFact
from replay.race.story.efforts.hesitate_fact import HesitateFact
from replay.race.story.efforts.stop_racing_fact import StopRacingFact
from replay.race.story.efforts.works_for_fact import WorksForFact
from replay.race.story.in_window import fixed_at
from replay.race.story.incidents.caption_fact import CaptionFact
from replay.race.story.incidents.crash_fact import CrashFact
from replay.race.story.incidents.look_back_fact import LookBackFact
from replay.race.story.incidents.pacer_off_fact import PacerOffFact
from replay.race.story.incidents.passes_pacer_fact import PassesPacerFact
from replay.race.story.places.chase_fact import ChaseFact
from replay.race.story.places.gap_fact import GapFact
from replay.race.story.places.hold_wheel_fact import HoldWheelFact
from replay.race.story.places.leads_fact import LeadsFact
from replay.race.story.places.level_fact import LevelFact, ShoulderFact
from replay.race.story.places.move_fact import MoveFact
from replay.race.story.places.order_fact import OrderFact
from replay.race.story.places.overtake_fact import OvertakeFact
from replay.race.story.places.try_fact import TryFact
from replay.race.story.story_fact import StoryFact

DEFINITIONS = (
    Definition(
        AttackFact,
        efforts.sees_attack,
        f"within {efforts.ATTACK_S:g} s he gains {efforts.ATTACK_M:g} m on the median of those within "
        f"{efforts.AROUND_M:g} m, or a place, beyond what he had in the {efforts.BEFORE_S:g} s before, or (with nobody "
        f"within {efforts.FREE_M:g} m ahead) opens a gap of as "
        f"much, or gains {kmh(efforts.LIFTS_MPS):.1f} km/h in {efforts.LIFTS_S:g} s and makes who is on his wheel gain "
        f"{kmh(efforts.FOLLOWS_MPS):.1f}; he does not lose {kmh(efforts.SLOWS_MPS):.1f} km/h in the first "
        f"{efforts.SLOWS_S:g} s; not before the last {efforts.PACED_S:g} s behind the pacer",
        "an attack is told because something came of it; speed alone is not seen where all gain it",
    ),
    Definition(
        HesitateFact,
        efforts.sees_hesitation,
        f"none of them gains {kmh(efforts.HESITATE_MPS):.1f} km/h in the time told (else {efforts.HESITATE_S:g} s), "
        f"height counted; no more than {efforts.PACED_S:g} s of it behind the pacer",
        "behind the pacer everybody rides its speed; who follows a wheel that goes has reacted",
    ),
    Definition(
        StopRacingFact,
        efforts.sees_easing,
        f"{kmh(efforts.EASES_MPS):.1f} km/h slower within {efforts.EASES_S:g} s, {efforts.EASES_M:g} m lost on the "
        f"median rival, never {kmh(efforts.BACK_MPS):.1f} km/h faster than at the moment again",
        "who sits up is seen by the gap that grows, and by its staying open",
    ),
    Definition(
        LookBackFact,
        efforts.sees_look_back,
        f"he is upright, and gains less than {kmh(efforts.LOOK_MPS):.1f} km/h in {2 * efforts.LOOK_S:g} s about it",
        "the head is turned by the drawing; a rider who sprints at that moment does not look",
    ),
    Definition(
        OrderFact,
        places.sees_order,
        f"within {places.ABOUT_S:g} s of the moment each leads the next by {places.AHEAD_M:g} m (at the line by any "
        "amount), and all are in the places told",
        "a third of a wheel is the least lead that is seen from the side",
    ),
    Definition(
        GapFact,
        places.sees_gap,
        f"within {places.ABOUT_S:g} s the gap is within {places.OFF_SHARE:.0%} of the amount, or {places.OFF_M:g} m, "
        f"or {places.OFF_S:g} s; exact ones within {places.EXACT_M:g} m or {places.EXACT_S:g} s; at most so much is "
        "either way",
        "gaps are estimated to about a fifth, and never better than half a bike length",
    ),
    Definition(
        ChaseFact,
        places.sees_chase,
        f"he is {places.CHASE_GAP_M:g} m or more behind who is ahead of him, {places.AHEAD_M:g} m ahead of the next, "
        f"and does not lose {kmh(places.CHASE_SLOWS_MPS):.1f} km/h in {places.CHASE_S:g} s",
        "without a gap there is nobody to chase: he is on a wheel",
    ),
    Definition(
        OvertakeFact,
        places.sees_pass,
        f"behind at the moment, by {places.BEFORE_PASS_M:g} m at most; ahead when it should be over, or "
        f"{places.PASS_S:g} s later; on the side told when level",
        "a pass is seen as a pass if it begins near and is over in the time told",
    ),
    Definition(
        LeadsFact,
        duels.sees_leads,
        f"ahead of all others within {duels.ABOUT_S:g} s of the moment; with an end for {duels.LEADS_SHARE:.0%} of the "
        "time",
        "who leads is seen at a glance, and a change of lead as well",
    ),
    Definition(
        TryFact,
        duels.sees_try,
        f"{duels.BACK_M:g} m behind before and after, {duels.TRIES_M:g} m behind or nearer in between, never ahead; on "
        "the side told when nearest",
        "he comes up until the bicycles overlap, and loses the other's wheel again",
    ),
    Definition(
        ShutOutFact,
        holes.sees_shut_out,
        f"{holes.BACK_M:g} m behind before and after, {holes.TRIES_M:g} m behind or nearer in between, never ahead, on "
        f"the side told; the other comes {holes.DOOR_M:g} m up or down the boards towards him, from when they overlap",
        "the door is shut by who was beside him, and one sees him move",
    ),
    Definition(
        ThroughFact,
        holes.sees_through,
        f"behind both at the moment, ahead of both when it should be over or {holes.THROUGH_S:g} s later; in between "
        f"within {holes.BETWEEN_M:g} m of both, {holes.ABOVE_M:g} m above the one and below the other",
        "a hole has a rider on each side",
    ),
    Definition(
        BoxedInFact,
        holes.sees_boxed_in,
        f"within {holes.ABOUT_S:g} s of the moment ({holes.SHARE:.0%} of a time told) another {holes.WHEEL_M[0]:g} "
        f"to {holes.WHEEL_M[1]:g} m ahead and within {holes.IN_LINE_M:g} m up or down, and one "
        f"within {holes.OVERLAP_M:g} m along the track, {holes.ABOVE_M:g} m above him; those named are among the two",
        "a wheel in front and a bicycle beside him leave no way out",
    ),
    Definition(
        ContactFact,
        holes.sees_contact,
        f"within {holes.ABOUT_S:g} s of the moment {holes.TOUCH_ALONG_M:g} m apart along the track or less, and "
        f"{holes.TOUCH_M:g} m between the wheels in space",
        "elbows and hips reach a quarter of a metre beyond each wheel",
    ),
    Definition(
        KeepsLaneFact,
        holes.sees_lane,
        f"no higher than {holes.LANE_M:g} m for {holes.LANE_SHARE:.0%} of the time told (else {holes.WORK_S:g} s)",
        "on the line is not out of the lane",
    ),
    Definition(
        WorksForFact,
        holes.sees_work,
        f"the other {holes.WHEEL_M[0]:g} to {holes.WHEEL_M[1]:g} m behind him for {holes.SHARE:.0%} of the time told "
        f"(else {holes.WORK_S:g} s), and he does not lose {kmh(holes.EASES_MPS):.1f} km/h in it",
        "who works leads the other, and does not sit up",
    ),
    Definition(
        LevelFact,
        duels.sees_level,
        f"within {duels.ABOUT_S:g} s of the moment all front wheels within {duels.LEVEL_M:g} m",
        "from the stands a wheel is level",
    ),
    Definition(
        ShoulderFact,
        duels.sees_shoulder,
        f"within {duels.ABOUT_S:g} s of the moment behind by {duels.SHOULDER_M[1]:g} m at most, front wheel to front "
        "wheel",
        "the bicycles overlap, and the other is ahead",
    ),
    Definition(
        HoldWheelFact,
        places.sees_wheel,
        f"{places.WHEEL_M[0]:g} to {places.WHEEL_M[1]:g} m behind and within {places.WHEEL_HIGHER_M:g} m up or down "
        f"for {places.WHEEL_SHARE:.0%} of the time told (else {places.WHEEL_S:g} s)",
        "from a slight overlap to a length and a half of daylight, in one line",
    ),
    Definition(
        MoveFact,
        places.sees_move,
        f"in the place told within {places.ABOUT_S:g} s of the moment, and in another one, on the other side, in the "
        f"{places.MOVE_S:g} s before",
        "a move is a change: who was there already has not moved",
    ),
    Definition(
        SideFact,
        boards.sees_side,
        f"within {boards.ABOUT_S:g} s of the moment {boards.ABREAST_M:g} m apart along the track or less, and "
        f"{boards.BESIDE_M:g} m up the boards on that side",
        "inside and outside are said of riders who are beside each other",
    ),
    Definition(
        RideHighFact,
        boards.sees_high,
        f"within {boards.HIGH_S:g} s of the moment as high as told less {boards.LOWER_M:g} m (else {boards.HIGH_M:g} "
        f"m), and {boards.CLIMB_M:g} m lower in the {boards.CLIMB_S:g} s before and after",
        "he goes up and comes down: who is high all the time is wide, not up the boards",
    ),
    Definition(
        CrashFact,
        boards.sees_crash,
        f"he falls within {boards.FALL_S:g} s of the moment, those brought down within {boards.BROUGHT_DOWN_S:g} s; "
        f"all come to rest within {boards.STOPS_S:g} s, or slide over the line",
        "a fall is seen at once, and lasts",
    ),
    Definition(
        PacerOffFact,
        boards.sees_pacer_off,
        f"the pacer is below the track {boards.PACER_S[0]:g} s before to {boards.PACER_S[1]:g} s after the moment",
        "it takes about two seconds to leave",
    ),
    Definition(
        PassesPacerFact,
        boards.sees_passes_pacer,
        f"at the moment his front wheel is no more than {boards.PAST_PACER_M:g} m behind the pacer's, and the pacer is "
        "on the track",
        "it is passed while it is there",
    ),
    *SPRINT_DEFINITIONS,
    Definition(
        CaptionFact,
        boards.sees_words,
        "always",
        "words are read, they claim nothing of the motion",
    ),
)

_LOOK_EVERY_S = 0.5
"""How often one looks in a window of time."""

_BY_KIND = {definition.kind: definition for definition in DEFINITIONS}


def sight_of(fact: StoryFact, ride: Ride) -> Sight:
    """Whether a fact is seen. Of a moment that never comes nothing is."""
    definition = _BY_KIND[type(fact)]
    if fact.during is not None:
        return _sight_in_window(fact, ride)
    if not fact.shown_only and not all(np.isfinite(ride.moment(when)) for when in fact.moments):
        return Sight(False, "its moment never comes")
    return definition.sees(fact, ride)


def _sight_in_window(fact: StoryFact, ride: Ride) -> Sight:
    """Whether a fact is seen at some moment of its window."""
    window = fact.during
    assert window is not None
    start_s = ride.racing_from_s if window.start is None else ride.moment(window.start)
    end_s = ride.moment(window.end)
    best = Sight(False, "its window never comes")
    if np.isfinite([start_s, end_s]).all():
        for time_s in np.arange(start_s, max(end_s, start_s) + 1e-9, _LOOK_EVERY_S):
            best = sight_of(fixed_at(fact, float(time_s)), ride)
            if best.seen:
                break
    return best
