"""What is remembered of the window, and what comes of a memory that is damaged or cannot be written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from replay.app.viewing.window_memory import MOST_RACES, Remembered, WindowMemory
from replay.viewer.picture_parts import Parts
from replay.viewer.playing.volume import Volume

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def test_what_is_kept_is_known_the_next_time(tmp_path: Path) -> None:
    memory = WindowMemory(tmp_path / "state")
    memory.keep(tmp_path / "race.yaml", "Final", 61.5)
    memory.keep_window((900, 600), Parts(doubt=True, tower=False, picked=("Ada",)), Volume(70, muted=True))
    again = WindowMemory(tmp_path / "state")
    found = again.race(tmp_path / "race.yaml")
    assert found is not None
    assert (found.title, found.race_s) == ("Final", 61.5)
    assert again.known.size == (900, 600)
    assert again.known.shown == Parts(doubt=True, tower=False)
    assert again.known.volume == Volume(70, muted=True)
    assert again.race(tmp_path / "other.yaml") is None


def test_the_latest_races_are_kept_and_their_pictures_alone(tmp_path: Path) -> None:
    memory = WindowMemory(tmp_path)
    for number in range(MOST_RACES + 3):
        memory.still(Path(f"{number}.yaml")).write_bytes(b"png")
        memory.keep(Path(f"{number}.yaml"), str(number), 1.0)
    assert [race.title for race in memory.known.races] == [str(n) for n in range(MOST_RACES + 2, 2, -1)]
    assert len(list(tmp_path.glob("*.png"))) == MOST_RACES
    memory.keep(Path("5.yaml"), "5", 2.0)
    assert memory.known.races[0].race_s == 2.0
    assert len(memory.known.races) == MOST_RACES


def test_a_window_in_full_screen_keeps_the_size_that_it_had(tmp_path: Path) -> None:
    memory = WindowMemory(tmp_path)
    memory.keep_window((900, 600), Parts())
    memory.keep_window(None, Parts(), Volume(30))
    memory.keep_window(None, Parts())
    assert memory.known.size == (900, 600)
    assert memory.known.volume == Volume(30)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b"[1, 2]", b"null", b'{"races": 3, "size": "x", "shown": []}', b"[" * 50_000]
)
def test_a_damaged_memory_is_as_if_there_were_none(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "window.json").write_bytes(content)
    assert WindowMemory(tmp_path).known == Remembered()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(races=JSON, size=JSON, shown=JSON)
def test_any_content_gives_something_that_can_be_used(races: Any, size: Any, shown: Any, tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text(json.dumps({"races": races, "size": size, "shown": shown}), encoding="utf-8")
    known = WindowMemory(tmp_path).known
    assert known.size is None or min(known.size) >= 200
    assert all(isinstance(getattr(known.shown, part), bool) for part in ("tower", "doubt"))


def test_a_memory_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    memory = WindowMemory(tmp_path / "file" / "state")
    memory.keep(Path("race.yaml"), "Final", 1.0)
    memory.keep_window((900, 600), Parts())
    assert memory.known.size == (900, 600), "for this time it is known"
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"
