"""Brand files: what they say is taken, and every mistake has its place and a remedy that works."""

from __future__ import annotations

from pathlib import Path

import pytest

from replay.base.brand import Corner
from replay.base.errors import InputError, Mistake
from replay.base.look import Weight, contrast
from replay.draw.pixels.images import what_is_wrong
from replay.racefile.brand_reader import read_brand
from tests.helpers.brands import BRAND, brand_in
from tests.helpers.made_fonts import make_font


def mistakes_of(folder: Path, text: str) -> tuple[Mistake, ...]:
    try:
        read_brand(brand_in(folder, text), what_is_wrong)
    except InputError as error:
        return error.mistakes
    return ()


def test_a_brand_file_says_how_pictures_look(tmp_path: Path) -> None:
    brand = read_brand(brand_in(tmp_path), what_is_wrong)
    assert brand.corner is Corner.TOP_LEFT
    assert brand.logo is not None
    assert brand.logo.file == str(tmp_path / "logo.png")
    assert brand.logo_share == 0.08
    assert brand.watermark == "@clubnight"
    assert brand.colours.accent == (255, 154, 60)
    assert brand.colours.panel == (16, 24, 32)
    assert brand.capitals
    assert set(brand.portraits) == {"Ruiz"}
    assert set(brand.badges) == {"NOR"}


def test_a_logo_may_be_named_by_its_file_alone(tmp_path: Path) -> None:
    brand = read_brand(brand_in(tmp_path, "schema: 1\nlogo: logo.png\n"), what_is_wrong)
    assert brand.logo is not None
    assert brand.corner is Corner.BOTTOM_RIGHT


def test_files_are_looked_for_beside_the_brand_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = brand_in(tmp_path)
    monkeypatch.chdir(tmp_path.parent)
    assert read_brand(Path(tmp_path.name) / file.name, what_is_wrong).logo is not None


def test_weights_without_a_font_take_the_nearest_that_has_one(tmp_path: Path) -> None:
    for name in ("light", "heavy"):
        make_font(tmp_path / f"{name}.ttf", "abc")
    text = "schema: 1\nfont: {regular: light.ttf, bold: heavy.ttf}\n"
    fonts = read_brand(brand_in(tmp_path, text), what_is_wrong).fonts
    assert {weight: Path(file).stem for weight, file in fonts.items()} == {
        Weight.REGULAR: "light",
        Weight.SEMIBOLD: "heavy",
        Weight.BOLD: "heavy",
        Weight.BLACK: "heavy",
    }


CHANGES = (
    ("corner: top left", "corner: top lef", "did you mean top left?", "corner: top left"),
    ("file: logo.png", "file: logoo.png", "did you mean logo.png?", "file: logo.png"),
    ("ruiz.jpg", "nobody-has-this", "name a file from the folder of this one", "ruiz.jpg"),
    ("ruiz.jpg", "brand.yaml", "name a PNG, JPEG or WebP file", "ruiz.jpg"),
    ("height_percent: 8", "height_percent: 40", "write 15 or less", "height_percent: 15"),
    ("height_percent: 8", "height_percent: 1", "write 3 or more", "height_percent: 3"),
    ("#FF9A3C", "orange", 'write "#d02030"', "#d02030"),
    ("watermark:", "watermarks:", "did you mean watermark?", "watermark:"),
    ("headline: capitals", "headline: loud", "write as written or capitals", "headline: capitals"),
    ("schema: 1", "schema: 2", "write 1", "schema: 1"),
    ("headline: capitals", "font: {}", "write `font: FILE`, or take the key out", ""),
    ("headline: capitals", "font: logo.png", "name a .ttf or .otf file", ""),
)


@pytest.mark.parametrize(("old", "wrong", "remedy", "right"), CHANGES)
def test_remedies_work(tmp_path: Path, old: str, wrong: str, remedy: str, right: str) -> None:
    assert old in BRAND
    text = BRAND.replace(old, wrong)
    found = [mistake for mistake in mistakes_of(tmp_path, text) if mistake.remedy == remedy]
    assert found, mistakes_of(tmp_path, text)
    assert text.splitlines()[found[0].line - 1] == next(line for line in text.splitlines() if wrong in line)
    left = [mistake.message for mistake in mistakes_of(tmp_path, text.replace(wrong, right))]
    assert found[0].message not in left


@pytest.mark.parametrize("key", ["accent", "text", "second", "panel"])
@pytest.mark.parametrize("colour", ["#123456", "#101820", "#808080", "#777777"])
def test_colours_that_cannot_be_read_come_with_some_that_can(tmp_path: Path, key: str, colour: str) -> None:
    text = f'schema: 1\ncolours: {{{key}: "{colour}"}}\n'
    for mistake in mistakes_of(tmp_path, text):
        assert mistake.line == 2
        written = mistake.remedy.removeprefix("write ").strip('"')
        assert mistakes_of(tmp_path, text.replace(colour, written)) == ()


@pytest.mark.parametrize("panel", ["#F5F3EE", "#101820", "#00205B"])
def test_words_are_read_on_any_panel_that_is_taken(tmp_path: Path, panel: str) -> None:
    colours = read_brand(brand_in(tmp_path, f'schema: 1\ncolours: {{panel: "{panel}"}}\n'), what_is_wrong).colours
    assert contrast(colours.text, colours.panel) >= 7.0
    assert contrast(colours.second, colours.panel) >= 4.5


def test_all_mistakes_are_shown_at_once(tmp_path: Path) -> None:
    text = BRAND.replace("top left", "middle").replace("logo.png", "no.png").replace("#FF9A3C", "#111111")
    assert [mistake.line for mistake in mistakes_of(tmp_path, text)] == [2, 3, 5]


def test_what_is_no_list_of_keys_is_refused(tmp_path: Path) -> None:
    (mistake,) = mistakes_of(tmp_path, "- a\n")
    assert mistake.message == "a brand file is a list of keys"
