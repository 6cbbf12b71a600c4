"""Texts that look the same are one text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.base.letters.normal_text import LONGEST, normal_text, same_looking, strange_letter


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Tjon\u00a0En\u202fFa", "Tjon En Fa"),  # spaces at which no line breaks
        ("Tjon\u3000En\u2009Fa", "Tjon En Fa"),  # wide and narrow ones
        ("\ufeffTjon\u200b En\u2060 Fa\u00ad", "Tjon En Fa"),  # zero widths, a soft hyphen
        ("\u202aTjon En Fa\u202c\u200e", "Tjon En Fa"),  # marks of direction
        ("Kenny\u200d", "Kenny"),  # a joiner that joins nothing
        ("Kenny\ufe0f\U000e0041", "Kenny"),  # variation selectors, tags
        ("Ｋｅｎｎｙ１２", "Kenny12"),  # full width
        ("ﾔﾏﾀﾞ", "ヤマダ"),  # half width
        ("Ka\ufb03r", "Kaffir"),  # a ligature of a PDF file
        ("\U0001d40a\U0001d41e\U0001d427", "Ken"),  # letters of formulas
        ("Mo\u0308ller", "Möller"),  # composed
        ("Smith\u2011Jones", "Smith-Jones"),  # a hyphen at which no line breaks
        ("\ufefb\ufedf\ufecc\ufee0\ufef2", "لالعلي"),  # Arabic letters as a PDF file keeps them
        ("علی\u200cرضا", "علی\u200cرضا"),  # here a non-joiner is heard
        ("क्\u200dष", "क्\u200dष"),
        ("\U0001f6b4\u200d♀\ufe0f", "\U0001f6b4\u200d♀"),  # one picture of two
        ("O’Brien", "O’Brien"),  # apostrophes stay as they are written
        ("a\nb", "a\nb"),
    ],
)
def test_letters_that_do_not_show_and_widths_are_normalised(written: str, kept: str) -> None:
    assert normal_text(written) == kept


@given(st.text(max_size=60))
def test_what_is_normal_stays(text: str) -> None:
    once = normal_text(text)
    assert normal_text(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(
    st.text(st.characters(max_codepoint=0x17F, categories=["L", "Nd", "Zs"], exclude_characters="\xa0"), max_size=40)
)
def test_latin_names_stay(text: str) -> None:
    assert normal_text(text) == unicodedata.normalize("NFC", text)


def test_no_value_is_so_long_that_composing_it_takes_long() -> None:
    marks = "a\u0315\u0300" * LONGEST
    assert normal_text(marks) is marks


@pytest.mark.parametrize(
    ("one", "other", "letter"),
    [
        ("Аlpha", "Alpha", "U+0410"),  # the first letter is Cyrillic
        ("O’Brien", "O'Brien", "U+2019"),
        ("علی\u200cرضا", "علیرضا", "U+200C"),
        ("Smith–Jones", "Smith-Jones", "U+2013"),
    ],
)
def test_the_letter_that_differs_is_named(one: str, other: str, letter: str) -> None:
    assert same_looking(one, other)
    assert letter in strange_letter(one, other)


def test_other_names_do_not_look_the_same() -> None:
    assert not same_looking("Kenny", "Kenny")
    assert not same_looking("Kenny", "Kenney")
