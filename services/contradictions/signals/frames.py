"""One frame taken from opposite directions: shared by the legal and the moral signal."""

from __future__ import annotations

from services.contradictions.meeting import Meeting, own
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import CONDITIONAL, name, of_frame


def opposed_in(pair: Meeting, frame: str, question: str) -> Evidence:
    """Positive where one claim speaks for, the other against the same side in the frame; negative where both go one
    way."""
    (a_way, a_marks), (b_way, b_marks) = of_frame(pair.a, frame), of_frame(pair.b, frame)
    if not a_marks or not b_marks:
        return Evidence(frame, 0.0)
    if a_way == b_way:
        strength, note = -0.5 * pair.topic, f"Both answer alike {question}."
    else:
        critic_to, defender = (pair.a_to_b, pair.b) if a_way < 0 else (pair.b_to_a, pair.a)
        strength = max(critic_to[0] * own(defender)[0] * (0.5 + 0.5 * pair.topic), 0.5 * pair.topic)
        note = f"{name(pair.a)} and {name(pair.b)} answer differently {question}."
    if pair.a.conditional or pair.b.conditional:
        strength *= CONDITIONAL
    return Evidence(
        frame,
        strength,
        tuple(dict.fromkeys(m.words for m in a_marks))[:2],
        tuple(dict.fromkeys(m.words for m in b_marks))[:2],
        note,
    )
