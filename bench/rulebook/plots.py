"""Small drawings: what more rules cost, what longer texts cost, and what a longer history costs."""

from collections.abc import Mapping, Sequence
from math import log10
from pathlib import Path

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 380, 74, 64, 150, 52
COLOURS = {"ours": "#0b6e4f", "RE2 per rule": "#b26a00", "re per rule": "#9b2226", "every post": "#9b2226"}
Line = Sequence[tuple[float, float]]


def draw(
    path: Path,
    *,
    title: str,
    across: str,
    lines: Mapping[str, Line],
    up: str = "microseconds of processor time per post",
) -> None:
    """An SVG with both axes logarithmic, each line named at its end."""
    xs = [x for line in lines.values() for x, _ in line]
    ys = [y for line in lines.values() for _, y in line]
    plane = _Plane(min(xs), max(xs), 10 ** int(log10(min(ys))), max(ys) * 1.4)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="Helvetica, Arial, sans-serif">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="12" fill="#ffffff"/>',
        f'<text x="{LEFT - 46}" y="30" font-size="17" font-weight="bold" fill="#1d1c1d">{title}</text>',
        f'<text x="{LEFT - 46}" y="49" font-size="12" fill="#616061">{up}</text>',
        *plane.grid(sorted(set(xs))),
        _label((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, across),
    ]
    labels = _apart({name: plane.y(line[-1][1]) for name, line in lines.items()})
    for name, line in lines.items():
        colour = COLOURS[name]
        points = " ".join(f"{plane.x(x):.1f},{plane.y(y):.1f}" for x, y in line)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        parts += [
            f'<circle cx="{plane.x(x):.1f}" cy="{plane.y(y):.1f}" r="3.5" fill="{colour}"/>' for x, y in line
        ]
        x, y = line[-1]
        parts.append(
            f'<text x="{plane.x(x) + 10:.1f}" y="{labels[name] + 4:.1f}" font-size="12" fill="{colour}">'
            f"{name}: {y:,.0f}</text>"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*parts, "</svg>", ""]), encoding="utf-8")


def _apart(heights: Mapping[str, float], *, least: float = 15) -> dict[str, float]:
    """Heights of labels, moved down where they would lie on each other."""
    moved: dict[str, float] = {}
    last = -least
    for name, height in sorted(heights.items(), key=lambda item: item[1]):
        moved[name] = last = max(height, last + least)
    return moved


def _label(x: float, y: float, text: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="12" fill="#616061" text-anchor="middle">{text}</text>'


class _Plane:
    def __init__(self, left: float, right: float, low: float, high: float) -> None:
        self.left, self.right, self.low, self.high = left, right, low, high

    def x(self, value: float) -> float:
        part = log10(value / self.left) / log10(self.right / self.left)
        return LEFT + part * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        part = log10(value / self.low) / log10(self.high / self.low)
        return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM)

    def grid(self, ticks: Sequence[float]) -> list[str]:
        """Lines at powers of ten, figures at the measured places."""
        parts = []
        power = self.low
        while power <= self.high:
            y = self.y(power)
            parts.append(
                f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#e8e8e8"/>'
            )
            parts.append(
                f'<text x="{LEFT - 8}" y="{y + 4:.1f}" font-size="11" fill="#616061" text-anchor="end">{power:,.0f}</text>'
            )
            power *= 10
        parts += [
            f'<text x="{self.x(tick):.1f}" y="{HEIGHT - BOTTOM + 18}" font-size="11" fill="#616061" '
            f'text-anchor="middle">{tick:,.0f}</text>'
            for tick in ticks
        ]
        return parts
