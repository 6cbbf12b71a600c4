"""Measured times in race files: what may be written, what it means, and what is refused."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from replay.base.files.yaml_text import parse_document
from replay.motion.trajectory import Motion
from replay.race.clock import START, Link, clock_of, contradiction, winner_time
from replay.race.facts import Race
from replay.race.timed import Timed, stretch_words
from replay.racefile.whole.schema import race_schema
from replay.scene.compose import build_scene
from replay.scene.frame.layout import Layout
from replay.scene.looks import looks_of
from replay.scene.words.race_cards import result_card
from tests.helpers.motions import keirin_motion, race_of
from tests.helpers.race_files import RACES, mistakes, read, small

GAPLESS = ("rank: 3, gap_s: 0.25", "rank: 3")


def timed(*items: str, changes: tuple[tuple[str, str], ...] = ()) -> str:
    """The small race with items of `times`."""
    lines = "".join(f"  - {{{item}}}\n" for item in items)
    return small(("sources:", f"times:\n{lines}sources:"), *changes)


def stretches(race: Race) -> list[tuple[str, float, float, float]]:
    return [(time.rider, time.from_m, time.to_m, time.time_s) for time in race.timed]


def test_a_list_ends_at_the_finish() -> None:
    race = read(timed("rider: Ruiz, laps_s: [15.2, 14.1]"))
    assert stretches(race) == [("Ruiz", 1000.0, 1250.0, 15.2), ("Ruiz", 1250.0, 1500.0, 14.1)]


def test_as_many_laps_as_the_race_has_are_the_whole_race() -> None:
    race = read(timed("rider: Ruiz, laps_s: [27.1, 21.9, 18.8, 15, 14.5, 14]"))
    assert [time.from_m for time in race.timed] == [0, 250, 500, 750, 1000, 1250]
    assert winner_time(race, 111.3) == (111.3, 1)


def test_a_list_begins_where_it_says() -> None:
    race = read(
        timed("rider: Ruiz, from: 3 laps to go, half_laps_s: [7.9, 7.5]", "rider: Møller, from: start, laps_s: [27]")
    )
    assert stretches(race) == [("Ruiz", 750.0, 875.0, 7.9), ("Ruiz", 875.0, 1000.0, 7.5), ("Møller", 0.0, 250.0, 27.0)]


def test_laps_are_counted_at_the_finish_line() -> None:
    """A race of four laps and a half: the first passing of the line ends half a lap."""
    track = (("track: olympic-250", "track: generic-333"),)
    for begins in ("", "from: start, "):
        race = read(timed(f"rider: Ruiz, {begins}laps_s: [18.1, 27.2, 22.3, 18.4, 18.5]", changes=track))
        assert [round(time.to_m - time.from_m) for time in race.timed] == [167, 333, 333, 333, 333]
        assert (race.timed[0].from_m, race.timed[-1].to_m) == (0.0, 1500.0)


def test_one_stretch_goes_to_the_finish_if_nothing_else_is_said() -> None:
    items = (
        "rider: Ruiz, from: 200m, time_s: 10.3",
        "rider: Ruiz, to: bell, time_s: 97.5",
        "rider: Møller, time_s: 112.1",
    )
    race = read(timed(*items))
    assert stretches(race) == [("Ruiz", 1300, 1500, 10.3), ("Ruiz", 0, 1250, 97.5), ("Møller", 0, 1500, 112.1)]


def test_the_last_200_m_may_stand_in_the_results() -> None:
    race = read(small(("gap_s: 0.25", "gap_s: 0.25, last_200_m_s: 10.312")))
    assert stretches(race) == [("Tjon En Fa", 1300.0, 1500.0, 10.312)]
    assert race.timed[0].written == "10.312"


def test_decimals_are_those_of_the_most_precise_number_of_the_table() -> None:
    race = read(timed("rider: Ruiz, laps_s: [15.2, 14.125]", "rider: Møller, from: bell, time_s: 14"))
    assert [time.decimals for time in race.timed] == [3, 3, 0]
    assert [time.written for time in race.timed] == ["15.200", "14.125", "14"]


def test_a_time_without_a_gap_gives_the_gap() -> None:
    race = read(small(("rank: 1", "rank: 1, time_s: 110.512"), ("rank: 3, gap_s: 0.25", "rank: 3, time_s: 110.762")))
    assert [result.gap_s for result in race.results] == [0.0, 0.1, 0.25]


def test_a_time_and_a_gap_give_the_winners_time() -> None:
    race = read(small(("gap_s: 0.25", "gap_s: 0.25, time_s: 110.75")))
    assert winner_time(race, 110.5) == (110.5, 2)
    assert winner_time(race, 111.0) is None
    assert winner_time(read(small()), 110.5) is None


def test_stretches_that_follow_each_other_give_the_gap() -> None:
    items = (
        "rider: Ruiz, time_s: 110.5",
        "rider: Tjon En Fa, to: bell, time_s: 97.0",
        "rider: Tjon En Fa, from: bell, time_s: 13.6",
    )
    assert read(timed(*items, changes=(GAPLESS,))).results[2].gap_s == pytest.approx(0.1)


def test_the_times_are_part_of_the_facts() -> None:
    one, other = (timed(f"rider: Ruiz, from: bell, time_s: {time}") for time in ("14.1", "14.2"))
    assert read(one).key != read(other).key
    assert read(one).key == read(one.replace("times:", "times:  # from the sheet")).key


@pytest.mark.parametrize(
    ("item", "message", "remedy"),
    [
        ("rider: Rui, laps_s: [14]", "14:13: no rider is called Rui", "did you mean Ruiz?"),
        ("rider: Ruiz, laps_s: [14, 1.41]", "250 m in 1.41 s is 638 km/h", "was 14.1 meant?"),
        ("rider: Ruiz, laps_s: [14, 1400]", "14:32: 250 m in 1400 s is 1 km/h", "was 14 meant?"),
        ("rider: Ruiz, laps_s: [30, 20, 20, 20, 20, 20, 20]", "1750 m to the finish in a race of 1500 m", "count"),
        ("rider: Ruiz, from: 7 laps to go, time_s: 100", "14:25: 1750 m to the finish", "count from the finish"),
        ("rider: Ruiz, from: 2 laps to go, half_laps_s: [5e-324, 7]", "is faster than any rider", "check the time"),
        ("rider: Ruiz, from: bell, laps_s: [14, 14]", "this time ends 250 m after the finish", "check `from`"),
        ("rider: Ruiz, from: bell, to: 2 laps to go, time_s: 14", "14:35: 2 laps to go is not after the bell", "swap"),
        ("rider: Ruiz, from: bell, to: bell, time_s: 14", "the bell is not after the bell", "swap"),
        ("rider: Ruiz, from: pull-off, time_s: 44", "times are not taken at pull-off", "`200 m to go`"),
        ("rider: Ruiz, from: bell+2, time_s: 12", "times are not taken at bell+2", "`200 m to go`"),
        ("rider: Ruiz, from: bel, time_s: 12", "no place of a race is called bel", "`start`"),
        ("rider: Ruiz, from: 60, time_s: 12", "times are not taken at 60", ""),
        ("rider: Ruiz, laps_s: [14], to: finish", "laps_s end where the last of them ends", "take `to` out"),
        ("rider: Ruiz, laps_s: [14], time_s: 14", "this one holds laps_s and time_s", "write one of"),
        ("rider: Ruiz, from: bell", "this one holds none", "write one of"),
        ("rider: Ruiz, laps_s: 14", "laps_s must be a list, not 14", "write [14]"),
        ("rider: Ruiz, laps_s: []", "laps_s is an empty list", ""),
        ("rider: Ruiz, from: bell, time_s: 14, source: papr", "no source has the id papr", "did you mean paper?"),
    ],
)  # fmt: skip
def test_mistakes_in_one_time(item: str, message: str, remedy: str) -> None:
    shown = mistakes(timed(item))
    assert message in shown
    assert remedy in shown


def test_a_mistake_in_a_list_is_named_once() -> None:
    assert mistakes(timed("rider: Rui, laps_s: [14, 1400, 15]")).count("race.yaml:") == 1


@pytest.mark.parametrize(
    ("items", "changes", "message"),
    [
        (
            ["rider: Ruiz, laps_s: [26.1, 22, 20, 14, 14, 14.000]"],
            [("rank: 1", "rank: 1, time_s: 110.5")],
            "6 laps of Ruiz in 110.100 s and 110.50 s of Ruiz for the race do not agree: 0.400 s apart",
        ),
        (
            ["rider: Ruiz, from: bell, time_s: 13.50", "rider: Ruiz, from: 1 to go, time_s: 13.52"],
            [],
            "do not agree: 0.020 s apart",
        ),
        (
            ["rider: Ruiz, from: bell, time_s: 13.6"],
            [("rank: 1", "rank: 1, last_200_m_s: 14.2")],
            "13.6 s of Ruiz for the last lap, with 14.2 s of Ruiz for the last 200 m, leaves -0.600 s for 50 m",
        ),
        (
            [
                "rider: Ruiz, time_s: 110.50",
                "rider: Tjon En Fa, to: bell, time_s: 97.00",
                "rider: Tjon En Fa, from: bell, time_s: 13.60",
            ],
            [],
            "and the gap of 0.25 s do not agree: 0.150 s apart",
        ),
        (
            [],
            [("rank: 1", "rank: 1, time_s: 110.5"), ("gap_s: 0.25", "gap_s: 0.25, time_s: 110.8")],
            "0.300 s behind by time",
        ),
    ],
)  # fmt: skip
def test_times_that_cannot_be_true_together(items: list[str], changes: list[tuple[str, str]], message: str) -> None:
    text = timed(*items, changes=tuple(changes)) if items else small(*changes)
    shown = mistakes(text)
    assert message in shown
    assert "mend one of them" in shown


def test_times_that_differ_by_their_rounding_agree() -> None:
    times = "rider: Ruiz, laps_s: [26.1, 22, 20, 14, 14, 14.401]"
    assert read(timed(times, changes=(("rank: 1", "rank: 1, time_s: 110.500"),)))
    assert "do not agree" in mistakes(
        timed(times.replace("401", "405"), changes=(("rank: 1", "rank: 1, time_s: 110.500"),))
    )


def test_who_did_not_start_or_finish_has_no_such_time() -> None:
    absent, fallen = ("rank: 3, gap_s: 0.25", "status: DNS"), ("rank: 3, gap_s: 0.25", "status: DNF")
    laps = "rider: Tjon En Fa, {}laps_s: [27, 22]"
    assert "Tjon En Fa did not start and has a time" in mistakes(timed(laps.format(""), changes=(absent,)))
    shown = mistakes(timed(laps.format(""), changes=(fallen,)))
    assert "Tjon En Fa is DNF and has a time at the finish" in shown
    assert "`from: start`" in shown
    assert len(read(timed(laps.format("from: start, "), changes=(fallen,))).timed) == 2


def test_a_derived_gap_is_held_to_the_rules_of_gaps() -> None:
    text = small(("rank: 1", "rank: 1, time_s: 110.5"), ("rank: 3, gap_s: 0.25", "rank: 3, time_s: 110.55"))
    assert "Tjon En Fa is behind Møller in rank and ahead in time" in mistakes(text)


def test_words_of_stretches() -> None:
    def words(from_m: float, to_m: float = 1500.0) -> str:
        return stretch_words(Timed("t", "A", from_m, to_m, 1.0), 1500.0, 250.0)

    assert [words(start) for start in (0, 1250, 1375, 1300)] == [
        "for the race",
        "for the last lap",
        "for the last half lap",
        "for the last 200 m",
    ]
    assert words(0, 875) == "from the start to 2.5 laps to go"
    assert words(1250, 1300) == "from the bell to 200 m to go"


def test_what_rounding_leaves_open_is_shared_within_half_a_unit() -> None:
    """Three laps that add up to a thousandth more than their sum as printed."""
    line = [("A", 250.0), ("A", 500.0), ("A", 750.0)]
    links = [Link(before, after, 15.0, 0.0005) for before, after in zip([START, *line], line, strict=False)]
    links.append(Link(START, line[-1], 45.001, 0.0005))
    clock = clock_of(links)
    assert clock is not None
    for link in links:
        found = clock.between(link.before, link.after)
        assert found is not None
        assert abs(found - link.time_s) <= link.open_s + 1e-8
    links[-1] = Link(START, line[-1], 45.003, 0.0005)
    assert clock_of(links) is None
    assert len(contradiction(links)) == 4


def test_schema_knows_them() -> None:
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(race_schema())
    good = timed("rider: Ruiz, from: 2 laps to go, laps_s: [15.2, 14.1]", "rider: Ruiz, to: bell, time_s: 97")
    bad = timed("rider: Ruiz, laps_s: [15.2], time_s: 3")
    assert validator.is_valid(parse_document(good.encode(), "race.yaml").root.plain())
    assert not validator.is_valid(parse_document(bad.encode(), "race.yaml").root.plain())


def test_the_example_of_the_documents_is_a_race() -> None:
    text = (RACES.parent / "docs" / "race-file.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml\n(results:\n.*?)^```", text, re.MULTILINE | re.DOTALL)
    head, _, rest = small().partition("results:")
    race = read(head + example + "sources:" + rest.partition("sources:")[2])
    assert len(race.timed) == 9
    assert [result.gap_s for result in race.results] == [0.0, 0.1, 0.25]


def measured_keirin() -> tuple[Motion, Race]:
    """A keirin in which the winner's time and his last 200 m were measured as the motion shows them."""
    motion = keirin_motion()
    finish_s = float(motion.finish_s[0])
    last_s = finish_s - float(motion.path.times_at(0, 1300.0))
    times = (Timed("a", "Kenny", 0.0, 1500.0, finish_s, 3), Timed("b", "Kenny", 1300.0, 1500.0, last_s, 3))
    return motion, replace(race_of(motion), timed=times)


def test_a_measured_winners_time_stands_in_the_result() -> None:
    motion, race = measured_keirin()
    looks = {look.name: look for look in looks_of(race)}
    assert [line.gap for line in result_card(race, motion, looks).lines][:2] == ["1:52.000", "+0.763"]
    assert result_card(replace(race, timed=()), motion, looks).lines[0].gap == ""
    other = (replace(race.timed[0], time_s=111.0),)
    assert result_card(replace(race, timed=other), motion, looks).lines[0].gap == "", "not that of the motion"


def test_a_measured_last_200_m_is_told_at_the_finish() -> None:
    motion, race = measured_keirin()

    def said(facts: Race) -> str:
        scene = build_scene(facts, motion, layout=Layout.LANDSCAPE)
        return next(s.caption.body for s in scene.captions if s.caption.head == "Kenny wins")

    speed = f"{3.6 * 200 / race.timed[1].time_s:.1f} km/h"
    assert said(race) == f"By 0.763 s. Last 200 m in {race.timed[1].written} s, {speed}."
    assert said(replace(race, timed=())) == "By 0.763 s."
    slower = replace(race.timed[1], time_s=race.timed[1].time_s + 0.01)
    assert said(replace(race, timed=(slower,))) == "By 0.763 s."
