"""A reliability diagram as SVG: how often what was given a probability came true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, EDGE = 420, 420, 48
COLOURS = ("#1f5c99", "#b3541e")


def reliability_svg(curves: Mapping[str, Sequence[Mapping[str, float]]]) -> str:
    """One curve a set; a bin's dot grows with its pairs. The dashed line is perfect calibration."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" '
        'font-size="12"><title>Reliability: probability given against share that contradicts</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for step in range(6):
        at, x, y = step / 5, _x(step / 5), _y(step / 5)
        parts.append(f'<path d="M{x:.0f} {_y(0):.0f}V{_y(1):.0f}M{_x(0):.0f} {y:.0f}H{_x(1):.0f}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.0f}" y="{_y(0) + 16:.0f}" text-anchor="middle">{at:.1f}</text>')
        parts.append(f'<text x="{_x(0) - 6:.0f}" y="{y + 4:.0f}" text-anchor="end">{at:.1f}</text>')
    parts.append(f'<path d="M{_x(0):.0f} {_y(0):.0f}L{_x(1):.0f} {_y(1):.0f}" stroke="#888" stroke-dasharray="4"/>')
    parts.append(f'<text x="{_x(0.5):.0f}" y="{HEIGHT - 8}" text-anchor="middle">probability given</text>')
    parts.append(
        f'<text transform="translate(14 {_y(0.5):.0f}) rotate(-90)" text-anchor="middle">share that contradicts</text>'
    )
    for n, (name, bins) in enumerate(curves.items()):
        colour = COLOURS[n % len(COLOURS)]
        line = " ".join(f"{_x(b['score']):.1f},{_y(b['true']):.1f}" for b in bins)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for b in bins:
            size = min(9.0, 2.5 + b["pairs"] ** 0.5 / 8)
            parts.append(f'<circle cx="{_x(b["score"]):.1f}" cy="{_y(b["true"]):.1f}" r="{size:.1f}" fill="{colour}"/>')
        parts.append(f'<text x="{_x(0) + 10:.0f}" y="{_y(1) + 16 + 16 * n:.0f}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _x(share: float) -> float:
    return EDGE + share * (WIDTH - EDGE - 16)


def _y(share: float) -> float:
    return HEIGHT - EDGE - share * (HEIGHT - EDGE - 16)
