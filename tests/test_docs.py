"""The documents are held to the program: commands, links, vocabulary, generated pages."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from truceline import codebook
from truceline.coding.linting import lint
from truceline.coding.patterns import ROLES
from truceline.coding.rulebook import SLOTS, RuleBook, RuleEntry

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")],
    key=str,
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?:^    |`)truceline ([a-z]+)", re.MULTILINE)
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def script(name: str) -> ModuleType:
    """Load a script of the repository as a module."""
    path = ROOT / name
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def anchors(page: Path) -> set[str]:
    """Return the anchors that a page's headings make."""
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in LINK.findall(CODE.sub("", page.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


def test_page_of_commands_is_current() -> None:
    assert read("docs/cli.md") == script("docs/make_cli.py").page(), "run python docs/make_cli.py"


def test_every_command_and_option_is_in_the_page() -> None:
    cli = script("docs/make_cli.py")
    text = read("docs/cli.md")
    for name, context in cli.commands():
        assert f"## {name}\n" in text
        options = (p for p in context.command.params if isinstance(p, click.Option))
        for option in options:
            assert all(word in text for word in (*option.opts, *option.secondary_opts)), option


def test_every_command_is_in_the_readme() -> None:
    cli = script("docs/make_cli.py")
    names = {name for name, _ in cli.commands()} - {"truceline"}
    housekeeping = {"truceline completion"}
    text = read("README.md")
    assert {name for name in names - housekeeping if f"`{name} " not in text} == set()


def test_commands_that_the_documents_name_exist() -> None:
    cli = script("docs/make_cli.py")
    known = {name.split()[1] for name, _ in cli.commands() if " " in name}
    for page in PAGES:
        named = set(
            re.findall(r"(?:^    |`)truceline ([a-z]+)", page.read_text("utf-8"), re.MULTILINE)
        )
        assert named <= known, page


def test_codebook_page_has_every_kind_field_and_value() -> None:
    book, text = codebook.load(), read("docs/codebook.md")
    for kind in book.kinds:
        assert f"### {kind}\n" in text
    for name, field in {**book.fields, **book.terms}.items():
        assert f"`{name}`" in text or f"`terms.{name}`" in text, name
        for value in field.values:
            assert f"`{value}`" in text, (name, value)


def test_page_of_rules_has_every_key_slot_and_role() -> None:
    text = read("docs/rules.md")
    for word in {*RuleEntry.__struct_fields__, *SLOTS, *ROLES}:
        assert f"`{word}`" in text, word


def test_record_in_the_readme_is_one_of_the_examples() -> None:
    block = re.search(r"```json\n(.+?)```", read("README.md"), re.DOTALL)
    assert block is not None
    shown = json.loads(block[1])
    records = map(json.loads, read(f"examples/read/{shown['doc']}.jsonl").splitlines())
    left_out = {"id", "rule", "confidence"}
    assert shown in [{k: v for k, v in r.items() if k not in left_out} for r in records]


def test_chronology_quotes_nobody() -> None:
    for name in ("chronology.md", "chronology.txt"):
        assert not set(read(f"examples/istanbul-2025/{name}")) & set('"“”„«»')


def test_citation_and_changelog_name_the_version() -> None:
    version = re.search(r'^version = "(.+)"$', read("pyproject.toml"), re.MULTILINE)
    assert version is not None
    assert f"version: {version[1]}\n" in read("CITATION.cff")
    assert "## [Unreleased]" in read("CHANGELOG.md")


def test_rule_in_the_page_of_rules_is_sound(tmp_path: Path) -> None:
    block = re.search(r"```toml\n(\[\[rule\]\].+?)```", read("docs/rules.md"), re.DOTALL)
    assert block is not None
    (tmp_path / "own.toml").write_text(block[1], encoding="utf-8")
    complaints = lint(RuleBook.load((tmp_path,)))
    assert [c for c in complaints if c.file.endswith("own.toml")] == []
