"""Fonts: what a file holds, which one draws what, and what stands where none does."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.base.errors import UsageError
from replay.base.letters import platform_fonts
from replay.base.letters.font_tables import read_font
from replay.base.letters.typefaces import Run, capitals, clusters, drawable, runs, undrawable, use_font
from replay.base.look import Weight, font_file
from tests.helpers.made_fonts import make_font

HAN = "𠮷田光"
ARABIC = "محمدالعي"
THAI = "อังค์"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Path]:
    """A font of the machine's owner with a few letters, in use."""
    font = make_font(tmp_path / "Made.ttf", HAN + ARABIC + THAI + "ヤマ🥇")
    use_font(str(font))
    yield font
    use_font(None)


def words_of(found: tuple[Run, ...]) -> list[str]:
    """Runs from left to right, letters of the family put together."""
    words: list[str] = []
    own = False
    for run in found:
        if run.font is None and own:
            words[-1] += run.words
        else:
            words.append(run.words)
        own = run.font is None
    return words


def test_a_font_says_which_letters_it_has(tmp_path: Path) -> None:
    font = read_font(make_font(tmp_path / "Made.ttf", "ABD" + HAN, weight=300))
    assert [letter for letter in "ABCDE" + HAN + "川" if font.has(letter)] == [*"ABD", *HAN]
    assert (font.weight, font.plain, font.varies) == (300, True, False)


def test_the_family_has_latin_greek_and_cyrillic_in_every_weight() -> None:
    fonts = [read_font(Path(font_file(weight))) for weight in Weight]
    assert all(font.has(letter) for font in fonts for letter in "AzÅñŠΩЮễ’–·")
    assert not any(font.has(letter) for font in fonts for letter in HAN + ARABIC + THAI)
    assert len({font.firsts for font in fonts}) == 1


@pytest.mark.parametrize("content", [b"", b"no font", b"\0\1\0\0" + b"\0" * 40, b"OTTO\0\x01" + b"x" * 30])
def test_what_is_no_font_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.ttf"
    file.write_bytes(content)
    with pytest.raises(UsageError, match=r"x\.ttf: this font cannot be used: it"):
        use_font(str(file))


def test_a_damaged_font_is_refused_or_read(tmp_path: Path) -> None:
    whole = make_font(tmp_path / "x.ttf", HAN).read_bytes()
    for length in range(0, len(whole), 37):
        (tmp_path / "cut.ttf").write_bytes(whole[:length])
        with suppress(ValueError):
            read_font(tmp_path / "cut.ttf")


def test_a_font_without_outlines_is_refused(tmp_path: Path) -> None:
    file = make_font(tmp_path / "x.ttf", HAN, outlines=False)
    with pytest.raises(UsageError, match="no outlines"):
        use_font(str(file))


def test_a_font_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        use_font(str(tmp_path / "x.ttf"))


def test_letters_without_a_font_are_latin_or_left_out() -> None:
    assert drawable("Kenny 田 wins") == "Kenny Tian wins"
    assert drawable("العلي")[:1].isascii()
    assert drawable("Gold 🥇 for Ana \U0001f6b4\u200d♀\ufe0f") == "Gold for Ana"
    assert drawable("🥇") == ""
    assert drawable("จาย อังค์") == "Chay Oangkh"
    assert undrawable("Kenny 田田 🥇") == ("田", "🥇")


@given(st.text(max_size=20))
def test_every_text_can_be_drawn_in_some_form(text: str) -> None:
    assert undrawable(drawable(text)) == ()


@given(st.text(st.characters(categories=["Lo", "Lt", "Lm"]), max_size=20))
def test_no_letter_becomes_a_question_mark(name: str) -> None:
    assert "?" not in drawable(name)


def test_letters_of_the_family_stay_in_it(made: Path) -> None:
    found = runs("Kenny 田光 wins", Weight.BOLD)
    assert words_of(found) == ["Kenny ", "田光", " wins"]
    assert [run.font for run in found if run.font] == [str(made)]


def test_japanese_is_one_font_by_script(made: Path) -> None:
    assert [(run.words, run.script, run.font) for run in runs("田ヤマ", Weight.BOLD)] == [
        ("田", "Hani", str(made)),
        ("ヤマ", "Kana", str(made)),
    ]


@pytest.mark.usefixtures("made")
def test_words_from_the_right_stand_in_the_order_of_sight() -> None:
    assert words_of(runs("العلي leads محمد.", Weight.BOLD)) == ["العلي", " leads ", "محمد", "."]
    assert words_of(runs("محمد العلي wins", Weight.BOLD)) == ["العلي", " ", "محمد", " wins"]
    assert words_of(runs("محمد (1.5) العلي", Weight.BOLD)) == ["العلي", " (1.5) ", "محمد"]


@pytest.mark.usefixtures("made")
def test_letters_that_join_are_latin_where_they_cannot_be_joined() -> None:
    assert drawable("محمد", joined=False).isascii()
    assert drawable("田", joined=False) == "田"


def test_marks_belong_to_their_letters() -> None:
    assert clusters("x\u030cy อัง") == ["x\u030c", "y", " ", "อั", "ง"]
    assert [run.font is None for run in runs("x\u030cy", Weight.BOLD)] == [False, True]


def test_capitals_are_those_that_can_be_drawn() -> None:
    assert capitals("van der Poel") == "VAN DER POEL"
    assert capitals("müller") == "MÜLLER"


def test_installed_fonts_are_asked_and_those_like_ours_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_font(tmp_path / "a-serif.ttf", HAN, panose_serif=3)
    make_font(tmp_path / "b-light.otf", HAN, weight=300)
    make_font(tmp_path / "c-bold.ttf", HAN, weight=700)
    make_font(tmp_path / "d-LastResort.ttf", HAN + "川")
    (tmp_path / "e.ttf").write_bytes(b"damaged")
    (tmp_path / "f.txt").write_bytes(b"no font")
    monkeypatch.setattr(platform_fonts, "font_folders", lambda: (tmp_path, tmp_path / "gone"))
    monkeypatch.setattr("shutil.which", lambda _: None)
    files = list(platform_fonts._in_folders())
    assert [file.name[0] for file in files] == list("abcde")
    monkeypatch.setattr(platform_fonts, "font_files", lambda: files)
    platform_fonts._installed.cache_clear()
    try:
        bold, light, poor = (platform_fonts.installed_font(*asked) for asked in (("田", 700), ("田", 300), ("川", 700)))
        assert bold
        assert Path(bold.file).name == "c-bold.ttf"
        assert light
        assert Path(light.file).name == "b-light.otf"
        assert poor
        assert Path(poor.file).name == "d-LastResort.ttf"
        assert platform_fonts.installed_font("田山", 700) is None
    finally:
        platform_fonts._installed.cache_clear()


def test_fontconfig_is_asked_for_more_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = tmp_path / "fc-list"
    command.write_text("#!/bin/sh\nprintf '/odd/b.otf\\n/odd/a.ttf\\n/odd/c.pcf.gz\\n'\n", encoding="utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr("shutil.which", lambda _: str(command))
    assert platform_fonts._known_to_fontconfig() == [Path("/odd/a.ttf"), Path("/odd/b.otf")]
    monkeypatch.setattr("shutil.which", lambda _: str(tmp_path / "gone"))
    assert platform_fonts._known_to_fontconfig() == []


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_each_platform_has_its_folders(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert platform_fonts.font_folders()
    monkeypatch.setattr(platform_fonts, "_home", lambda: None)
    assert platform_fonts.font_folders()
