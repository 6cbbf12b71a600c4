"""Moments in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.base.mistakes import WrittenError
from replay.race.moment_words import WHEN_PATTERN, moment_words, parse_when, until_words
from replay.race.when import ON_TRACK, Mark, When, is_one_moment


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("3-to-go", When(Mark.LAPS_TO_GO, 3)),
        ("3 laps to go", When(Mark.LAPS_TO_GO, 3)),
        ("3 to go", When(Mark.LAPS_TO_GO, 3)),
        ("1 lap to go", When(Mark.LAPS_TO_GO, 1)),
        ("1.5 laps to go", When(Mark.LAPS_TO_GO, 1.5)),
        ("200m", When(Mark.METRES_TO_GO, 200)),
        ("200 m to go", When(Mark.METRES_TO_GO, 200)),
        ("200m-to-go", When(Mark.METRES_TO_GO, 200)),
        ("pull-off", When(Mark.PULL_OFF)),
        ("pull-off-1", When(Mark.PULL_OFF, offset_s=-1)),
        ("pull-off - 1.5 s", When(Mark.PULL_OFF, offset_s=-1.5)),
        ("bell", When(Mark.BELL)),
        ("bell+2.5", When(Mark.BELL, offset_s=2.5)),
        ("last-bend", When(Mark.LAST_BEND)),
        ("last bend", When(Mark.LAST_BEND)),
        ("finish", When(Mark.FINISH)),
        ("3-to-go-1", When(Mark.LAPS_TO_GO, 3, -1)),
        ("200m+0.5", When(Mark.METRES_TO_GO, 200, 0.5)),
        ("63.5", When(Mark.RACE_TIME, 63.5)),
        ("63.5 s", When(Mark.RACE_TIME, 63.5)),
        ("Pull-Off", When(Mark.PULL_OFF)),
        ("last lap", When(Mark.BELL)),
        ("Final Lap", When(Mark.BELL)),
        ("bell lap", When(Mark.BELL)),
        ("at the Bell", When(Mark.BELL)),
        ("3 Laps To Go", When(Mark.LAPS_TO_GO, 3)),
        ("with 2 laps to go", When(Mark.LAPS_TO_GO, 2)),
        ("two laps to go", When(Mark.LAPS_TO_GO, 2)),
        ("two and a half laps to go", When(Mark.LAPS_TO_GO, 2.5)),
        ("half a lap to go", When(Mark.LAPS_TO_GO, 0.5)),
        ("a lap to go", When(Mark.LAPS_TO_GO, 1)),
        ("1 1/2 laps to go", When(Mark.LAPS_TO_GO, 1.5)),
        ("1½ laps to go", When(Mark.LAPS_TO_GO, 1.5)),
        ("1,5 laps to go", When(Mark.LAPS_TO_GO, 1.5)),
        ("３ laps to go", When(Mark.LAPS_TO_GO, 3)),
        ("last 200 m", When(Mark.METRES_TO_GO, 200)),
        ("200 metres to go", When(Mark.METRES_TO_GO, 200)),
        ("final bend", When(Mark.LAST_BEND)),
        ("last turn", When(Mark.LAST_BEND)),
        ("the finish", When(Mark.FINISH)),
        ("turn 3 on the last lap", When(Mark.TURN_3, 1)),
        ("Turn 1 on the last but one lap", When(Mark.TURN_1, 2)),
        ("turn two, penultimate lap", When(Mark.TURN_2, 2)),
        ("into turn 4 with 3 laps to go", When(Mark.TURN_4, 3)),
        ("turn 3, 2 laps to go", When(Mark.TURN_3, 2)),
        ("turn 3 of the final lap+1.5", When(Mark.TURN_3, 1, 1.5)),
        ("back straight, last lap", When(Mark.BACK_STRAIGHT, 1)),
        ("on the back-straight with two laps to go", When(Mark.BACK_STRAIGHT, 2)),
        ("into the home straight on the last lap", When(Mark.HOME_STRAIGHT, 1)),
        ("out of the last bend", When(Mark.HOME_STRAIGHT, 1)),
        ("bell\N{MINUS SIGN}1", When(Mark.BELL, offset_s=-1)),
        ("bell+2,5", When(Mark.BELL, offset_s=2.5)),
        ("1:03.5", When(Mark.RACE_TIME, 63.5)),
        (63.5, When(Mark.RACE_TIME, 63.5)),
        (0, When(Mark.RACE_TIME, 0)),
    ],
)
def test_both_spellings(written: object, when: When) -> None:
    assert parse_when(written) == when


@pytest.mark.parametrize(
    ("written", "message", "remedy"),
    [
        ("bel", "no moment of a race is called bel", "did you mean bell?"),
        ("puloff+2", "no moment of a race is called puloff+2", "did you mean pull-off?"),
        ("last lpa", "no moment of a race is called last lpa", "did you mean last lap?"),
        ("11/2 laps to go", "no moment of a race is called 11/2 laps to go", "`3 laps to go`"),
        ("1,500 m to go", "no moment of a race is called 1,500 m to go", "`200 m to go`"),
        ("turn 3", "no moment of a race is called turn 3", "say on which lap: `turn 3 on the last lap`"),
        ("the back straight", "no moment", "say on which lap: `the back straight on the last lap`"),
        ("turn 5 on the last lap", "no moment", "`turn 3 on the last lap`"),
        ("turn 3, 1.5 laps to go", "no moment", "`turn 3 on the last lap`"),
        ("turn 3, 0 laps to go", "a lap begins with 1 lap to go or more", "as the lap counter shows them"),
        ("a to go", "no moment of a race is called a to go", ""),
        (f"{' ' * 40_000}x", "no moment of a race is called", "`bell`"),
        ("on the last lap", "on the last lap is a part of the race", "write one moment, such as `bell`"),
        ("on the penultimate lap", "is a part of the race", "write one moment, such as `2 laps to go`"),
        ("in the last 200 m", "is a part of the race", "write one moment, such as `200 m to go`"),
        ("3 lap", "no moment of a race is called 3 lap", "`3 laps to go`"),
        ("", "no moment", "`200 m to go`"),
        (-5, "a moment before the start of the race", "count seconds from the start"),
        (float("nan"), "nan is not a moment", "seconds"),
        (float("inf"), "inf is not a moment", "seconds"),
        (True, "a moment is expected here, not true", "`bell`"),
        (["bell"], "a moment is expected here", "`bell`"),
        (1e308, "more than any race has", ""),
        ("999999999 laps to go", "more than any race has", ""),
    ],
)
def test_what_is_no_moment_is_explained(written: object, message: str, remedy: str) -> None:
    with pytest.raises(WrittenError) as caught:
        parse_when(written)
    assert message in caught.value.message
    assert remedy in caught.value.remedy


hundredths = st.integers(0, 99_900).map(lambda n: n / 100)
offsets = st.integers(-9_999, 9_999).map(lambda n: n / 100)
moments = st.one_of(
    st.builds(When, st.sampled_from([Mark.LAPS_TO_GO, Mark.METRES_TO_GO, Mark.RACE_TIME]), hundredths, offsets),
    st.builds(When, st.sampled_from(ON_TRACK), st.integers(1, 999).map(float), offsets),
    st.builds(When, st.sampled_from([Mark.PULL_OFF, Mark.BELL, Mark.LAST_BEND, Mark.FINISH]), st.just(0.0), offsets),
)


@given(moments)
def test_a_moment_reads_back_as_it_is_shown(when: When) -> None:
    assert parse_when(str(when)) == when
    assert re.search(WHEN_PATTERN, str(when))


@given(st.one_of(st.text(max_size=30), st.floats(), st.text("0123456789 -+.mslapstogobe", max_size=20)))
def test_anything_is_a_moment_or_a_mistake_and_the_pattern_agrees(written: object) -> None:
    try:
        when = parse_when(written)
    except WrittenError:
        return
    assert when.value >= 0
    assert not isinstance(written, str) or re.search(WHEN_PATTERN, written)


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
        (When(Mark.TURN_3, 1), "into turn 3 on the last lap"),
        (When(Mark.BACK_STRAIGHT, 2), "into the back straight with 2 laps to go"),
        (When(Mark.HOME_STRAIGHT, 1, 1), "1 s after the home straight on the last lap"),
    ],
)
def test_moments_are_said_as_people_say_them(when: When, words: str) -> None:
    assert moment_words(when) == words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("bell", "1 lap to go", True),
        ("bell+2", "1-to-go+2", True),
        ("bell+2", "bell", False),
        ("finish", "0 m to go", True),
        ("finish", "bell", False),
        ("2 laps to go", "500m", False),
    ],
)
def test_one_moment_has_several_names(one: str, other: str, same: bool) -> None:
    assert is_one_moment(parse_when(one), parse_when(other)) is same


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("bell", "until the bell"),
        ("200m", "until 200 m to go"),
        ("0.5 laps to go", "until half a lap to go"),
        ("pull-off", "until the pacer leaves"),
        ("bell+2", "until 2 s after the bell"),
        ("turn 4 on the last lap", "until turn 4 on the last lap"),
        ("63.5", "until 63.5 s into the race"),
    ],
)
def test_moments_are_said_as_an_end(written: str, words: str) -> None:
    assert until_words(parse_when(written)) == words
