"""The kinds of facts there are. The schema, the reader and the table in docs/race-file.md are made from this list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from replay.race.story.boards.boxed_in_fact import BoxedInFact
from replay.race.story.boards.contact_fact import ContactFact
from replay.race.story.boards.keeps_lane_fact import KeepsLaneFact
from replay.race.story.boards.ride_high_fact import RideHighFact
from replay.race.story.boards.shut_out_fact import ShutOutFact
from replay.race.story.boards.side_fact import SideFact
from replay.race.story.boards.through_fact import ThroughFact
from replay.race.story.duels.draw_level_fact import DrawLevelFact
from replay.race.story.duels.drop_down_fact import DropDownFact
from replay.race.story.duels.feint_fact import FeintFact
from replay.race.story.duels.forced_up_fact import ForcedUpFact
from replay.race.story.duels.jump_fact import JumpFact
from replay.race.story.duels.lead_out_fact import LeadOutFact
from replay.race.story.duels.standstill_fact import StandstillFact
from replay.race.story.efforts.attack_fact import AttackFact
from replay.race.story.efforts.hesitate_fact import HesitateFact
from replay.race.story.efforts.stop_racing_fact import StopRacingFact
from replay.race.story.efforts.works_for_fact import WorksForFact
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
from replay.race.story.story_fact import FileKey, StoryFact

KINDS: tuple[type[StoryFact], ...] = (
    OrderFact,
    LeadsFact,
    GapFact,
    AttackFact,
    HesitateFact,
    ChaseFact,
    OvertakeFact,
    ThroughFact,
    TryFact,
    ShutOutFact,
    LevelFact,
    ShoulderFact,
    HoldWheelFact,
    WorksForFact,
    MoveFact,
    RideHighFact,
    SideFact,
    BoxedInFact,
    ContactFact,
    KeepsLaneFact,
    PacerOffFact,
    PassesPacerFact,
    CrashFact,
    StopRacingFact,
    LookBackFact,
    LeadOutFact,
    StandstillFact,
    FeintFact,
    JumpFact,
    DropDownFact,
    ForcedUpFact,
    DrawLevelFact,
)
"""Every kind that has a key of its own, in the order in which documents and errors list them. An item with a caption
and no such key is a CaptionFact."""

FILE_KEYS: Mapping[str, FileKey] = {key: written for kind in KINDS for key, written in kind.file_keys.items()}
"""The keys under which kinds are written."""

KIND_OF: Mapping[str, type[StoryFact]] = {key: kind for kind in KINDS for key in kind.file_keys}
"""The kind that is written under a key."""


def table_rows() -> Iterator[str]:
    """The rows of the table of kinds in docs/race-file.md."""
    for kind in KINDS:
        keys, examples = (", ".join(f"`{item}`" for item in items) for items in (kind.file_keys, kind.examples))
        yield f"| {keys} | {kind.says} | {examples} |"
