"""Verdicts as sentences: what stands against a fact. What the replay shows is said by each kind (tests/race/story)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from replay.app.explaining import LIMIT_WORDS, explained
from replay.app.race_words import said_words
from replay.motion.outcome import FactVerdict, Verdict
from replay.race.story.finding import NOT_REACHED, Barrier, Limit, ReasonKind
from replay.reconstruction.constraints.riding_limits import BRAKING_MPS2
from tests.helpers.fields import told
from tests.helpers.motions import race_of
from tests.helpers.situations import ridden

OTHER = FactVerdict("story 2 (gap)", "gap", "Kenny leads", "The Paper", Verdict.HELD, 30, 30, 0, "m")
GAP = told("AB", "bell", gap={"ahead": "A", "of": "B", "m": "about 30"})
SHOWN = "Told: 30 m; the replay shows 62.5 m ahead of B, 32.5 m more"
VERDICT = FactVerdict(
    GAP.id, "gap", "words", "", Verdict.DISPUTED, 30, 62.5, 32.5, "m", (OTHER.fact,), "to B", "B",
    reason=ReasonKind.FACTS,
)  # fmt: skip


def said(verdict: FactVerdict = VERDICT) -> str:
    return explained(verdict, (OTHER, verdict), (GAP,))


def test_facts_are_named_by_their_words_and_by_who_tells_them() -> None:
    assert said() == f"{SHOWN}. It cannot be true together with “Kenny leads” (The Paper)."
    two = replace(VERDICT, against=(OTHER.fact, "story 9"))
    assert said(two).endswith("together with “Kenny leads” (The Paper) and story 9.")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (ReasonKind.RESULTS, "No rider could do it and still finish as the results have it"),
        (ReasonKind.LIMITS, "No rider could do it"),
    ],
)
def test_limits_are_said_in_words_with_their_values(reason: ReasonKind, words: str) -> None:
    assert said(replace(VERDICT, status=Verdict.IMPOSSIBLE, reason=reason)) == f"{SHOWN}. {words} ({LIMIT_WORDS})."
    assert f"{-BRAKING_MPS2:g} m/s²" in LIMIT_WORDS


FAR = replace(VERDICT, status=Verdict.IMPOSSIBLE, reason=ReasonKind.RESULTS)


STRONGEST = "nobody has more power than the strongest of the category"
NO_BRAKES = "without brakes riders slow down by no more than 1.15 m/s²"
GAINING = "no rider gains more than 1.8 m/s²"
RESULTS = " and still finish as the results have it"


@pytest.mark.parametrize(
    ("barrier", "words"),
    [
        (Barrier(Limit.POWER, asked=740.0), ": it takes some 700 W more than the strongest of the category has"),
        (Barrier(Limit.POWER), f": {STRONGEST}"),
        (Barrier(Limit.SPEED, 20.0, 25.0), ": it takes 90 km/h, and nobody of the category rides faster than 72 km/h"),
        (Barrier(Limit.PACE, 12.0, 8.0), ": somebody would be at 29 km/h, where nobody who races falls below 43 km/h"),
        (Barrier(Limit.BRAKING, 1.15, 3.0), f": somebody would slow down by 3 m/s², and {NO_BRAKES}"),
        (Barrier(Limit.GAINING, 1.8, 3.0), f": somebody would gain speed by 3 m/s², and {GAINING}"),
        (Barrier(Limit.FILE, 22.46), ": until the pacer leaves, 22.5 s into the race, riders stay in file"),
        (Barrier(Limit.TIME, asked=4.2), ": the race would take 4 s more than such races do"),
        (Barrier(Limit.BOARDS, 6.15), ": on these boards riders go no higher than 6.2 m"),
        (Barrier(Limit.STEEP, 2.0), ": at that speed they go no higher than 2 m, because the boards are steep there"),
        (Barrier(Limit.FINISH), RESULTS),
        (Barrier(Limit.FINISH, facts=(OTHER.fact,)), f"{RESULTS}: “Kenny leads” (The Paper)"),
        (Barrier(Limit.CLOCK), " and still ride the measured times"),
    ],
)  # fmt: skip
def test_the_limit_that_holds_a_fact_off_is_said_with_its_number(barrier: Barrier, words: str) -> None:
    assert said(replace(FAR, barriers=(barrier,))) == f"{SHOWN}. No rider could do it{words}."


def test_several_limits_that_hold_it_off() -> None:
    words = said(replace(FAR, barriers=(Barrier(Limit.FINISH), Barrier(Limit.POWER), Barrier(Limit.PACE, 12.0))))
    assert words == (
        f"{SHOWN}. No rider could do it and still finish as the results have it: nobody has more power than the "
        "strongest of the category; nobody who races falls below 43 km/h."
    )


def test_the_file_behind_the_pacer_is_named_where_it_is_known() -> None:
    order = FactVerdict(
        "start order", "start order", "behind the pacer: B, A", "results", Verdict.HELD, 0, 0, 0, "places"
    )
    early = replace(FAR, barriers=(Barrier(Limit.FILE, 22.5),))
    assert explained(early, (order, early), (GAP,)).endswith("riders stay in file (behind the pacer: B, A).")


def test_how_near_a_motion_came_is_said() -> None:
    impossible = replace(VERDICT, status=Verdict.IMPOSSIBLE, reason=ReasonKind.RESULTS, best=12.24)
    assert said(impossible).endswith("; at best 12.2 m short of it.")


def test_what_was_not_found_is_not_said_to_be_untrue() -> None:
    words = said(replace(VERDICT, reason=ReasonKind.UNFOUND, against=("all else that is told",)))
    assert "No motion was found that shows it" in words
    assert "cannot be true" not in words


def test_a_timed_gap_is_named_as_timed() -> None:
    timed = FactVerdict("result B", "result", "B 0.1 s behind A", "results", Verdict.HELD, 0.1, 0.1, 0, "s")
    excluded = replace(VERDICT, status=Verdict.IMPOSSIBLE, reason=ReasonKind.TIMED_GAP, against=("result B",))
    assert explained(excluded, (timed, excluded), (GAP,)).endswith("together with “B 0.1 s behind A” (the results).")


def test_the_pacer_of_the_file_is_named() -> None:
    excluded = replace(VERDICT, reason=ReasonKind.PACER, against=("the pacer of the race file",))
    assert said(excluded).endswith("together with the leaving of the pacer as the race file has it.")


def test_a_race_that_was_stopped_before() -> None:
    stop = FactVerdict("stopped", "stopped", "the race is stopped, at the bell", "", Verdict.HELD, 80, 80, 0, "s")
    late = replace(VERDICT, reason=ReasonKind.STOP, against=("stopped",))
    assert explained(late, (stop, late), (GAP,)) == (
        "The race was stopped before. It cannot be true together with “the race is stopped, at the bell” "
        "(no source named)."
    )
    unreached = replace(VERDICT, reached=False, status=Verdict.MISSED, reason=None, note=NOT_REACHED.note)
    assert said(unreached).startswith("The race was stopped before. ")


def test_who_is_told_of_is_down_then() -> None:
    down = replace(VERDICT, reached=False, reason=ReasonKind.FACTS, against=("story 2 (crash)",), note="B is down then")
    assert said(down).startswith("B is down then. It cannot be true together with")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Verdict.WITHIN, ": as near as such words are meant."),
        (Verdict.MISSED, ". Nothing was found that excludes it: a defect of this program, please report it."),
        (Verdict.HELD, "."),
        (Verdict.IMPOSSIBLE, "."),
    ],
)
def test_without_a_reason(status: Verdict, words: str) -> None:
    assert said(replace(VERDICT, status=status, reason=None, against=())) == SHOWN + words


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        (
            FactVerdict("a", "split", "", "", Verdict.IMPOSSIBLE, 9.861, 10.25, 0.389, "s", note="at best 0.2 s"),
            "Measured: 9.861 s; the replay shows 10.2 s, 0.4 s off (at best 0.2 s).",
        ),
        (
            FactVerdict("a", "time", "", "", Verdict.IMPOSSIBLE, 112.34, 112.346, 0.006, "s"),
            "Measured: 112.34 s; the replay shows 112.346 s, 0.006 s off.",
        ),
        (
            FactVerdict("a", "crossing order", "", "", Verdict.IMPOSSIBLE, 0, 1, 1, "places"),
            "Told: 0 places; the replay shows 1 place, 1 place off.",
        ),
    ],
)
def test_what_is_no_fact_of_the_story(verdict: FactVerdict, sentence: str) -> None:
    assert explained(verdict, (verdict,), ()) == sentence


def test_the_order_over_the_line_is_named_as_one() -> None:
    order = FactVerdict(
        "crossing order", "crossing order", "over the line: A, B", "results", Verdict.HELD, 0, 0, 0, "places"
    )
    excluded = replace(VERDICT, status=Verdict.IMPOSSIBLE, reason=ReasonKind.TIMED_GAP, against=("crossing order",))
    words = explained(excluded, (order, excluded), (GAP,))
    assert words.endswith("together with the order over the line: A, B (the results).")


@pytest.mark.parametrize("reason", [*ReasonKind, None])
@pytest.mark.parametrize("against", [(), ("result A",), ("what riders can do",)])
@pytest.mark.parametrize("status", [Verdict.IMPOSSIBLE, Verdict.DISPUTED])
def test_there_are_words_for_every_reason(status: Verdict, against: tuple[str, ...], reason: ReasonKind | None) -> None:
    assert said(replace(VERDICT, status=status, reason=reason, against=against)).endswith(".")


def test_a_result_that_is_no_verdict_is_named_in_words() -> None:
    assert said(replace(VERDICT, against=("result A",))).endswith("together with the result of A.")


def test_in_a_match_facts_name_the_other_rider() -> None:
    fact = told("AB", "bell", gap={"ahead": "A", "of": "field", "m": 20})
    race = race_of(ridden(0.0, "A.B", 110.0, "A.B"), story=(fact,))
    verdict = replace(VERDICT, fact=fact.id, words=fact.statement)
    assert fact.statement.endswith("20 m ahead of the field, at the bell")
    assert said_words(race, verdict) == fact.statement.replace("the field", "B")
    assert said_words(race, replace(verdict, fact="result B", words="B 0.1 s behind A")) == "B 0.1 s behind A"
