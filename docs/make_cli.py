"""Write docs/cli.md from the program's own help: python docs/make_cli.py [--check].

With ``--check`` nothing is written, and the exit code is 1 where the page is out of date.
"""
# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from truceline.cli.main import main as program

PAGE = Path(__file__).resolve().parent / "cli.md"
HEAD = """# Commands

Written by `docs/make_cli.py` from the program's own help; edit the help instead of this
page. What goes in and what comes out is described in [formats.md](formats.md).
"""
WIDTH = 88


def commands() -> Iterator[tuple[str, click.Context]]:
    """Yield the program and its commands in order, each with its full name and context."""
    root = click.Context(
        program,
        info_name="truceline",
        color=False,
        **{**program.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH},
    )
    yield "truceline", root
    for name in program.list_commands(root):
        command = program.get_command(root, name)
        if command is not None and not command.hidden:
            yield f"truceline {name}", click.Context(command, info_name=name, parent=root)


def page() -> str:
    """Return the whole page."""
    parts = [HEAD]
    for name, context in commands():
        parts.append(f"## {name}\n\n```text\n{context.get_help().rstrip()}\n```\n")
    return "\n".join(parts)


def main() -> int:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="only compare")
    if parser.parse_args().check:
        current = PAGE.exists() and PAGE.read_text("utf-8") == page()
        print("docs/cli.md is current" if current else "docs/cli.md is out of date")
        return int(not current)
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
