"""What all tests share: how hypothesis tries, and that no test speaks another language than it says."""

from __future__ import annotations

import importlib
import os
import pkgutil

import pytest
from hypothesis import HealthCheck, settings

import cchc_xlsx

settings.register_profile(
    "cchc",
    deadline=None,  # no timed test
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("cchc")

#: Hypothesis tries texts of the modules that are loaded: with all of them it tries the same whatever ran before.
for _module in pkgutil.walk_packages(cchc_xlsx.__path__, "cchc_xlsx."):
    if not _module.name.endswith("__main__"):
        importlib.import_module(_module.name)


@pytest.fixture(autouse=True)
def _own_language(monkeypatch):
    monkeypatch.delenv("CCHC_LANGUAGE", raising=False)
    monkeypatch.setenv("LANGUAGE", "vi")
