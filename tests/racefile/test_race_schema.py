"""The JSON Schema: it is the committed one, and it agrees with the reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from replay.base.errors import InputError
from replay.base.files.yaml_text import parse_document, read_document
from replay.racefile.whole.schema import SCHEMA_FILE, race_schema
from tests.helpers.race_files import RACES, SMALL, mistakes, mutated_final, read, small, told

SHIPPED = sorted(RACES.rglob("*.yaml"))
VALIDATOR = Draft202012Validator(race_schema())


def agrees(text: str) -> bool:
    return bool(VALIDATOR.is_valid(parse_document(text.encode(), "race.yaml").root.plain()))


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(race_schema())


def test_the_committed_schema_is_the_one_of_the_program() -> None:
    committed = (RACES / SCHEMA_FILE).read_text(encoding="utf-8")
    assert json.loads(committed) == json.loads(json.dumps(race_schema())), "run: velodrome-replay schema"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_races_agree_with_it_and_name_it(path: Path) -> None:
    assert list(VALIDATOR.iter_errors(read_document(path).root.plain())) == []
    first = path.read_text(encoding="utf-8").splitlines()[0]
    marker, _, name = first.partition("$schema=")
    assert marker == "# yaml-language-server: "
    assert (path.parent / name).resolve() == (RACES / SCHEMA_FILE).resolve()


@pytest.mark.parametrize(
    "text",
    [
        SMALL,
        small(("track: olympic-250", "track: {base: izu, width_m: 8}")),
        small(("track:", "pacer: none\ntrack:")),
        small(("gap_s: 0.25", "gap_s: s.t.")),
        small(("gap_s: 0.25", "gap_s: Même temps")),
        small(("rank: 3, gap_s: 0.25", "rank: 3, status: D.N.F.")),
        small(("rank: 3, gap_s: 0.25", "rank: 3, status: did not finish")),
        small(("distance_m: 1500", "distance_m: 1.500,0")),
        small(("results:", "start_order: [unknown, Ruiz]\nresults:")),
        told("{when: 63.5, caption: Hello}"),
        told("{when: bell+2.5, hesitate: {riders: [Ruiz, Møller], seconds: 3}}"),
        told("{when: 200 m to go, gap: {ahead: Ruiz, of: field, lengths: at least 2}}"),
        told("{when: pull-off, ride_high: Ruiz, main: true}"),
        told("{when: finish, order: {riders: [Ruiz, Møller], from: 1}}"),
    ],
)
def test_what_the_reader_takes_the_schema_takes(text: str) -> None:
    assert read(text)
    assert agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        small(("schema: 1", "schema: 2")),
        small(("meet:", "met:")),
        small(("gap_s: 0.25", "gap_s: soon")),
        small(("gap_s: 0.25", "gap_s: ")),
        small(("distance_m: 1500", "distance_m: 0")),
        small(("nation: NOR", "nation: Norway")),
        small(("track:", "pacer: derny\ntrack:")),
        small(("track:", "pacer: {from_kmh: 0}\ntrack:")),
        told("{when: bell}"),
        told("{when: bel, attack: Ruiz}"),
        told("{when: bell, attack: Ruiz, chase: Ruiz}"),
        told("{when: bell, gap: {ahead: Ruiz, of: field}}"),
        told("{when: bell, gap: {ahead: Ruiz, of: field, s: 1, m: 2}}"),
        told("{when: bell, gap: {ahead: Ruiz, of: field, m: some}}"),
        told("{when: bell, pacer_off: false}"),
        told("{when: bell, sure: very, attack: Ruiz}"),
        told("{attack: Ruiz}"),
    ],
)
def test_what_the_schema_refuses_the_reader_refuses(text: str) -> None:
    assert not agrees(text)
    assert mistakes(text)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9))
def test_every_race_that_is_read_agrees_with_the_schema(seed: int) -> None:
    text = mutated_final(seed)
    try:
        read(text)
    except InputError:
        return
    assert agrees(text)


def test_every_key_says_what_it_is() -> None:
    silent = [
        f"{name}.{key}"
        for name, part in {**race_schema()["$defs"], "race": race_schema()}.items()
        for key, value in part.get("properties", {}).items()
        if "description" not in value and "$ref" not in value
    ]
    assert silent == []
