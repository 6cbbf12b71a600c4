"""The order of the house: who imports whom, where outside libraries live, how long things are, what the README says."""

from __future__ import annotations

import argparse
import ast
import importlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path

import pytest

from replay.app.cli.main import parser
from replay.racefile.reader import parse_race

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "replay").rglob("*.py"))
LONGEST_MODULE = 320
LONGEST_FUNCTION = 45

BASE = {"errors", "units", "yaml_text", "document", "problems", "resources", "whole_file", "progress"}
"""Modules that any part may use, because they know nothing of races, tracks or pictures."""

MAY_IMPORT = {
    "race": {"track"},  # names of the tracks, and the length of a lap
    "track": set[str](),
    "motion": {"race", "track"},
    "scene": {"race", "track", "motion"},
    "draw": {"scene", "track"},
    "video": {"draw", "scene"},
    "viewer": {"scene", "draw", "build", "video", "race"},
    "charts": {"race", "track", "motion", "scene"},
}
"""Which parts a part may use beside BASE and itself. A Frame holds all that a picture needs: draw knows no race."""

BASE_MAY_IMPORT = {
    "errors": set[str](),
    "units": set[str](),
    "resources": set[str](),
    "problems": {"errors"},
    "document": {"errors", "problems"},
    "yaml_text": {"errors", "problems", "document"},
    "whole_file": {"errors"},
    "progress": {"errors"},
}

ON_TOP = {"build", "filming", "solving", "report", "explaining", "cli", "cli_film", "cli_chart", "cli_parts"}
"""Modules above the parts. Nothing below uses them, but the viewer, which may build."""

HOMES = {
    "yaml": {"yaml_text"},
    "pydantic": {"race"},
    "pydantic_core": {"race"},
    "clarabel": {"motion"},
    "scipy": {"motion"},
    "cv2": {"draw", "viewer"},
    "pygame": {"draw", "viewer"},
    "font_source_sans_pro": {"draw", "viewer", "charts"},
    "matplotlib": {"charts"},
    "av": {"video"},
    "imageio": {"video"},
    "platformdirs": {"build"},
    "numpy": {"units", "track", "motion", "scene", "draw", "video", "viewer", "charts"},
}
"""Where each outside library may be imported. Facts (race) hold no arrays."""

DISTRIBUTIONS = {
    "yaml": "pyyaml",
    "cv2": "opencv-python-headless",
    "pygame": "pygame-ce",
    "pydantic_core": "pydantic",
}
"""Libraries that are installed under another name than they are imported by."""


@dataclass(frozen=True)
class Import:
    """One import: the part and line that import, and what is imported."""

    part: str
    place: str
    module: str


def part_of(module: Path) -> str:
    """The folder of a module in replay, or its own name if it stands directly in it."""
    parts = module.relative_to(ROOT / "replay").with_suffix("").parts
    return parts[0]


def tree_of(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"), str(module))


def place_of(module: Path, node: ast.AST) -> str:
    return f"{module.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def imports_of(module: Path) -> Iterator[Import]:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"replay.{alias.name}" for alias in node.names] if node.module == "replay" else [str(node.module)]
            assert node.level == 0, f"{place_of(module, node)}: imports are written in full"
        else:
            continue
        yield from (Import(part_of(module), place_of(module, node), name) for name in names)


IMPORTS = [found for module in MODULES for found in imports_of(module)]
OWN = [found for found in IMPORTS if found.module.startswith("replay.")]
OUTSIDE = [
    found for found in IMPORTS if found.module.split(".")[0] not in sys.stdlib_module_names | {"replay", "__future__"}
]


def allowed(part: str) -> set[str] | None:
    """What a part may import of replay; None for those on top, which may import everything."""
    if part in ON_TOP or part == "__init__":
        return None
    return BASE_MAY_IMPORT[part] if part in BASE else MAY_IMPORT[part] | BASE


def test_parts_import_only_what_they_may() -> None:
    wrong = []
    for found in OWN:
        target, may = found.module.split(".")[1], allowed(found.part)
        if may is not None and target != found.part and target not in may:
            wrong.append(f"{found.place}: {found.part} must not import {found.module}")
    assert wrong == []


def test_nothing_but_the_command_line_imports_the_command_line() -> None:
    wrong = [
        found.place
        for found in OWN
        if found.module.startswith("replay.app.cli.main") and not found.part.startswith("cli")
    ]
    assert wrong == []


def test_outside_libraries_stay_in_their_homes() -> None:
    wrong = []
    for found in OUTSIDE:
        library = found.module.split(".")[0]
        if found.part not in HOMES.get(library, set()):
            wrong.append(f"{found.place}: {library} is not at home in {found.part}")
    assert wrong == []


def test_every_outside_library_is_a_dependency() -> None:
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = setup["options"]["install_requires"].split() + setup["options.extras_require"]["charts"].split()
    required = {re.split(r"[<>=!~; \[]", line)[0].lower() for line in lines if line}
    distributions = {
        "yaml": "pyyaml",
        "cv2": "opencv-python-headless",
        "pygame": "pygame-ce",
        "pydantic_core": "pydantic",
    }
    used = {found.module.split(".")[0] for found in OUTSIDE}
    needed = {distributions.get(name, name).replace("_", "-") for name in used}
    assert needed - required == set()


def test_module_names_are_unique() -> None:
    """An error message or a test named after a module must not mean two of them."""
    places = defaultdict(list)
    for module in MODULES:
        if module.stem != "__init__":
            places[module.stem].append(str(module.relative_to(ROOT)))
    assert [where for where in places.values() if len(where) > 1] == []


def test_modules_are_short() -> None:
    lengths = {str(m.relative_to(ROOT)): len(m.read_text(encoding="utf-8").splitlines()) for m in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    found = {}
    for module in MODULES:
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    found[f"{place_of(module, node)} {node.name}"] = lines
    assert found == {}


def test_nothing_is_swallowed() -> None:
    """Who catches everything has to raise it again."""
    wrong = []
    for module in MODULES:
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.ExceptHandler) and _catches_all(node) and not _raises_again(node):
                wrong.append(place_of(module, node))
    assert wrong == []


def _catches_all(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    names = {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}
    return bool(names & {"Exception", "BaseException"})


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_setup_names_every_package() -> None:
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    named = set(setup["options"]["packages"].split())
    folders = {".".join(m.parent.relative_to(ROOT).parts) for m in MODULES if m.name == "__init__.py"}
    assert named == folders | {"replay.assets", "replay.races"}


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def commands_of_the_parser() -> dict[str, argparse.ArgumentParser]:
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("the command line has no commands")


def readme_lines() -> list[str]:
    """Lines of code blocks that call the program."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", readme(), re.MULTILINE | re.DOTALL)
    lines = [line.split(" #")[0] for block in blocks for line in block.splitlines()]
    return [line for line in lines if re.search(r"(^|/|&& )velodrome-replay |main\.py ", line)]


def test_readme_calls_only_commands_and_options_that_exist() -> None:
    commands, lines = commands_of_the_parser(), readme_lines()
    assert lines
    for line in lines:
        words = re.split(r"velodrome-replay |main\.py ", line)[-1].split()
        assert words[0] in commands, f"the README calls {words[0]}, which is no command: {line}"
        known = {option for action in commands[words[0]]._actions for option in action.option_strings}
        unknown = [word for word in words[1:] if word.startswith("-") and word not in known]
        assert unknown == [], line


def test_the_race_file_of_the_readme_has_no_mistake() -> None:
    written = re.findall(r"^```yaml\n(schema: 1\n.*?)^```", readme(), re.MULTILINE | re.DOTALL)
    assert len(written) == 1
    assert parse_race(written[0].encode(), "README.md").winner == "Ruiz"


def test_readme_names_every_command() -> None:
    missing = [name for name in commands_of_the_parser() if f"velodrome-replay {name}" not in readme()]
    assert missing == []


@pytest.mark.parametrize("marker", ["main", "test"])
def test_readme_marks_the_commands_that_are_run_on_every_change(marker: str) -> None:
    found = re.findall(rf"<!-- run: {marker} -->\n+```sh\n(.+)\n```", readme())
    assert len(found) == 1, f"one block of one line follows <!-- run: {marker} -->"


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for document in [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8")):
            if "://" not in target and not (document.parent / target).exists():
                broken.append(f"{document.relative_to(ROOT)}: {target}")
    assert broken == []


def values_in_the_documents() -> Iterator[tuple[str, str, float]]:
    """Rows of tables that give a constant of the motion and its value: module, name, value."""
    text = (ROOT / "docs" / "motion.md").read_text(encoding="utf-8")
    for module, name, value in re.findall(r"^\| `(\w+)\.([A-Z_0-9]+)` \| (-?[0-9.]+)", text, re.MULTILINE):
        yield module, name, float(value)


def test_values_in_the_documents_are_those_of_the_code() -> None:
    found = list(values_in_the_documents())
    assert len(found) > 10
    for module, name, value in found:
        actual = getattr(importlib.import_module(f"replay.motion.{module}"), name)
        assert actual == pytest.approx(value, rel=5e-3), f"docs/motion.md: {module}.{name}"


def test_constants_that_documents_name_exist() -> None:
    modules = {module.stem: module for module in MODULES}
    for document in (ROOT / "docs").rglob("*.md"):
        for module, name in re.findall(r"`(\w+)\.(\w+)`", document.read_text(encoding="utf-8")):
            if module in modules and name != "py":
                assert re.search(rf"\b{name}\b", modules[module].read_text(encoding="utf-8")), (
                    f"{document}: {module}.{name}"
                )


FOREIGN = (
    r"/(?:work|tmp|home|Users)/",
    r"\bthis (?:session|sandbox|brief)\b",
    r"\b(?:next|previous|last|later) sessions?\b",
    r"\b(?:helper|sub)-?agents?\b",
    r"\b(?:a|the|another|other|our) helpers?\b",
    r"\bissues? #?\d+\b",
    r"\bin (?:a|the) (?:later|next|previous) issue\b",
)
"""Words that speak of how the files came about, or of somebody's machine, and not of the program."""


def committed_texts() -> list[Path]:
    """The text files of the project."""
    places = (ROOT / name for name in ("replay", "tests", "docs", "races", "assets", "benchmarks", ".ci"))
    files = [*ROOT.glob("[!.]*"), *(path for place in places for path in place.rglob("*"))]
    kinds = {".py", ".md", ".yaml", ".cfg", ".toml", ".json", ""}
    return [file for file in files if file.is_file() and file.suffix in kinds and file != Path(__file__).resolve()]


@pytest.mark.parametrize("pattern", FOREIGN)
def test_files_speak_of_the_program_alone(pattern: str) -> None:
    words = re.compile(pattern, re.IGNORECASE)
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in committed_texts()
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if words.search(line)
    ]
    assert found == []
