"""A race in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replay.events.match_words import ride_words
from replay.motion.outcome import FactVerdict
from replay.race.facts import Race
from replay.race.riders.category_words import whose
from replay.scene.words.race_cards import event_title, round_words

if TYPE_CHECKING:
    from replay.scene.compose import Scene
    from replay.video.encoder import FilmMetadata


def race_words(race: Race) -> str:
    """Meet, event, round. The event by the title that the file gives, if it gives one."""
    parts: tuple[str, ...] = (race.meet.title, event_title(race), round_words(race))
    if not race.event.title:
        category = whose(race.event.category, "'") or race.event.category
        heat = " ".join(part for part in (race.event.round, race.event.heat) if part)
        parts = (race.meet.title, f"{category} {race.event.kind}", heat, ride_words(race).lower())
    return ", ".join(part for part in parts if part)


def said_words(race: Race, verdict: FactVerdict) -> str:
    """What a verdict is on, in words that fit who rides in the race."""
    same = (fact for fact in race.story if (fact.id, fact.statement) == (verdict.fact, verdict.words))
    fact = next(same, None)
    return verdict.words if fact is None else fact.statement_among(race.starters)


def words_of(scene: Scene, title: str) -> FilmMetadata:
    """What the file says of itself: the race, and what of it is reconstruction."""
    from replay.video.encoder import FilmMetadata

    sources = ", ".join(scene.provenance.sources)
    comment = f"{scene.provenance.label}. {scene.provenance.statement}"
    return FilmMetadata(title=title, comment=f"{comment} Sources: {sources}." if sources else comment)
