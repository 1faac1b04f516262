"""The export room: records as files for other programs."""

from truceline.export.files import Format, export

__all__ = ["Format", "export"]
