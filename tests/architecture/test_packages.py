"""requirements.txt has the exact version of every package that runs here, also of those that others
need in turn."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.running import ROOT


def test_every_package_that_runs_here_is_pinned() -> None:
    pinned = {}
    for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            asked = Requirement(line)
            assert [one.operator for one in asked.specifier] == ["=="], line
            pinned[canonicalize_name(asked.name)] = asked
    needed = {each for name in pinned for each in needs(name)}
    assert sorted(needed - set(pinned)) == []
    for name, asked in pinned.items():
        if asked.marker is None or asked.marker.evaluate():
            assert asked.specifier.contains(distribution(name).version), name


def needs(name: str) -> Iterator[str]:
    """What this package needs on this machine, and what that needs."""
    try:
        asked = distribution(name).requires or []
    except PackageNotFoundError:
        return  # for another version of Python
    for each in map(Requirement, asked):
        if each.marker is None or each.marker.evaluate({"extra": ""}):
            yield canonicalize_name(each.name)
            yield from needs(each.name)
