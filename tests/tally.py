"""How much the attacks tried, said once at the end, however many workers did them."""

from collections import Counter

import pytest

_TRIED = "tried"


@pytest.fixture
def tried(request):
    """Count what a test tries: ``tried("kills", 20)``."""
    return lambda what, times: request.node.user_properties.append((_TRIED, (what, times)))


def pytest_terminal_summary(terminalreporter):
    """Say how much was tried."""
    total = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", None) == "call":
                for what, times in (
                    tried for name, tried in report.user_properties if name == _TRIED
                ):
                    total[what] += times
    if total:
        counts = ", ".join(f"{what}: {times:,}" for what, times in sorted(total.items()))
        terminalreporter.write_line(f"tried in tests/faults: {counts}")
