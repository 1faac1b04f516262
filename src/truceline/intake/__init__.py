"""Intake: files in any of the known formats to articles, the text kept as it is."""

from truceline.intake.copies import group_copies
from truceline.intake.manifest import Manifest
from truceline.intake.parts import MAX_BYTES, InputDoubt, InputFile
from truceline.intake.paths import Fingerprint, fingerprint, list_inputs
from truceline.intake.read import read_file, read_inputs

__all__ = [
    "MAX_BYTES",
    "Fingerprint",
    "InputDoubt",
    "InputFile",
    "Manifest",
    "fingerprint",
    "group_copies",
    "list_inputs",
    "read_file",
    "read_inputs",
]
