"""Alembic, bound to the running application's database. One that a move has not finished is left to the move."""

import click
from alembic import context
from flask import current_app

from deskq.ops import cli, schema

database = current_app.extensions["migrate"].db


def run() -> None:
    if context.is_offline_mode():
        context.configure(url=str(database.engine.url), target_metadata=database.metadata, literal_binds=True)
        with context.begin_transaction():
            context.run_migrations()
        return
    if schema.BY_THE_MOVE not in context.get_x_argument() and (sentence := schema.unfinished_move()):
        raise click.ClickException(sentence)
    with database.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


cli.refused_in_words(run)()
