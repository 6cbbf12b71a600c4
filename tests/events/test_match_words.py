"""How a match stands, as it is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from replay.events.match_words import result_words, ride_words, standing_words
from replay.race.shown import RideOfMatch
from tests.helpers.race_files import SPRINT, read


@pytest.mark.parametrize(
    ("ride", "which", "before", "after"),
    [
        (None, "", "", ""),
        (RideOfMatch(1), "Ride 1 of 3", "", "Ruiz leads 1–0."),
        (RideOfMatch(2, ("Ruiz",)), "Ride 2", "Ruiz leads 1–0.", "Ruiz wins the match 2–0."),
        (RideOfMatch(2, ("Møller",)), "Ride 2", "Møller leads 1–0.", "It is 1–1."),
        (RideOfMatch(3, ("Møller", "Ruiz")), "Decider", "It is 1–1.", "Ruiz wins the match 2–1."),
        (RideOfMatch(2, ("Ruiz",), again=True), "Ride 2, ridden again", "Ruiz leads 1–0.",
         "Ruiz wins the match 2–0."),
    ],
)  # fmt: skip
def test_which_ride_it_is_and_how_the_match_stands(
    ride: RideOfMatch | None, which: str, before: str, after: str
) -> None:
    race = replace(read(SPRINT), match=ride)
    assert (ride_words(race), standing_words(race), result_words(race)) == (which, before, after)


def test_of_three_riders_each_may_have_won_one() -> None:
    two = read(SPRINT)
    third = replace(two.riders[0], first="Cleo", last="Tjon", name="Tjon")
    race = replace(two, riders=(*two.riders, third), match=RideOfMatch(3, ("Møller", "Tjon")))
    assert (standing_words(race), result_words(race)) == ("It is 1–1.", "It is 1–1–1.")
    assert standing_words(replace(race, match=RideOfMatch(2, ("Tjon",)))) == "Tjon leads 1–0."
