"""The promises of the reconstruction, on the races that come with the program and on races drawn by lot.

Everything is measured on the table that `data` writes, by arithmetic of the tests' own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from replay.app.build import Replay
from replay.app.cli.main import main
from replay.motion.outcome import FactVerdict, Reconstruction, Verdict
from replay.motion.trajectory import STANDING_START_S
from replay.race.facts import Race
from replay.race.status import Status
from replay.race.story.incidents.caption_fact import CaptionFact
from replay.race.story.incidents.crash_fact import CrashFact
from replay.race.story.kinds import KINDS
from replay.reconstruction.reconstruct import reconstruct
from replay.reconstruction.samples import rows
from replay.track.catalogue import velodrome_of
from tests.helpers.fields import race as lettered
from tests.helpers.race_files import FINAL, read
from tests.helpers.race_table import (
    PACER,
    Track,
    at,
    best_powers,
    crossing_s,
    overlaps,
    read_table,
    thinned,
    tracks_of,
    tracks_of_motion,
)
from tests.helpers.random_races import RULES, Drawn, any_race, random_race
from tests.helpers.random_sprints import random_sprint

RACES = ("final-a", "semifinal-1", "first-round-2")
RATE_HZ = 240
POWER_LIMITS_W = {1: 1800, 5: 1680, 15: 1445, 30: 1195, 60: 910}
GRACE = 1.05
IZU_WIDTH_M = 7.5

Tracks = dict[str, Track]
TableOf = Callable[[str], Tracks]
ReplayOf = Callable[[str], Replay]


@pytest.fixture(scope="session")
def table_of(replay_of: ReplayOf, tmp_path_factory: pytest.TempPathFactory) -> TableOf:
    """The table of a race, as `data` writes it."""

    def table(name: str) -> Tracks:
        replay_of(name)
        out = tmp_path_factory.mktemp("tables") / f"{name}.csv"
        race = FINAL.with_name(f"{name}.yaml")
        assert main(["data", str(race), "-o", str(out), "--rate", str(RATE_HZ), "-q"]) == 0
        return read_table(out.read_text(encoding="utf-8"))

    return cache(table)


def riders(tracks: Tracks) -> Tracks:
    return {name: track for name, track in tracks.items() if name != PACER}


def until_s(race: Race, tracks: Tracks, rider: str, fall_s: float) -> float:
    """To when limits hold for a rider: his finish or his fall, else the end of the table."""
    finish = crossing_s(tracks[rider], race.event.distance_m)
    return float(np.nanmin([finish, fall_s, tracks[rider].time_s[-1]]))


def ends_of(race: Race, done: Reconstruction, tracks: Tracks) -> dict[str, float]:
    motion = done.motion
    return {name: until_s(race, tracks, name, float(motion.fall_s[motion.index(name)])) for name in riders(tracks)}


def gap_misses_ms(race: Race, tracks: Tracks) -> dict[str, float]:
    """How far each timed gap is from the one at the line."""
    finish = {name: crossing_s(track, race.event.distance_m) for name, track in riders(tracks).items()}
    timed = {r.rider: r.gap_s for r in race.results if r.gap_s is not None and r.rider in finish}
    return {name: 1000 * abs(finish[name] - finish[race.winner or ""] - gap) for name, gap in timed.items()}


def check_promises(race: Race, done: Reconstruction, tracks: Tracks, width_m: float) -> None:
    """Gaps, room, boards, speed, acceleration, direction and power."""
    assert max(gap_misses_ms(race, tracks).values()) < 0.5
    assert overlaps(tracks) == {}
    ends = ends_of(race, done, tracks)
    for name, end in ends.items():
        limited_s = STANDING_START_S if done.motion.standing_start else 0.0
        racing = tracks[name].time_s <= end
        back_m = -np.diff(tracks[name].distance_m).min()
        assert back_m < 1.5e-6, f"{name} rides backwards, by more than rounding to a micrometre"
        assert tracks[name].height_m[racing].min() > 0, name
        assert tracks[name].height_m.max() < width_m, name
        times, speed, gain = thinned(tracks[name], end)
        assert 3.6 * speed.max() < 80, name
        assert tracks[name].speed_kmh[racing].max() < 80, name
        gain = gain[1:-1][times[1:-1] >= limited_s]
        assert gain.min() > -1.5, name
        assert gain.max() < 2.5, name
        powers = best_powers(tracks, name, end, done.motion.pull_off_s, limited_s)
        assert {w: p for w, p in powers.items() if p > GRACE * POWER_LIMITS_W[w]} == {}, name


@pytest.mark.parametrize("name", RACES)
def test_every_promise_holds(name: str, replay_of: ReplayOf, table_of: TableOf) -> None:
    replay = replay_of(name)
    check_promises(replay.race, replay.reconstruction, table_of(name), IZU_WIDTH_M)


@pytest.mark.parametrize("name", RACES)
def test_no_fact_is_missed(name: str, replay_of: ReplayOf) -> None:
    replay = replay_of(name)
    told = {fact.id for fact in replay.race.story}
    found = {verdict.fact for verdict in replay.reconstruction.verdicts}
    assert told <= found
    assert [v for v in replay.reconstruction.verdicts if v.status is Verdict.MISSED] == []


@pytest.mark.parametrize("name", RACES)
def test_places_on_the_boards_are_as_far_apart_as_the_speed_says(name: str, table_of: TableOf) -> None:
    for track in riders(table_of(name)).values():
        times, speed, _ = thinned(track, track.time_s[-1] - 3)
        shown = np.interp(times, track.time_s, track.speed_kmh) / 3.6
        # The place is that of the bike's middle, the speed that of its front wheel.
        assert np.abs(speed - shown)[2:].max() < 0.6


@pytest.mark.parametrize("rate", ["7", "59.94"])
def test_gaps_can_be_read_back_at_any_rate(rate: str, replay_of: ReplayOf) -> None:
    replay = replay_of("semifinal-1")
    tracks = tracks_of(rows(replay.reconstruction, float(rate)))
    allowed_ms = 0.5 if float(rate) > 50 else 3.0  # straight lines between rows a seventh of a second apart
    assert max(gap_misses_ms(replay.race, tracks).values()) < allowed_ms


@pytest.mark.parametrize("name", RACES)
def test_the_pacer_leads_until_it_leaves(name: str, table_of: TableOf) -> None:
    tracks = table_of(name)
    pacer = tracks[PACER]
    assert crossing_s(pacer, 750.0) == pytest.approx(67.5, abs=0.01)
    paced = (pacer.time_s > 1) & (pacer.time_s < 67.5)
    for track in riders(tracks).values():
        assert (pacer.distance_m - track.distance_m)[paced].min() > 1.9
    assert np.interp([1.0, 67.4], pacer.time_s, pacer.speed_kmh) == pytest.approx([30.3, 50.0], abs=0.5)


def verdict_on(replay: Replay, words: str) -> FactVerdict:
    """The verdict whose sentence holds these words."""
    (found,) = [v for v in replay.reconstruction.verdicts if words in v.words]
    return found


def lead_m(tracks: Tracks, time_s: float) -> tuple[float, str, str]:
    """Metres between the first and the second, and who they are."""
    where = {name: at(track, time_s) for name, track in riders(tracks).items()}
    first, second, *_ = sorted(where, key=lambda name: -where[name])
    return where[first] - where[second], first, second


def test_final_the_lead_at_two_to_go_is_the_quarter_of_a_lap(replay_of: ReplayOf, table_of: TableOf) -> None:
    tracks = table_of("final-a")
    metres, first, _ = lead_m(tracks, crossing_s(tracks["Kenny"], 1000.0))
    assert first == "Kenny"
    assert metres == pytest.approx(62.5, abs=6.25)
    assert verdict_on(replay_of("final-a"), "about a quarter of a lap ahead of the field, with 2 laps to go").stands


def test_final_the_thirty_metres_are_disputed(replay_of: ReplayOf, table_of: TableOf) -> None:
    replay, tracks = replay_of("final-a"), table_of("final-a")
    disputed = verdict_on(replay, "about 30 m ahead")
    metres, *_ = lead_m(tracks, crossing_s(tracks["Kenny"], 1000.0))
    assert disputed.status is Verdict.DISPUTED
    assert (disputed.asked, disputed.unit) == (30.0, "m")
    assert disputed.got == pytest.approx(metres, abs=0.05)
    assert disputed.miss == pytest.approx(metres - 30.0, abs=0.05)
    assert disputed.against == (
        verdict_on(replay, "about a quarter of a lap ahead of the field, with 2 laps to go").fact,
    )


def test_final_half_a_lap_cannot_be_ridden(replay_of: ReplayOf) -> None:
    impossible = verdict_on(replay_of("final-a"), "about half a lap ahead")
    assert impossible.status is Verdict.IMPOSSIBLE
    assert (impossible.asked, impossible.unit) == (125.0, "m")
    assert impossible.miss == pytest.approx(125.0 - impossible.got)
    assert impossible.miss > 12.5


@pytest.mark.parametrize(("words", "asked_m"), [("about 1 straight ahead", 38.0), ("a quarter of a lap ahead", 62.5)])
def test_final_a_lead_that_the_timed_gap_excludes(
    words: str, asked_m: float, replay_of: ReplayOf, table_of: TableOf
) -> None:
    tracks = table_of("final-a")
    excluded = verdict_on(replay_of("final-a"), f"{words} of the field, at the finish")
    metres, *_ = lead_m(tracks, crossing_s(tracks["Kenny"], 1500.0))
    assert excluded.status in (Verdict.IMPOSSIBLE, Verdict.DISPUTED)
    assert excluded.asked == pytest.approx(asked_m)
    assert excluded.got == pytest.approx(metres, abs=0.05)
    assert excluded.unit == "m"
    assert any(item.startswith("result ") for item in excluded.against)


def test_final_the_draw_is_the_order_behind_the_pacer(table_of: TableOf) -> None:
    tracks = riders(table_of("final-a"))
    drawn = ["Kenny", "Glaetzer", "Levy", "Lavreysen", "Awang", "Tjon En Fa"]
    for time in np.arange(2.0, 66.0, 2.0):
        assert sorted(tracks, key=lambda name: -at(tracks[name], time)) == drawn, time


def test_final_awang_comes_from_behind_lavreysen_at_the_end(table_of: TableOf) -> None:
    tracks = table_of("final-a")
    awang, lavreysen = tracks["Awang"], tracks["Lavreysen"]
    winner_s = crossing_s(tracks["Kenny"], 1500.0)
    assert at(awang, winner_s) < at(lavreysen, winner_s)
    before = (awang.distance_m < 1485.0) & (awang.time_s > crossing_s(awang, 1300.0))
    assert (awang.distance_m < lavreysen.distance_m)[before].all()
    assert crossing_s(awang, 1500.0) < crossing_s(lavreysen, 1500.0)


def test_semifinal_three_thousandths(table_of: TableOf) -> None:
    tracks = table_of("semifinal-1")
    gap = crossing_s(tracks["Glaetzer"], 1500.0) - crossing_s(tracks["Kenny"], 1500.0)
    assert gap == pytest.approx(0.003, abs=0.0005)


def test_first_round_buechli_crosses_first_and_is_third(replay_of: ReplayOf, table_of: TableOf) -> None:
    tracks, race = table_of("first-round-2"), replay_of("first-round-2").race
    finish = {name: crossing_s(track, 1500.0) for name, track in riders(tracks).items()}
    assert sorted((n for n in finish if np.isfinite(finish[n])), key=finish.__getitem__) == [
        "Büchli",
        "Carlin",
        "Richardson",
    ]
    result = race.result("Büchli")
    assert result is not None
    assert result.rank == 3
    assert finish["Carlin"] - 1.0 < finish["Büchli"] < finish["Carlin"] - 0.0005


def test_first_round_barrette_falls_slides_to_a_stop_and_is_left_alone(replay_of: ReplayOf, table_of: TableOf) -> None:
    tracks, motion = table_of("first-round-2"), replay_of("first-round-2").reconstruction.motion
    barrette = tracks["Barrette"]
    fall_s = float(motion.fall_s[motion.index("Barrette")])
    bell_s = min(crossing_s(track, 1250.0) for name, track in riders(tracks).items() if name != "Barrette")
    assert fall_s == pytest.approx(bell_s, abs=0.1)
    assert np.isnan(crossing_s(barrette, 1500.0))
    assert barrette.speed_kmh[-1] < 0.5
    assert barrette.height_m[-1] < 0.20
    slid_m = barrette.distance_m[-1] - at(barrette, fall_s)
    assert 10 < slid_m < 80
    # Nobody touches him, not even as he lies there and the others come round: `overlaps` has his box to the end.
    assert not [pair for pair in overlaps(tracks) if "Barrette" in pair]


SEEDS = (19, 32, 49, 59, 391)
MORE_SEEDS = (
    2, 4, 5, 8, 10, 12, 13, 15, 18, 26, 29, 33, 36, 41, 42, 43, 47, 48, 52, 55, 56, 60, 61, 69, 111, 125,
)  # fmt: skip
"""Small fields, which are soon solved, by all rules; the benchmark has hundreds, of up to nine riders."""


ANY_SEEDS = (54004, 54015, 54110)
LOTS = [
    *((random_race, seed) for seed in SEEDS),
    *((any_race, seed) for seed in ANY_SEEDS),
    *(pytest.param(random_race, seed, marks=pytest.mark.slow) for seed in MORE_SEEDS),
]


@pytest.mark.parametrize(("lot", "seed"), LOTS)
def test_promises_hold_for_races_drawn_by_lot(lot: Callable[[int], Drawn], seed: int) -> None:
    drawn = lot(seed)
    race = read(drawn.text)
    shares: list[float] = []
    done = reconstruct(race, velodrome_of(race.track.name), report=shares.append)
    assert shares == sorted(shares)
    check_promises(race, done, tracks_of_motion(done.motion, RATE_HZ), done.motion.velodrome.width_m)
    assert [verdict.words for verdict in done.verdicts if verdict.status is Verdict.MISSED] == []
    assert [verdict.words for verdict in done.verdicts if not verdict.stands and not verdict.against] == []
    told = {verdict.fact: verdict for verdict in done.verdicts}
    assert {fact.id for fact in race.story} <= set(told)
    assert drawn.unreported(lambda place: told[race.story[place].id].stands) == []


def test_races_drawn_by_lot_are_of_every_kind() -> None:
    drawn = [random_race(seed) for seed in range(200)]
    races = [read(one.text) for one in drawn]
    assert {one.rules for one in drawn} == set(RULES)
    assert sum(bool(one.contradictions) for one in drawn) > 50
    assert {len(race.riders) for race in races} == set(range(3, 10))
    more = [read(any_race(seed).text) for seed in range(200)]
    sprints = [read(random_sprint(seed).text) for seed in range(100)]
    kinds = {fact.label for race in (*races, *more, *sprints) for fact in race.story}
    assert kinds == {CaptionFact.label, *(kind.label for kind in KINDS)}
    gaps = [result.gap_s for race in races for result in race.results if result.gap_s]
    assert min(gaps) <= 0.002 < 40 < max(gaps) <= 50
    assert {result.status for race in races for result in race.results} == {None, *Status}
    down = [{name for fact in race.story if isinstance(fact, CrashFact) for name in fact.all_down} for race in races]
    assert sum(not names.isdisjoint(race.crossers) for names, race in zip(down, races, strict=True)) > 20
    assert sum(len(race.winners) > 1 for race in races) > 3
    assert len({race.key for race in races}) == len(races)
    assert random_race(3) == random_race(3)


def test_races_of_any_kind_can_be_read_and_differ() -> None:
    drawn = [any_race(seed) for seed in range(200)]
    races = [read(one.text) for one in drawn]
    assert min(race.event.distance_m for race in races) == 500
    assert max(race.event.distance_m for race in races) >= 9000
    assert max(len(race.riders) for race in races) > 20
    assert {len(race.riders) for race in races} >= {3, 9, 12}
    assert {race.pacer is None for race in races} == {True, False}
    assert any(race.pacer and race.pacer.standing for race in races)
    assert {bool(rider.first) for race in races for rider in race.riders} == {True, False}
    assert any(not name.isascii() for race in races for name in race.starters)
    assert any_race(3) == any_race(3)


@pytest.mark.parametrize(("letters", "seconds"), [("ABC", 25), ("AB", 30)])
def test_a_race_that_is_told_to_be_slow_still_has_its_finish(letters: str, seconds: float) -> None:
    told = {"when": "pull-off+2", "hesitate": {"riders": list(letters), "seconds": seconds}, "main": True}
    slow = lettered(letters, story=(told,))
    done = reconstruct(slow, velodrome_of("izu"))
    assert done.winner_time_s > 117
    check_promises(slow, done, tracks_of_motion(done.motion, RATE_HZ), IZU_WIDTH_M)
    assert [verdict for verdict in done.verdicts if verdict.status is Verdict.MISSED] == []


def test_a_gap_that_nobody_timed_is_between_its_neighbours() -> None:
    four = lettered("DBCA", gaps=[0, None, 0.5, 0.8])
    done = reconstruct(four, velodrome_of("izu"))
    finish = done.motion.path.crossing_times(1500.0)
    behind = {name: finish[row] - finish[done.motion.index("D")] for row, name in enumerate(done.motion.riders)}
    assert 0.0005 < behind["B"] < 0.4995
    assert [behind["C"], behind["A"]] == pytest.approx([0.5, 0.8], abs=0.0005)


def test_a_dead_heat_is_one() -> None:
    level = [{"rider": name, "rank": 2, "gap_s": 0.2} for name in "BC"]
    results = [{"rider": "A", "rank": 1}, *level, {"rider": "D", "rank": 4, "gap_s": 0.5}]
    tied = lettered("ABCD", results=results)
    done = reconstruct(tied, velodrome_of("izu"))
    check_promises(tied, done, tracks_of_motion(done.motion, RATE_HZ), IZU_WIDTH_M)
    assert [verdict for verdict in done.verdicts if verdict.status is Verdict.MISSED] == []


def test_who_was_not_timed_between_two_in_a_dead_heat_is_level_with_them() -> None:
    level = [{"rider": name, "rank": 2, "gap_s": 0.478} for name in "BC"]
    results = [{"rider": "A", "rank": 1}, *level, {"rider": "D", "rank": 4, "status": "REL"}]
    tied = lettered("ABCD", results=results, crossing_order=["A", "B", "D", "C"])
    done = reconstruct(tied, velodrome_of("izu"))
    finish = done.motion.path.crossing_times(1500.0)
    behind = [finish[done.motion.index(name)] - finish[done.motion.index("A")] for name in "BDC"]
    assert behind == pytest.approx([0.478] * 3, abs=0.0005)
    assert [verdict.words for verdict in done.verdicts if verdict.status is Verdict.MISSED] == []
