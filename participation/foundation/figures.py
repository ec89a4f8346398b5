"""What this server counts of itself, for whoever runs the machine: no name, no text, no vote."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

QUICK = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

registry = CollectorRegistry()

ANSWERS = Counter(
    "sawt_live_answers", "Live messages answered.", ["message", "code"], registry=registry
)
COMMIT_SIZE = Histogram(
    "sawt_commit_messages",
    "Messages of a hall that shared a commit.",
    buckets=(1, 2, 5, 10, 20, 50, 100, 200, 500),
    registry=registry,
)
COMMIT_SECONDS = Histogram(
    "sawt_commit_seconds",
    "From taking such a list to its commit.",
    buckets=QUICK,
    registry=registry,
)
PUBLISH_SECONDS = Histogram(
    "sawt_publish_delay_seconds",
    "From a change being known here to its state being sent.",
    buckets=QUICK,
    registry=registry,
)
CONNECTIONS = Gauge("sawt_connections", "Sockets that follow.", ["audience"], registry=registry)
INTAKE_LINE = Gauge("sawt_intake_waiting", "Messages that wait for a commit.", registry=registry)
SLOW_PHONES = Gauge(
    "sawt_slow_connections", "Sockets that can't take their newest state now.", registry=registry
)
TEXTS_WAITING = Gauge(
    "sawt_texts_waiting", "Texts that wait for an adult, in sessions under way.", registry=registry
)
CLEARING_DELAY = Gauge(
    "sawt_clearing_delay_seconds", "How long the oldest of them has waited.", registry=registry
)


def answered(message: str, answer: dict[str, object]) -> None:
    """A live message was answered: well, or with this code."""
    ANSWERS.labels(message, "ok" if answer.get("ok") else str(answer.get("code"))).inc()


def as_text() -> bytes:
    """Everything, in the text form of Prometheus."""
    return generate_latest(registry)
