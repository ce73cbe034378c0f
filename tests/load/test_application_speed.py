"""100,000 applications with 1,000,000 stages: each page is shown, on either database, and what is
slower than promised is told."""

import pytest

from tests.load import bench_applications, bench_office
from tests.tools.steps import should_be


def test_every_measured_page_of_a_few_hundred_applications_can_be_shown(tmp_path, monkeypatch):
    monkeypatch.setattr(bench_office.postgres, "is_available", lambda: False)

    found = bench_applications.measure(tmp_path, 300, 2)

    assert set(bench_applications.TARGETS) <= set(found["SQLite"])


@pytest.mark.soak
@pytest.mark.postgres
def test_pages_of_a_hundred_thousand_applications_are_shown(tmp_path):
    for kept, found in bench_applications.measure(tmp_path, 100_000, 100).items():
        print(kept, {what: round(p95) for what, p95 in found.items()})
        assert set(bench_applications.TARGETS) <= set(found)
        for what, most in bench_applications.TARGETS.items():
            should_be(found[what], most, f"{what}, {kept}", "ms")
