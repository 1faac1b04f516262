"""The entry point: the group of commands, exit codes, and what happens when a run is cut short.

Exit codes: 0 done, 1 some inputs could not be read (named on standard error, the rest done) or the
job failed, 2 wrong use, 130 interrupted, 141 the reader of the output went away. Only click is
imported here; every command imports what it needs when it runs, so that ``--help`` stays quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from truceline.cli import books, measuring, texts
from truceline.cli.console import complain
from truceline.errors import TrucelineError

INTERRUPTED = "interrupted. What was finished is kept; run the same command again to go on"


class Commands(click.Group):
    """A group whose failures become one clear line and an exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run the command line and leave with its exit code."""
        del standalone_mode
        name = prog_name or "truceline"
        try:
            code = super().main(args, name, complete_var, standalone_mode=False, **extra)
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        except click.Abort:
            code = complain(INTERRUPTED, 130)
        except TrucelineError as error:
            code = complain(str(error), error.exit_code)
        except OSError as error:
            code = complain(_system_words(error), 1)
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that goes away ends it in silence."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            return _leave_pipe()
        return code

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of work, not of the alphabet."""
        del ctx
        return list(self.commands)


def _leave_pipe() -> int:
    """Point standard output at nothing, so that the last flush stays quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 141


def _system_words(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}. Check the path, its rights and the space left"


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="truceline", message="truceline %(version)s")
def main() -> None:
    """Read news reports about a conflict's diplomacy and keep a sourced record of them.

    Start with: truceline build REPORTS/ -o talks.truce, then
    truceline dossier talks.truce -o talks.html. Nothing is sent anywhere.
    """


for command in (
    books.build,
    books.show,
    books.dossier,
    books.export,
    texts.extract,
    texts.read,
    measuring.evaluate,
    measuring.rules,
    measuring.completion,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
