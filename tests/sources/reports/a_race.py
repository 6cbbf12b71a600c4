"""One race of six riders in the words of a table, and what a report says of it, for the tests of the reader."""

from __future__ import annotations

from replay.sources.found import UNSURE, FoundFact, FoundRace, FoundResult, FoundRider, Origin
from replay.sources.reports.report_reader import names_riders, read_report

RIDERS = (
    ("Tom", "Alder", "GBR"),
    ("Jan", "Brandt", "GER"),
    ("Luca", "Costa", "ITA"),
    ("Paul", "Duval", "FRA"),
    ("Mads", "Eriksen", "DEN"),
    ("Piet", "van Dam", "NED"),
)


def a_race(round_name: str = "final", heat: str = "A", riders: tuple[tuple[str, str, str], ...] = RIDERS) -> FoundRace:
    """A race of men; the riders are placed in the order of the list."""
    results = tuple(
        FoundResult(FoundRider(last, first, nation=nation), Origin("table", place), rank=place)
        for place, (first, last, nation) in enumerate(riders, start=1)
    )
    return FoundRace("keirin", round_name, heat, results, category="men")


def facts_of(text: str, race: FoundRace | None = None, *others: FoundRace) -> tuple[FoundFact, ...]:
    """All that was read, sure or not. A report that names nobody is of no race: a line behind it names a rider then."""
    race = race or a_race()
    named = text if names_riders(text, race) else f"{text}\n\n{race.riders[0].last} was among them."
    return read_report(named, "report.txt", race, others).facts


def story_of(text: str, race: FoundRace | None = None, *others: FoundRace) -> list[dict[str, object]]:
    """The items that become facts of a race file."""
    return [dict(fact.fields) for fact in facts_of(text, race, *others) if fact.sure > UNSURE]


def of_kind(kind: str, text: str) -> list[object]:
    """What stands under the key of a kind, of those items."""
    return [item[kind] for item in story_of(text) if kind in item]
