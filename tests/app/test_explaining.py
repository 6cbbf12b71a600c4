"""Verdicts as sentences."""

from __future__ import annotations

from typing import Any

import pytest

from replay.app.explaining import LIMIT_WORDS, explained
from replay.motion.outcome import FactVerdict, Verdict
from replay.race.when import Mark, When
from replay.reconstruction.constraints.riding_limits import BRAKING_MPS2
from replay.reconstruction.judging.infeasible_subset import LIMITS, PACER, RESULTS
from replay.reconstruction.judging.verdict import moment_words, words_of
from tests.helpers.fields import told

OTHER = FactVerdict("story 1 (gap)", "gap", "Kenny leads", "The Paper", Verdict.HELD, 30, 30, 0, "m")


def verdict(
    kind: str,
    amounts: tuple[float, float],
    unit: str,
    *against: str,
    note: str = "",
    status: Verdict = Verdict.DISPUTED,
) -> str:
    """The sentence on a fact. amounts: asked, got."""
    asked, got = amounts
    fact = FactVerdict("story 2", kind, "words", "", status, asked, got, abs(asked - got), unit, against, note)
    return explained(fact, (OTHER, fact))


@pytest.mark.parametrize(
    ("kind", "amounts", "unit", "note", "sentence"),
    [
        ("gap", (30, 62.5), "m", "to Levy", "Told: 30 m; the replay shows 62.5 m ahead of Levy, 32.5 m more."),
        ("gap", (1.5, 0.25), "s", "to Levy", "Told: 1.5 s; the replay shows 0.25 s ahead of Levy, 1.2 s less."),
        ("gap", (5, -2), "m", "to Levy", "Told: 5 m ahead; the replay shows 2 m behind Levy, 7 m off."),
        ("gap", (5, 2), "m", "", "Told: 5 m; the replay shows 2 m ahead, 3 m less."),
        ("order", (0, -5), "m", "", "The replay shows another order: one who is told to be ahead is 5 m behind."),
        ("chase", (0, -5), "m", "", "The replay shows another order: one who is told to be ahead is 5 m behind."),
        ("attack", (2.3, -3), "km/h", "",
         "An attack is at least 2.3 km/h gained in 4 s; the replay shows 3 km/h lost, 5.3 km/h short."),
        ("hesitate", (1.1, 3.1), "km/h", "",
         "Who hesitates has at most 1.1 km/h gained; the replay shows 3.1 km/h gained, 2 km/h too much."),
        ("stops racing", (-1.8, 1), "km/h", "",
         "Who stops racing has at least 1.8 km/h lost in 4 s; the replay shows 1 km/h gained, 2.8 km/h off."),
        ("hold wheel", (3.5, -10.5), "m", "",
         "On the wheel is up to 3.5 m behind, front wheel to front wheel; the replay shows 10.5 m ahead of it, 14 m"),
        ("move", (1, 3), "places", "place at that moment", "Told: place 1; the replay shows place 3."),
        ("move", (1, 0), "places", "places within 8 s", "The replay shows no place won or lost in the 8 s before."),
        ("ride high", (3, 2.1), "m", "", "Told: 3 m up the boards; the replay shows 2.1 m, 0.9 m lower."),
        ("side", (0, -0.15), "m", "", "The replay shows the other side, by 15 cm up the boards."),
        ("pacer off", (80, 67.5), "s", "", "Told: 80.0 s into the race; in the replay 12.5 s earlier."),
        ("split", (9.861, 10.25), "s", "at best 0.2 s",
         "Measured: 9.861 s; the replay shows 10.2 s, 0.4 s off (at best 0.2 s)."),
        ("time", (112.34, 112.346), "s", "", "Measured: 112.34 s; the replay shows 112.346 s, 0.006 s off."),
        ("something new", (4, 3), "laps", "", "Told: 4 laps; the replay shows 3 laps, 1 laps off."),
    ],
)  # fmt: skip
def test_what_was_told_and_what_is_shown(
    kind: str, amounts: tuple[float, float], unit: str, note: str, sentence: str
) -> None:
    assert verdict(kind, amounts, unit, OTHER.fact, note=note).startswith(sentence)


def test_facts_are_named_by_their_words_and_by_who_tells_them() -> None:
    said = verdict("gap", (30, 62.5), "m", OTHER.fact, "result Levy")
    assert said.endswith("It cannot be true together with “Kenny leads” (The Paper) and result Levy.")
    assert "story 1" not in said


def test_limits_are_said_in_words_with_their_values() -> None:
    said = verdict("gap", (30, 62.5), "m", RESULTS, LIMITS, status=Verdict.IMPOSSIBLE)
    assert "No rider could do it and still finish as timed" in said
    assert LIMIT_WORDS in said
    assert f"{-BRAKING_MPS2:g} m/s²" in LIMIT_WORDS


def test_how_near_a_motion_came_is_said() -> None:
    note = "to Levy; cannot be ridden: at best 12.2 m short of it"
    assert verdict("gap", (30, 62.5), "m", LIMITS, note=note).endswith("; at best 12.2 m short of it.")


def test_a_timed_gap_is_named_as_timed() -> None:
    timed = FactVerdict("result Levy", "result", "Levy 0.1 s behind Kenny", "results", Verdict.HELD, 0.1, 0.1, 0, "s")
    fact = FactVerdict("a", "order", "words", "", Verdict.IMPOSSIBLE, 0, -5, 5, "m", ("result Levy",))
    assert "“Levy 0.1 s behind Kenny” (as timed)" in explained(fact, (timed, fact))


def test_the_pacer_of_the_file_is_named() -> None:
    assert "the leaving of the pacer as the race file has it" in verdict("pacer off", (80, 67.5), "s", PACER)


@pytest.mark.parametrize(
    ("status", "words"),
    [(Verdict.WITHIN, "as near as such words are meant"), (Verdict.MISSED, "a defect of this program")],
)
def test_who_is_nearly_met_and_who_is_missed(status: Verdict, words: str) -> None:
    assert words in verdict("gap", (30, 31), "m", status=status)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(Mark.LAPS_TO_GO, 2), "with 2 laps to go"),
        (When(Mark.LAPS_TO_GO, 1), "with 1 lap to go"),
        (When(Mark.LAPS_TO_GO, 0.5), "with half a lap to go"),
        (When(Mark.METRES_TO_GO, 200), "with 200 m to go"),
        (When(Mark.BELL), "at the bell"),
        (When(Mark.BELL, offset_s=2.5), "2.5 s after the bell"),
        (When(Mark.PULL_OFF), "as the pacer leaves"),
        (When(Mark.PULL_OFF, offset_s=-1), "1 s before the pacer's leaving"),
        (When(Mark.LAST_BEND), "at the last bend"),
        (When(Mark.FINISH), "at the finish"),
        (When(Mark.METRES_TO_GO, 450, 2), "2 s after 450 m to go"),
        (When(Mark.RACE_TIME, 63.5), "63.5 s into the race"),
    ],
)
def test_moments_are_said_as_people_say_them(when: When, words: str) -> None:
    assert moment_words(when) == words


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({"gap": {"ahead": "A", "of": "field", "laps": "about 0.25"}}, "A about a quarter of a lap ahead of the field"),
        ({"gap": {"ahead": "A", "of": "B", "laps": "at least 0.5"}}, "A at least half a lap ahead of B"),
        ({"order": ["A", "B", "C"]}, "A ahead of B ahead of C"),
        ({"order": {"riders": ["B"], "from": 2}}, "B from place 2 on"),
        ({"move_up": {"rider": "A", "to": 1}}, "A moves up to place 1"),
        ({"drop_back": "A"}, "A drops back"),
    ],
)
def test_facts_are_said_as_people_say_them(item: dict[str, Any], words: str) -> None:
    assert words_of(told("ABC", "bell", **item)) == f"{words}, at the bell"
