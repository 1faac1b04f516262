"""The house stands as drawn: imports point one way, functions stay short, public names are told."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "truceline"
MODULES = sorted(SOURCE.rglob("*.py"))

FOUNDATION = ("model", "errors", "codebook", "edition")
ROOMS = (
    "intake", "reading", "coding", "resolving", "reconciling", "ledger", "views",
    "measure", "export", "dossier", "pipeline", "cli",
)  # fmt: skip
"""From left to right; a room imports from the foundation, itself and the rooms before it."""

LONGEST_FUNCTION = 60
USUAL_FUNCTION = 30
LONGEST_MODULE = 800


def room_of(path):
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[0] if parts[0] not in ("__init__", "__main__") else ""


def imports(tree) -> Iterator[str]:
    """Every room of ours that a module imports from, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (n.split(".")[1] for n in names if n.startswith("truceline."))


def functions(tree):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def length(function):
    """Lines from the signature to the end, without the docstring."""
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= first.end_lineno - first.lineno + 1
    return lines


TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_point_one_way(path):
    room = room_of(path)
    if not room:  # the package's front door may use every room
        return
    allowed = {room, "__version__", *FOUNDATION}
    if room in FOUNDATION:
        allowed = set(FOUNDATION[: FOUNDATION.index(room)]) | {room}
    else:
        assert room in ROOMS, f"{room} is not in the drawing of the house"
        allowed.update(ROOMS[: ROOMS.index(room)])
    wrong = sorted(set(imports(TREES[path])) - allowed)
    assert not wrong, f"{room} imports from {wrong}"


def test_the_rooms_stand_as_drawn():
    drawing = SOURCE.parent.parent / "docs" / "architecture.md"
    line = next(line for line in drawing.read_text("utf-8").splitlines() if "intake ─►" in line)
    drawn = [room.strip() for room in line.split("─►")]
    rooms = drawn[1 : drawn.index("views") + 1]
    assert tuple(rooms) == ROOMS[: len(rooms)]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_is_one_concept(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    assert ast.get_docstring(TREES[path]), "a module says what it holds"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_function_is_long(path):
    long = [(f.name, length(f)) for f in functions(TREES[path]) if length(f) > LONGEST_FUNCTION]
    assert not long


def test_nine_functions_in_ten_are_short():
    lengths = [length(f) for tree in TREES.values() for f in functions(tree)]
    short = sum(lines <= USUAL_FUNCTION for lines in lengths)
    assert short / len(lengths) >= 0.9


def public_definitions(tree):
    """Public classes and functions of a module, and the public methods of public classes."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    for node in tree.body:
        if isinstance(node, kinds) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (
                    member
                    for member in node.body
                    if isinstance(member, kinds) and not member.name.startswith("_")
                )


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_every_public_name_has_a_docstring(path):
    bare = [n.name for n in public_definitions(TREES[path]) if ast.get_docstring(n) is None]
    assert not bare
