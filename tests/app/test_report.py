"""What `check` says: every verdict with its reason, and honest figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from replay.app.build import Replay
from replay.app.report import as_json, as_text, failed_json, race_name
from replay.base.errors import InputError, Mistake, ReplayError
from replay.motion.audit import racing_watts
from replay.motion.outcome import FactVerdict, Verdict
from replay.motion.power import hardest_span
from replay.race.riders.category_words import category_of
from replay.race.status import Status
from replay.race.story.duels.standstill_fact import StandstillFact
from replay.race.story.efforts.attack_fact import AttackFact
from replay.race.story.finding import ReasonKind
from replay.race.story.incidents.caption_fact import CaptionFact
from replay.race.story.incidents.crash_fact import CrashFact
from replay.race.timed import Timed
from replay.race.when import Mark, When

ReplayOf = Callable[[str], Replay]


@pytest.fixture
def semifinal(replay_of: ReplayOf) -> Replay:
    return replay_of("semifinal-1")


def with_verdicts(of: Replay, *verdicts: FactVerdict) -> Replay:
    return replace(of, reconstruction=replace(of.reconstruction, verdicts=verdicts))


def verdict(fact: str, status: Verdict, *against: str) -> FactVerdict:
    return FactVerdict(fact, "gap", f"words of {fact}", "The Paper", status, 30.0, 62.5, 32.5, "m", against)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("final-a", "Tokyo 2020, men's keirin, final A"),
        ("semifinal-1", "Tokyo 2020, men's keirin, semifinal 1"),
        ("first-round-2", "Tokyo 2020, men's keirin, first round 2"),
    ],
)
def test_a_race_has_a_name(name: str, words: str, replay_of: ReplayOf) -> None:
    assert race_name(replay_of(name)) == words


def test_the_text_says_why_a_fact_does_not_stand(semifinal: Replay) -> None:
    made = with_verdicts(
        semifinal,
        verdict("story 2 (gap)", Verdict.HELD),
        replace(verdict("story 1 (gap)", Verdict.DISPUTED, "story 2 (gap)"), partner="Carlin", reason=ReasonKind.FACTS),
    )
    text = "\n".join(as_text(made, 1.0))
    assert "held        words of story 2 (gap)  [The Paper]" in text
    assert "DISPUTED    words of story 1 (gap)  [The Paper]" in text
    assert "Told: 30 m; the replay shows 62.5 m ahead of Carlin, 32.5 m more." in text
    assert "It cannot be true together with “words of story 2 (gap)” (The Paper)." in text


def test_limits_are_named_as_they_are(semifinal: Replay) -> None:
    beyond = replace(verdict("story 1 (gap)", Verdict.IMPOSSIBLE, "what riders can do"), reason=ReasonKind.LIMITS)
    made = with_verdicts(semifinal, beyond)
    assert "No rider could do it (what riders can do: without brakes" in "\n".join(as_text(made, 1.0))


@pytest.mark.parametrize("status", list(Verdict))
def test_every_status_has_a_word(status: Verdict, semifinal: Replay) -> None:
    made = with_verdicts(semifinal, verdict("story 1 (gap)", status))
    assert any(status.value in line.lower() and "words of story 1" in line for line in as_text(made, 1.0))
    assert as_json(made, 1.0)["facts"][0]["status"] == status.value


def test_the_gap_error_is_that_of_the_worst_timed_gap(semifinal: Replay) -> None:
    error_ms = as_json(semifinal, 1.0)["motion"]["finish_gap_error_ms"]
    misses = [v.miss for v in semifinal.reconstruction.verdicts if v.kind == "result"]
    assert len(misses) == 5
    assert error_ms == 1000 * max(misses)
    assert error_ms < 0.5


def test_a_figure_that_does_not_exist_is_0_with_its_reason(semifinal: Replay) -> None:
    told = as_json(with_verdicts(semifinal, verdict("story 1 (gap)", Verdict.HELD)), 1.0)
    assert told["motion"]["finish_gap_error_ms"] == 0
    assert any("no gap was timed" in note for note in told["notes"])


def test_what_was_filled_in_and_estimated_is_said(semifinal: Replay) -> None:
    notes = " ".join(as_json(semifinal, 1.0)["notes"])
    assert all(rider in notes for rider in semifinal.reconstruction.invented)
    assert "estimated" in notes
    assert "estimated" in "\n".join(as_text(semifinal, 1.0))


def test_gaps_that_no_source_gives_are_named(semifinal: Replay) -> None:
    """Not the winner's, nor of who is level with a rider who was timed."""
    assert not any("gaps at the finish" in line for line in as_text(semifinal, 1.0))
    first, second, third, fourth, *rest = semifinal.race.results
    level = (replace(third, rank=2, gap_s=None), replace(fourth, gap_s=None))
    unknown = replace(semifinal, race=replace(semifinal.race, results=(first, second, *level, *rest)))
    (line,) = [line for line in as_text(unknown, 1.0) if "gaps at the finish" in line]
    assert fourth.rider in line
    assert not any(known.rider in line for known in (first, second, third))
    assert any(fourth.rider in note and "filled in" in note for note in as_json(unknown, 1.0)["notes"])


def test_a_long_gap_that_nothing_explains_is_asked_about(semifinal: Replay) -> None:
    *ahead, last = semifinal.race.results
    late = replace(semifinal, race=replace(semifinal.race, results=(*ahead, replace(last, gap_s=38.2))))
    (asked,) = [line for line in as_text(late, 0.0) if "question" in line]
    assert f"did {last.rider} fall or stop racing?" in asked
    assert "38.2" in asked
    assert any(last.rider in note and "crash" in note for note in as_json(late, 0.0)["notes"])
    fell = CrashFact(id="fall", when=When(Mark.LAPS_TO_GO, 1.0), rider=last.rider)
    told = replace(late, race=replace(late.race, story=(fell,)))
    assert not any("question" in line for line in as_text(told, 0.0))


def test_more_strength_than_is_known_is_asked_about(semifinal: Replay) -> None:
    """Only where times were measured: no other fact asks for power that nobody is known to have."""
    winner = semifinal.race.results[0].rider
    known = category_of(semifinal.race.event.category).category.physique
    stronger = {winner: {15: 1.12 * known.best_mean_w(15)}}
    audit = replace(semifinal.reconstruction.audit, power_w=semifinal.reconstruction.audit.power_w | stronger)
    strong = replace(semifinal, reconstruction=replace(semifinal.reconstruction, audit=audit))
    assert not any("question" in line for line in as_text(strong, 0.0))
    last_200 = Timed(id="time 1", rider=winner, from_m=1300.0, to_m=1500.0, time_s=9.8)
    timed = replace(strong, race=replace(semifinal.race, timed=(last_200,)))
    (asked,) = [line for line in as_text(timed, 0.0) if "question" in line]
    assert f"is {winner} so strong?" in asked
    assert "12 %" in asked
    assert "`category`" in asked


def test_a_fact_that_asks_for_strength_before_any_clock_runs_is_named(semifinal: Replay) -> None:
    winner = semifinal.race.results[0].rider
    known = category_of(semifinal.race.event.category).category.physique
    stronger = {winner: {15: 1.12 * known.best_mean_w(15)}}
    audit = replace(semifinal.reconstruction.audit, power_w=semifinal.reconstruction.audit.power_w | stronger)
    done, motion = semifinal.reconstruction, semifinal.reconstruction.motion
    times, watts = racing_watts(motion, known)
    hardest_s = times[0] + hardest_span(known, watts[motion.index(winner)], times[1] - times[0])[0]
    goes = AttackFact(id="goes", when=When(Mark.RACE_TIME, hardest_s), rider=winner)
    held = FactVerdict("goes", "attack", "", "", Verdict.HELD, 1.0, 1.0, 0.0, "m")
    last = Timed(id="time 1", rider=winner, from_m=1499.0, to_m=1500.0, time_s=0.1)
    race = replace(semifinal.race, timed=(last,), story=(goes,))
    strong = replace(semifinal, race=race, reconstruction=replace(done, audit=audit, verdicts=(held,)))
    (asked,) = [line for line in as_text(strong, 0.0) if "question" in line]
    assert f"“{goes.statement}”, with the measured times, asks for 12 % more power" in asked
    stands = StandstillFact(id="stands", when=When(Mark.RACE_TIME, hardest_s), riders=(winner,))
    beside = replace(race, story=(stands, replace(goes, when=When(Mark.RACE_TIME, hardest_s - 1.0))))
    done = replace(done, audit=audit, verdicts=(held, replace(held, fact="stands", at_s=hardest_s)))
    (asked,) = [line for line in as_text(replace(strong, race=beside, reconstruction=done), 0.0) if "question" in line]
    assert f"“{beside.story[1].statement}”" in asked, "who stands still needs no power"


def test_a_gap_of_nothing_behind_the_winner_is_asked_about(semifinal: Replay) -> None:
    first, second, *rest = semifinal.race.results
    level = replace(semifinal, race=replace(semifinal.race, results=(first, replace(second, gap_s=0.0), *rest)))
    (asked,) = [line for line in as_text(level, 0.0) if "question" in line]
    assert f"was it a dead heat? {second.rider} has rank 2 and a gap of 0 s" in asked


def test_a_relegation_of_which_the_results_know_nothing_is_asked_about(semifinal: Replay) -> None:
    first, second, *rest = semifinal.race.results
    says = CaptionFact(id="says", when=When(Mark.FINISH), caption=f"{second.rider} is relegated")
    against = replace(semifinal, race=replace(semifinal.race, story=(says,)))
    (asked,) = [line for line in as_text(against, 0.0) if "question" in line]
    assert f"was {second.rider} relegated?" in asked
    relegated = replace(second, status=Status.REL)
    agreed = replace(against, race=replace(against.race, results=(first, relegated, *rest)))
    assert not any("question" in line for line in as_text(agreed, 0.0))


def test_a_caption_is_shown_and_not_held(semifinal: Replay) -> None:
    shown = FactVerdict("says", "caption", "On the wheel", "", Verdict.HELD, 0.0, 0.0, 0.0, "")
    done = replace(semifinal.reconstruction, verdicts=(shown,))
    assert "  shown       On the wheel" in list(as_text(replace(semifinal, reconstruction=done), 0.0))


def test_letters_that_are_shown_otherwise_are_named(semifinal: Replay) -> None:
    titled = replace(semifinal, race=replace(semifinal.race, meet=replace(semifinal.race.meet, title="記念競輪")))
    assert any("letters" in line and "記" in line for line in as_text(titled, 0.0))
    assert any("記" in note for note in as_json(titled, 0.0)["notes"])
    assert not any("letters" in line for line in as_text(semifinal, 0.0))


def test_a_known_draw_is_not_called_invented(replay_of: ReplayOf) -> None:
    final = replay_of("final-a")
    assert not any("filled in" in note for note in as_json(final, 1.0)["notes"])
    assert "filled in" not in "\n".join(as_text(final, 1.0))


def test_json_is_plain(replay_of: ReplayOf) -> None:
    told = as_json(replay_of("first-round-2"), 3.25)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["motion"]["solve_s"] == 3.25


def test_a_file_with_mistakes_names_them_all() -> None:
    mistakes = (Mistake("a.yaml", 3, 7, "wrong", "write right"), Mistake("a.yaml", 9, 1, "worse"))
    told = failed_json("a.yaml", InputError(mistakes))
    assert told["errors"] == [
        {"file": "a.yaml", "line": 3, "column": 7, "message": "wrong", "remedy": "write right"},
        {"file": "a.yaml", "line": 9, "column": 1, "message": "worse", "remedy": ""},
    ]
    assert (told["file"], told["facts"], told["motion"]) == ("a.yaml", [], {})


def test_a_race_that_failed_otherwise_says_how() -> None:
    (error,) = failed_json("a.yaml", ReplayError("no solution"))["errors"]
    assert error == {"file": "a.yaml", "line": 0, "column": 0, "message": "no solution", "remedy": ""}


@pytest.mark.parametrize(
    ("category", "name", "words"),
    [
        ("men", "elite men", "riders      elite men, by the file's category 'men'"),
        ("U19 women", "junior women", "riders      junior women, by the file's category 'U19 women'"),
        ("Omnium A", "elite men", "riders      taken for elite men: the file's category 'Omnium A' does not say"),
    ],
)
def test_whose_abilities_were_taken_is_said(category: str, name: str, words: str, semifinal: Replay) -> None:
    race = replace(semifinal.race, event=replace(semifinal.race.event, category=category))
    made = replace(semifinal, race=race)
    assert words in "\n".join(as_text(made, 1.0))
    assert as_json(made, 1.0)["riders"] == name
    assert any("taken for" in note for note in as_json(made, 1.0)["notes"]) == (category == "Omnium A")
