"""The rules of the house that a machine can hold."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from cnnlib.web.navigation import SECTIONS

ROOT = Path(__file__).parents[1]
HEAVY = ("tensorflow", "keras", "jax", "torch")
SOURCES = [ROOT / "app.py", *sorted(ROOT.glob("pages/**/*.py")), *sorted(ROOT.glob("cnnlib/**/*.py"))]

# Each part of the house and what it may import of it; every part may import itself.
LIBRARY = ("arguments", "geometry", "filters", "convolution", "activations", "images")
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(LIBRARY, LIBRARY),
    "options": (),
    "lessons": (*LIBRARY, "options"),
    "exercises": (*LIBRARY, "options", "lessons"),
    "figures": (*LIBRARY, "options", "lessons", "exercises"),
    "web": (*LIBRARY, "options", "lessons", "exercises", "figures"),
    "pages": (*LIBRARY, "options", "lessons", "exercises", "figures", "web"),
}


def imported(source: Path) -> set[str]:
    """The dotted names of all modules that `source` imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{source}: imports are written in full"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def part_of(source: Path) -> str:
    """The part of the house that a file belongs to."""
    first, *rest = source.relative_to(ROOT).with_suffix("").parts
    return rest[0] if first == "cnnlib" else "pages"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.relative_to(ROOT)))
def test_imports_point_down(source: Path) -> None:
    part = part_of(source)
    used = {name.split(".")[1] for name in imported(source) if name.startswith("cnnlib.")}
    assert used - {part, "__init__"} <= set(MAY_IMPORT.get(part, ()))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.relative_to(ROOT)))
def test_only_the_frame_knows_streamlit_and_nothing_knows_tensorflow(source: Path) -> None:
    roots = {name.split(".")[0] for name in imported(source)}
    assert not roots & set(HEAVY)
    if part_of(source) not in ("pages", "web"):
        assert not roots & {"streamlit", "starlette"}


def test_every_module_of_the_library_opens_without_streamlit_or_tensorflow() -> None:
    modules = [
        ".".join(source.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for source in SOURCES
        if source.is_relative_to(ROOT / "cnnlib") and part_of(source) != "web"
    ]
    assert len(modules) > 10
    script = (
        f"import importlib, sys\nfor name in {modules!r}: importlib.import_module(name)\n"
        f"print([name for name in {('streamlit', *HEAVY)!r} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_no_page_lies_directly_in_pages() -> None:
    # Streamlit would open it by its old rules, without app.py.
    assert list((ROOT / "pages").glob("*.py")) == []


def test_every_page_file_is_declared_and_addresses_are_told_apart() -> None:
    declared = [lesson.page for lessons in SECTIONS.values() for lesson in lessons]
    files = {str(page.relative_to(ROOT)) for page in ROOT.glob("pages/**/*.py")}
    assert files - set(declared) == {"pages/start/home.py", "pages/start/not_found.py"}
    names = [lesson.name for lessons in SECTIONS.values() for lesson in lessons]
    assert len(set(names)) == len(names)
