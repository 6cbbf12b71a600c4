"""Rules for the story: who is named, and when it is said to have been. What only a kind can know, it says itself."""

from __future__ import annotations

from collections.abc import Iterator

from replay.base.errors import Mistake
from replay.base.files.document import Document, Location
from replay.base.mistakes import did_you_mean, shown
from replay.events.course import course_of_race
from replay.race.facts import Race
from replay.race.story.story_fact import RaceOutline, StoryFact
from replay.racefile.checks.moment_rules import moment_mistake, span_mistake
from replay.racefile.checks.names import unknown_rider


def story_mistakes(race: Race, document: Document) -> Iterator[Mistake]:
    """Every mistake in the story."""
    outline = RaceOutline(race.starters, race.event.distance_m, course_of_race(race), paced=race.pacer is not None)
    for index, fact in enumerate(race.story):
        item: Location = ("story", index)
        yield from _riders(race, document, item, fact)
        yield from _moments(race, document, item, fact)
        yield from _source(race, document, item, fact)
        yield from _content(outline, document, item, fact)


def _below(document: Document, item: Location, fact: StoryFact, path: tuple[str | int, ...]) -> Location:
    """A place in a fact's content. A list that is written in the short form stands at the key of the kind itself."""
    here = (*item, fact.file_key)
    if len(path) > 1 and not document.has((*here, *path[:-1])):
        return (*here, path[-1])
    return (*here, *path)


def _riders(race: Race, document: Document, item: Location, fact: StoryFact) -> Iterator[Mistake]:
    known, starters = {rider.name for rider in race.riders}, set(race.starters)
    seen: set[str] = set()
    for rider in fact.named:
        name, location = rider.name, _below(document, item, fact, rider.path)
        if name not in known:
            yield document.mistake(location, *unknown_rider(race, name))
        elif name not in starters:
            yield document.mistake(location, f"{name} did not start", "take the item out, or name another rider")
        elif name in seen:
            yield document.mistake(location, f"{name} is named twice in one item", "name another rider")
        seen.add(name)


def _moments(race: Race, document: Document, item: Location, fact: StoryFact) -> Iterator[Mistake]:
    if fact.during is not None:
        yield from _window(race, document, (*item, "when"), fact)
    elif wrong := moment_mistake(race, fact.when, after_finish=fact.shown_only):
        yield document.mistake((*item, "when"), *wrong)
    end = fact.lasts_until
    if end is None:
        return
    location = _below(document, item, fact, ("until",))
    late = moment_mistake(race, end)
    if late:
        yield document.mistake(location, *late)
    elif fact.during is None and (wrong := span_mistake(race, fact.when, end)):
        yield document.mistake(location, *wrong)


def _window(race: Race, document: Document, when: Location, fact: StoryFact) -> Iterator[Mistake]:
    """A window lies in the race, begins before it ends, and belongs to what can be at some moment of it."""
    window = fact.during
    assert window is not None
    wrong = [mistake for moment in window.moments if (mistake := moment_mistake(race, moment))]
    if wrong:
        yield document.mistake(when, *wrong[0])
    elif found := span_mistake(race, window.start, window.end):
        yield document.mistake(when, *found)
    if fact.needs_moment or fact.shown_only:
        yield document.mistake(when, "this needs a moment, not a window", "write one moment, such as `bell`")
    elif fact.lasts_until is not None:
        yield document.mistake(when, "what lasts `until` a moment begins at one", "write one moment, such as `bell`")


def _source(race: Race, document: Document, item: Location, fact: StoryFact) -> Iterator[Mistake]:
    ids = [source.id for source in race.sources]
    if fact.source is not None and fact.source not in ids:
        otherwise = f"sources: {', '.join(ids)}" if ids else "add it to `sources`"
        remedy = did_you_mean(fact.source, ids, otherwise=otherwise)
        yield document.mistake((*item, "source"), f"no source has the id {shown(fact.source)}", remedy)


def _content(outline: RaceOutline, document: Document, item: Location, fact: StoryFact) -> Iterator[Mistake]:
    if len(outline.starters) < fact.least_riders:
        yield document.mistake(item, "this needs two riders, and one started")
        return
    if fact.needs_pacer and not outline.paced:
        remedy = "take the item or `pacer: none` out"
        yield document.mistake((*item, fact.file_key), "there is no pacer in this race", remedy)
    if fact.instead and outline.paced:
        message = f"no {fact.label} in a race that begins behind a pacer"
        yield document.mistake((*item, fact.file_key), message, fact.instead, at_key=True)
    for wrong in fact.mistakes(outline):
        yield document.mistake(_below(document, item, fact, wrong.path), wrong.message, wrong.remedy)
