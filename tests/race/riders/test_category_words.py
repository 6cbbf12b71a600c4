"""Which riders the words of a race file mean, in several languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.race.riders.category_words import category_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("men", "elite men"),
        ("Men's", "elite men"),
        ("Elite Men", "elite men"),
        ("MEN ELITE", "elite men"),
        ("ME", "elite men"),
        ("women", "elite women"),
        ("Women’s", "elite women"),
        ("Women Elite", "elite women"),
        ("WE", "elite women"),
        ("Ladies", "elite women"),
        ("Men U23", "elite men"),
        ("under 23 women", "elite women"),
        ("senior women", "elite women"),
        ("junior men", "junior men"),
        ("Men Junior", "junior men"),
        ("MJ", "junior men"),
        ("U19 men", "junior men"),
        ("U19 women", "junior women"),
        ("women (under-19)", "junior women"),
        ("WU19", "junior women"),
        ("junior girls", "junior women"),
        ("boys", "youth boys"),
        ("girls", "youth girls"),
        ("Youth girls", "youth girls"),
        ("U17 boys", "youth boys"),
        ("women 15-16", "youth girls"),
        ("masters women 45-49", "masters women"),
        ("Women 45-49", "masters women"),
        ("M50+", "masters men"),
        ("W35", "masters women"),
        ("men over 40", "masters men"),
        ("Veteran Men B", "masters men"),
        ("Frauen", "elite women"),
        ("Männer Elite", "elite men"),
        ("Juniorinnen", "junior women"),
        ("Junioren männlich", "junior men"),
        ("Schülerinnen U15", "youth girls"),
        ("weibliche Jugend", "youth girls"),
        ("Herren Ü40", "masters men"),
        ("femmes", "elite women"),
        ("Hommes Élite", "elite men"),
        ("Juniors Dames", "junior women"),
        ("garçons", "youth boys"),
        ("filles cadettes", "youth girls"),
        ("mujeres élite", "elite women"),
        ("damas juvenil", "junior women"),
        ("hombres", "elite men"),
        ("donne juniores", "junior women"),
        ("uomini", "elite men"),
        ("dames", "elite women"),
        ("женщины", "elite women"),
        ("юниорки", "junior women"),
        ("女子エリート", "elite women"),
        ("男子ジュニア", "junior men"),
    ],
)
def test_words_name_a_category(text: str, name: str) -> None:
    choice = category_of(text)
    assert (choice.category.name, choice.said) == (name, True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Omnium A", "elite men"),
        ("elite", "elite men"),
        ("Open 1500 m, race 2", "elite men"),
        ("men and women", "elite men"),
        ("mixed", "elite men"),
        ("Juniors", "junior men"),
        ("U17", "youth boys"),
        ("masters 45-49", "masters men"),
        ("", "elite men"),
    ],
)
def test_words_that_do_not_say_whether_men_or_women_ride_are_taken_for_men(text: str, name: str) -> None:
    choice = category_of(text)
    assert (choice.category.name, choice.said) == (name, False)


@given(st.text())
def test_any_text_means_some_riders(text: str) -> None:
    assert category_of(text).category.name


@given(st.sampled_from(["women", "Frauen", "junior men", "Masters Women", "Élite dames"]))
def test_case_and_width_make_no_difference(text: str) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)
    assert category_of(text) == category_of(text.upper()) == category_of(f"  {text}.") == category_of(wide)
