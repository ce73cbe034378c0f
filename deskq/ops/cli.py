"""The table of the commands of ``flask --app deskq``. Their modules are imported when a command runs."""

import os
import sys
from collections.abc import Callable, Sequence
from copy import copy
from functools import wraps
from importlib import import_module
from typing import Any

import click
from flask import Flask

#: (name, where it is defined, what ``flask --help`` says)
COMMANDS = (
    ("create-office", "deskq.ops.office_commands.create_office", "Create an office."),
    ("doctor", "deskq.doctor.cli.doctor", "Check everything and say what to do."),
    ("setup-code", "deskq.ops.office_commands.show_setup_code", "Show the code that opens /setup from elsewhere."),
    ("create-user", "deskq.ops.office_commands.create_user", "Create a person who signs in."),
    ("unlock-user", "deskq.ops.office_commands.unlock_user", "Let a person sign in again."),
    (
        "reset-second-factor",
        "deskq.ops.office_commands.reset_second_factor",
        "Turn off two-step sign-in of a person who lost their phone.",
    ),
    ("create-token", "deskq.ops.office_commands.create_token", "Create an API token for a machine."),
    ("revoke-token", "deskq.ops.office_commands.revoke_token", "Revoke the API tokens of a name."),
    ("close-day", "deskq.ops.office_commands.close_day", "Expire the tickets of past business days."),
    (
        "verify-journal",
        "deskq.journal_proof.verify_journal.verify_journal",
        "Check the journal and the ratings against it.",
    ),
    ("anchor-key", "deskq.journal_proof.cli.anchor_key", "Show the fingerprint of the key of the journal's anchors."),
    ("redact-journal", "deskq.ops.redact_journal.redact_journal", "Strike a text out of the journal."),
    ("backup", "deskq.ops.backup.cli.backup", "Copy database, pictures and keys into one file."),
    ("try-backup", "deskq.ops.scheduled_backup.cli.try_backup", "Make the scheduled backup now and try to restore it."),
    ("restore", "deskq.ops.backup.cli.restore", "Replace everything by a backup."),
    ("move-database", "deskq.database_move.cli.move_database", "Move everything from SQLite to PostgreSQL."),
    ("backup-key", "deskq.ops.backup.cli.backup_key", "Show the key of scheduled backups."),
    ("retention", "deskq.ops.retention_job.retention", "Remove what is older than the retention rules allow."),
    ("rotate-data-key", "deskq.ops.key_rotation.rotate_data_key", "Encrypt all personal fields with a new key."),
    ("export-person", "deskq.data_requests.cli.export_person", "Write everything stored about one person."),
    ("erase-person", "deskq.data_requests.cli.erase_person", "Erase the personal data of one person."),
    (
        "import-applications",
        "deskq.application_exchange.cli.import_applications",
        "Import applications from CSV or XLSX.",
    ),
    ("evaluate-estimate", "deskq.estimate.cli.evaluate_estimate", "Test the waiting estimate on a log of visits."),
    ("simulate-office", "deskq.estimate.cli.simulate_office", "Write the log of an invented office."),
    (
        "keep-application-figures",
        "deskq.application_figures.cli.keep_application_figures",
        "Make the figures of applications anew.",
    ),
    ("seed", "deskq.demo.cli.seed", "Fill an empty database with the demo office."),
    ("simulate", "deskq.demo.cli.simulate", "Play past working days in the demo office."),
    ("db", "flask_migrate.cli.db", "Perform database migrations."),
)
#: They do without the database, tell what is wrong with it, or replace it as a whole. The others refuse one that a move
#: has not finished; the group ``db`` does so in migrations/env.py.
WITH_ANY_DATABASE = (
    "doctor",
    "restore",
    "move-database",
    "backup-key",
    "evaluate-estimate",
    "simulate-office",
)


class LazyCommand(click.Command):
    """A command whose module is imported when it runs: the server and ``flask --help`` do not need them."""

    def __init__(self, name: str, path: str, short_help: str) -> None:
        super().__init__(name, short_help=short_help)
        self.path = path

    def load(self) -> click.Command:
        module, _, name = self.path.rpartition(".")
        command: click.Command = getattr(import_module(module), name)
        return command

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """For ``--help`` as the value of an option the application was made without its parts: refuse it."""
        command = self.load()
        context = command.make_context(*args, **kwargs)
        if only_help_is_asked(sys.argv) and not isinstance(command, click.Group):
            raise click.UsageError("--help cannot be a value here.", context)
        if command.callback is not None and not isinstance(command, click.Group):
            context.command = copy(command)
            context.command.callback = _with_sentences(command.callback, self.name not in WITH_ANY_DATABASE)
        return context


def _with_sentences(callback: Callable[..., Any], whole_database: bool) -> Callable[..., Any]:
    """Errors of the database become sentences: locked, read-only, damaged, not migrated, or its server stopped.
    ``whole_database``: a database that a move has not finished is refused, as the server does."""
    from sqlalchemy.exc import OperationalError, ProgrammingError

    from deskq.ops import schema

    command = refused_in_words(callback)

    @wraps(callback)
    def run(*args: Any, **kwargs: Any) -> Any:
        if whole_database and (sentence := schema.unfinished_move()):
            raise click.ClickException(sentence)
        try:
            return command(*args, **kwargs)
        except (OperationalError, ProgrammingError):
            if sentence := schema.misfit():
                raise click.ClickException(sentence) from None
            raise

    return run


def refused_in_words(callback: Callable[..., Any]) -> Callable[..., Any]:
    """Errors of the database that have a sentence end in it; those of migrations and of code keep their trace. Also for
    the group ``db`` (migrations/env.py)."""
    from deskq.core.db import faults
    from deskq.core.errors import Damaged, Unavailable

    @wraps(callback)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return callback(*args, **kwargs)
        except Damaged:  # who runs a command is the administrator whom its own sentence names
            raise click.ClickException(faults.DAMAGED.text) from None
        except Unavailable as refusal:
            raise click.ClickException(refusal.title) from None

    return run


def only_help_is_asked(argv: Sequence[str]) -> bool:
    """Whether this process is ``flask`` showing its help, or that of one command; it needs the table above alone."""
    return os.environ.get("FLASK_RUN_FROM_CLI") == "true" and ("--help" in argv[1:] or len(argv) == 1)


def init_app(app: Flask) -> None:
    for name, path, short_help in COMMANDS:
        app.cli.add_command(LazyCommand(name, path, short_help))
