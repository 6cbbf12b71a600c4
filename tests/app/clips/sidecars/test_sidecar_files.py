"""The files beside a clip: all of them or none, nothing overwritten unasked, and a record that programs can read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from replay.app.build import Replay
from replay.app.cli.main import main
from replay.app.clips import one_clip
from replay.app.clips.one_clip import Order, ready_clip, write_clip
from replay.app.clips.sidecars.clip_record import Making
from replay.app.clips.sidecars.sidecar_files import SidecarTexts, places_beside, texts_of, written_beside
from replay.app.filming import Choice
from replay.base.errors import OutputError
from replay.base.progress import Silent
from replay.video.presets import preset
from tests.helpers.race_files import FINAL

GALLERY = FINAL.parent
SEMIFINAL = GALLERY / "semifinal-1.yaml"
TEXTS = SidecarTexts("captions", "web", "alt", "post", "{}")
NAMES = {"film.srt", "film.vtt", "film.txt", "film.post.txt", "film.json", "film.png"}
ReplayOf = Callable[[str], Replay]
Captured = pytest.CaptureFixture[str]


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def texts(replay: Replay, race: Path, choice: Choice) -> SidecarTexts:
    clip = ready_clip(Order(race, Path("film.mp4"), preset("vertical"), choice), replay, None)
    return texts_of(replay, clip.scene, clip.order.preset, Making("0" * 64, "1.0", {"hook": True}, 90))


# --- files


def test_they_appear_together_when_the_film_is_there(tmp_path: Path) -> None:
    with written_beside(tmp_path / "film.mp4", TEXTS, b"png", overwrite=False):
        assert not [name for name in names_in(tmp_path) if not name.startswith(".")]
    assert names_in(tmp_path) == NAMES
    assert (tmp_path / "film.vtt").read_text() == "web"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OutputError("the disk is full")])
def test_a_film_that_fails_leaves_none_of_them_and_the_old_ones_as_they_were(
    tmp_path: Path, error: BaseException
) -> None:
    (tmp_path / "film.srt").write_text("old")
    with (
        pytest.raises(type(error)),
        written_beside(tmp_path / "film.mp4", TEXTS, b"png", overwrite=True),
    ):
        raise error
    assert names_in(tmp_path) == {"film.srt"}
    assert (tmp_path / "film.srt").read_text() == "old"


def test_one_that_comes_to_exist_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    with (
        pytest.raises(OutputError, match="exists"),
        written_beside(tmp_path / "film.mp4", TEXTS, b"png", overwrite=False),
    ):
        (tmp_path / "film.png").write_text("another's")
    assert names_in(tmp_path) == {"film.png"}
    assert (tmp_path / "film.png").read_text() == "another's"


@pytest.mark.parametrize("name", sorted(NAMES))
def test_nothing_is_overwritten_unasked_and_that_is_seen_before_the_race_is_solved(
    name: str, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_text("precious")
    monkeypatch.setattr("replay.app.solving.build", lambda *_, **__: pytest.fail("worked for nothing"))
    assert main(["export", str(SEMIFINAL), "-o", str(tmp_path / "film.mp4"), "--sidecars"]) == 5
    assert "--force replaces it" in capsys.readouterr().err
    assert names_in(tmp_path) == {name}
    assert (tmp_path / name).read_text() == "precious"


def test_a_race_file_is_never_taken_for_a_record(tmp_path: Path, capsys: Captured) -> None:
    race = tmp_path / "film.json"
    race.write_text("{}")
    assert main(["export", str(race), "-o", str(tmp_path / "film.mp4"), "--sidecars", "--force"]) == 5
    assert "it is read for the film" in capsys.readouterr().err
    assert race.read_text() == "{}"


def test_an_export_writes_the_film_and_all_of_them(
    tmp_path: Path, replay_of: ReplayOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The film itself and the poster are stood in for: what they take is tested elsewhere."""
    film, replay = tmp_path / "film.mp4", replay_of("semifinal-1")
    order = Order(
        SEMIFINAL, film, preset("square"), Choice(from_when="bell", to_when="bell+1"), sound=False, sidecars=True
    )
    monkeypatch.setattr(one_clip, "_poster", lambda *_: b"png")
    monkeypatch.setattr(one_clip, "prepare", lambda *_: None)
    monkeypatch.setattr(one_clip, "export", lambda *_, **__: film.write_bytes(b"film"))
    write_clip(ready_clip(order, replay, None), Silent())
    assert names_in(tmp_path) == {*NAMES, "film.mp4"}
    record = json.loads((tmp_path / "film.json").read_text(encoding="utf-8"))
    assert record["race_file"]["sha256"] == hashlib.sha256(SEMIFINAL.read_bytes()).hexdigest()
    assert record["options"] == {"from": "bell", "to": "bell+1", "no-sound": True}
    assert record["film"]["frames"] == round(record["film"]["duration_s"] * 30)


# --- the record


def test_a_record_has_all_facts_with_their_verdicts_and_fills_the_film(replay_of: ReplayOf) -> None:
    replay = replay_of("final-a")
    record = json.loads(texts(replay, FINAL, Choice()).record)
    assert len(record["facts"]) == len(replay.reconstruction.verdicts)
    assert {"held", "disputed", "impossible"} <= {fact["status"] for fact in record["facts"]}
    assert record["preset"] == {"name": "vertical", "size_px": [1080, 1920], "fps": 30}
    assert [line["rider"] for line in record["result"]][:2] == ["Kenny", "Awang"]
    assert {"measured", "told", "reconstructed", "card"} == {each["basis"] for each in record["stretches"]}
    for parts in ("stretches", "shots", "segments"):
        ends = [(each["from_s"], each["to_s"]) for each in record[parts]]
        assert ends[0][0] == 0.0
        assert all(one[1] == pytest.approx(other[0], abs=1e-5) for one, other in pairwise(ends))


def test_disputed_words_are_in_the_record_alone(replay_of: ReplayOf) -> None:
    """Its verdicts say what they are; every other text would claim them."""
    replay = replay_of("final-a")
    fact = next(v.fact for v in replay.reconstruction.verdicts if v.status == "disputed" and v.kind == "gap")
    story = tuple(
        replace(each, caption="Thirty metres clear") if each.id == fact else each for each in replay.race.story
    )
    told = texts(replace(replay, race=replace(replay.race, story=story)), FINAL, Choice())
    record = json.loads(told.record)
    others = (told.captions, told.web_captions, told.alt_text, told.post, json.dumps(record["words"]))
    assert not any("Thirty metres" in text for text in others)
    disputed = next(each for each in record["facts"] if each["fact"] == fact)
    assert disputed["status"] == "disputed"
    assert disputed["sentence"]
    assert not any(fact in each["facts"] for each in record["stretches"])


def test_without_names_the_record_has_none(replay_of: ReplayOf) -> None:
    replay = replay_of("final-a")
    told = texts(replay, FINAL, Choice(names=False))
    for rider in replay.race.riders:
        for text in told.by_kind().values():
            assert rider.last not in text, rider.last
    assert "GBR" in told.record


def test_where_they_go_is_beside_the_film() -> None:
    places = places_beside(Path("out") / "final.a.mp4")
    assert places["captions"] == Path("out") / "final.a.srt"
    assert places["post"] == Path("out") / "final.a.post.txt"
    assert len(set(places.values())) == 6
