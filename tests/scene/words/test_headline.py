"""Headlines: facts alone, and how a race was won only where that is told and shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from replay.race.facts import Race, Result, Rider, Stop
from replay.race.status import Status
from replay.race.story.places.leads_fact import LeadsFact
from replay.race.story.places.overtake_fact import OvertakeFact
from replay.race.story.story_fact import StoryFact
from replay.race.when import Mark, When
from replay.scene.looks import looks_of
from replay.scene.words.headline import headline_of
from replay.scene.words.rider_names import looks_without_names, neutral_tags, without_names
from tests.helpers.motions import race_of
from tests.helpers.situations import ridden

FIELD = ridden(0.0, "A.B.C", 110.0, "A.B.C")
CHANGED = ridden(0.0, "B.A.C", 90.0, "B.A.C", 95.0, "A.B.C", 110.0, "A.B.C")
RESULTS = (Result("A", 1, 0.0), Result("B", 2, 0.113), Result("C", 3, 0.254))


def leads(rider: str, mark: Mark, value: float = 0.0) -> StoryFact:
    return LeadsFact(id=f"leads {rider}", when=When(mark, value), riders=(rider,))


def passes(rider: str, of: str, mark: Mark) -> StoryFact:
    return OvertakeFact(id="pass", when=When(mark), rider=rider, of=of)


def raced(*results: Result, story: tuple[StoryFact, ...] = (), **changes: object) -> Race:
    return replace(race_of(FIELD, results=results or RESULTS, story=story), **changes)  # type: ignore[arg-type]


TOLD_FRONT = (leads("A", Mark.LAPS_TO_GO, 2.0),)


@pytest.mark.parametrize(
    ("race", "words"),
    [
        (raced(), "A wins by 0.113 s"),
        (raced(gap_decimals=1), "A wins by 0.1 s"),
        (raced(story=TOLD_FRONT), "A from the front, by 0.113 s"),
        (raced(story=(*TOLD_FRONT, leads("B", Mark.BELL))), "A wins by 0.113 s"),
        (raced(story=(leads("A", Mark.METRES_TO_GO, 100.0),)), "A wins by 0.113 s"),
        (raced(story=(passes("A", "B", Mark.LAST_BEND),)), "A past B on the last lap, by 0.113 s"),
        (raced(Result("A", 1), Result("B", 2), Result("C", 3)), "A wins"),
        (raced(Result("A", 5), Result("B", 6, 0.1), Result("C", 7, 0.2)), "A takes 5th place by 0.100 s"),
        (raced(Result("A", 1, 0.0), Result("B", 1, 0.0), Result("C", 3, 0.2)), "A and B: a dead heat"),
        (raced(Result("A", 1, 0.0), Result("B", 2, 0.0), Result("C", 3, 0.2)), "A wins in the same time as B"),
        (raced(Result("A", 1, 0.0), Result("B"), Result("C", 3, 0.2)), "A wins"),
        (raced(Result("A"), Result("B"), Result("C")), ""),
        (
            raced(Result("B", 1, 0.0), Result("C", 2, 0.2), Result("A", 3, -0.1, Status.REL)),
            "B wins by 0.200 s, A is relegated",
        ),
        (
            raced(Result("B", 1, 0.0), Result("C", 2, 0.2), Result("A", None, -0.1, Status.DSQ)),
            "B wins by 0.200 s, A is disqualified",
        ),
        (raced(results=(), stopped=Stop(When(Mark.BELL, offset_s=4.0))), "Race stopped 4 s after the bell"),
        (raced(headline="A of all riders"), "A of all riders"),
    ],
)
def test_headlines(race: Race, words: str) -> None:
    assert headline_of(race, FIELD) == words


def test_told_to_lead_and_shown_to_lose_it_is_not_from_the_front() -> None:
    told = raced(story=(leads("A", Mark.LAPS_TO_GO, 1.5),))
    assert headline_of(told, FIELD).startswith("A from the front")
    assert headline_of(told, CHANGED) == "A wins by 0.113 s"


def test_tags_stand_for_names_in_all_that_is_said() -> None:
    race = raced(
        Result("A", 1, 0.0, reason=None), Result("B", 2, 0.1), Result("C", 3, 0.2, Status.REL, reason="Chapman leaned.")
    )
    long = {"A": ("Ann", "Archer"), "B": ("Bea", "van den Berg"), "C": ("Cleo", "Chapman")}
    named = replace(
        race,
        riders=tuple(replace(r, first=long[r.name][0], last=long[r.name][1]) for r in race.riders),
        headline="Ann Archer beats VAN DEN BERG, an archery of sorts",
    )
    looks = looks_without_names(named, looks_of(named))
    shown = without_names(named, looks)
    tags = {rider.name: rider.nation for rider in named.riders}
    assert shown.headline == f"{tags['A']} beats {tags['B']}, an archery of sorts"
    assert shown.results[2].reason == f"{tags['C']} leaned."
    assert {rider.full_name for rider in shown.riders} == set(tags.values())
    assert all(look.display == "" and look.called == look.marker for look in looks)


def test_a_headline_that_cannot_be_drawn_gives_way_to_the_programs_own() -> None:
    assert headline_of(raced(headline="🔥🔥"), FIELD) == headline_of(raced(), FIELD) != ""
    assert headline_of(raced(headline="🔥 A!"), FIELD) == "🔥 A!"


@pytest.mark.parametrize(
    ("numbers", "nations", "tags"),
    [
        ((3, 1, 7), ("GBR", "GBR", "NED"), ("3", "1", "7")),
        ((3, None, 7), ("GBR", "AUS", "NED"), ("GBR", "AUS", "NED")),
        ((None, None, None), ("GBR", "GBR", "NED"), ("A", "B", "C")),
        ((None, None, None), (None, "GBR", "NED"), ("A", "B", "C")),
    ],
)
def test_without_names_tags_say_nothing_of_them(
    numbers: tuple[int | None, ...], nations: tuple[str | None, ...], tags: tuple[str, ...]
) -> None:
    riders = tuple(
        Rider(f"Surname{k}", None, f"Surname{k}", number=number, nation=nation)
        for k, (number, nation) in enumerate(zip(numbers, nations, strict=True))
    )
    assert neutral_tags(riders) == tags
