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
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from replay.app.cli.commands import parser
from replay.base.units import kmh
from replay.race.riders.rider_categories import CATEGORIES
from replay.racefile.reader import parse_race

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "replay").rglob("*.py"))
LONGEST_MODULE = 320
LONGEST_FUNCTION = 60
NINETIETH_PERCENTILE = 25
MOST_FILES = 14

MAY_IMPORT = {
    "base": set[str](),
    "track": {"base"},
    "race": {"base"},
    "events": {"base", "track", "race"},
    "racefile": {"base", "track", "race", "events"},
    "motion": {"base", "track", "race", "events"},
    "reconstruction": {"base", "track", "race", "events", "motion"},
    "scene": {"base", "track", "race", "events", "motion"},
    "draw": {"base", "track", "scene"},
    "video": {"base", "scene", "draw"},
    "viewer": {"base", "scene", "draw", "video"},
    "charts": {"base", "track", "race", "events", "motion", "scene"},
    "sources": {"base", "race"},
    "app": {
        "base", "track", "race", "events", "racefile", "motion", "reconstruction",
        "scene", "draw", "video", "viewer", "charts", "sources",
    },
}  # fmt: skip
"""Which parts a part may use beside itself. A Frame holds all that a picture needs: draw knows no race."""

HOMES = {
    "anyascii": {"base", "sources"},
    "babel": {"sources"},
    "charset_normalizer": {"sources"},
    "ftfy": {"sources"},
    "lxml": {"sources"},
    "mwparserfromhell": {"sources"},
    "yaml": {"base"},
    "pydantic": {"race", "racefile"},
    "pydantic_core": {"race", "racefile"},
    "clarabel": {"reconstruction"},
    "scipy": {"motion", "reconstruction"},
    "cv2": {"draw", "viewer"},
    "PIL": {"draw"},
    "pygame": {"draw", "viewer"},
    "font_source_sans_pro": {"base"},
    "matplotlib": {"charts"},
    "av": {"video"},
    "imageio": {"video"},
    "distributed": {"app"},
    "numba": {"draw"},
    "platformdirs": {"app"},
    "numpy": {"base", "track", "race", "motion", "reconstruction", "scene", "draw", "video", "viewer", "charts"},
}
"""The parts in which each outside library may be imported, so that one can be replaced in one place."""

DISTRIBUTIONS = {
    "yaml": "pyyaml",
    "PIL": "pillow",
    "cv2": "opencv-python-headless",
    "pygame": "pygame-ce",
    "pydantic_core": "pydantic",
}
"""Libraries that are installed under another name than they are imported by."""


@dataclass(frozen=True)
class Import:
    """One import: the module and line that import, and the module (or package) that is imported."""

    importer: str
    place: str
    module: str

    @property
    def part(self) -> str:
        return self.importer.split(".")[1] if "." in self.importer else ""


def dotted(module: Path) -> str:
    """The name by which a module is imported: `replay.scene.camera.shots`."""
    parts = module.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {dotted(module) for module in MODULES}
PACKAGES = {dotted(module) for module in MODULES if module.name == "__init__.py"}


def tree_of(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"), str(module))


def place_of(module: Path, node: ast.AST) -> str:
    return f"{module.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def imports_of(module: Path) -> Iterator[Import]:
    """Every import of a module, also those inside of functions and those for types alone."""
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{place_of(module, node)}: imports are written in full"
            names = [
                whole if (whole := f"{node.module}.{alias.name}") in NAMES else str(node.module) for alias in node.names
            ]
        else:
            continue
        yield from (Import(dotted(module), place_of(module, node), name) for name in names)


IMPORTS = [found for module in MODULES for found in imports_of(module)]
OWN = [found for found in IMPORTS if found.module.startswith("replay.")]
OUTSIDE = [
    found for found in IMPORTS if found.module.split(".")[0] not in sys.stdlib_module_names | {"replay", "__future__"}
]


def test_every_part_has_its_place() -> None:
    parts = {name.split(".")[1] for name in NAMES if "." in name}
    assert parts == set(MAY_IMPORT), "a new part says in MAY_IMPORT what it may use"
    assert [m.name for m in (ROOT / "replay").glob("*.py")] == ["__init__.py"], "modules live in parts"


def test_parts_import_only_what_they_may() -> None:
    wrong = []
    for found in OWN:
        target = found.module.split(".")[1]
        if found.part and target != found.part and target not in MAY_IMPORT[found.part]:
            wrong.append(f"{found.place}: {found.part} must not import {found.module}")
    assert wrong == []


def test_parts_stand_on_each_other_and_never_in_a_circle() -> None:
    TopologicalSorter(MAY_IMPORT).prepare()


def circle_among(edges: dict[str, set[str]]) -> list[str]:
    """Modules (or folders) that import each other in a ring, the first again at the end; empty if none do."""
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as circle:
        return list(circle.args[1])
    return []


def test_no_module_imports_itself_through_others() -> None:
    """Imports for types alone and inside of functions count: what needs them is one thing cut in two."""
    edges: dict[str, set[str]] = defaultdict(set)
    for found in OWN:
        if found.module not in PACKAGES:
            edges[found.importer].add(found.module)
    assert circle_among(edges) == []


def folder_under(name: str, package: str) -> str:
    """The child of a package in which a module lies."""
    return name.removeprefix(f"{package}.").split(".")[0]


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_folders_inside_a_part_do_not_import_in_circles(package: str) -> None:
    edges: dict[str, set[str]] = defaultdict(set)
    for found in OWN:
        if all(name.startswith(f"{package}.") for name in (found.importer, found.module)):
            one, other = (folder_under(name, package) for name in (found.importer, found.module))
            if one != other:
                edges[one].add(other)
    assert circle_among(edges) == []


def offered_by(package: str) -> set[str]:
    """What the `__all__` of a package lists: the modules and folders in it that others may use."""
    module = ROOT.joinpath(*package.split("."), "__init__.py")
    for node in tree_of(module).body:
        if isinstance(node, ast.Assign) and [getattr(t, "id", "") for t in node.targets] == ["__all__"]:
            return set(ast.literal_eval(node.value))
    return set()


def test_packages_are_used_only_by_what_they_offer() -> None:
    wrong = []
    for found in OWN:
        steps = found.module.split(".")
        for depth in range(2, len(steps)):
            package, child = ".".join(steps[:depth]), steps[depth]
            inside = found.importer == package or found.importer.startswith(f"{package}.")
            if package in PACKAGES and not inside and child not in offered_by(package):
                wrong.append(f"{found.place}: {package} does not offer {child}")
    assert wrong == []


@pytest.mark.parametrize("package", sorted(PACKAGES - {"replay"}))
def test_packages_offer_what_they_have_and_what_is_used(package: str) -> None:
    children = {name.removeprefix(f"{package}.") for name in NAMES if name.startswith(f"{package}.")}
    offered = offered_by(package)
    assert offered <= {child for child in children if "." not in child}
    used = {
        folder_under(found.module, package)
        for found in OWN
        if found.module.startswith(f"{package}.") and not found.importer.startswith(f"{package}.")
    }
    assert offered - used == ENTRANCES.get(package, set()) - used, "what nobody uses is not offered"


ENTRANCES = {"replay.app.cli": {"main"}, "replay.app": {"cli"}}
"""What is offered to somebody outside: to `main.py` and to the installed command."""


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_packages_say_what_they_are_for(package: str) -> None:
    module = ROOT.joinpath(*package.split("."), "__init__.py")
    assert ast.get_docstring(tree_of(module))


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_folders_are_small(package: str) -> None:
    folder = ROOT.joinpath(*package.split("."))
    children = [c for c in folder.iterdir() if c.suffix == ".py" or (c / "__init__.py").exists()]
    assert len([c for c in children if c.name != "__init__.py"]) <= MOST_FILES


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
    lines += setup["options.extras_require"]["cluster"].split()
    required = {re.split(r"[<>=!~; \[]", line)[0].lower() for line in lines if line}
    used = {found.module.split(".")[0] for found in OUTSIDE}
    needed = {DISTRIBUTIONS.get(name, name).replace("_", "-") for name in used}
    assert needed - required == set()


def test_module_names_are_unique() -> None:
    """An error message or a test named after a module must not mean two of them."""
    places = defaultdict(list)
    for module in MODULES:
        if module.stem != "__init__":
            places[module.stem].append(str(module.relative_to(ROOT)))
    assert [where for where in places.values() if len(where) > 1] == []


def test_names_of_public_classes_are_unique() -> None:
    """Who searches for a class finds one."""
    places = defaultdict(list)
    for module in MODULES:
        for node in tree_of(module).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(place_of(module, node))
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def functions() -> Iterator[tuple[str, str, int]]:
    """(place, name, lines) of every function of the program."""
    for module in MODULES:
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield place_of(module, node), node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_modules_are_short() -> None:
    lengths = {str(m.relative_to(ROOT)): len(m.read_text(encoding="utf-8").splitlines()) for m in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    found = list(functions())
    assert {f"{place} {name}": lines for place, name, lines in found if lines > LONGEST_FUNCTION} == {}
    in_order = sorted(lines for _, _, lines in found)
    assert in_order[int(0.9 * len(in_order))] <= NINETIETH_PERCENTILE


def test_functions_have_names() -> None:
    """A traceback and a search name the function that is meant: none is called `_`."""
    assert [place for place, name, _ in functions() if name == "_"] == []


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
    """Lines of code blocks, and commands between backticks, that call the program."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", readme(), re.MULTILINE | re.DOTALL)
    lines = [line.split(" #")[0] for block in blocks for line in block.splitlines()]
    lines += re.findall(r"`(velodrome-replay [^`]+)`", readme())
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
    homes = {name.rsplit(".", 1)[-1]: name for name in NAMES}
    for module, name, value in found:
        actual = getattr(importlib.import_module(homes[module]), name)
        assert actual == pytest.approx(value, rel=5e-3), f"docs/motion.md: {module}.{name}"


def test_the_riders_in_the_documents_are_those_of_the_code() -> None:
    text = (ROOT / "docs" / "motion.md").read_text(encoding="utf-8")
    for category in CATEGORIES:
        riders = category.physique
        row = re.search(rf"^\| {category.name} \| (.+) \|$", text, re.MULTILINE)
        assert row, category.name
        assert [float(cell) for cell in row[1].split(" | ")] == pytest.approx(
            [riders.mass_kg, riders.drag_area_m2, riders.critical_w, riders.peak_w, riders.effort_share,
             kmh(riders.top_mps)]
        )  # fmt: skip


def test_constants_that_documents_name_exist() -> None:
    modules = {module.stem: module for module in MODULES}
    for document in set((ROOT / "docs").rglob("*.md")) - {ROOT / "docs" / "race-file.md"}:  # which has keys of a file
        for module, name in re.findall(r"`(\w+)\.(\w+)`", document.read_text(encoding="utf-8")):
            if module in modules and name != "py":
                assert re.search(rf"\b{name}\b", modules[module].read_text(encoding="utf-8")), (
                    f"{document}: {module}.{name}"
                )


def test_modules_that_documents_name_exist() -> None:
    places = (ROOT / name for name in ("replay", "tests", "benchmarks"))
    there = {file.name for place in places for file in place.rglob("*.py")} | {"main.py", "export.py"}
    for document in (ROOT / "docs").rglob("*.md"):
        named = {
            name.rsplit("/", 1)[-1] for name in re.findall(r"`([\w/]+\.py)`", document.read_text(encoding="utf-8"))
        }
        assert named <= there, f"{document.name}: {named - there}"


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
