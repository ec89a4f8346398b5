"""The demonstration, built once on each database for all tests that only read it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from flask import Flask

from participation.demonstration import building, secret_words
from tests.databases import BOTH, empty_url, migrated_app


@pytest.fixture(scope="module", autouse=True)
def quick_hashes() -> Iterator[None]:
    """What is tested here is not how long a guess takes."""
    with pytest.MonkeyPatch.context() as patch:
        hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr(secret_words, "_hasher", hasher)
        yield


@pytest.fixture(scope="module", params=BOTH)
def demonstration(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """An app whose database holds the demonstration. No context is open."""
    folder = tmp_path_factory.mktemp("demonstration")
    app = migrated_app(empty_url(request.param, request, folder), folder)
    with app.app_context():
        building.build()
    yield app
    app.extensions["participation.engine"].dispose()
