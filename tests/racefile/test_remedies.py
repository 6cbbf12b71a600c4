"""Every remedy that is printed for a race file works: who follows it finds that mistake gone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from replay.base.errors import InputError, Mistake
from replay.racefile.reader import parse_race
from tests.helpers.race_files import MATCH, SMALL, SPRINT, changed, small, told

ROOT = Path(__file__).resolve().parents[2]

LAST = "rank: 3, gap_s: 0.25"
TIMES = "sources:"
MEASURES = "lap_m: 250, straight_m: 38, transition_m: 22, banking_min_deg: 12, banking_max_deg: 42, width_m: 7"


def timed(*items: str) -> str:
    """The small race with measured times."""
    return small((TIMES, "times:\n" + "".join(f"  - {{{item}}}\n" for item in items) + TIMES))


def stopped(*changes: tuple[str, str]) -> str:
    """The small race, stopped after the bell, with some of its text replaced."""
    text = SMALL.replace(
        SMALL[SMALL.index("results:") : SMALL.index("sources:")], "stopped: {when: bell+4, source: paper}\n"
    )
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def filmed(*items: str, text: str = SMALL) -> str:
    """The small race, or another, with shots."""
    return text.replace(TIMES, "shots:\n" + "".join(f"  - {{{item}}}\n" for item in items) + TIMES, 1)


STOPPED_RIDE = "  - stopped: bell\n"
SECOND_RIDE = "  - results: [{rider: Møller, rank: 1}, {rider: Ruiz, rank: 2, gap_s: 0.3}]\n"

FOLLOWED_BY_LETTER: tuple[tuple[str, str], ...] = (
    (small(("rank: 2", "rank: 3")), "is it 2?"),
    (filmed("from: bell, to: 200m, who: Ruis"), "did you mean Ruiz?"),
    (filmed("from: bell, to: 200m, who: fronts"), "did you mean front?"),
    (filmed("from: bell, to: 200m, camera: overhaed"), "did you mean overhead?"),
    (filmed("from: bell, to: 1700m, camera: main"), "write `start`, or fewer metres to go"),
    (small(("gap_s: 0.25", "gap_s: 763")), "was 0.763 meant?"),
    (small(("gap_s: 0.25", "gap_s: -0.25")), "was 0.25 meant?"),
    (small(("rider: Møller", "rider: Moler")), "did you mean Møller?"),
    (small(("rider: Møller", "rider: Bea Møller")), "write Møller: riders are named by `last`"),
    (small(("source: paper", "source: papers")), "did you mean paper?"),
    (small(("track: olympic-250", "track: olympic-25")), "did you mean olympic-250?"),
    (small(("kind: keirin", "kind: kerin")), "did you mean keirin?"),
    (small(("kind: keirin", "kind: madison")), "write keirin"),
    (small(("schema: 1", "schema: 2")), "write 1"),
    (small(("distance_m: 1500", "distance_m: 15000")), "was 1500 meant?"),
    (small(("distance_m: 1500", "distance_m: 1.5")), "was 1500 meant?"),
    (small(("track: olympic-250", 'track: {base: izu, lap_m: "333,333"}')), "write 333333 or 333.333"),
    (small(("distance_m: 1500", 'distance_m: "15,000"')), "was 1500 meant?"),
    (small(("title: Club night", "title: Club night, date: 2021-02-30")), "write 2021-02 if the day is not known"),
    (small(("title: Club night", "title: Club night, date: 2021-8-8")), "write 2021-08-08"),
    (small(("title: Club night", "title: Club night, date: yesterday")), "write it as 2021-08-08"),
    (small(("title: Club night", "title: Club night, date: 24/07/2026")), "write 2026-07-24"),
    (small(("title: Club night", "title: Club night, date: 2021-13-45")), "write it as 2021-08-08, or leave"),
    (small(("title: Club night", "title: 5")), 'put it in "quotes"'),
    (small(("title: Club night", "title: [a]")), "write a text"),
    (small(("nation: NOR", "nation: NOR, colour: red")), 'write "#d02030"'),
    (small(("nation: NOR", "nation: NOR, colour: #ff0000")), 'put "quotes" around the text with `#`'),
    (small(("  - {when: bell, attack: Ruiz, source: paper}", "  - when: bell\n    caption: #1 goes")), 'put "quotes"'),
    (small(("title: Club night}", "title: Heat #2}")), 'put "quotes" around the text with `#`'),
    (small(("{title: Club night}", "\n  title: Heat #2 is on")), 'put "quotes" around the whole text'),
    (small(("title: Club night}", "title: Club: night}")), 'put "quotes" around the text with ": "'),
    (small(("{title: Club night}", "\n  title: Club: night")), 'put "quotes" around the text with ": "'),
    (small(("{title: Club night}", "\n  title: @home")), 'put it in "quotes"'),
    (small(("{title: Club night}", "\n  title: *finally*")), 'put it in "quotes"'),
    (small(("{title: Club night}", "\n  title: ? what")), 'put it in "quotes"'),
    (small(("{title: Club night}", "\n  title: > what")), 'put it in "quotes"'),
    (small(("when: bell", "when: bel")), "did you mean bell?"),
    (small(("when: bell", "when: some time")), "write `3 laps to go`"),
    (small(("when: bell", "when: turn 3")), "say on which lap: `turn 3 on the last lap`"),
    (small(("when: bell", "when: turn 1 with 7 laps to go")), "write `start`, or fewer laps to go"),
    (small(("when: bell", "when: 7 laps to go")), "write `start`, or fewer laps to go"),
    (small(("when: bell", "when: 1600 m to go")), "write `start`, or fewer metres to go"),
    (small(("when: bell", "when: 900")), "write `100 m to go`, or seconds from the start"),
    (small(("when: bell", "when: bell+300")), "write `100 m to go`, or another earlier moment"),
    (small(("when: bell", "when: bell-300")), "write `start`, or a later moment"),
    (small(("rank: 2", "rank: DNF")), "write `status: DNF` instead"),
    (small(("rank: 2", "rank: D.N.F.")), "write `status: DNF` instead"),
    (small((LAST, "rank: 3, status: Dnf (fell)")), "write `DNF`, and the rest as `reason: …`"),
    (small(("gap_s: 0.25", "gap_s: +1 lap")), "write `status: LAP` instead"),
    (small(("rank: 1}", "rank: 2}")), "is it 1?"),
    (small(("rank: 2", "rank: second")), "write a whole number such as 2"),
    (small(("gap_s: 0.25", "gap_s: soon")), "write a number such as 0.763"),
    (small(("track:", "pacer: {from_kmh: 80}\ntrack:")), "write 30, as by the rules"),
    (small(("track:", "pacer: {to_kmh: 80}\ntrack:")), "write 50, as by the rules"),
    (small(("track:", "pacer: {from_kmh: 50, to_kmh: 45}\ntrack:")), "write 50 or more, or swap the two"),
    (small(("track:", "pacer: {from_kmh: 55}\ntrack:")), "write 50 or less, or say `to_kmh`"),
    (small(("track:", "pacer: derny\ntrack:")), "write `none`"),
    (small(("track:", "pacer: {off: bell}\ntrack:")), "write `3 laps to go`, `750 m to go` or seconds"),
    (small(("track:", "pacer: {off: bel}\ntrack:")), "write `3 laps to go`, `750 m to go` or seconds"),
    (small(("track:", "pacer: {off: on the last lap}\ntrack:")), "write `3 laps to go`, `750 m to go` or seconds"),
    (small(("{title: Club night}", "Club night")), "write `{title: Club night}`"),
    (told("{when: bell, boxed_in: [Ruiz, Møller]}"), "write `{rider: Ruiz, by: Møller}`"),
    (told("{when: bell, through: [Ruiz, Møller, Tjon En Fa]}"), "write `{rider: Ruiz, between: [Møller, Tjon En Fa]}`"),
    (told("{when: pull-off-1, passes_pacer: {rider: Ruiz, side: up}}"), "write Ruiz"),
    (told("{when: bell, attack: [Ruiz, Møller]}"), "write Ruiz, and an item for each other rider"),
    (small(("rank: 1}", "rank: 1, last_200_m_s: [11, 12]}")), "write seconds such as 9.861, or `at most"),
    (small(("rank: 1}", "rank: 1, last_200_m_s: 9.8 ±}")), "write seconds such as 9.861, or `at most"),
    (small(("rank: 1}", "rank: 1, time_s: 0}")), "write seconds such as 9.861, or `at most"),
    (told("{when: 200m, shut_out: {rider: Ruiz, by: Møller, within_s: -3}}"), "write 4, or another number above 0"),
    (told("{when: 200m, shut_out: {rider: Ruiz, by: Møller, within_s: 1000}}"), "write 60 or less"),
    (small(("distance_m: 1500", "distance_m: -3")), "write 1500, or another number above 0"),
    (small(("rank: 2", "rank: 0")), "write 1 or more"),
    (small(("gap_s: 0.25", "gap_s: .inf")), "write a number such as 0.763"),
    (small(("track:", "pacer: {to_kmh: fast}\ntrack:")), "write a number such as 50"),
    (small(("sources:\n", "times: Ruiz\nsources:\n")), "write `[{rider: Ruiz}]`"),
    (small(("rank: 2", "rank: unknwon")), "did you mean unknown?"),
    (small(("rank: 2", "rank: whatever")), "or `unknown`"),
    (small(("results:", "start_order: [Ruiz, unknwon]\nresults:")), "did you mean unknown?"),
    (SMALL[: SMALL.index("results:")] + "results: unknwon\n", "did you mean unknown?"),
    (SMALL[: SMALL.index("results:")] + "results: no idea\n", "write `unknown`, or a line for each rider"),
    (small(("riders:", "starters: six\nriders:")), "write how many started, such as 3"),
    (small(("riders:", "starters: 0\nriders:")), "write how many started, such as 3"),
    (stopped(("when: bell+4", "when: in the last 200 m")), "write one moment, such as `200 m to go`"),
    (small(("gap_s: 0.25}", "gap_s: }")), "write one, or take the key out"),
    (told("{when: bell, gap: {ahead: Ruiz, of: field, m: some}}"), "write a number, `about 10`"),
    (told("{when: bell, gap: {ahead: Ruiz, of: field, m: 2000000}}"), "write a number from 0 to"),
    (told("{when: bell, gap: {ahead: Ruiz, of: field, m: about 2000000}}"), "write a number from 0 to"),
    (told("{when: bell, gap: {ahead: Ruiz, of: field, s: 763}}"), "was 0.763 meant?"),
    (told('{when: bell, gap: {ahead: Ruiz, of: field, m: "about 1,500"}}'), "write 1500 or 1.500"),
    (told("{when: bell, pacer_off: false}"), "write true, or take the key out"),
    (told("{when: bell, attack: Ruiz, sure: very}"), "write certain, likely or loose"),
    (timed("rider: Ruiz, laps_s: [1400]"), "was 14 meant?"),
    (small(("riders:", "starters: 2\nriders:")), "write 3, or say who did not start"),
    (timed("rider: Ruiz, from: bell, time_s: at most soon"), "write seconds such as 9.861, or `at most 9.86`"),
    (small(("rank: 1}", "rank: 1, last_200_m_s: between 12 and 10}")), "write `between 10 and 12`"),
    (small(("rank: 1}", "rank: 1, last_200_m_s: between 11 and 11}")), "write 11"),
    (timed("rider: Ruiz, from: nowhere, laps_s: [14]"), "write `start`, `2 laps to go`"),
    (stopped(("when: bell, attack", "when: finish, attack")), "write another moment, such as `bell`"),
    (stopped(("when: bell+4", "when: finish")), "write an earlier moment, such as `bell+4`"),
    (stopped(("when: bell+4", "when: 900")), "write a moment within the race, such as `bell+4`"),
)
"""Files whose remedy names what is to be written in place of what is marked: the program that follows is below."""

MANY = SMALL.replace(
    "riders:\n", "riders:\n" + "".join(f"  - {{last: R{number}, nation: ESP}}\n" for number in range(22)), 1
)
"""One rider more than can be replayed."""

_TWELVE = "".join(f"  - {{last: R{n}, nation: ESP}}\n" for n in range(12))
_TOGETHER = "".join(f"  - {{rider: R{n}, rank: {n + 4}, gap_s: 0.{260 + n}}}\n" for n in range(12))
CROWD = SMALL.replace("riders:\n", f"riders:\n{_TWELVE}", 1).replace("sources:", f"{_TOGETHER}sources:", 1)
"""Twelve riders more within a hundredth of a second."""

THREE = (
    MATCH.replace("rides:", "  - {first: Cy, last: Cox, nation: GBR}\nrides:")
    .replace("}]\n", "}, {rider: Cox, rank: 3, gap_s: 0.5}]\n")
    .replace("jump: Ruiz}, {rider: Cox, rank: 3, gap_s: 0.5}]", "jump: Ruiz}]")
)
"""A match of three."""

FOLLOWED_BY_HAND: tuple[tuple[str, str, str, str], ...] = (
    (
        SPRINT.replace("story:", "story:\n  - {when: 2 laps to go, standstill: true}", 1),
        "write `standstill: 12`",
        "standstill: true",
        "standstill: 12",
    ),
    (
        SPRINT.replace("story:", "story:\n  - {when: 2 laps to go, standstill: twelve seconds}", 1),
        "write `standstill: 12`",
        "twelve seconds",
        "12",
    ),
    (
        SPRINT + "match: {ride: 3, won_before: [Ruiz, Ruiz]}\n",
        "mend who won before, or take `match` out",
        "[Ruiz, Ruiz]",
        "[Ruiz, Møller]",
    ),
    (f"{SMALL}match: {{ride: 1}}\n", "take `match` out", "match: {ride: 1}\n", ""),
    (MATCH + "match: {ride: 2}\n", "take it out: the order", "match: {ride: 2}\n", ""),
    (MATCH + "story: []\n", "move it into its ride", "story: []\n", "    story: []\n"),
    (MATCH + "    track: izu\n", "write it once, above `rides`", "    track: izu\n", ""),
    (MATCH + "  - []\n", "begin each ride with a dash", "  - []\n", ""),
    (THREE, "write a file for each race, or name the two", THREE, MATCH),
    (changed(SPRINT, ("rank: 1", "rank: 1, last_200_m_s: 60")), "mend the time, or take it out", ": 60", ": 11.2"),
    (MATCH.replace("kind: sprint", "kind: keirin"), "write a file for each race", "keirin", "sprint"),
    (MATCH + 2 * SECOND_RIDE, "take it out, or mend who won before", SECOND_RIDE + SECOND_RIDE, SECOND_RIDE),
    (
        MATCH + "  - stopped: bell\n",
        "add the ride after it",
        "  - stopped: bell\n",
        f"  - stopped: bell\n{SECOND_RIDE}",
    ),
    (told("{when: bell, standstill: 31}"), "write 30 at most", "standstill: 31", "standstill: 30"),
    (
        told("{when: bell, standstill: 3}"),
        "write `hesitate`, or tell it as a caption",
        "standstill: 3",
        "hesitate: Ruiz",
    ),
    (told("{when: start, lead_out: Ruiz}"), "write `leads`, and when", "start, lead_out", "2 laps to go, leads"),
    (small(("Club night", "Club ni\ufffdht")), "write the letter that was meant", "\ufffd", "g"),
    (small((LAST, "status: XYZ")), "and the commissaires' words as `reason: …`", "XYZ", "DNF"),
    (CROWD, "mend the gaps, which count from the winner", "0.27", "0.57"),
    (MANY, "leave out of the whole file riders who did not start", "  - {last: R0, nation: ESP}\n", ""),
    (
        small(("first: Bea, last: Møller", "last: Ruiz")),
        "add `first: …`, or write `last`",
        "last: Ruiz, nation: NOR",
        "last: Ruiz II, nation: NOR",
    ),
    (
        small(("rider: Ruiz", "rider: Ru\u0456z")),
        "by the same letters: copy it from `riders`",
        "rider: Ru\u0456z",
        "rider: Ruiz",
    ),
    (small((LAST, "status: DNS, started: true")), "take one of them out", ", started: true", ""),
    (small((LAST, "rank: 1, status: DNF")), "mend the rank, or take it out", "rank: 1, status", "rank: 3, status"),
    (small((", attack: Ruiz, source: paper", "")), "add one of", "when: bell", "when: bell, caption: Now"),
    (small(("attack: Ruiz", "attack: Ruiz, chase: Ruiz")), "make two items of it", ", chase: Ruiz", ""),
    (
        told("{when: 200m, shut_out: Ruiz}"),
        "write `{rider: Ruiz, by: …}`",
        "shut_out: Ruiz",
        "shut_out: {rider: Ruiz, by: Møller}",
    ),
    (
        small(("story:\n  - {when", "story:\n  {when")),
        "begin each item with a dash",
        "story:\n  {when",
        "story:\n  - {when",
    ),
    (
        told("{when: 200m, tries: Ruiz}"),
        "write `{rider: Ruiz, of: …}`",
        "tries: Ruiz",
        "tries: {rider: Ruiz, of: Møller}",
    ),
    (
        told("{when: bell, keeps_lane: [Ruiz, Møller]}"),
        "write an item for each rider, such as `keeps_lane: Ruiz`",
        "[Ruiz, Møller]",
        "Ruiz",
    ),
    (
        told("{when: bell, passes_pacer: {side: up}}"),
        "write the rider's name",
        "{side: up}",
        "Ruiz",
    ),
    (
        small(("  - {rider: Ruiz, rank: 1}", "  - Ruiz")),
        "write `{rider: Ruiz, rank: …}`",
        "  - Ruiz",
        "  - {rider: Ruiz, rank: 1}",
    ),
    (small((LAST, f"{LAST}, started: maybe")), "write true or false", "maybe", "true"),
    (small(("nation: NOR", "nation: Norway")), "write three capital letters", "Norway", "NOR"),
    (small(("title: Report", 'title: ""')), "write something, or take the key out", '""', "Report"),
    (small(("riders:\n", "riders: []\nold:\n")), "write at least one item", "riders: []\nold:", "riders:"),
    (small(("sources:", "crossing_order: Ruiz\nsources:")), "write [Ruiz]", "crossing_order: Ruiz\n", ""),
    (small(("publisher: The Paper", f"publisher: {'x' * 700}")), "make it shorter", "x" * 700, "The Paper"),
    (small(("publisher: The Paper", "publisher: P, url: here")), "begins https://", "here", "https://example.org"),
    (small(("sources:\n", "sources:\n  -\n")), "write a value or take the dash out", "  -\n", ""),
    (
        small(("meet: {title: Club night}\n", "meet: {titel: Club night, colour: red}\n")),
        "known here: title",
        "titel: Club night, colour: red",
        "title: Club night",
    ),
    (small(("last: Tjon En Fa", 'last: "Tjon\\nEn Fa"')), "take line breaks and outer spaces out", "\\n", " "),
    (small(("rider: Møller", "rider: Zidane")), "riders: Ruiz, Møller", "Zidane", "Møller"),
    (
        small(
            ("last: Møller", "last: Ruiz"), ("rider: Møller", "rider: Bea Ruiz"), ("attack: Ruiz", "attack: Ana Ruiz")
        ),
        "write Ana Ruiz or Bea Ruiz",
        "rider: Ruiz",
        "rider: Ana Ruiz",
    ),
    (
        small(("first: Bea, last: Møller", "first: Ana, last: Ruiz")),
        "take one line out",
        "  - {first: Ana, last: Ruiz, nation: NOR}\n",
        "",
    ),
    (small(("last: Møller", "last: field")), "write a capital", "last: field", "last: Field"),
    (small(("results:", "start_order: [Ruiz, Ruiz]\nresults:")), "a rider stands there once", "Ruiz, Ruiz", "Ruiz"),
    (
        small((LAST, "status: DNS"), ("results:", "start_order: [Tjon En Fa]\nresults:")),
        "take the name out",
        "start_order: [Tjon En Fa]\n",
        "",
    ),
    (
        small(("  - {id: paper", "  - {id: paper, title: A, publisher: B}\n  - {id: paper")),
        "give one another id",
        "id: paper, title: A",
        "id: other, title: A",
    ),
    (small(("source: paper", "source: zzz")), "sources: paper", "zzz", "paper"),
    (
        small(
            ("source: paper", "source: zzz"), ("sources:\n  - {id: paper, title: Report, publisher: The Paper}\n", "")
        ),
        "add it to `sources`",
        "story:",
        "sources:\n  - {id: zzz, title: Report, publisher: The Paper}\nstory:",
    ),
    (
        small(("track:", "pacer: {off: 0 laps to go}\ntrack:")),
        "say when it leaves",
        "off: 0 laps to go",
        "off: 750 m to go",
    ),
    (small(("rank: 2", "rank: x")), "write the place as a number, or", "rank: x", "rank: 2"),
    (small(("rank: 1}", "rank: 1, time_s: 80.5}")), "mend the time, the distance or", "80.5", "110.5"),
    (
        small(("distance_m: 1500}", "distance_m: 770}\npacer: {from_kmh: 30}")),
        "or write `pacer: none`",
        "pacer: {from_kmh: 30}",
        "pacer: none",
    ),
    (small(("distance_m: 1500", "distance_m: 320")), "write metres, from 333", "320", "1500"),
    (changed(SPRINT, ("distance_m: 750", "distance_m: 250")), "write metres, from 400 to 1100", "250", "750"),
    (
        small(("track:", "pacer: none\ntrack:"), ("when: bell", "when: pull-off")),
        "take `pacer: none` out",
        "pacer: none\n",
        "",
    ),
    (small(("when: bell", "when: finish+2")), "can only be a caption", "attack: Ruiz", "caption: Ruiz wins"),
    (small(("when: bell", "when: -5")), "count seconds from the start", "-5", "5"),
    (small(("when: bell", "when: bell+99999")), "count it in seconds", "99999", "9"),
    (
        told("{when: 1 to go, hold_wheel: {rider: Ruiz, of: Møller, until: 2 to go}}"),
        "swap them",
        "1 to go, hold_wheel: {rider: Ruiz, of: Møller, until: 2",
        "2 to go, hold_wheel: {rider: Ruiz, of: Møller, until: 1",
    ),
    (told("{when: bell, order: [Ruiz, Ruiz]}"), "name another rider", "Ruiz, Ruiz]", "Ruiz, Møller]"),
    (
        small((LAST, "status: DNS"), ("attack: Ruiz", "attack: Tjon En Fa")),
        "take the item out, or name another",
        "attack: Tjon En Fa",
        "attack: Ruiz",
    ),
    (told("{when: bell, gap: {ahead: Ruiz, of: field}}"), "write one of `s`, `m`", "of: field", "of: field, m: 3"),
    (told("{when: bell, order: [Ruiz]}"), "add riders, or `from:`", "[Ruiz]", "[Ruiz, Møller]"),
    (told("{when: turn 3 with 0 to go, attack: Ruiz}"), "count laps as the lap counter", "0 to go", "1 to go"),
    (
        told("{when: bell, gap: {ahead: Ruiz, of: Møller, by: a mile}}"),
        "write `half a wheel`, `a few lengths`",
        "a mile",
        "a few lengths",
    ),
    (told("{when: bell, level: Ruiz}"), "name another rider as well", "level: Ruiz", "level: [Ruiz, Møller]"),
    (
        told("{when: bell, boxed_in: {rider: Ruiz, by: [Møller, Tjon En Fa, Ruiz]}}"),
        "write two: `by: [Møller, Tjon En Fa]`",
        "Tjon En Fa, Ruiz]",
        "Tjon En Fa]",
    ),
    (
        told("{when: bell, through: {rider: Ruiz, between: Møller}}"),
        "name both: `between: [A, B]`",
        "between: Møller",
        "between: [Møller, Tjon En Fa]",
    ),
    (
        told("{when: finish, through: {rider: Ruiz, between: [Møller, Tjon En Fa]}}"),
        "write when it began",
        "when: finish",
        "when: finish-4",
    ),
    (small((LAST, "rank: unknown, gap_s: 0.05")), "mend the gap, or one of the ranks", "0.05", "0.15"),
    (
        small((LAST, "rank: unknown"), ("rank: 2, gap_s", "rank: 7, gap_s")),
        "mend the rank, or list",
        "rank: 7",
        "rank: 2",
    ),
    (told("{when: finish, tries: {rider: Ruiz, of: Møller}}"), "write when it began", "when: finish", "when: finish-4"),
    (
        small(("track:", "pacer: none\ntrack:"), ("attack: Ruiz", "passes_pacer: Ruiz")),
        "take the item or `pacer: none` out",
        "pacer: none\n",
        "",
    ),
    (filmed("from: bell, to: 200m"), "add one of camera, who, speed", "to: 200m}", "to: 200m, camera: main}"),
    (filmed("from: bell, to: 2 to go, camera: main"), "swap them", "bell, to: 2 to go", "2 to go, to: bell"),
    (filmed("from: bell, to: 1 to go, speed: 0.5"), "write a later `to`", "to: 1 to go", "to: 200m"),
    (
        filmed("from: bell, to: 200m, who: Tjon En Fa", text=small((LAST, "status: DNS"))),
        "name another rider, or write `front`",
        "who: Tjon En Fa",
        "who: front",
    ),
    (
        filmed("from: bell-9, to: finish, who: all", text=stopped()),
        "write another moment, such as `bell`",
        "to: finish",
        "to: bell",
    ),
    (told("{when: bell, contact: Ruiz}"), "name two, and write an item", "contact: Ruiz", "contact: [Ruiz, Møller]"),
    (told("{when: {between: [bell]}, attack: Ruiz}"), "write `{between: [2 laps", "[bell]", "[2 laps to go, bell]"),
    (
        told("{when: {between: [on the last lap, finish]}, attack: Ruiz}"),
        "write one moment, such as `bell`",
        "on the last lap",
        "bell",
    ),
    (told("{when: {after: bell}, attack: Ruiz}"), "write `{between: [2 laps to go, bell]}`", "after", "before"),
    (told("{when: in the last bit m, attack: Ruiz}"), "`on the last lap` or a moment", "in the last bit m", "bell"),
    (
        told("{when: {between: [1 to go, 2 to go]}, attack: Ruiz}"),
        "swap them",
        "[1 to go, 2 to go]",
        "[2 to go, 1 to go]",
    ),
    (
        told("{when: {before: 4 to go}, leads: Ruiz}"),
        "`{between: [start, …]}`",
        "before: 4 to go",
        "between: [start, 4 to go]",
    ),
    (
        told("{when: in the last 0 m, leads: Ruiz}"),
        "write that moment, such as `when: finish`",
        "in the last 0 m",
        "finish",
    ),
    (told("{when: on the last lap, crash: Ruiz}"), "write one moment, such as `bell`", "on the last lap", "bell"),
    (
        told("{when: on the last lap, hold_wheel: {rider: Ruiz, of: Møller, until: 200m}}"),
        "write one moment, such as `bell`",
        "on the last lap",
        "bell",
    ),
    (told("{when: bell, leads: [Ruiz, Møller, Tjon En Fa]}"), "leave out who does not lead", ", Tjon En Fa]", "]"),
    (told("{when: bell, order: {riders: [Ruiz, Møller], from: 3}}"), "check `from:`", "from: 3", "from: 2"),
    (timed("rider: Ruiz"), "write one of `laps_s`", "rider: Ruiz}\nsources", "rider: Ruiz, laps_s: [14]}\nsources"),
    (timed("rider: Ruiz, laps_s: [14], to: bell"), "take `to` out", ", to: bell", ""),
    (timed("rider: Ruiz, from: 2 laps to go, half_laps_s: [5e-324, 7]"), "check the time", "5e-324", "7"),
    (
        timed("rider: Ruiz, time_s: 110.1", "rider: Ruiz, laps_s: [26.1, 22, 20, 14, 14, 13]"),
        "mend one of them",
        "110.1",
        "109.1",
    ),
    (timed("rider: Ruiz, from: 200m, time_s: at most 5"), "check the time", "at most 5", "at most 15"),
    (timed("rider: Ruiz, from: 200m, time_s: at least 500"), "check the time", "at least 500", "at least 10"),
    (
        timed("rider: Ruiz, from: 200m, time_s: at most 10", "rider: Ruiz, from: 200m, time_s: at least 11"),
        "mend one of them",
        "at least 11",
        "at least 9",
    ),
    (timed("rider: Ruiz, from: 9 laps to go, laps_s: [14]"), "count from the finish", "9 laps", "2 laps"),
    (timed("rider: Ruiz, from: bell, laps_s: [14, 14]"), "check `from`", "from: bell", "from: 2 laps to go"),
    (
        timed("rider: Ruiz, from: bell, to: 2 laps to go, time_s: 14"),
        "swap `from` and `to`",
        "from: bell, to: 2 laps to go",
        "from: 2 laps to go, to: bell",
    ),
    (
        timed("rider: Ruiz, laps_s: [" + ", ".join(["20"] * 200) + "]", "rider: Ruiz, laps_s: [14]"),
        "leave out what follows",
        "laps_s: [" + ", ".join(["20"] * 200) + "]",
        "laps_s: [14]",
    ),
    (small((LAST, "status: DNS, time_s: 120")), "take it out, or mend the result", ", time_s: 120", ""),
    (small((LAST, "status: DNF, time_s: 120")), "mend one of them", ", time_s: 120", ""),
    (
        timed("rider: Tjon En Fa, laps_s: [14]").replace(LAST, "status: DNF"),
        "say where his times begin: `from: start`",
        "Tjon En Fa, laps_s: [14]",
        "Tjon En Fa, from: start, laps_s: [14]",
    ),
    (stopped(("when: bell, attack", "when: bell+9, attack")), "can only be a caption", "attack: Ruiz", "caption: So"),
    (
        stopped(("source: paper}\nsources", "source: none}\nsources")),
        "add it to `sources`",
        "source: none",
        "source: paper",
    ),
    (
        stopped(("sources:", "results:\n  - {rider: Ruiz, rank: 1}\nsources:")),
        "take it out, or take `stopped`",
        ", rank: 1",
        ", status: DNF",
    ),
    (
        stopped(("sources:", "results:\n  - {rider: Ruiz, status: REL}\nsources:")),
        "write DSQ, DNF or DNS",
        "REL",
        "DSQ",
    ),
    (
        stopped(("sources:", "times:\n  - {rider: Ruiz, laps_s: [14]}\nsources:")),
        "as in `from: start`",
        "Ruiz, laps",
        "Ruiz, from: start, laps",
    ),
    (small(("track: olympic-250", f"track: {{{MEASURES}, finish_m: 30}}")), "the straight reaches 19 m", "30}", "14}"),
    (small(("track: olympic-250", f"track: {{{MEASURES}}}")), "as `base:`", "{lap_m", "{finish_m: 14, lap_m"),
    (
        small(("track: olympic-250", "track: {base: izu, width_m: 1}")),
        "it must be from 4 to 20",
        "width_m: 1",
        "width_m: 7",
    ),
    (
        small(("track: olympic-250", "track: {base: izu, lap_m: 150}")),
        "make transition_m or straight_m shorter",
        "lap_m: 150",
        "lap_m: 150, straight_m: 10, transition_m: 8",
    ),
    (
        small(("track: olympic-250", "track: {base: izu, lap_m: 130, transition_m: 12}")),
        "make straight_m shorter",
        "lap_m: 130",
        "lap_m: 130, straight_m: 30, finish_m: 5",
    ),
    (
        small(("track: olympic-250", "track: {base: izu, lap_m: 1000}")),
        "make straight_m longer",
        "lap_m: 1000",
        "lap_m: 1000, straight_m: 170",
    ),
    # results
    (
        small(("  - {rider: Møller, rank: 2, gap_s: 0.1}\n", "")),
        "add `{rider: Møller, rank: …}`",
        "results:\n",
        "results:\n  - {rider: Møller, rank: 2}\n",
    ),
    (small(("rank: 2, ", "")), "add `rank: …`", "gap_s: 0.1}", "rank: 2, gap_s: 0.1}"),
    (
        small(("rank: 1}", "rank: unknown}")),
        "give the winner `rank: 1`, or take `gap_s` out",
        "rank: unknown",
        "rank: 1",
    ),
    (
        small(
            ("rank: 1", "rank: unknown"),
            ("rank: 2, gap_s: 0.1", "status: DNF"),
            (LAST, "status: DNF"),
            ("attack: Ruiz", "crash: Ruiz"),
        ),
        "write `stopped: …` if the race was stopped",
        "results:",
        "stopped: bell+5\nresults:",
    ),
    (small((LAST, "rank: 3, started: false")), "take `rank` or `started: false` out", ", started: false", ""),
    (small((LAST, "gap_s: 0.25, status: DNS")), "take `gap_s` or `status` out", "gap_s: 0.25, ", ""),
    (small((LAST, "gap_s: 0.25, status: DNF")), "take `gap_s` or `status` out", "gap_s: 0.25, ", ""),
    (small((LAST, "gap_s: -99, status: REL")), "count seconds from the winner", "-99", "-0.1"),
    (small(("rank: 1}", "rank: 1, gap_s: 0.2}")), "gaps count from the winner: take it out", ", gap_s: 0.2", ""),
    (small(("gap_s: 0.25", "gap_s: 0.05")), "not from one before", "0.05", "0.15"),
    (small(("gap_s: 0.25", "gap_s: -")), "take the key out: what was not timed is left out", ", gap_s: -", ""),
    (
        small(("rank: 1}", "rank: 1, gap_s: s.t.}")),
        "write the seconds behind the winner, or take the key out",
        ", gap_s: s.t.",
        "",
    ),
    (small((LAST, "rank: 3, status: -")), "take the key out, or write a code such as DNF", ", status: -", ""),
    (small(("rank: 2, gap_s: 0.1", "rank: -, gap_s: 0.1, status: REL")), "or leave it out", "rank: -, ", ""),
    (
        small(("rank: 1}", "rank: 4}"), ("rank: 3, gap_s", "rank: 5, gap_s")),
        "give him `rank: 1`, or take this gap out",
        "Ruiz, rank: 4",
        "Ruiz, rank: 1",
    ),
    (small(("rank: 2", "rank: 1")), "is it 2?", "Møller, rank: 1", "Møller, rank: 2"),
    (small(("sources:", "crossing_order: [Ruiz, Møller]\nsources:")), "add the name", "Møller]", "Møller, Tjon En Fa]"),
    (
        small(("sources:", "crossing_order: [Ruiz, Tjon En Fa, Møller]\nsources:")),
        "mend the order or the gap",
        "Tjon En Fa, Møller]",
        "Møller, Tjon En Fa]",
    ),
    (
        small(("rank: 1", "status: DNF"), ("rank: 2", "status: DNF"), ("rank: 3", "status: DNF")),
        "give the winner `rank: 1`",
        "Ruiz, status: DNF",
        "Ruiz, rank: 1",
    ),
    # the text itself
    ("---\n" + SMALL + "---\na: b\n", "take out the `---`", "---\na: b\n", ""),
    (
        small(("title: Club night", "title: &x Club night")),
        'put it in "quotes" if it is a text',
        "&x Club night",
        '"&x Club night"',
    ),
    (small(("title: Club night", "title: *x")), 'put it in "quotes" if it is a text', "*x", '"*x"'),
    (small(("title: Club night", "title: !x Club night")), 'or put it in "quotes"', "!x Club night", '"!x Club night"'),
    (small(("title: Club night", 'title: "a\\x07"')), "take out the escape", "\\x07", ""),
    (small(("title: Club night", "title: a\x07")), "delete it", "\x07", ""),
    (small(("title: Club night", "title: a" + "\u0301" * 40)), "take them out", "\u0301" * 40, ""),
    (
        small(("schema: 1", "schema: 1\nschema: 1")),
        "take one of lines 1 and 2 out",
        "schema: 1\nschema: 1",
        "schema: 1",
    ),
    (small(("title: Club night", "title: Club night, 5: x")), "put it in quotes", ", 5: x", ', "5": x'),
    (small(("meet:", "[a]: b\nmeet:")), "write `key: value`", "[a]: b\n", ""),
    (
        small(("meet: {title: Club night}", "meet: {title: Club night")),
        "the bracket was opened in line 2",
        "night\n",
        "night}\n",
    ),
    (
        small(("{title: Club night}", "\n  title: 'It's over'")),
        "quotes of the other kind",
        "'It's over'",
        '"It\'s over"',
    ),
    (small(("{title: Club night}", "\n\ttitle: x")), "indent with spaces", "\t", "  "),
    (
        small(("{title: Club night}", "\n  title: x\n date: y")),
        "check the indentation and the quotes",
        "\n date: y",
        "\n  date: 2021-08",
    ),
    (small(("{title: Club night}", "{title: 'Club night}")), "close it at the end", "'Club night", "'Club night'"),
    (small(("meet:", "meets\nmeet:")), "write `key: value`", "meets\n", ""),
    (small(("{title: Club night}", "\n  title: - x")), "begin it on a new line", "- x", '"- x"'),
)
"""Files whose remedy leaves something to who follows it: what he then replaces by what."""

ELSEWHERE = (
    "save the file as UTF-8", "is it a race or track file?", "a race file needs four levels",
    "take `pacer` out", "write `lap_m: 250` and so on",
)  # fmt: skip
"""Remedies of files that are no race files of a known event: followed in `test_yaml_text`, `test_another_event`."""


def mistakes_in(text: str) -> tuple[Mistake, ...]:
    try:
        parse_race(text.encode())
    except InputError as error:
        return error.mistakes
    return ()


def mistake_with(text: str, remedy: str) -> Mistake:
    found = [mistake for mistake in mistakes_in(text) if remedy in mistake.remedy]
    assert found, f"nothing says {remedy!r}: {[(m.message, m.remedy) for m in mistakes_in(text)]}"
    return found[0]


def followed(text: str, mistake: Mistake) -> str:
    """The file as one leaves it who does what the remedy says, and nothing else."""
    lines = text.splitlines(keepends=True)
    line, start = lines[mistake.line - 1], mistake.column - 1
    end = start + mistake.length
    if mistake.remedy.startswith("put"):
        start, end = _text_around(line, start)
        written = f'"{line[start:end]}"'
    else:
        written = _written(mistake.remedy)
        key = re.search(r"\w+: $", line[:start])
        if re.match(r"\w+: ", written) and key:
            start = key.start()
        elif mistake.remedy.startswith("write one, or") and line[start - 2 : start] != ": ":
            start = end = line.index(":", end) + 1
            written = " 0.25"
    lines[mistake.line - 1] = line[:start] + written + line[end:]
    return "".join(lines)


def _written(remedy: str) -> str:
    """What a remedy says should be written: what stands in `marks`, or the first number or word that is no filler."""
    marked = re.search(r'`([^`]+)`|("[^"]+")', remedy)
    if marked and not remedy.startswith(("did", "was", "is it", "write Møller")):
        return marked[1] or marked[2]
    words = re.match(
        r"(?:did you mean|was|is it|write(?: it as| how many started, such as)?"
        r"(?: a (?:whole )?number(?: such as| from)?)?) (\S+?)[?,:]?(?: |$)",
        remedy,
    )
    return words[1] if words else ""


def _text_around(line: str, place: int) -> tuple[int, int]:
    """The value of a line, outside of brackets, in which a place is."""
    start = max(line.rfind(": ", 0, line.rfind(" ", 0, place + 1)) + 2, 0)
    first = re.search(r"\w+: ", line[2:])
    block = first is not None and "{" not in line
    start = (
        first.end() + 2 if first is not None and block else line.find("{title: ") + 8 if "{title: " in line else start
    )
    end = len(line.rstrip()) if block else line.rindex("}")
    return start, end


@pytest.mark.parametrize(("text", "remedy"), FOLLOWED_BY_LETTER, ids=lambda text: text[:40] if len(text) < 90 else "")
def test_a_remedy_that_says_what_to_write_is_right(text: str, remedy: str) -> None:
    mistake = mistake_with(text, remedy)
    assert mistake.message not in [left.message for left in mistakes_in(followed(text, mistake))]


@pytest.mark.parametrize(
    ("text", "remedy", "old", "new"), FOLLOWED_BY_HAND, ids=lambda text: text[:40] if len(text) < 90 else ""
)
def test_a_remedy_that_leaves_a_choice_works(text: str, remedy: str, old: str, new: str) -> None:
    mistake = mistake_with(text, remedy)
    assert old in text
    assert mistake.message not in [left.message for left in mistakes_in(text.replace(old, new))]


REMEDY = re.compile(
    r"(?:write|take|put|add|did you mean|was|is it|swap|mend|give|say|leave|count|make|check|close|begin|indent|save|"
    r"delete|name another|gaps count|a rider stands|known here|riders:|sources:|what is told|there are no places|"
    r"the bracket|it must be|the straight reaches|one file holds|a race file needs) ?"
)
SOURCES = (
    # Those of brand files are followed in `test_brand_file`.
    *(path for path in (ROOT / "replay" / "racefile").rglob("*.py") if not path.name.startswith("brand_")),
    *(ROOT / "replay" / "race").rglob("*.py"),
    ROOT / "replay" / "track" / "catalogue.py", ROOT / "replay" / "base" / "mistakes.py",
    *(ROOT / "replay" / "base").rglob("yaml_*.py"),
)  # fmt: skip


def remedies_in_the_code() -> Iterator[tuple[str, str]]:
    """Place and pattern of every text of the code that begins as a remedy does."""
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        parts |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if id(node) in parts:
                continue
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                pattern = re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                pattern = "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".*" for p in node.values)
            else:
                continue
            if REMEDY.match(pattern.replace("\\ ", " ")):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", pattern


def test_every_remedy_of_the_code_is_followed_here() -> None:
    printed = {m.remedy for case in (*FOLLOWED_BY_LETTER, *FOLLOWED_BY_HAND) for m in mistakes_in(case[0])}
    printed |= set(ELSEWHERE)
    missing = [
        f"{place}: {pattern}"
        for place, pattern in remedies_in_the_code()
        if not any(re.search(pattern, remedy) for remedy in printed)
    ]
    assert not missing, "list a file that shows it above, and how it is followed: " + "; ".join(missing)
