"""A report as JSON: the shapes as they are, enums as their values, times in ISO 8601."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, is_dataclass
from datetime import datetime
from typing import Any

from services.reports.shapes import FindingRow, Page, Report


def plain(value: Any) -> Any:
    """Dicts, lists, strings, numbers and None for any shape or domain value; `b` is None in an agreement that one
    side alone asserts."""
    if isinstance(value, FindingRow) and value.one_sided:
        return plain({**{f.name: getattr(value, f.name) for f in fields(value)}, "b": None})
    if isinstance(value, (Report, Page)):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if hasattr(value, "value") else value


def render(report: Report) -> str:
    """One JSON object, indented, ending in a newline."""
    return json.dumps(plain(report), ensure_ascii=False, indent=2) + "\n"
