"""How severities are told on a terminal: their words and colours, by the names of the model."""

from __future__ import annotations

from cchc_xlsx.terms import Words

SEVERITY = {
    "fatal": Words("✗✗ KHÔNG DÙNG ĐƯỢC", "✗✗ FATAL"),
    "error": Words("✗ LỖI", "✗ ERROR"),
    "warning": Words("! CẢNH BÁO", "! WARNING"),
    "note": Words("i GHI CHÚ", "i NOTE"),
}
COLOUR = {"fatal": "red", "error": "red", "warning": "yellow", "note": "cyan"}
