"""Which edition of the program this is: a hash of the code and data that rooms consist of.

What a program makes of a text depends on every line of its code and every row of its data. A
version number says less: it stays while both change.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

PACKAGE = Path(__file__).parent
CODING = (
    "reading",
    "coding",
    "resolving",
    "model.py",
    "codebook.py",
    "codebook.toml",
    "pipeline.py",
)
"""What decides which records are made of a text; the network has a hash of its own."""
JOINING = ("intake", "reconciling", "resolving", "codebook.toml")
"""What decides which texts are copies and which records are one event."""
_KINDS = frozenset((".py", ".toml", ".csv", ".tsv"))
_TRAINING = "training"
"""The folder that no run reads from."""


@lru_cache
def of(parts: tuple[str, ...], package: Path = PACKAGE) -> str:
    """Return a hash of the code and data of ``parts``, files and folders of the package."""
    whole = hashlib.sha256()
    for part in parts:
        path = package / part
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            inside = file.relative_to(package)
            if file.suffix in _KINDS and _TRAINING not in inside.parts and file.is_file():
                whole.update(f"{inside.as_posix()}\n{file.stat().st_size}\n".encode())
                whole.update(file.read_bytes())
    return whole.hexdigest()
