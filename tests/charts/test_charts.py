"""Charts: their values against the motion, where things stand on the sheet, and the files."""

from __future__ import annotations

import re
import struct
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.app import solving
from replay.app.build import Replay
from replay.app.cli.main import main
from replay.base.look import Weight, contrast
from replay.charts.canvas import Canvas, fitted, measure, wrapped
from replay.charts.chart_style import CHART_PANEL, LEAST_CONTRAST, MARKERS, rider_style, visible
from replay.charts.drawing import chart_facts, draw_sheet, end_label, file_facts
from replay.charts.facts_lane import grouped
from replay.charts.gap_chart import deepest_s
from replay.charts.marks import attack_marks, fact_marks, lap_ticks, pull_off_m
from replay.charts.series import bumps, opening_m, series_of
from replay.charts.sheet_layout import LAYOUTS, Box, Chart, LaneWords, chart_boxes, rows_of, sizes_of, spread, ticks_of
from replay.motion.audit import audit
from replay.motion.outcome import FactVerdict, Reconstruction, Verdict
from replay.motion.trajectory import Motion
from replay.race.amounts import Bound, Quantity, Unit, short_amount
from replay.race.facts import Race, Result
from replay.race.riders.rider_categories import ELITE_MEN
from replay.race.status import Status
from replay.race.story.incidents.caption_fact import CaptionFact
from replay.race.story.incidents.crash_fact import CrashFact
from replay.race.story.story_fact import StoryFact
from replay.race.when import Mark, When
from replay.scene.frame.layout import Layout
from replay.scene.looks import looks_of
from tests.helpers.motions import BREAKAWAY_GAPS, IZU, crash_motion, keirin_motion, race_of, told_story, unpaced_motion

DOUBT_M = 3.0
TAGS = {"Kenny": "KEN", "Glaetzer": "GLA"}


def reconstruction(
    motion: Motion, story: tuple[StoryFact, ...] = (), **asked: tuple[Verdict, float, str]
) -> Reconstruction:
    """A reconstruction of a made-up motion; every told fact is held unless `asked` (by kind) says otherwise."""
    times = np.array([motion.start_s, float(np.nanmin(motion.finish_s)) - 1.0, float(np.nanmin(motion.finish_s))])
    doubt = np.tile([DOUBT_M, DOUBT_M, 0.0], (len(motion.riders), 1))
    verdicts = []
    for fact in story:
        status, amount, unit = asked.get(fact.label, (Verdict.HELD, 0.0, ""))
        verdicts.append(FactVerdict(fact.id, fact.label, fact.statement, "", status, amount, 0.0, 0.0, unit))
    winner_s = float(np.nanmin(motion.finish_s))
    return Reconstruction(
        motion, tuple(verdicts), audit(motion, ELITE_MEN.physique), (), winner_s, 1.0, times, doubt, doubt / 12.0
    )


BREAKAWAY = keirin_motion()
DONE = reconstruction(BREAKAWAY)
SERIES = series_of(DONE)
COLUMNS = st.integers(0, len(SERIES.distance_m) - 1)


def test_gaps_at_the_finish_line_are_those_of_the_result() -> None:
    assert SERIES.event_m == 1500.0
    assert SERIES.gap_s[:, -1] == pytest.approx(BREAKAWAY_GAPS, abs=5e-5)


@given(COLUMNS)
def test_all_values_are_those_of_the_motion_as_each_rider_passes(column: int) -> None:
    distance, passed = SERIES.distance_m[column], SERIES.passed_s[:, column]
    for rider, time in enumerate(passed):
        state = BREAKAWAY.at(time)
        assert state.distance_m[rider] == pytest.approx(distance, abs=1e-3)
        assert SERIES.height_m[rider, column] == pytest.approx(state.height_m[rider])
        assert SERIES.speed_kmh[rider, column] == pytest.approx(3.6 * BREAKAWAY.ground_speed(time)[rider])
    assert SERIES.gap_s[:, column] == pytest.approx(passed - passed.min())


@given(COLUMNS)
def test_places_follow_the_gaps(column: int) -> None:
    order = np.argsort(SERIES.gap_s[:, column], kind="stable")
    assert SERIES.place[order, column].tolist() == [1, 2, 3, 4, 5, 6]


def test_riders_who_cross_together_share_a_place() -> None:
    motion = keirin_motion(gaps_s=(0.0, 0.1, 0.2, 0.3, 0.4, 0.5))
    finish = motion.finish_s.copy()
    finish[2] = finish[1]
    assert series_of(reconstruction(replace(motion, finish_s=finish))).place[:, -1].tolist() == [1, 2, 2, 4, 5, 6]


def test_doubt_is_that_of_the_gap_and_none_at_the_line() -> None:
    assert SERIES.doubt_s[0, 200] == pytest.approx(DOUBT_M / 12.0)
    assert SERIES.doubt_s[:, -1] == pytest.approx(0.0, abs=1e-3)


def test_charts_begin_a_lap_before_the_pacer_leaves() -> None:
    assert opening_m(BREAKAWAY) == 500.0
    assert opening_m(unpaced_motion()) == 0.0
    assert series_of(DONE, from_m=0.0).from_m == 0.0


def test_a_fallen_rider_is_shown_until_he_falls() -> None:
    motion = crash_motion()
    series = series_of(reconstruction(motion))
    last = series.last(5)
    assert last is not None
    assert series.passed_s[5, last] <= 95.0 < series.passed_s[5, last] + 0.2
    assert np.all(np.isnan(series.gap_s[5, last + 1 :]))
    assert np.all(np.isfinite(series.gap_s[:5]))
    assert series.place[:5, -1].tolist() == [1, 2, 3, 4, 5]


def test_changes_of_place_are_drawn_out_but_exact_at_the_line() -> None:
    distance, places = bumps(SERIES)
    assert distance[-1] == 1500.0
    assert places[:, -1].tolist() == SERIES.place[:, -1].tolist()
    assert np.all((places >= 1) & (places <= 6))


def test_laps_bell_and_finish_are_named() -> None:
    ticks = [(tick.distance_m, tick.words) for tick in lap_ticks(SERIES, 250.0)]
    assert ticks == [(500, "4 laps to go"), (750, "3 to go"), (1000, "2 to go"), (1250, "Bell"), (1500, "Finish")]


def test_a_long_race_does_not_name_every_lap() -> None:
    series = replace(SERIES, distance_m=np.linspace(0.0, 10000.0, len(SERIES.distance_m)))
    ticks = lap_ticks(series, 250.0)
    assert len(ticks) <= 8
    assert [tick.words for tick in ticks[-2:]] == ["Bell", "Finish"]


def test_the_pull_off_is_where_the_leader_is() -> None:
    assert pull_off_m(BREAKAWAY) == pytest.approx(float(BREAKAWAY.at(67.5).distance_m.max()))
    assert pull_off_m(unpaced_motion()) is None


def test_the_attack_of_the_motion_is_marked_where_it_begins() -> None:
    attacks = attack_marks(BREAKAWAY)
    assert attacks[0].rider == 0
    assert 700 < attacks[0].distance_m < 850


def test_a_told_gap_in_metres_lies_on_the_line_of_a_motion_that_shows_it() -> None:
    story = told_story()
    two_to_go = float(np.nanmin(BREAKAWAY.path.crossing_times(1000.0)))
    distance = np.sort(BREAKAWAY.at(two_to_go).distance_m)[::-1]
    shown_m = float(distance[0] - distance[1])
    done = reconstruction(BREAKAWAY, story, gap=(Verdict.HELD, shown_m, "m"))
    mark = next(m for m in fact_marks(race_of(BREAKAWAY, story=story), done, SERIES, TAGS) if m.gap_s is not None)
    second = np.sort(SERIES.gap_s[:, np.flatnonzero(mark.distance_m <= SERIES.distance_m + 1e-6)[0]])[1]
    assert mark.gap_s == pytest.approx(second, abs=0.01)
    assert mark.distance_m == pytest.approx(1000.0)
    assert (mark.words, mark.stands) == ("KEN about ¼ lap", True)


def test_facts_that_do_not_stand_say_so() -> None:
    story = told_story()
    done = reconstruction(BREAKAWAY, story, gap=(Verdict.DISPUTED, 2.0, "s"), attack=(Verdict.IMPOSSIBLE, 0.0, ""))
    marks = {mark.words: mark for mark in fact_marks(race_of(BREAKAWAY, story=story), done, SERIES, TAGS)}
    assert marks["KEN about ¼ lap"].status == "disputed"
    assert marks["KEN about ¼ lap"].gap_s == pytest.approx(2.0)
    assert marks["KEN attacks"].status == "impossible"
    assert not marks["KEN attacks"].stands


def test_what_asks_nothing_of_the_motion_is_no_mark() -> None:
    story = (*told_story(), CaptionFact(id="c", when=When(Mark.FINISH, offset_s=1.0), caption="Gold"))
    marks = fact_marks(race_of(BREAKAWAY, story=story), reconstruction(BREAKAWAY, story), SERIES, TAGS)
    assert [mark.words for mark in marks] == ["KEN attacks", "KEN about ¼ lap"]


def test_the_same_told_twice_is_written_once() -> None:
    attack = told_story()[1]
    later = replace(attack, id="again", when=When(Mark.PULL_OFF, offset_s=1.0))
    done = reconstruction(BREAKAWAY, (attack, later))
    marks = fact_marks(race_of(BREAKAWAY, story=(attack, later)), done, SERIES, TAGS)
    assert [len(group) for group in grouped(marks, 100.0)] == [2]
    assert [len(group) for group in grouped(marks, 1.0)] == [1, 1]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Quantity(0.25, Unit.LAPS), "about ¼ lap"),
        (Quantity(2, Unit.LENGTHS, Bound.AT_LEAST), "at least 2 lengths"),
        (Quantity(1, Unit.STRAIGHTS), "about 1 straight"),
        (Quantity(0.3, Unit.SECONDS, Bound.EXACTLY), "0.3 s"),
        (Quantity(30, Unit.METRES, Bound.AT_MOST), "at most 30 m"),
    ],
)
def test_amounts_in_short_words(amount: Quantity, words: str) -> None:
    assert short_amount(amount) == words


def test_end_labels_are_timed_gaps_or_say_why_there_is_none() -> None:
    race = race_of(BREAKAWAY)
    results = (
        *(r for r in race.results if r.rider not in ("Awang", "Levy", "Glaetzer")),
        Result("Awang", 6, -0.012, status=Status.REL),
        Result("Levy", status=Status.DNF),
        Result("Glaetzer", 5),
    )
    race = replace(race, results=results)
    assert [end_label(race, name).words for name in ("Kenny", "Lavreysen", "Awang", "Levy", "Glaetzer")] == [
        "winner",
        "+0.773",
        "REL",
        "DNF",
        "",
    ]


def test_one_who_is_far_behind_does_not_flatten_the_gaps_of_the_rest() -> None:
    motion = keirin_motion(gaps_s=(0.0, 0.2, 0.4, 0.6, 0.8, 25.0))
    race = race_of(motion)
    looks = {look.name: look for look in looks_of(race)}
    assert deepest_s(chart_facts(race, reconstruction(motion), looks)) < 6.0


@given(st.lists(st.floats(0, 400), max_size=12), st.floats(1, 60))
def test_labels_are_spread_in_order_and_stay_inside(wanted: list[float], apart: float) -> None:
    placed = spread(wanted, apart, 0.0, 400.0)
    order = sorted(range(len(wanted)), key=lambda k: (wanted[k], k))
    gaps = np.diff([placed[k] for k in order])
    least = min(apart, 400.0 / max(len(wanted) - 1, 1))
    assert all(-1e-6 <= place <= 400.0 + 1e-6 for place in placed)
    assert np.all(gaps >= least - 1e-6)


def test_labels_with_room_stand_where_they_are_wanted() -> None:
    assert spread([300.0, 100.0, 200.0], 30.0, 0.0, 400.0) == pytest.approx([300.0, 100.0, 200.0])


@given(st.lists(st.tuples(st.floats(0, 780), st.floats(10, 200), st.integers(0, 4)), max_size=15))
def test_words_in_the_lane_never_lie_over_one_another(items: list[tuple[float, float, int]]) -> None:
    words = [LaneWords(start, start + 20, width, weight) for start, width, weight in items]
    spans: dict[int, list[tuple[float, float]]] = {}
    for item, place in zip(words, rows_of(words, 3, 0.0, 800.0, 10.0), strict=True):
        if place.right is None:
            continue
        span = (item.from_px, item.to_px + item.width_px) if place.right else (item.from_px - item.width_px, item.to_px)
        assert span[0] >= 0
        assert span[1] <= 800
        assert all(span[0] >= end or span[1] <= start for start, end in spans.get(place.row, []))
        spans.setdefault(place.row, []).append(span)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_charts_fill_the_area_without_touching(layout: Layout) -> None:
    area = Box(50, 200, 1000, 1000)
    boxes = list(chart_boxes(layout, area, tuple(Chart)).values())
    for k, one in enumerate(boxes):
        assert (one.left >= area.left, one.top >= area.top) == (True, True)
        assert (one.right <= area.right + 1e-6, one.bottom <= area.bottom + 1e-6) == (True, True)
        for other in boxes[k + 1 :]:
            apart = one.right < other.left or one.bottom < other.top or other.right < one.left or other.bottom < one.top
            assert apart
    assert chart_boxes(layout, area, (Chart.SPEED,)) == {Chart.SPEED: area}


@given(st.floats(0.05, 500), st.integers(3, 8))
def test_ticks_are_few_and_inside(top: float, most: int) -> None:
    ticks = ticks_of(top, most)
    assert ticks[0] == 0.0
    assert len(ticks) <= most + 1
    assert ticks[-1] <= top + 1e-6


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_every_riders_line_is_seen_and_every_chip_read(colour: tuple[int, int, int]) -> None:
    assert contrast(visible(colour), CHART_PANEL) >= LEAST_CONTRAST
    style = rider_style("ABC", colour, 3)
    assert contrast(style.chip, style.on_chip) >= LEAST_CONTRAST


def test_riders_differ_by_marker_beside_colour() -> None:
    assert len({rider_style("A", (255, 0, 0), place).marker for place in range(9)}) == 9 == len(MARKERS)


@settings(deadline=None, max_examples=40)
@given(st.text("abcdefgh ", min_size=1, max_size=60), st.floats(60, 400))
def test_words_that_are_too_wide_are_cut_or_wrapped(words: str, width: float) -> None:
    assert measure(fitted(words, 24.0, width), 24.0) <= width
    assert all(measure(line, 20.0, Weight.REGULAR) <= width for line in wrapped(words, 20.0, width))


def svg_words(path: Path) -> list[str]:
    """The words of an SVG: letters are outlines, each line of them with a comment that holds its words."""
    assert ElementTree.parse(path).getroot().tag.endswith("svg")
    return re.findall(r"<!-- (.*?) -->", path.read_text(encoding="utf-8"))


def drawn(path: Path, race: Race, done: Reconstruction, layout: Layout = Layout.LANDSCAPE) -> Path:
    draw_sheet(race, done, layout=layout).save(path, facts=file_facts(race))
    return path


def test_a_sheet_says_what_race_it_is_and_what_of_it_is_measured(tmp_path: Path) -> None:
    story = told_story()
    words = svg_words(drawn(tmp_path / "a.svg", race_of(BREAKAWAY, story=story), reconstruction(BREAKAWAY, story)))
    assert words[0] == "RECONSTRUCTION"
    assert "Tokyo 2020 · Men’s keirin · Final A" in words
    assert "Gaps at the finish line are as timed; the movement before it is reconstructed from reports." in words
    assert "Sources: Cycling Weekly" in words
    assert {"KEN", "KENNY", "TJON EN FA", "KEN attacks", "Bell", "Finish", "winner"} <= set(words)


def test_the_winners_time_is_shown_as_the_estimate_that_it_is(tmp_path: Path) -> None:
    for layout in (Layout.LANDSCAPE, Layout.VERTICAL):
        words = svg_words(
            drawn(tmp_path / f"{layout}.svg", race_of(BREAKAWAY), replace(DONE, winner_time_sd_s=1.07), layout)
        )
        assert [word for word in words if re.search(r"about 1:52 \(estimated, give or take 1 s\)$", word)]


def test_three_decimals_are_only_for_timed_gaps(tmp_path: Path) -> None:
    words = svg_words(drawn(tmp_path / "a.svg", race_of(BREAKAWAY), DONE))
    precise = {word for word in words if re.search(r"\d\.\d\d", word)}
    assert precise == {f"+{gap:.3f}" for gap in BREAKAWAY_GAPS[1:]}


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_the_same_race_gives_equal_bytes_that_say_what_they_are(tmp_path: Path, suffix: str) -> None:
    race = race_of(BREAKAWAY)
    first = drawn(tmp_path / f"1{suffix}", race, DONE).read_bytes()
    assert first == drawn(tmp_path / f"2{suffix}", race, DONE).read_bytes()
    assert b"RECONSTRUCTION" in first
    assert b"dc:date" not in first


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_png_has_the_size_of_its_layout(tmp_path: Path, layout: Layout) -> None:
    data = drawn(tmp_path / "a.png", race_of(BREAKAWAY), DONE, layout).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == sizes_of(layout).size


@pytest.mark.parametrize("after_start_s", [0.0, 1.0, 67.5])
def test_the_words_beside_the_pacers_line_stay_in_the_chart(
    after_start_s: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the chart begins as the pacer leaves."""
    spans: list[tuple[float, float]] = []
    write = Canvas.text

    def text(self: Canvas, x: float, y: float, words: str, size: float, **how: Any) -> None:
        if words == "Pacer off":
            wide = measure(words, size)
            spans.append((x - wide, x) if how.get("align") == "right" else (x, x + wide))
        write(self, x, y, words, size, **how)

    monkeypatch.setattr(Canvas, "text", text)
    early = replace(BREAKAWAY, pull_off_s=after_start_s, pacer_gone_s=after_start_s + 6)
    drawn(tmp_path / "a.svg", race_of(early), reconstruction(early))
    page = sizes_of(Layout.LANDSCAPE).page
    assert [page.left + 70 < left and right < page.right for left, right in spans] == [True]


def test_a_fall_is_shown_beside_the_line_that_ends(tmp_path: Path) -> None:
    motion = crash_motion()
    story = (CrashFact(id="crash", when=When(Mark.RACE_TIME, 95.0), rider="Levy"),)
    words = svg_words(drawn(tmp_path / "a.svg", race_of(motion, story=story), reconstruction(motion, story)))
    assert "LEV falls" in words
    assert "DNF" in words
    assert "+0.397" not in words


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nine_riders_with_long_names_and_no_pacer_fit_their_sheet(tmp_path: Path, layout: Layout) -> None:
    motion = unpaced_motion(9)
    race = race_of(motion)
    long = "Papadimitrakopoulos-Konstantinidis van den Bosch $x"
    riders = tuple(replace(rider, last=f"{long} {rider.last}") for rider in race.riders)
    words = svg_words(drawn(tmp_path / "a.svg", replace(race, riders=riders), reconstruction(motion), layout))
    names = [word for word in words if word.startswith("PAPADIM")]
    sizes = sizes_of(layout)
    assert len(names) == 9
    assert all(word.endswith("…") and measure(word, sizes.text) < 0.34 * sizes.page.width for word in names)


def test_a_long_title_takes_more_lines_and_only_then_is_cut(tmp_path: Path) -> None:
    race = race_of(BREAKAWAY)
    long = replace(race, meet=replace(race.meet, title="World Championships of Track Cycling for Juniors and Others"))
    words = svg_words(drawn(tmp_path / "a.svg", long, DONE, Layout.VERTICAL))
    assert f"{long.meet.title} Men’s keirin · Final A" in " ".join(words)
    endless = replace(race, meet=replace(race.meet, title="World Championships " * 12))
    words = svg_words(drawn(tmp_path / "b.svg", endless, DONE, Layout.VERTICAL))
    titles = [word for word in words if word.startswith(("World", "Championships"))]
    assert len(titles) == 4
    assert titles[-1].endswith("…")


@pytest.fixture
def solved_race(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every race file is the made-up breakaway: the command is tried, not the solver."""
    replay = Replay(race_of(BREAKAWAY), IZU, DONE)
    monkeypatch.setattr(solving, "solved", lambda *_args, **_options: (replay, 0.0))


@pytest.mark.usefixtures("solved_race")
def test_the_command_writes_one_chart_and_replaces_only_when_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "gap.svg"
    arguments = ["chart", "race.yaml", "-o", str(file), "--only", "speed", "--layout", "vertical"]
    assert main([*arguments, "-q"]) == 0
    assert "Speed" in svg_words(file)
    assert "Order" not in svg_words(file)
    assert capsys.readouterr() == ("", "")
    assert main(arguments) == 5
    assert "--force" in capsys.readouterr().err
    assert main([*arguments, "--force"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["gap.svg"]


@pytest.mark.parametrize("name", ["chart.jpg", "chart", "chart.pdf"])
def test_other_formats_are_refused_before_anything_is_solved(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["chart", "no-such-race.yaml", "-o", str(tmp_path / name)]) == 2
    assert ".png or .svg" in capsys.readouterr().err


def test_without_matplotlib_the_command_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in [name for name in sys.modules if name.startswith("replay.charts")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert main(["chart", "race.yaml", "-o", str(tmp_path / "a.png")]) == 1
    assert "pip install" in capsys.readouterr().err


def test_a_standstill_does_not_flatten_the_gap_chart() -> None:
    """Where somebody all but stands, the seconds of a few metres leave the chart at its foot."""
    motion = keirin_motion(gaps_s=(0.0, 0.2, 0.4, 0.6, 0.8, 1.0))
    race = race_of(motion)
    facts = chart_facts(race, reconstruction(motion), {look.name: look for look in looks_of(race)})
    gaps, speeds = facts.series.gap_s.copy(), facts.series.speed_kmh.copy()
    gaps[1:, 200:203], speeds[:, 200:203] = 9.0, 2.0
    still = replace(facts, series=replace(facts.series, gap_s=gaps, speed_kmh=speeds))
    assert deepest_s(still) == deepest_s(facts)
