"""The export room: records as files for other programs."""

from truceline.export.files import Format, export, render

__all__ = ["Format", "export", "render"]
