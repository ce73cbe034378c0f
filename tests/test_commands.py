"""The table of commands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click import Command

from deskq.ops.cli import COMMANDS, LazyCommand, only_help_is_asked

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(("name", "path", "short_help"), COMMANDS)
def test_a_command_is_found_where_the_table_says_under_its_name(name, path, short_help):
    command = LazyCommand(name, path, short_help).load()

    assert isinstance(command, Command)
    assert command.name == name
    assert command.help


def test_help_names_every_command_and_its_options(app):
    run = app.test_cli_runner().invoke
    text = run(args=["--help"]).output

    assert [name for name, _, _ in COMMANDS if f"  {name} " not in text] == []
    assert "--today" in run(args=["close-day", "--help"]).output


@pytest.mark.parametrize("arguments", [[], ["--help"], ["backup", "--help"], ["db", "upgrade", "--help"]])
def test_help_alone_imports_no_feature(arguments):
    script = f"""
import sys
from flask.cli import main
sys.argv[1:] = {arguments!r}
try:
    main()
finally:
    print([name for name in ("deskq.queue.models", "deskq.web.flask_extensions", "pydantic") if name in sys.modules])
"""
    environment = {**os.environ, "FLASK_APP": "deskq"}

    output = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True)

    assert "Usage: " in output.stdout + output.stderr
    assert "[]" in output.stdout


def test_a_command_that_does_something_and_a_server_have_the_whole_application(app, monkeypatch):
    monkeypatch.setenv("FLASK_RUN_FROM_CLI", "true")
    assert not only_help_is_asked(["flask", "backup", "office.tar"])
    assert only_help_is_asked(["flask", "backup", "--help"])

    monkeypatch.delenv("FLASK_RUN_FROM_CLI")
    assert not only_help_is_asked(["run.py"])
