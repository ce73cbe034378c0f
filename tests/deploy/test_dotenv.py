"""Files .env: docker compose reads them; deskq and its commands do not."""

import os
import re
import subprocess
import sys

import click
import pytest
from flask.cli import ScriptInfo

import config
from deskq.ops import dotenv_guard
from tests.deploy import container_files
from tests.deploy.container_files import ROOT


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The working directory, inside one that has a .env with two settings."""
    (tmp_path / ".env").write_text("DESKQ_PORT=9999\nPOSTGRES_PASSWORD=x\n")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    monkeypatch.delenv("FLASK_SKIP_DOTENV", raising=False)
    monkeypatch.delenv("DESKQ_PORT", raising=False)
    return tmp_path


@pytest.fixture
def check():
    """``dotenv_guard.check`` as a command of Flask runs it."""

    def run() -> None:
        with click.Context(click.Command("backup"), obj=ScriptInfo()):
            dotenv_guard.check()

    return run


def test_a_setting_that_flask_read_from_a_file_is_refused(folder, monkeypatch, check):
    monkeypatch.setenv("DESKQ_PORT", "9999")

    with pytest.raises(config.BadSetting, match=re.escape(f"read DESKQ_PORT from {folder / '.env'}")):
        check()


def test_another_value_of_the_environment_wins_a_server_reads_no_file_nor_does_a_command_with_the_variable(
    folder, monkeypatch, check
):
    monkeypatch.setenv("DESKQ_PORT", "8001")
    check()

    monkeypatch.setenv("DESKQ_PORT", "9999")
    dotenv_guard.check()  # outside of a command
    monkeypatch.setenv("FLASK_SKIP_DOTENV", "1")
    check()


def test_the_real_command_stops_with_a_sentence(folder):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DESKQ_INSTANCE": str(folder / "instance")}

    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "deskq", "close-day"], env=environment, capture_output=True, text=True
    )

    assert done.returncode == 1
    assert done.stderr.startswith("`flask` has read DESKQ_PORT from")
    assert not (folder / "instance").exists()


def test_image_service_and_make_read_no_file():
    service = (ROOT / "deploy" / "deskq.service").read_text().splitlines()
    makefile = (ROOT / "Makefile").read_text().splitlines()

    assert container_files.image_environment()["FLASK_SKIP_DOTENV"] == "1"
    assert "Environment=FLASK_SKIP_DOTENV=1" in service
    assert "export FLASK_SKIP_DOTENV := 1" in makefile
