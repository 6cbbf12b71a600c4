"""How sources are named where people read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.base.letters.source_words import named_source


@pytest.mark.parametrize(
    ("publisher", "listed", "credit"),
    [
        ("Cycling Weekly", "Cycling Weekly", "as reported by Cycling Weekly"),
        ("Unnamed copy quoting BBC Sport", "BBC Sport (as quoted)", "as quoted from BBC Sport"),
        ("Reuters via Yahoo", "Reuters (as quoted)", "as quoted from Reuters"),
        ("L'Équipe, as quoted by a fan page", "L'Équipe (as quoted)", "as quoted from L'Équipe"),
        ("https://www.bbc.co.uk/sport/cycling/58130000", "bbc.co.uk", "as reported by bbc.co.uk"),
        ("www.uci.org/results", "uci.org", "as reported by uci.org"),
        ("unknown", "an unnamed report", "as reported by an unnamed report"),
        ("???", "an unnamed report", "as reported by an unnamed report"),
        ("Anonymous forum post", "an unnamed report", "as reported by an unnamed report"),
        ("Trinidad Express, the daily of Port of Spain, online edition", "Trinidad Express", None),
        ("  More   Cadence ", "More Cadence", None),
    ],
)
def test_a_source_is_named_as_a_broadcaster_would(publisher: str, listed: str, credit: str | None) -> None:
    named = named_source(publisher)
    assert named.listed == listed
    assert credit is None or named.credit == credit


@given(st.text(min_size=1, max_size=120))
def test_whatever_a_file_says_there_is_a_name(publisher: str) -> None:
    named = named_source(publisher)
    assert named.name.strip()
    assert "\n" not in named.listed
