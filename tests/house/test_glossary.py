"""The words of the code: the field's own, one for each thing. Words of a private dialect do not come back."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "replay").rglob("*.py"))

INSTEAD = {
    r"^_?(?:told|tells?|teller)(?:_.*)?$|_told$": "fact, or what it is: sourced, asked",
    r"Told": "fact",
    r"^_?leeway|leeway$": "unknowns",
    r"^_?weigh(?:ing|ed|s)?$": "diagnosis",
    r"^_?(?:draft|drafts|redrafted)$|_draft$|^Draft": "attempt (a try), shelter (behind a wheel), temporary (a file)",
    r"^_?way_of$|^Way$": "path correction",
    r"^view_of$|^View$": "sampled motion",
    r"^sheet_of$": "problem",
    r"^_?company$": "drafting",
    r"^_?zz": "a name",
}
"""Patterns of names that are not used, and what is said instead (docs/contributing.md has the whole glossary)."""

DIALECT = (
    r"\bof whom (?:nothing|anything|it is)\b",
    r"\bnobody tells\b",
    r"\bis not racing any more\b",
    r"\bnothing is told\b",
    r"\bas it is told\b",
)
"""Turns of phrase that hide who does what. Name the subject, in the present tense."""


def names_of(module: Path) -> Iterator[tuple[str, str]]:
    """(place, name) of every class, function, parameter and variable that a module defines."""
    where = module.relative_to(ROOT)
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{where}:{node.lineno}", node.name
        elif isinstance(node, ast.arg):
            yield f"{where}:{node.lineno}", node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield f"{where}:{node.lineno}", node.id


@pytest.mark.parametrize("pattern", INSTEAD)
def test_names_are_those_of_the_glossary(pattern: str) -> None:
    found = [f"{place} {name}" for module in MODULES for place, name in names_of(module) if re.search(pattern, name)]
    assert found == [], f"say {INSTEAD[pattern]}"


def docstrings() -> Iterator[tuple[str, str]]:
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Expr)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            ):
                yield f"{module.relative_to(ROOT)}:{node.lineno}", node.value.value


@pytest.mark.parametrize("pattern", DIALECT)
def test_docstrings_are_plain_english(pattern: str) -> None:
    assert [f"{place}: {text[:80]}" for place, text in docstrings() if re.search(pattern, text)] == []


def rider_rows() -> Iterator[str]:
    """Places of the reconstruction at which a rider's index is called a row, which is a row of constraints there."""
    for module in sorted((ROOT / "replay" / "reconstruction").rglob("*.py")):
        for number, line in enumerate(module.read_text(encoding="utf-8").splitlines(), start=1):
            if re.search(r"\bfor row in range\(|\.row\(|\brow: int\b", line):
                yield f"{module.relative_to(ROOT)}:{number}: {line.strip()}"


def test_a_row_is_a_row_of_constraints() -> None:
    assert list(rider_rows()) == []
