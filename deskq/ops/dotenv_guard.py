"""Refuses settings that the ``flask`` command took from a file .env: the server reads none, and both must agree."""

import os
from pathlib import Path

import click
from flask.cli import ScriptInfo

import config

FILES = (".env", ".flaskenv")  #: which Flask looks for from the working directory upwards, once python-dotenv is there


def check() -> None:
    """Else a command could work on another database than the server, or encrypt with another key."""
    context = click.get_current_context(silent=True)
    command = context.find_object(ScriptInfo) if context else None
    if command is None or not command.load_dotenv_defaults:
        return
    for path, name in _settings_in_files():
        raise config.BadSetting(
            f"`flask` has read {name} from {path}, which the server does not read. Set FLASK_SKIP_DOTENV=1; "
            f"with it, `flask -e {path}` reads the file on purpose."
        )


def _settings_in_files() -> list[tuple[Path, str]]:
    """Those that have the value of the file: any other was set in the environment, which wins."""
    from dotenv import dotenv_values, find_dotenv

    found = [Path(path) for name in FILES if (path := find_dotenv(name, usecwd=True))]
    return [
        (path, name)
        for path in found
        for name, value in dotenv_values(path).items()
        if name.startswith("DESKQ_") and os.environ.get(name) == value
    ]
