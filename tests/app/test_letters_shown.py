"""What is said of letters for which there is no font."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from replay.app.letters_shown import letters_warning
from replay.base.letters.typefaces import use_font
from tests.helpers.made_fonts import make_font
from tests.helpers.motions import keirin_motion, race_of, told_story

RACE = race_of(keirin_motion(), story=told_story())


def test_nothing_is_said_where_every_letter_has_a_font() -> None:
    assert letters_warning(RACE) == ""


def test_letters_and_remedy_are_named_once() -> None:
    riders = (replace(RACE.riders[0], last="𠮷田"), replace(RACE.riders[1], club="田🥇", nation=None), *RACE.riders[2:])
    said = letters_warning(replace(RACE, riders=riders))
    assert said.count("田") == 1
    assert "𠮷 田 are shown in Latin letters" in said
    assert "read as in Chinese, so write a name in Latin letters if it is Japanese or Korean" in said
    assert "🥇 are left out" in said
    assert "name a font that has them with --font FILE" in said


def test_every_text_that_is_shown_is_looked_at() -> None:
    meet = replace(RACE.meet, title="甲", venue="乙")
    event = replace(RACE.event, title="丙", round="丁", heat="戊")
    sources = (replace(RACE.sources[0], publisher="己"),)
    story = tuple(replace(fact, caption="庚") if fact.caption else fact for fact in RACE.story)
    said = letters_warning(replace(RACE, meet=meet, event=event, sources=sources, story=story))
    assert "甲 乙 丙 丁 戊 庚 己" in said


def test_a_headline_of_pictures_alone_is_said_to_be_replaced() -> None:
    said = letters_warning(replace(RACE, headline="🔥🔥"))
    assert "🔥 are left out" in said
    assert "the film has one made of the result" in said
    assert "made of the result" not in letters_warning(replace(RACE, headline="🔥 Gold"))


def test_a_long_list_is_cut() -> None:
    meet = replace(RACE.meet, title="".join(map(chr, range(0x4E00, 0x4E20))))
    assert "and 20 more" in letters_warning(replace(RACE, meet=meet))


def test_the_remedy_works(tmp_path: Path) -> None:
    race = replace(RACE, meet=replace(RACE.meet, title="記念競輪"))
    assert letters_warning(race)
    use_font(str(make_font(tmp_path / "Made.ttf", "記念競輪")))
    try:
        assert letters_warning(race) == ""
    finally:
        use_font(None)
