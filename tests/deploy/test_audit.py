"""The lock files, without any network: every library with an exact version and its hash, installed in that version."""

import runpy

import pytest

from tests.load.bench_server import ROOT

audit = runpy.run_path(str(ROOT / "deploy" / "audit.py"))
HASH = "    --hash=sha256:" + "a" * 64


@pytest.mark.parametrize("name", audit["LOCKS"])
def test_every_library_is_locked_with_its_hash_and_installed_in_that_version(name):
    text = (ROOT / name).read_text()

    assert text.count("--hash=sha256:") > 100
    assert audit["faults"](text) == []
    assert audit["strangers"](text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (f"flask==3.1.3 \\\n{HASH}", []),
        (f"# a comment\nredis[hiredis]==8.1.0 ; python_version < '3.14' \\\n{HASH}\n    # via flask", []),
        ("flask==3.1.3", ["flask==3.1.3: no hash"]),
        (f"flask>=3.1 \\\n{HASH}", ["flask>=3.1 \\: no exact version"]),
        (f"flask @ https://a.example/f.whl \\\n{HASH}", ["flask @ https://a.example/f.whl \\: no exact version"]),
        ("flask==3.1.3 \\\n    --hash=sha256:abc", ["flask==3.1.3 \\: no hash"]),
    ],
)
def test_what_is_not_locked_is_named(text, wrong):
    assert audit["faults"](text) == wrong


def test_another_version_than_the_locked_one_is_named():
    assert len(audit["strangers"]("flask==0.1 \\\n")) == 1
    assert audit["strangers"]("no-such-library-anywhere==1.0 \\\n") == []
