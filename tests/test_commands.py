"""The table of commands."""

import pytest
from click import Command

from deskq.ops.cli import COMMANDS, LazyCommand


@pytest.mark.parametrize(("name", "path", "short_help"), COMMANDS)
def test_a_command_is_found_where_the_table_says_under_its_name(name, path, short_help):
    command = LazyCommand(name, path, short_help).load()

    assert isinstance(command, Command)
    assert command.name == name
    assert command.help


def test_help_names_every_command(app):
    text = app.test_cli_runner().invoke(args=["--help"]).output

    assert [name for name, _, _ in COMMANDS if f"  {name} " not in text] == []


def test_help_of_a_command_names_its_options(app):
    assert "--today" in app.test_cli_runner().invoke(args=["close-day", "--help"]).output
