"""Pictures of a summary as inline SVG: each slice with its intervals, risk by coverage."""

import math
from collections.abc import Iterator, Sequence
from html import escape

from assistant.console.safe_text import safe_line
from eval.measures.risk_coverage import risk_coverage
from eval.measures.summary import Slice, Summary
from eval.reports.wording import worst_documents

_ROW, _LABEL, _WIDTH, _PAD = 22, 170, 460, 14
_MOST_LABEL = 24
_COVERAGES = tuple(range(1, 101))
_SIDE = 300
_MARGIN = 40


def slices_picture(measure: str, summary: Summary, before: Summary | None) -> str:
    """Return a picture of a measure: a row for all questions and for each slice that has a value.

    The dot is the value, the line its 95 % interval, the hollow mark what it was before.
    """
    rows = [(summary.overall, before.overall if before else None)]
    rows += _paired(measure, summary.slices, before.slices if before else ())
    rows += _paired(measure, worst_documents(summary), before.documents if before else ())
    height = _ROW * (len(rows) + 1) + _PAD
    body = [*_grid(height - _ROW), *(_row(measure, i, *row) for i, row in enumerate(rows))]
    return _svg(_LABEL + _WIDTH + 2 * _PAD, height, f"{measure} of each slice", body)


def risk_picture(summary: Summary, before: Summary | None) -> str:
    """Return the curve of risk by coverage, with the earlier one behind it."""
    size = _SIDE + 2 * _MARGIN
    body = [
        f'<rect class="frame" x="{_MARGIN}" y="{_MARGIN}" width="{_SIDE}" height="{_SIDE}"/>',
        *_risk_grid(),
    ]
    if before:
        body.append(_curve("before", before))
    body.append(_curve("now", summary))
    middle = _MARGIN + _SIDE / 2
    body.append(_text(middle, size - 4, "share of questions answered", "middle"))
    body.append(_text(_MARGIN, _MARGIN - 12, "share of these answers that are wrong", "start"))
    return _svg(size, size, "Risk by coverage", body)


def _paired(
    measure: str, parts: Sequence[Slice], before: Sequence[Slice]
) -> Iterator[tuple[Slice, Slice | None]]:
    """Yield the slices that have a value, each with its earlier one."""
    earlier = {part.name: part for part in before}
    for part in parts:
        if not math.isnan(part.value(measure)):
            yield part, earlier.get(part.name)


def _row(measure: str, number: int, part: Slice, before: Slice | None) -> str:
    found = part.measure(measure)
    y = _PAD + _ROW * number + _ROW / 2
    name = "all questions" if part.name is None else safe_line(part.name)
    if len(name) > _MOST_LABEL:
        name = name[: _MOST_LABEL - 1] + "…"
    shapes = [_text(_LABEL, y + 4, f"{name} ({found.n})", "end")]
    if math.isnan(found.mean):
        return shapes[0]
    if not math.isnan(found.low):
        shapes.append(
            f'<line class="interval" x1="{_x(found.low)}" x2="{_x(found.high)}" y1="{y}" y2="{y}"/>'
        )
    if before and not math.isnan(before.value(measure)):
        shapes.append(f'<circle class="before" cx="{_x(before.value(measure))}" cy="{y}" r="5"/>')
    shapes.append(f'<circle class="now" cx="{_x(found.mean)}" cy="{y}" r="3.5"/>')
    return "".join(shapes)


def _grid(height: int) -> Iterator[str]:
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x = _x(tick)
        yield f'<line class="grid" x1="{x}" x2="{x}" y1="{_PAD}" y2="{height}"/>'
        yield _text(x, height + 14, f"{tick:g}", "middle")


def _risk_grid() -> Iterator[str]:
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x, y = _point(tick, tick)
        yield f'<line class="grid" x1="{x}" x2="{x}" y1="{_MARGIN}" y2="{_MARGIN + _SIDE}"/>'
        yield f'<line class="grid" x1="{_MARGIN}" x2="{_MARGIN + _SIDE}" y1="{y}" y2="{y}"/>'
        yield _text(x, _MARGIN + _SIDE + 14, f"{tick:g}", "middle")
        yield _text(_MARGIN - 6, y + 4, f"{tick:g}", "end")


def _curve(name: str, summary: Summary) -> str:
    answered = max((part.answered for part in summary.covered), default=1)
    covered = risk_coverage(summary.results, _COVERAGES)
    points = (_point(part.answered / answered, part.risk) for part in covered)
    return f'<polyline class="{name}" points="{" ".join(f"{x},{y}" for x, y in points)}"/>'


def _point(coverage: float, risk: float) -> tuple[float, float]:
    return round(_MARGIN + coverage * _SIDE, 1), round(_MARGIN + (1 - risk) * _SIDE, 1)


def _x(value: float) -> float:
    return round(_LABEL + _PAD + value * (_WIDTH - _PAD), 1)


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(width: int, height: int, title: str, body: Sequence[str]) -> str:
    shapes = "\n".join(body)
    return (
        f'<svg role="img" aria-label="{escape(title)}" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">\n{shapes}\n</svg>'
    )
