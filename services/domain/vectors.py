"""Vectors as text: half-precision floats, little endian, in base64."""

from __future__ import annotations

import base64
import struct
from collections.abc import Sequence


def pack(vector: Sequence[float]) -> str:
    """`vector` in two bytes a number."""
    return base64.b64encode(struct.pack(f"<{len(vector)}e", *vector)).decode()


def unpack(packed: str) -> tuple[float, ...]:
    """The numbers that `pack` was given, to half precision."""
    raw = base64.b64decode(packed)
    return struct.unpack(f"<{len(raw) // 2}e", raw)
