"""Rules for the story: who is named, and when it is said to have been."""

from __future__ import annotations

from collections.abc import Iterator

from replay.base.document import Document, Location
from replay.base.errors import Mistake
from replay.base.mistakes import did_you_mean, shown
from replay.race.amounts import Unit
from replay.race.facts import Race
from replay.race.story.story_facts import (
    CaptionFact,
    CrashFact,
    GapFact,
    HesitateFact,
    HoldWheelFact,
    LookBackFact,
    MoveFact,
    OrderFact,
    OvertakeFact,
    SideFact,
    StoryFact,
)
from replay.race.when import Mark
from replay.racefile.checks.moment_rules import course_of_race, moment_mistake
from replay.racefile.checks.names import unknown_rider

LARGEST_GAP_S = 60.0
"""No gap that is told of a race on the track is larger in seconds."""

Named = tuple[Location, str]
"""A place in the file and the rider who is named there."""


def story_mistakes(race: Race, document: Document) -> Iterator[Mistake]:
    """Every mistake in the story."""
    for index, told in enumerate(race.story):
        item: Location = ("story", index)
        named = list(_named(told, item, document))
        yield from _riders(race, document, named, told)
        yield from _moment(race, document, item, told)
        yield from _source(race, document, item, told)
        yield from _content(race, document, item, told)


def _named(told: StoryFact, item: Location, document: Document) -> Iterator[Named]:
    """Every rider whom an item names, with where it names him."""
    kind = (*item, told.id.partition("(")[2].rstrip(")"))
    for key, attribute in (
        ("rider", "rider"),
        ("rider", "leader"),
        ("ahead", "ahead"),
        ("of", "behind"),
        ("of", "overtaken"),
        ("of", "wheel"),
        ("of", "of"),
    ):
        name = getattr(told, attribute, None)
        if name is not None:
            yield (*kind, key), name
    for key, attribute in (("riders", "order"), ("riders", "riders"), ("down", "down")):
        listed = (*kind, key) if document.has((*kind, key)) else kind
        for position, name in enumerate(getattr(told, attribute, ())):
            yield (*listed, position), name


def _riders(race: Race, document: Document, named: list[Named], told: StoryFact) -> Iterator[Mistake]:
    known, starters = {rider.name for rider in race.riders}, set(race.starters)
    seen: set[str] = set()
    for location, name in named:
        if name not in known:
            yield document.mistake(location, *unknown_rider(race, name))
        elif name not in starters:
            yield document.mistake(location, f"{name} did not start", "take the item out, or name another rider")
        elif name in seen:
            yield document.mistake(location, f"{name} is named twice in one item", "name another rider")
        seen.add(name)
    if isinstance(told, CrashFact):
        yield from _fallen(race, document, named)


def _fallen(race: Race, document: Document, named: list[Named]) -> Iterator[Mistake]:
    for location, name in named:
        result = race.result(name)
        if result is not None and result.rank is not None:
            message = f"{name} fell and has rank {result.rank}"
            yield document.mistake(location, message, "give the result `status: DNF`, or take the crash out")


def _moment(race: Race, document: Document, item: Location, told: StoryFact) -> Iterator[Mistake]:
    wrong = moment_mistake(race, told.when, after_finish=isinstance(told, CaptionFact | LookBackFact))
    if wrong:
        yield document.mistake((*item, "when"), *wrong)
    if isinstance(told, HoldWheelFact) and told.until is not None:
        late = moment_mistake(race, told.until)
        if late:
            yield document.mistake((*item, "hold_wheel", "until"), *late)
        elif _is_before(told):
            yield document.mistake((*item, "hold_wheel", "until"), f"{told.until} is before {told.when}", "swap them")


def _is_before(told: HoldWheelFact) -> bool:
    """Whether the end is told in the same terms as the beginning and comes before it."""
    start, end = told.when, told.until
    if end is None or start.mark is not end.mark:
        return False
    sign = 1 if start.mark is Mark.RACE_TIME else -1
    return (sign * end.value, end.offset_s) < (sign * start.value, start.offset_s)


def _source(race: Race, document: Document, item: Location, told: StoryFact) -> Iterator[Mistake]:
    ids = [source.id for source in race.sources]
    if told.source is not None and told.source not in ids:
        otherwise = f"sources: {', '.join(ids)}" if ids else "add it to `sources`"
        remedy = did_you_mean(told.source, ids, otherwise=otherwise)
        yield document.mistake((*item, "source"), f"no source has the id {shown(told.source)}", remedy)


def _content(race: Race, document: Document, item: Location, told: StoryFact) -> Iterator[Mistake]:
    field = len(race.starters)
    if isinstance(told, GapFact):
        yield from _gap(race, document, item, told)
    elif isinstance(told, OrderFact):
        if len(told.order) < 2 and told.from_place is None:
            yield document.mistake((*item, "order"), "an order of one rider says nothing", "add riders, or `from:`")
        elif (told.from_place or 1) + len(told.order) - 1 > field:
            yield document.mistake((*item, "order"), f"an order beyond the last of {field} riders", "check `from:`")
    elif isinstance(told, MoveFact) and told.to is not None and told.to > field:
        kind = "move_up" if told.up else "drop_back"
        yield document.mistake((*item, kind, "to"), f"place {told.to} in a race of {field} riders")
    elif isinstance(told, OvertakeFact | SideFact | HesitateFact) and field < 2:
        yield document.mistake(item, "this needs two riders, and one started")


def _gap(race: Race, document: Document, item: Location, told: GapFact) -> Iterator[Mistake]:
    amount = told.amount
    course = course_of_race(race)
    location = (*item, "gap", str(amount.unit))
    if amount.unit is Unit.SECONDS and amount.value > LARGEST_GAP_S:
        yield document.mistake(location, f"a gap of {amount.value:g} s", f"was {amount.value / 1000:.3f} meant?")
    elif course and amount.unit is not Unit.SECONDS and course.metres(amount) > race.event.distance_m:
        yield document.mistake(location, f"a gap of {amount.value:g} {amount.unit} is longer than the race")
