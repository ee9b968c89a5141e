"""Metrics: how many requests there were and how long they took, as Prometheus reads it."""

import threading
from collections import Counter, defaultdict


class Metrics:
    """Counts requests by their operation and their status."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, int]] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def add(self, operation: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        with self._lock:
            self._counts[operation, status] += 1
            self._seconds[operation] += seconds

    def text(self, documents: int) -> str:
        """Return all counts, and how many documents there are."""
        with self._lock:
            counts, seconds = sorted(self._counts.items()), sorted(self._seconds.items())
        lines = ["# TYPE quoth_documents gauge", f"quoth_documents {documents}"]
        lines.append("# TYPE quoth_requests_total counter")
        lines += [
            f'quoth_requests_total{{operation="{operation}",status="{status}"}} {count}'
            for (operation, status), count in counts
        ]
        lines.append("# TYPE quoth_request_seconds_total counter")
        lines += [
            f'quoth_request_seconds_total{{operation="{operation}"}} {total:.6f}'
            for operation, total in seconds
        ]
        return "\n".join(lines) + "\n"
