"""From a race file to facts, and what the user sees when that fails."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.base.errors import InputError
from replay.events.drawn.unknown_places import supposed
from replay.race.amounts import Bound, Quantity, Unit
from replay.race.facts import Pacer, Race, Result, TrackChoice
from replay.race.status import Status
from replay.race.story.boards.ride_high_fact import RideHighFact
from replay.race.story.boards.side_fact import SideFact
from replay.race.story.efforts.attack_fact import AttackFact
from replay.race.story.efforts.hesitate_fact import HesitateFact
from replay.race.story.efforts.stop_racing_fact import StopRacingFact
from replay.race.story.incidents.caption_fact import CaptionFact
from replay.race.story.incidents.crash_fact import CrashFact
from replay.race.story.incidents.look_back_fact import LookBackFact
from replay.race.story.incidents.pacer_off_fact import PacerOffFact
from replay.race.story.places.chase_fact import ChaseFact
from replay.race.story.places.gap_fact import GapFact
from replay.race.story.places.hold_wheel_fact import HoldWheelFact
from replay.race.story.places.move_fact import MoveFact
from replay.race.story.places.order_fact import OrderFact
from replay.race.story.places.overtake_fact import OvertakeFact
from replay.race.story.story_fact import Place, StoryFact
from replay.race.when import Mark, When
from replay.racefile.reader import parse_race, read_race
from tests.helpers.race_files import FINAL, RACES, SMALL, mistakes, mutated_final, read, small, told

SHIPPED = sorted(RACES.rglob("*.yaml"))
BELL = When(Mark.BELL)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_race_is_read(path: Path) -> None:
    race = read_race(path)
    assert race.file in (str(path), f"{path}#1")
    assert bool(race.crossers) is not bool(race.stopped)


def test_the_final_holds_what_is_known() -> None:
    race = read_race(FINAL)
    assert race.winner == "Kenny"
    assert [result.gap_s for result in race.results] == [0, 0.763, 0.773, 1.264, 1.344, 2.344]
    assert race.start_order == ("Kenny", "Glaetzer", "Levy", "Lavreysen", "Awang", "Tjon En Fa")
    assert race.pacer == Pacer(30, 50, When(Mark.LAPS_TO_GO, 3))
    leads = [told for told in race.story if isinstance(told, GapFact) and told.when == When(Mark.LAPS_TO_GO, 2)]
    assert [(str(lead.amount), lead.main, lead.sure) for lead in leads] == [
        ("about 0.25 laps", True, 0.8),
        ("about 30 m", False, 0.8),
        ("about 0.5 laps", False, 0.3),
    ]


def test_the_rerun_has_four_starters_and_its_own_order_over_the_line() -> None:
    race = read_race(FINAL.with_name("first-round-2.yaml"))
    assert race.starters == ("Carlin", "Richardson", "Büchli", "Barrette")
    assert race.crossers == ("Büchli", "Carlin", "Richardson")
    assert race.winner == "Carlin"
    assert race.result("Büchli") == Result("Büchli", rank=3, gap_s=None, status=Status.REL)


def test_a_keirin_has_a_pacer_unless_the_file_says_none() -> None:
    assert read(SMALL).pacer == Pacer(30, 50, When(Mark.LAPS_TO_GO, 3))
    assert read(small(("track:", "pacer: none\ntrack:"))).pacer is None
    slow = read(small(("track:", "pacer: {from_kmh: 25, to_kmh: 45}\ntrack:"))).pacer
    assert slow == Pacer(25, 45, When(Mark.LAPS_TO_GO, 3))


def test_a_place_that_is_not_known_is_none() -> None:
    assert read(small(("results:", "start_order: [unknown, Ruiz]\nresults:"))).start_order == (None, "Ruiz")


def test_two_of_one_family_name_are_called_by_both_names() -> None:
    text = small(("first: Bea, last: Møller", "first: Bea, last: Ruiz"), ("attack: Ruiz", "attack: Ana Ruiz"))
    text = text.replace("rider: Ruiz", "rider: Ana Ruiz").replace("rider: Møller", "rider: Bea Ruiz")
    assert [rider.name for rider in read(text).riders] == ["Ana Ruiz", "Bea Ruiz", "Tjon En Fa"]
    assert "write Ana Ruiz or Bea Ruiz" in mistakes(text.replace("attack: Ana Ruiz", "attack: Ruiz"))


def test_a_track_may_be_written_in_the_race_file() -> None:
    base = read(small(("track: olympic-250", "track: {base: izu, width_m: 8}")))
    assert base.track == TrackChoice("izu", (("width_m", 8.0),))
    keys = "lap_m: 200, straight_m: 30, transition_m: 18, banking_min_deg: 15, banking_max_deg: 45, width_m: 6"
    whole = read(small(("track: olympic-250", f"track: {{{keys}, finish_m: 10}}")))
    assert whole.track.name is None
    assert dict(whole.track.measures)["lap_m"] == 200


ABOUT = {"id": "story 1 (gap)", "when": BELL, "place": Place(16, 5)}


def _about(kind: str) -> dict[str, object]:
    return {**ABOUT, "id": f"story 1 ({kind})"}


@pytest.mark.parametrize(
    ("item", "kind", "expected"),
    [
        ("order: [Ruiz, Møller]", OrderFact, {"order": ("Ruiz", "Møller"), "from_place": None}),
        ("order: {riders: [Møller], from: 3}", OrderFact, {"order": ("Møller",), "from_place": 3}),
        ("gap: {ahead: Ruiz, of: field, s: 0.5}", GapFact, {"behind": None, "amount": "0.5 s"}),
        ("gap: {ahead: Ruiz, of: Møller, m: 10}", GapFact, {"behind": "Møller", "amount": "about 10 m"}),
        ("gap: {ahead: Ruiz, of: field, lengths: at least 2}", GapFact, {"amount": "at least 2 bike lengths"}),
        ("gap: {ahead: Ruiz, of: field, laps: at most 0.25}", GapFact, {"amount": "at most 0.25 laps"}),
        ("gap: {ahead: Ruiz, of: field, straights: exactly 1}", GapFact, {"amount": "1 straight"}),
        ("attack: Ruiz", AttackFact, {"rider": "Ruiz"}),
        ("hesitate: Ruiz", HesitateFact, {"riders": ("Ruiz",), "seconds": None}),
        ("hesitate: field", HesitateFact, {"riders": ()}),
        ("hesitate: [Ruiz, Møller]", HesitateFact, {"riders": ("Ruiz", "Møller")}),
        ("hesitate: {riders: Ruiz, seconds: 3}", HesitateFact, {"riders": ("Ruiz",), "seconds": 3.0}),
        ("chase: Møller", ChaseFact, {"leader": "Møller"}),
        ("pass: {rider: Ruiz, of: Møller}", OvertakeFact, {"of": "Møller", "side": None, "within_s": 4.0}),
        (
            "pass: {rider: Ruiz, of: Møller, side: outside, within_s: 1}",
            OvertakeFact,
            {"side": "outside", "within_s": 1.0},
        ),
        ("hold_wheel: {rider: Ruiz, of: Møller}", HoldWheelFact, {"wheel": "Møller", "until": None}),
        (
            "hold_wheel: {rider: Ruiz, of: Møller, until: 50m}",
            HoldWheelFact,
            {"until": When(Mark.METRES_TO_GO, 50)},
        ),
        ("move_up: Ruiz", MoveFact, {"rider": "Ruiz", "up": True, "to": None}),
        ("drop_back: {rider: Ruiz, to: 3}", MoveFact, {"up": False, "to": 3}),
        ("ride_high: Ruiz", RideHighFact, {"rider": "Ruiz", "height_m": None}),
        ("ride_high: {rider: Ruiz, height_m: 3}", RideHighFact, {"height_m": 3.0}),
        ("inside: {rider: Ruiz, of: Møller}", SideFact, {"of": "Møller", "inside": True}),
        ("outside: {rider: Ruiz, of: Møller}", SideFact, {"inside": False}),
        ("pacer_off: true", PacerOffFact, {}),
        ("stops_racing: Ruiz", StopRacingFact, {"rider": "Ruiz"}),
        ("look_back: Ruiz", LookBackFact, {"rider": "Ruiz"}),
        ("caption: Here we go", CaptionFact, {"caption": "Here we go"}),
    ],
)
def test_every_kind_of_item(item: str, kind: type[StoryFact], expected: dict[str, object]) -> None:
    (story,) = read(told(f"{{when: bell, {item}}}")).story
    assert type(story) is kind
    assert story.id == f"story 1 ({item.partition(':')[0]})"
    assert (story.when, story.place, story.sure) == (BELL, Place(16, 5), 0.8)
    for name, value in expected.items():
        read_value = getattr(story, name)
        assert (str(read_value) if isinstance(read_value, Quantity) else read_value) == value


def test_a_crash_and_those_it_brings_down() -> None:
    text = told("{when: bell, crash: {rider: Ruiz, down: [Tjon En Fa]}}")
    text = text.replace("Ruiz, rank: 1", "Ruiz, status: DNF").replace(
        "En Fa, rank: 3, gap_s: 0.25", "En Fa, status: DNF"
    )
    (crash,) = read(text.replace("rank: 2, gap_s: 0.1", "rank: 1")).story
    assert isinstance(crash, CrashFact)
    assert (crash.rider, crash.down) == ("Ruiz", ("Tjon En Fa",))


def test_common_keys_of_an_item() -> None:
    keys = "source: paper, sure: loose, main: true, caption: C, note: N"
    (story,) = read(told(f"{{when: bell, attack: Ruiz, {keys}}}")).story
    assert (story.source, story.sure, story.main, story.caption, story.note) == ("paper", 0.3, True, "C", "N")


def test_plain_amounts_are_exact_only_in_seconds() -> None:
    (story,) = read(told("{when: bell, gap: {ahead: Ruiz, of: field, s: 1}}")).story
    assert isinstance(story, GapFact)
    assert story.amount == Quantity(1.0, Unit.SECONDS, Bound.EXACTLY)


def test_comments_and_layout_do_not_change_the_key() -> None:
    moved = "# a comment\n\n" + SMALL.replace("gap_s: 0.1}", "gap_s: 0.100}   # measured")
    other = parse_race(moved.encode(), "elsewhere.yaml")
    assert other.key == read(SMALL).key
    assert other.story[0].place != read(SMALL).story[0].place


def test_every_fact_changes_the_key() -> None:
    changes = [
        ("gap_s: 0.1}", "gap_s: 0.101}"),
        ("attack: Ruiz", "chase: Ruiz"),
        ("nation: NOR", "nation: DEN"),
        ("{when: bell", "{when: bell+1"),
        ("distance_m: 1500", "distance_m: 1250"),
    ]
    keys = {read(SMALL).key, *(read(small(change)).key for change in changes)}
    assert len(keys) == len(changes) + 1


def test_mistakes_of_all_kinds_are_shown_at_once() -> None:
    text = small(
        ("kind: keirin", "knd: keirin"),
        ("gap_s: 0.1}", "gap_s: 1 s 5}"),
        ("rider: Tjon En Fa, rank", "rider: Tjon en Fah, rank"),
        ("attack: Ruiz, source: paper", "atack: Ruiz"),
    ).replace("knd: keirin,", "kind: keirin, knd: x,")
    assert mistakes(text) == (
        "race.yaml:3:23: unknown key knd\n"
        "   3 | event: {kind: keirin, knd: x, category: women, distance_m: 1500}\n"
        "                             ^^^ did you mean kind?\n"
        "race.yaml:11:37: gap_s must be a number, not 1 s 5\n"
        "  11 |   - {rider: Møller, rank: 2, gap_s: 1 s 5}\n"
        "                                           ^^^^^ write a number such as 0.763\n"
        "race.yaml:12:13: no rider is called Tjon en Fah\n"
        "  12 |   - {rider: Tjon en Fah, rank: 3, gap_s: 0.25}\n"
        "                   ^^^^^^^^^^^ did you mean Tjon En Fa?\n"
        "race.yaml:16:18: unknown key atack\n"
        "  16 |   - {when: bell, atack: Ruiz}\n"
        "                        ^^^^^ did you mean attack?"
    )


@pytest.mark.parametrize(
    ("change", "message", "remedy"),
    [
        (("schema: 1", "schema: 2"), "1:9: schema cannot be 2", "write 1"),
        (("schema: 1\n", ""), "1:1: schema is missing", "add `schema: …`"),
        (("kind: keirin", "kind: madison"), "3:15: kind cannot be madison", "write keirin"),
        (("distance_m: 1500", "distance_m: 0"), "distance_m is 0, it must be more than 0", ""),
        (("distance_m: 1500", "distance_m: 200000"), "it must be at most 100000", ""),
        (("distance_m: 1500", "distance_m: .nan"), "distance_m must be a finite number, not nan", ""),
        (("distance_m: 1500", "distance_m: 1e999"), "distance_m must be a finite number, not inf", ""),
        (("gap_s: 0.25", "gap_s: 1e308"), "gap_s is 1e+308", ""),
        (("gap_s: 0.25", "gap_s: "), "gap_s has no value", "take the key out"),
        (("nation: NOR", "nation: Norway"), "nation cannot be Norway", "such as GBR"),
        (("nation: NOR", "nation: NO"), "nation cannot be NO", "such as GBR"),
        (("rank: 2", "rank: 2.5"), "rank must be a whole number, not 2.5", ""),
        (("rank: 2", "rank: DNF"), "rank must be a whole number, not DNF", "write `status: DNF` instead"),
        (("rank: 2", "rank: second"), "rank must be a whole number, not second", "write a whole number such as 2"),
        (("distance_m: 1500", "distance_m: 1,50,0"), "must be a number, not 1,50,0", "write metres, such as 1500"),
        (("gap_s: 0.25", "gap_s: -"), "gap_s is -", "take the key out"),
        (("gap_s: 0.25", "gap_s: 1 lap"), "gap_s must be a number, not 1 lap", "write `status: LAP` instead"),
        (("rank: 2", "rank: D.N.F."), "rank must be a whole number, not D.N.F.", "write `status: DNF` instead"),
        (("title: Club night", "title: Club night, date: 2021-02-30"), "February 2021 has 28 days", "write 2021-02"),
        (("title: Club night", "title: Club night, date: 2021-13-45"), "a year has 12 months", "leave the date out"),
        (("title: Club night", "title: Club night, date: 2021-8-8"), "is not a date", "write 2021-08-08"),
        (("rank: 2", "rank: true"), "rank must be a whole number, not true", ""),
        (("title: Club night", "title: 5"), "title must be text, not 5", 'put it in "quotes"'),
        (("{title: Club night}", "Club night"), "meet must be a group of keys, not Club night", ""),
        (("riders:\n", "riders: []\nold_riders:\n"), "riders is an empty list", "write at least one item"),
        (("when: bell, ", ""), "16:5: when is missing in item 1 of story", "add `when: …`"),
        (("when: bell, attack: Ruiz, ", ""), "16:5: when is missing", ""),
        (
            ("attack: Ruiz", "attack: Ruiz, chase: Ruiz"),
            "one item tells one thing, this one tells attack and chase",
            "",
        ),
        (("attack: Ruiz, ", ""), "this item tells nothing", "or a caption"),
        (("attack: Ruiz", "gap: {ahead: Ruiz, of: field}"), "a gap has one amount, this one has none", "`lengths`"),
        (("attack: Ruiz", "gap: {ahead: Ruiz, of: field, s: 1, m: 2}"), "this one has s and m", ""),
        (("attack: Ruiz", "gap: {ahead: Ruiz, of: field, m: some}"), "an amount is expected here", "about 10"),
        (("when: bell", "when: bel"), "no moment of a race is called bel", "did you mean bell?"),
        (("when: bell", "when: bell, sure: very"), "sure cannot be very", "write certain, likely or loose"),
        (("track:", "pacer: {from_kmh: 5}\ntrack:"), "no pacer rides at 5 km/h", "write 30, as by the rules"),
        (("track:", "pacer: {to_kmh: 120}\ntrack:"), "no pacer rides at 120 km/h", "write 50, as by the rules"),
        (("track:", "pacer: derny\ntrack:"), "a pacer is not derny", "write `none`"),
        (("last: Ruiz, ", ""), "last is missing in item 1 of riders", "add `last: …`"),
        (("story:", "storey:"), "15:1: unknown key storey", "did you mean story?"),
    ],
)
def test_mistakes_of_shape_in_plain_words(change: tuple[str, str], message: str, remedy: str) -> None:
    shown = mistakes(small(change))
    assert message in shown
    assert remedy in shown
    assert "pydantic" not in shown
    assert "http" not in shown


def _mutated(text: str, seed: int) -> bytes:
    """A race file with some of its lines, words or bytes changed at random."""
    chance = random.Random(seed)
    lines = text.splitlines(keepends=True)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(lines))
        other = lines[chance.randrange(len(lines))]
        words = lines[at].split(" ")
        spot = chance.randrange(len(words))
        words[spot] = chance.choice(
            ["", "null", "-1", "1e308", ".nan", "[]", "{}", "field", "Kenny,", "&a", "*a", "'", "x:"]
        )
        lines[at] = chance.choice([other, "", " " + lines[at], " ".join(words), lines[at] * 2, lines[at][::-1]])
    data = bytearray("".join(lines).encode())
    if chance.random() < 0.3:
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_a_changed_final_gives_a_race_or_its_mistakes(seed: int) -> None:
    try:
        race = parse_race(_mutated(FINAL.read_text(encoding="utf-8"), seed))
    except InputError as error:
        assert error.mistakes  # noqa: PT017
    else:
        assert isinstance(race, Race)
        assert supposed(race).winner in race.starters
        assert race.winner in race.starters or race.unplaced


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**9))
def test_a_final_with_odd_values_gives_a_race_or_its_mistakes(seed: int) -> None:
    try:
        race = read(mutated_final(seed))
    except InputError as error:
        assert error.mistakes  # noqa: PT017
    else:
        assert supposed(race).winner in race.starters
        assert race.winner in race.starters or race.unplaced


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_mistakes(data: bytes) -> None:
    with pytest.raises(InputError):
        parse_race(data)
