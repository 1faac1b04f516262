"""Work on one article that may fail: the failure is named, and the other articles go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from truceline.errors import DefectError, TrucelineError

if TYPE_CHECKING:
    from truceline.cli.inputs import Intake
    from truceline.model import Article

Result = TypeVar("Result")


def attempt(work: Callable[[Article], Result], article: Article, intake: Intake) -> Result | None:
    """Return what ``work`` makes of ``article``; a defect is named and counted, and gives ``None``.

    What Truceline raises on purpose and what the system refuses concern the whole job and pass.
    """
    try:
        return work(article)
    except (TrucelineError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the other articles go on
        where = f"{article.file}, {article.doc}" if article.file else article.doc
        intake.accept(DefectError(where, error))
        return None
