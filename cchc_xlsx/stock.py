"""Where the templates and samples that come with the package lie."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def templates_folder() -> Path:
    """Return the folder of the campaign workbooks people start from, one folder a template."""
    return _folder("workbook_templates")


def samples_folder() -> Path:
    """Return the folder of the samples, one folder a story."""
    return _folder("samples")


def _folder(name: str) -> Path:
    # An installed wheel carries the folder inside the package; in a checkout it lies beside the package.
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
