"""The edition follows every row of data and every line of code that makes records."""

from __future__ import annotations

import time

import pytest

from truceline import edition
from truceline.pipeline import Pipeline

FILES = {
    "reading/cut.py": "WORDS = 3\n",
    "reading/training/learn.py": "RATE = 1\n",
    "coding/data/floors.toml": "least = 0.5\n",
    "resolving/data/states.csv": "name\nVelmara\n",
    "codebook.toml": "version = 1\n",
    "dossier/page.py": "TITLE = 'Talks'\n",
    "coding/notes.txt": "Mind the floors.\n",
}


@pytest.fixture
def package(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def found(package):
    edition.of.cache_clear()
    return edition.of(("reading", "coding", "resolving", "codebook.toml"), package)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("reading/cut.py", True),
        ("coding/data/floors.toml", True),
        ("resolving/data/states.csv", True),
        ("codebook.toml", True),
        ("reading/training/learn.py", False),
        ("dossier/page.py", False),
        ("coding/notes.txt", False),
    ],
)
def test_what_makes_records_changes_the_edition(package, name, counts):
    first = found(package)
    with (package / name).open("a", encoding="utf-8") as file:
        file.write("Kethmar\n")
    assert (found(package) != first) is counts


def test_a_file_that_moves_changes_the_edition(package):
    first = found(package)
    (package / "reading" / "cut.py").rename(package / "reading" / "cuts.py")
    assert found(package) != first


def test_what_is_named_is_there_and_is_hashed_quickly():
    assert all((edition.PACKAGE / part).exists() for part in edition.CODING + edition.JOINING)
    edition.of.cache_clear()
    start = time.perf_counter()
    edition.of(edition.CODING)
    assert time.perf_counter() - start < 1  # 20 ms where nothing else runs


def test_the_version_of_the_pipeline_follows_the_edition(monkeypatch):
    first = Pipeline.load().version
    monkeypatch.setattr(edition, "of", lambda parts: f"another of {parts}")
    assert Pipeline.load().version != first
