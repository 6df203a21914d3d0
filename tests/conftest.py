"""What all tests share: how hypothesis tries, and that no test speaks another language than it says."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "cchc",
    deadline=None,  # no timed test
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("cchc")


@pytest.fixture(autouse=True)
def _own_language(monkeypatch):
    monkeypatch.delenv("CCHC_LANGUAGE", raising=False)
    monkeypatch.setenv("LANGUAGE", "vi")
