"""Which words of a race file a picture shows."""

from __future__ import annotations

from collections.abc import Iterator

from replay.race.facts import Race
from replay.scene.words.race_cards import event_title


def shown_texts(race: Race) -> Iterator[str]:
    """Every text of the file that cards, tower, captions or charts may show, as it is written there."""
    yield from (race.meet.title, race.meet.venue or "", event_title(race))
    yield from (race.event.round or "", race.event.heat or "")
    for rider in race.riders:
        yield from (rider.full_name, rider.rides_for)
    yield race.headline or ""
    yield from (fact.caption or "" for fact in race.story)
    yield from (source.publisher for source in race.sources)
