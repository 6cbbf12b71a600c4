"""Times of which only bounds are known, in race files: what they mean, and when they contradict others."""

from __future__ import annotations

import pytest

from replay.race.facts import Race
from replay.racefile.whole.schema import race_schema
from tests.helpers.race_files import mistakes, read, small


def won(*written: str, items: tuple[str, ...] = (), second: str = "gap_s: 0.1") -> str:
    """The small race with more of the winner, something else of the second, and times."""
    return small(("rank: 1}", ", ".join(["rank: 1", *written]) + "}"), ("gap_s: 0.1", second), *_times(items))


def _times(items: tuple[str, ...]) -> list[tuple[str, str]]:
    lines = "".join(f"  - {{{item}}}\n" for item in items)
    return [("sources:", f"times:\n{lines}sources:")] if items else []


def known(race: Race) -> list[tuple[str, float, float, float | None, float | None]]:
    return [(time.rider, time.from_m, time.to_m, time.least_s, time.most_s) for time in race.bounded]


def test_an_exact_time_is_a_figure() -> None:
    assert [time.time_s for time in read(won("last_200_m_s: exactly 9.86")).timed] == [9.86]
    assert not read(won("last_200_m_s: exactly 9.86")).bounded


def test_bounds_stand_wherever_times_do() -> None:
    race = read(
        won(
            "last_200_m_s: at most 9.86",
            "time_s: between 1:50 and 1:52",
            items=(
                "rider: Møller, from: 2 laps to go, laps_s: [at least 14, 13.92]",
                "rider: Tjon En Fa, from: bell, to: 200 m to go, time_s: about 3.2",
            ),
        )
    )
    assert known(race) == [
        ("Ruiz", 0.0, 1500.0, 110.0, 112.0),
        ("Ruiz", 1300.0, 1500.0, None, 9.86),
        ("Møller", 1000.0, 1250.0, 14.0, None),
        ("Tjon En Fa", 1250.0, 1300.0, 3.1, 3.3),
    ]
    assert [(time.rider, time.time_s, time.decimals) for time in race.timed] == [("Møller", 13.92, 2)]


def test_bounds_are_no_figures() -> None:
    """They give no winner's time, no gap, and no decimals to a table."""
    race = read(won("time_s: at most 111.87654", second="time_s: at least 110.5"))
    assert [result.time_s for result in race.results] == [None] * 3
    assert race.results[1].gap_s is None
    assert race.gap_decimals == 2


def test_a_file_without_bounds_has_the_key_it_had() -> None:
    assert read(small()).key != read(won("last_200_m_s: at most 10.9")).key
    assert read(won("last_200_m_s: at most 10.9")).key != read(won("last_200_m_s: at most 11")).key


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (won("last_200_m_s: at most 5"), ":10:", "200 m in at most 5 s is faster than any rider"),
        (won("last_200_m_s: at least 500"), ":10:", "200 m in at least 500 s is slower than any rider"),
        (won("last_200_m_s: between 10 and 9.8"), ":10:", "nothing is between 10 and 9.8 s"),
        (
            won("time_s: at least 112", second="time_s: at most 111"),
            ":11:",
            "at least 112 s of Ruiz for the race, at most 111 s of Møller for the race and the order over the line",
        ),
        (won("time_s: at least 112", second="gap_s: 0.1, time_s: at most 111"), ":11:", "the gap of 0.1 s"),
        (
            won("last_200_m_s: at most 9.9", items=("rider: Ruiz, from: 200 m to go, time_s: 10.2",)),
            ":10:",
            "cannot be true together: 0.250 s apart",
        ),
        (
            won(
                items=(
                    "rider: Ruiz, from: 2 laps to go, laps_s: [at least 15, at least 14]",
                    "rider: Ruiz, from: 2 laps to go, time_s: at most 28",
                )
            ),
            ":15:",
            "cannot be true together: 1.000 s apart",
        ),
        (won("time_s: at most 75"), ":10:", "leaves only after"),
        (won(items=("rider: Nobody, laps_s: [at least 15]",)), ":14:", "no rider is called Nobody"),
    ],
)
def test_bounds_that_cannot_be_are_mistakes_in_place(text: str, place: str, message: str) -> None:
    found = mistakes(text)
    assert message in found
    assert place in found.splitlines()[0]


def test_the_schema_shows_how_they_are_written() -> None:
    assert "at most 9.86" in str(race_schema())
