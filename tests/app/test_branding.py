"""Brands of race files and of options, and the fonts they bring."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from replay.app.branding import brand_of, theme_of
from replay.base.errors import InputError
from replay.draw.style.theme import DEFAULT_THEME
from replay.race.facts import Race
from replay.racefile.reader import read_race
from tests.helpers.brands import brand_in, picture_bytes
from tests.helpers.race_files import SMALL


def _race(folder: Path, more: str = "") -> tuple[Race, Path]:
    file = folder / "race.yaml"
    file.write_text(SMALL + more, encoding="utf-8")
    return read_race(file), file


def test_a_race_without_a_brand_looks_as_the_program_has_it(tmp_path: Path) -> None:
    assert theme_of(*_race(tmp_path), None) is DEFAULT_THEME


def test_a_race_file_may_name_its_brand(tmp_path: Path) -> None:
    brand_in(tmp_path)
    theme = theme_of(*_race(tmp_path, "brand: brand.yaml\n"), None)
    assert theme.palette.accent == (255, 154, 60)


def test_the_option_goes_before_the_race_file(tmp_path: Path) -> None:
    brand_in(tmp_path)
    other = tmp_path / "other.yaml"
    other.write_text('schema: 1\ncolours: {accent: "#00FF00"}\n', encoding="utf-8")
    theme = theme_of(*_race(tmp_path, "brand: brand.yaml\n"), brand_of(str(other)))
    assert theme.palette.accent == (0, 255, 0)


def test_the_official_picture_is_the_races_whatever_the_brand(tmp_path: Path) -> None:
    (tmp_path / "finish.png").write_bytes(picture_bytes())
    race, file = _race(tmp_path, "finish_image: {file: finish.png, credit: The Timers}\n")
    theme = theme_of(race, file, brand_of(str(brand_in(tmp_path))))
    assert theme.brand.finish_image is not None
    assert theme.brand.finish_credit == "The Timers"


def test_a_picture_that_is_not_there_is_a_mistake_of_the_race_file(tmp_path: Path) -> None:
    race, file = _race(tmp_path, "finish_image: finish.png\n")
    with pytest.raises(InputError) as raised:
        theme_of(race, file, None)
    (mistake,) = raised.value.mistakes
    assert (mistake.file, mistake.line) == (str(file), len(SMALL.splitlines()) + 1)
    (tmp_path / "finish.png").write_bytes(picture_bytes())
    assert theme_of(race, file, None).brand.finish_image is not None


def test_how_films_look_changes_no_motion(tmp_path: Path) -> None:
    plain, _ = _race(tmp_path)
    branded, _ = _race(tmp_path, "brand: brand.yaml\nfinish_image: finish.png\n")
    assert plain.key == branded.key


MEASURES = """
from replay.base.look import Weight
from replay.draw.pixels import text
from replay.draw.pixels.text import Type

kind = Type(Weight.BOLD, 100)
measures = text.cap_height(kind), text.measure("000", kind)
"""
OWN = MEASURES + "print(*measures)"
THEIRS = f"""
import sys
from pathlib import Path
from replay.base.letters.typefaces import use_family
from replay.base.look import Weight
from tests.helpers.made_fonts import make_font

font = make_font(Path(sys.argv[1]), "H0kenyr")
use_family(dict.fromkeys(Weight, str(font)))
{MEASURES}
boxes = text.mask("kk", kind).coverage
assert (boxes > 200).mean() > 0.5, "letters are those of the font: boxes"
letters = text.mask("ss", kind).coverage
assert 0.05 < (letters > 200).mean() < 0.5, "what the font lacks is the program's"
print(*measures)
"""


def _measured(script: str, *arguments: str) -> list[float]:
    """What a process of its own prints: letters are kept, whatever font they came from."""
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [float(word) for word in done.stdout.splitlines()[-1].split()]


def test_words_are_drawn_in_the_fonts_of_the_brand_at_the_size_of_the_programs(tmp_path: Path) -> None:
    own, theirs = _measured(OWN), _measured(THEIRS, str(tmp_path / "made.ttf"))
    assert all(new <= old * 1.02 for new, old in zip(theirs, own, strict=True)), (own, theirs)
    assert min(abs(new / old - 1) for new, old in zip(theirs, own, strict=True)) < 0.02, (own, theirs)
