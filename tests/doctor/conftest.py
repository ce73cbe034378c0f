"""An office in which nothing is wrong: keys of its own, a backup of last night, a clock that a time server sets."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import config
from deskq.core import clock, last_backup
from deskq.doctor.finding import State
from tests.ops.backup.conftest import run
from tests.tools.browsers import browser, client

__all__ = ["browser", "client"]
KEYS = ("secret_key", "data_key", "blind_key")


@dataclass(frozen=True)
class Found:
    state: State
    text: str
    advice: str


@pytest.fixture(autouse=True)
def instance(tmp_path, monkeypatch) -> Path:
    """With the three keys, as the first start makes them. The settings of the environment are not asked."""
    folder = tmp_path / "instance"
    folder.mkdir(mode=0o700)
    monkeypatch.setattr(config, "INSTANCE", folder)
    for name in KEYS:
        monkeypatch.delenv(f"DESKQ_{name.upper()}", raising=False)
        config.kept_secret(name)
    return folder


@pytest.fixture
def database_url(own_database_url) -> str:
    return own_database_url


@pytest.fixture
def program(tmp_path, monkeypatch) -> Callable[[str, str], None]:
    """``program("timedatectl", "no")``: a program of this name is first on the PATH, and prints this."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    def put(name: str, prints: str) -> None:
        (folder / name).write_text(f"#!/bin/sh\necho '{prints}'\n")
        (folder / name).chmod(0o755)

    return put


@pytest.fixture
def doctor(app, program, instance) -> Callable[..., list[Found]]:
    """``doctor("backups")``: what the command found about it. The last backup was made by hand just now."""
    program("timedatectl", "yes")
    last_backup.note(instance, clock.now())

    def ask(check: str, language: str = "en") -> list[Found]:
        answer = run(app, "doctor", "--json", "--language", language)
        found = json.loads(answer.stdout)
        assert answer.exit_code == {"ok": 0, "hint": 0, "warning": 1, "error": 2}[found["state"]]
        return [Found(one["state"], one["text"], one["advice"]) for one in found["findings"] if one["check"] == check]

    return ask


@pytest.fixture
def states(doctor) -> Callable[[str], list[State]]:
    """``states("backups")``: of all that the command found about it."""
    return lambda check: [one.state for one in doctor(check)]


@pytest.fixture
def errs(doctor) -> Callable[[str, str, str], None]:
    """``errs("tls", "expired", "certbot")``: one error is found about it, whose text and advice say so."""

    def see(check: str, text: str, advice: str = "") -> None:
        (found,) = doctor(check)
        assert (found.state, text in found.text, advice in found.advice) == ("error", True, True), found

    return see
