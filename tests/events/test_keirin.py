"""What a keirin answers: who starts where, how it is ridden, what is counted and what is worth showing."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.events.event import UP_TO_TEMPO_S, Column, Decider, Highlight, Pace, Start, Worth
from replay.events.keirin import PACER_OFF, Keirin
from replay.events.known_events import EVENTS, event_of
from replay.race.facts import Race
from tests.helpers.race_files import read, small

KEIRIN = Keirin()
WAITING = ("track: olympic-250", "track: olympic-250\npacer: {start: standing}")
ALONE = ("track: olympic-250", "track: olympic-250\npacer: none")
MEN = ("category: women", "category: men")
BELL = "{when: bell, attack: Ruiz, source: paper}"


def race(*changes: tuple[str, str]) -> Race:
    """The small race, where Ruiz wins before Møller and Tjon En Fa."""
    return read(small(*changes))


def test_a_race_file_names_its_event() -> None:
    assert event_of(race()) == EVENTS["keirin"] == KEIRIN
    assert KEIRIN.decider is Decider.CROSSING
    assert KEIRIN.tower_column is Column.GAP


def test_the_start_follows_from_the_pacer() -> None:
    assert KEIRIN.start(race()) is Start.ROLLING
    assert KEIRIN.start(race(WAITING)) is Start.STANDING
    assert KEIRIN.start(race(ALONE)) is Start.STANDING


def test_the_pacer_of_todays_rules() -> None:
    pacer = KEIRIN.usual_pacer()
    assert pacer is not None
    assert (pacer.from_kmh, pacer.to_kmh, pacer.off, pacer.standing) == (30.0, 50.0, PACER_OFF, False)


def order(story: str = BELL, *, drawn: str = "[]", timed: dict[str, float] | None = None) -> str:
    """The likely order at the start, as first letters."""
    facts = race((BELL, story), ("results:", f"start_order: {drawn}\nresults:"))
    return "".join(name[0] for name in KEIRIN.start_order(facts, timed or {}))


def test_of_two_neighbours_at_the_finish_the_better_one_starts_on_the_others_wheel() -> None:
    assert order() == "MRT"


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_told_place_is_kept(place: int) -> None:
    assert order(f"{{when: bell, order: {{riders: [Ruiz], from: {place}}}}}")[place - 1] == "R"


def test_where_a_place_is_told_the_others_keep_the_order_of_the_finish() -> None:
    assert order("{when: bell, order: {riders: [Møller], from: 3}}") == "RTM"


def test_a_drawn_place_goes_to_nobody_else() -> None:
    assert order("{when: bell, order: {riders: [Ruiz], from: 1}}", drawn="[Tjon En Fa]") == "TRM"
    assert order("{when: bell, order: {riders: [Ruiz], from: 3}}", drawn="[unknown, unknown, Tjon En Fa]") == "MRT"


def test_a_timed_place_comes_before_a_told_one() -> None:
    assert order("{when: bell, order: {riders: [Ruiz], from: 1}}", timed={"Møller": 0.2}) == "MRT"


def test_a_place_told_of_the_line_is_no_place_at_the_start() -> None:
    assert order("{when: finish, order: {riders: [Tjon En Fa], from: 1}}") == order("{when: bell, caption: The bell}")


def test_fallen_riders_start_behind_those_who_finish() -> None:
    fell = ("rank: 1}", "status: DNF}"), ("rank: 2, gap_s: 0.1", "rank: 1"), ("rank: 3, gap_s: 0.25", "rank: 2")
    facts = race(*fell, (BELL, "{when: bell, crash: Ruiz}"))
    assert KEIRIN.start_order(facts, {})[-1] == "Ruiz"


@given(st.floats(-50.0, 2000.0))
def test_laps_to_go_fall_from_six_to_none_as_the_leader_rides(ridden_m: float) -> None:
    facts = race()
    laps = KEIRIN.laps_to_go(facts, 250.0, ridden_m)
    assert 0 <= laps <= 6
    assert KEIRIN.laps_to_go(facts, 250.0, ridden_m + 250.0) == max(laps - 1, 0) or ridden_m < 0
    assert KEIRIN.laps_credited(facts, 250.0, ridden_m) == pytest.approx(min(max(ridden_m / 250.0, 0.0), 6.0))


@pytest.mark.parametrize(
    ("ridden_m", "laps"), [(0.0, 6), (249.9, 6), (250.0, 5), (1249.9, 2), (1250.0, 1), (1500.0, 0)]
)
def test_the_lap_board_changes_as_the_leader_crosses_the_line(ridden_m: float, laps: int) -> None:
    assert KEIRIN.laps_to_go(race(), 250.0, ridden_m) == laps


def test_crossing_order_classification_and_score_are_three_facts() -> None:
    relegated = race(
        ("rank: 1}", "status: REL, gap_s: -0.05}"), ("rank: 2, gap_s: 0.1", "rank: 1"), ("rank: 3", "rank: 2")
    )
    assert KEIRIN.crossing_order(relegated) == ("Ruiz", "Møller", "Tjon En Fa")
    assert KEIRIN.classification(relegated) == ("Møller", "Tjon En Fa", "Ruiz")
    assert KEIRIN.score(relegated) == {}


@pytest.mark.parametrize(
    ("rank", "order"), [(2, ("Ruiz", "Møller", "Tjon En Fa")), (3, ("Ruiz", "Tjon En Fa", "Møller"))]
)
def test_who_is_relegated_below_a_free_place_comes_after_who_did_not_finish(rank: int, order: tuple[str, ...]) -> None:
    """A sheet has 1, DNF, 3 REL; or 1, 2 REL, DNF: the lines of the file may stand otherwise."""
    sheet = race(("rank: 2, gap_s: 0.1", f"rank: {rank}, status: REL"), ("rank: 3, gap_s: 0.25", "status: DNF"))
    assert KEIRIN.classification(sheet) == order


def test_without_a_pacer_the_race_begins_slower_and_is_ridden_slower() -> None:
    paced, alone = KEIRIN.pace(race()), KEIRIN.pace(race(ALONE))
    assert paced.entry_mps == pytest.approx(50 / 3.6)
    assert alone.entry_mps < paced.entry_mps
    assert alone.usual_mps < paced.usual_mps


def test_the_build_up_is_spread_over_the_race() -> None:
    assert KEIRIN.pace(race(MEN)).build_up(60.0, 40.0) == ((59.0, 62.0, 76.0, 90.0), (220.0, 650.0, 1000.0, 1300.0))
    with pytest.raises(ValueError, match="3 powers for 4 moments"):
        dataclasses.replace(KEIRIN.pace(race()), build_up_w=(1.0, 2.0, 3.0))
    assert isinstance(KEIRIN.pace(race()), Pace)


def test_women_ride_as_their_category_does() -> None:
    men, women = KEIRIN.pace(race(MEN)), KEIRIN.pace(race())
    assert women.usual_mps < men.usual_mps
    assert women.tempo_mps < men.tempo_mps
    assert women.entry_mps == men.entry_mps, "the pacer's speed"
    assert all(one < other for one, other in zip(women.build_up_w, men.build_up_w, strict=True))


def test_what_is_longer_than_a_sprint_begins_at_a_tempo() -> None:
    pace = KEIRIN.pace(race(ALONE, MEN))
    times, watts = pace.build_up(0.0, 150.0)
    assert times == (-1.0, 2.0, UP_TO_TEMPO_S, 100.0, 120.0, 137.5)
    assert watts == (220.0, 650.0, pace.tempo_w, pace.tempo_w, 1000.0, 1300.0)
    sprint_m = pace.usual_mps * pace.sprint_s
    assert pace.usual_time(2000.0, 2000.0) == pytest.approx(pace.sprint_s + (2000.0 - sprint_m) / pace.tempo_mps)


@given(st.floats(333, 10_000), st.floats(0, 1), st.floats(0, 1))
def test_who_has_raced_farther_has_raced_longer(whole_m: float, one: float, other: float) -> None:
    pace, (early, late) = KEIRIN.pace(race()), sorted((one, other))
    assert pace.usual_time(early * whole_m, whole_m) <= pace.usual_time(late * whole_m, whole_m)


@given(st.floats(0, 100), st.floats(20, 1000))
def test_expected_powers_are_in_order_of_time(begins_s: float, span_s: float) -> None:
    times, watts = KEIRIN.pace(race()).build_up(begins_s, span_s)
    assert list(times) == sorted(times)
    assert len(times) == len(watts)
    assert times[-1] < begins_s + span_s


@pytest.mark.parametrize(
    ("changes", "head", "body"),
    [
        ((), "3 riders behind the pacer", "Their order is not known: it is filled in."),
        ((WAITING,), "3 riders on the start line", "The pacer passes, and they join the line behind it."),
        ((ALONE,), "3 riders, 1500 m", ""),
    ],
)
def test_the_opening_caption_says_how_the_race_starts(
    changes: tuple[tuple[str, str], ...], head: str, body: str
) -> None:
    assert KEIRIN.opening_words(race(*changes)) == (head, body)


def test_speeds_are_told_where_every_place_is_known() -> None:
    drawn = race(("results:", "start_order: [Ruiz, Møller, Tjon En Fa]\nresults:"))
    assert KEIRIN.opening_words(drawn) == ("3 riders behind the pacer", "The speed rises from 30 to 50 km/h.")


def test_a_pacer_that_leaves_at_once_has_its_last_speed() -> None:
    drawn = race(
        ("distance_m: 1500", "distance_m: 750"), ("results:", "start_order: [Ruiz, Møller, Tjon En Fa]\nresults:")
    )
    assert KEIRIN.opening_words(drawn) == ("3 riders behind the pacer", "The speed is 50 km/h.")


def test_a_short_cut_shows_the_finish_first_and_the_pull_off_where_there_is_one() -> None:
    paced, alone = KEIRIN.highlights(race()), KEIRIN.highlights(race(ALONE))
    assert paced[0].worth is alone[0].worth is Worth.FINISH
    assert Highlight(Worth.PULL_OFF, 2.0, 4.0) in paced
    assert Worth.PULL_OFF not in {highlight.worth for highlight in alone}
    assert Worth.START in {highlight.worth for highlight in alone}


@pytest.mark.parametrize(("laps", "words"), [(0, "FINISH"), (1, "LAST LAP"), (2, "LAPS TO GO"), (6, "LAPS TO GO")])
def test_the_counter_says_what_it_counts(laps: int, words: str) -> None:
    assert KEIRIN.counter_words(laps) == words
