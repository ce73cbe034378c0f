"""No key, token or password of anybody is in the files of the project: known forms, and random-looking values."""

import math
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.load.bench_server import ROOT

#: Forms that the issuers of secrets have given them.
FORMS = {
    "private key": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----",
    "key of AWS": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "token of GitHub": r"\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_\w{40,})",
    "token of GitLab": r"\bglpat-[\w-]{20}",
    "token of Slack": r"\bxox[abprs]-[\w-]{10,}",
    "key of Google": r"\bAIza[\w-]{35}",
    "key of Stripe": r"\b[rs]k_live_\w{16,}",
    "identity of age": r"\bAGE-SECRET-KEY-1[0-9A-Z]{50,}",
    "signed token": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
    "password in an address": r"\b[a-z][a-z+]+://[^\s:/@\"'{}<>$]+:[^\s:/@\"'{}<>$]{4,}@[\w.-]+",
}
#: ``secret_key = "..."``, ``"token": "..."``, ``PASSWORD=...``
NAMED = re.compile(
    r"(?i)(?:secret|token|password|passwd|api_?key|private_?key|data_key|blind_key)\w*[\"']?\s*[:=]\s*[\"']?"
    r"([A-Za-z0-9+/_=-]{20,})"
)
RANDOM = 3.8  # bits a letter; words and names have less
#: Not written by hand: hashes of packages, files of others, pictures; the keys of the golden copy's office; and kept
#: pages, from which secrets are taken out.
SKIPPED = re.compile(
    r"^tests/golden/known\.json$|^tests/kept_pages/pages/|\.lock$|package-lock\.json$|^static/vendor/|\.(?:png|woff2?|mo|whl|gz|wav|mp3|ogg|pdf|webp|ico)$"
)
#: Made by tools or by running deskq; not part of the project.
ELSEWHERE = {".git", ".venv", "node_modules", "instance", "__pycache__", ".hypothesis"}
#: Secrets that open nothing: of tests and examples.
KNOWN = (
    "only-for-tests",
    "user:password@host",
    "desk:secret@localhost",
    "desk:the-secret@localhost",
    "desk:very-secret",
    "key:very-secret@s3.example",
    "0a1b2c3d4e5f67899876f5e4d3c2b1a0",
)


def found(text: str) -> Iterator[str]:
    for name, form in FORMS.items():
        yield from (f"{name}: {match[0]}" for match in re.finditer(form, text))
    yield from (f"random: {match[1]}" for match in NAMED.finditer(text) if looks_random(match[1]))


def looks_random(value: str) -> bool:
    kinds = sum(any(test(letter) for letter in value) for test in (str.islower, str.isupper, str.isdigit))
    return kinds >= 2 and any(map(str.isdigit, value)) and entropy(value) > RANDOM


def entropy(value: str) -> float:
    return -sum(n / len(value) * math.log2(n / len(value)) for n in Counter(value).values())


def files() -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in ELSEWHERE and not name.endswith("_cache")]
        yield from (Path(folder) / name for name in names)


def test_no_file_has_a_secret():
    names = {path.relative_to(ROOT).as_posix(): path for path in files() if path != Path(__file__)}
    written = {name: path for name, path in names.items() if not SKIPPED.search(name)}

    wrong = [
        f"{name}: {what}"
        for name, path in written.items()
        for what in found(path.read_text(errors="replace"))
        if not any(known in what for known in KNOWN)
    ]

    assert len(written) > 1000
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN RSA PRIVATE KEY-----",
        "AKIA" + "Z7Q2" * 4,
        "ghp_" + "a1B2c3" * 6,
        "postgresql://desk:hunter2hunter2@db.example.ir/desk",
        'SECRET_KEY = "q8Zr2LxV0mT7yBn4KdWs9PfG"',
        "DESKQ_SMS_API_KEY=4f9a0c7be21d8836f5c0917ae4d2b36811",
        '{"token": "h7Qw2ZsX9cVb3NmK8jLp4RtY"}',
    ],
)
def test_a_secret_is_found(text):
    assert list(found(text))


@pytest.mark.parametrize(
    "text", ['token = "a-password-for-tests-only"', "secret: the_unguessable_part", 'key = "abc123"']
)
def test_what_is_no_secret_is_not_found(text):
    assert not list(found(text))
