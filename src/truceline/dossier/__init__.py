"""The dossier: one self-contained HTML file that opens without a network and needs no script."""

from __future__ import annotations

from truceline.dossier.render import TITLE, render

__all__ = ["TITLE", "render"]
