"""The cards of a race: its title, its finish image and its result, with their sources."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from replay.base.figure_words import WrittenFigure, about_length, clock, date_words, timed_gap
from replay.base.letters.source_words import named_source
from replay.base.units import BIKE_LENGTH_M
from replay.events.known_events import event_of
from replay.events.match_words import result_words, ride_words
from replay.motion.trajectory import Motion
from replay.race.clock import winner_time
from replay.race.facts import Race, Result, Rider
from replay.race.riders.category_words import whose
from replay.race.story.incidents.crash_fact import CrashFact
from replay.scene.event_questions import crossing_order
from replay.scene.frame.card import Card, FinishLine, FinishStrip, Headline, ResultCard, ResultLine, TitleCard
from replay.scene.frame.frame import Overlay
from replay.scene.frame.riders import RiderLook
from replay.scene.riding.poses import rider_poses
from replay.scene.words.finish_order import NO_PLACE, last_200_words, order_lines, with_places
from replay.scene.words.rider_names import shown_name

NOT_NAMED = "not named"
"""What is said of a rider of whom the file only says that somebody rode."""

_STRIP_S = 3.0
"""Who crosses later than this after the winner is not on the finish image: it would have to be drawn too small."""

_CLOSE_S = 1.5
"""A finish image is worth showing when somebody crosses within this of the winner."""

_LEVEL_M = 0.005
"""Less than this between the first two is not told: it would be 'about 0 cm'."""


@dataclass(frozen=True, slots=True)
class RaceCards:
    """The cards of a race, fully shown. finish is None where nobody crossed close behind the winner."""

    title: TitleCard
    finish: FinishStrip | None
    result: ResultCard
    headline: Headline

    def overlay(self, card: Card, *, shown: float, label: str) -> Overlay:
        """The overlay of a card segment."""
        if card is Card.HOOK:
            return Overlay(headline=replace(self.headline, shown=shown), label=label)
        if card is Card.TITLE:
            return Overlay(title=replace(self.title, shown=shown), label=label)
        if card is Card.FINISH and self.finish is not None:
            return Overlay(finish=replace(self.finish, shown=shown), label=label)
        return Overlay(result=replace(self.result, shown=shown), label=label)


def make_cards(
    race: Race, motion: Motion, looks: tuple[RiderLook, ...], *, afterwards: str = "", headline: str = ""
) -> RaceCards:
    """All cards of a race; looks of all its riders. afterwards: what sources say of the time after its pictures."""
    by_name = {look.name: look for look in looks}
    finish = finish_strip(race, motion, by_name) if has_finish_image(race, motion) else None
    after = " ".join(part for part in (last_200_words(race, motion), result_words(race), afterwards) if part)
    result = replace(result_card(race, motion, by_name), afterwards=after)
    return RaceCards(title_card(race, by_name), finish, result, Headline(headline, race_title(race)))


def title_card(race: Race, looks: dict[str, RiderLook]) -> TitleCard:
    """The title: what race this is, and who rides."""
    order, known = _start_order(race)
    return TitleCard(
        meet=race.meet.title,
        event=event_title(race),
        round=round_words(race),
        place_and_date=place_and_date(race),
        riders=tuple(looks[name] for name in order),
        order_known=known,
        source=sources_line(race),
        notes=tuple(NOT_NAMED if name in race.unnamed else "" for name in order) if race.unnamed else (),
    )


def result_card(race: Race, motion: Motion, looks: dict[str, RiderLook]) -> ResultCard:
    """The official result, the margin as timed, and where all this was taken from."""
    if race.stopped:
        return _stopped_card(race, looks)
    if len(race.unplaced) == len(race.starters):
        return _unknown_card(race, looks)
    crossed = crossing_order(motion)
    first = motion.riders[crossed[0]] if crossed else race.winner
    fell = frozenset(motion.riders[rider] for rider in np.flatnonzero(np.isfinite(motion.fall_s)))
    lines = tuple(
        _result_line(race, result, looks, first=first, fell=result.rider in fell)
        for result in map(race.result, event_of(race).classification(race))
        if result is not None
    )
    margin = _margin(race)
    return ResultCard(
        heading=" · ".join(part for part in (race.meet.title, "Result") if part),
        event=race_title(race),
        place_and_date=place_and_date(race),
        lines=tuple(_with_time(race, motion, line) for line in lines),
        margin=None if margin is None or margin.gap_s is None else _figure(race, margin.gap_s),
        margin_note=_margin_note(race, motion, margin),
        sources=sources_line(race),
        won=len(race.winners),
        reasons=_reasons(race),
    )


def _figure(race: Race, gap_s: float) -> WrittenFigure:
    """The winning margin as the file has it."""
    return WrittenFigure(timed_gap(gap_s, race.gap_decimals), "s")


def _unknown_card(race: Race, looks: dict[str, RiderLook]) -> ResultCard:
    """Of a race of which nobody says how it ended: that this is so, and who rode."""
    card = _stopped_card(race, looks)
    return replace(card, event="Result not known", margin_note="The finish that was shown is a reconstruction")


def _stopped_card(race: Race, looks: dict[str, RiderLook]) -> ResultCard:
    """Of a race that was stopped: that it was, who rode, and what is known of each; no places, no gaps."""
    fallen = {name for fact in race.story if isinstance(fact, CrashFact) for name in fact.all_down}
    results = {result.rider: result for result in race.results}
    lines = tuple(
        ResultLine(
            looks[rider.name],
            str(status) if (status := results.get(rider.name, Result(rider.name)).status) else "",
            "",
            _note(race, rider, fell=rider.name in fallen),
        )
        for rider in race.riders
    )
    return ResultCard(
        heading=race_title(race),
        event="Race stopped",
        lines=lines,
        margin=None,
        margin_note="No result",
        sources=sources_line(race),
        won=0,
        reasons=_reasons(race),
    )


def _note(race: Race, rider: Rider, *, fell: bool) -> str:
    """What is to be said of a rider on the card of a race without places."""
    happened = "fell" if fell else "" if rider.name in race.starters else "did not start"
    return ", ".join(words for words in (NOT_NAMED if rider.unnamed else "", happened) if words)


def _with_time(race: Race, motion: Motion, line: ResultLine) -> ResultLine:
    """The winner's line with his time, where it was measured; any other as it is."""
    if line.look.name not in race.winners or race.winner not in motion.riders:
        return line
    measured = winner_time(race, float(motion.finish_s[motion.index(race.winner)]))
    return replace(line, gap=clock(*measured)) if measured else line


def has_finish_image(race: Race, motion: Motion) -> bool:
    """Whether at least two crossed close together, both with timed gaps."""
    timed = [r for r in race.results if r.gap_s is not None and r.rider in motion.riders and r.rider != race.winner]
    return any(abs(result.gap_s or 0.0) <= _CLOSE_S for result in timed)


def finish_strip(race: Race, motion: Motion, looks: dict[str, RiderLook]) -> FinishStrip:
    """The finish line over time, with every rider at his timed lag behind the winner, and the list of all of them.

    Who has neither place nor time, or was disqualified and has no time, is in the list alone.
    Who crossed without a timed gap (a relegated rider) stands where the motion has him.
    """
    assert race.winner is not None
    winner = motion.index(race.winner)
    first = float(motion.finish_s[winner])
    lines = []
    for rider, name in enumerate(motion.riders):
        result, crossing = race.result(name), float(motion.finish_s[rider])
        nowhere = (*race.unplaced, *race.ridden_through)
        untimed = name in nowhere and (result is None or result.gap_s is None)
        if np.isnan(crossing) or untimed:
            continue
        timed = 0.0 if rider == winner else result.gap_s if result else None
        lines.append(
            FinishLine(
                look=looks[name],
                pose=rider_poses(motion, crossing)[rider],
                lag_s=crossing - first if timed is None else timed,
                height_m=float(motion.at(crossing).height_m[rider]),
                gap="" if timed is None or rider == winner else timed_gap(timed, race.gap_decimals),
                behind_m=_behind_m(motion, rider),
            )
        )
    lines = with_places(race, sorted(lines, key=lambda line: line.lag_s))
    gaps = {line.look.name: line.gap for line in lines}
    return FinishStrip(
        lines=tuple(line for line in lines if line.lag_s <= _STRIP_S),
        speed_mps=float(motion.ground_speed(first)[winner]),
        heading=race_title(race),
        decimals=race.gap_decimals,
        order=order_lines(race, looks, list(gaps), gaps=gaps),
    )


def event_title(race: Race) -> str:
    """'Men’s keirin', or the title that the file gives."""
    if race.event.title:
        return race.event.title
    owners = whose(race.event.category)
    category = owners.capitalize() if owners else race.event.category
    return f"{category} {race.event.kind}".strip()


def round_words(race: Race) -> str:
    """'Final A', 'Final gold · Ride 2'; empty where no round is told, and where the title says it already."""
    words = " ".join(part for part in (race.event.round, race.event.heat) if part)
    if words.casefold() in (race.event.title or "").casefold():
        words = ""
    return " · ".join(part for part in (words[:1].upper() + words[1:], ride_words(race)) if part)


def race_title(race: Race) -> str:
    """Which race of its meet this is: 'Men’s keirin · Final A'."""
    return " · ".join(part for part in (event_title(race), round_words(race)) if part)


def place_and_date(race: Race) -> str:
    """Where and when the race was ridden, as far as the file says it."""
    return " · ".join(part for part in (race.meet.venue, date_words(race.meet.date)) if part)


def sources_line(race: Race) -> str:
    """Publishers of the sources, each once, in the order of the file."""
    publishers = dict.fromkeys(named_source(source.publisher).listed for source in race.sources if source.publisher)
    return f"Sources: {', '.join(publishers)}" if publishers else ""


def _start_order(race: Race) -> tuple[tuple[str, ...], bool]:
    """Starters in start order as far as it is known, the rest in the order of the file; and whether all is known."""
    starters = race.starters
    placed = [name for name in race.start_order if name in starters]
    known = len(placed) == len(starters)
    rest = iter([name for name in starters if name not in placed])
    slots: list[str | None] = [name if name in starters else None for name in race.start_order]
    slots += [None] * (len(starters) - len(slots))
    filled = [name if name is not None else next(rest, None) for name in slots]
    return tuple(name for name in filled if name is not None), known


def _result_line(
    race: Race, result: Result, looks: dict[str, RiderLook], *, first: str | None, fell: bool
) -> ResultLine:
    gap = "" if result.gap_s is None or result.rider in race.winners else timed_gap(result.gap_s, race.gap_decimals)
    was_first = result.rider == first and first not in race.winners and not race.unplaced
    unplaced = result.rider in race.unplaced
    notes = (
        NOT_NAMED if result.rider in race.unnamed else "",
        "first over the line" if was_first else "place not known" if unplaced else "",
        "fell" if fell else "",
    )
    place = NO_PLACE if unplaced else race.place_of(result.rider)
    return ResultLine(looks[result.rider], place, gap, ", ".join(note for note in notes if note))


def _reasons(race: Race) -> tuple[str, ...]:
    """The sentences of the commissaires, each with whom it is about, in the order of the result."""
    lines = [line for line in map(race.result, event_of(race).classification(race)) if line and line.reason]
    return tuple(f"{shown_name(race, line.rider)}: {line.reason}" for line in lines)


def _margin(race: Race) -> Result | None:
    """The result that makes the winning margin: the next timed after the winner; None in a dead heat for the win, and
    where the next was over the line before the winner and lost the win by a decision."""
    if len(race.winners) > 1:
        return None
    timed = [r for r in race.results if r.gap_s is not None and r.rider != race.winner and r.rank is not None]
    second = min(timed, key=lambda r: r.rank or 0) if timed else None
    # Where places are not known, somebody may have come between.
    between = second is not None and second.rank != 2 and race.unplaced
    return None if between or (second is not None and (second.gap_s or 0.0) < 0) else second


def _behind_m(motion: Motion, rider: int) -> float | None:
    """How far a rider was from the line when the one before him crossed; None for the first."""
    earlier = motion.finish_s[motion.finish_s < motion.finish_s[rider]]
    if len(earlier) == 0:
        return None
    return motion.event_distance_m - float(motion.at(float(earlier.max())).distance_m[rider])


def _margin_note(race: Race, motion: Motion, margin: Result | None) -> str:
    """The margin in metres, as reconstructed: from the winner at the line to the next who rides behind him.

    It is from front wheel to front wheel: who is less than a bicycle ahead is not clear of the next.
    """
    if len(race.winners) > 1:
        return "A dead heat"
    if margin is None or margin.rider not in motion.riders or race.winner is None:
        return ""
    winner = motion.index(race.winner)
    won_s = float(motion.finish_s[winner])
    distance = motion.at(won_s).distance_m
    behind = motion.event_distance_m - distance[(distance < distance[winner]) & ~motion.is_down(won_s)]
    if len(behind) == 0 or behind.min() < _LEVEL_M:
        return ""
    behind_m = float(behind.min())
    clear = " clear" if behind_m > BIKE_LENGTH_M else ""
    return f"{about_length(behind_m)}{clear} at the line"
