"""Messages are found by their words."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE message_words USING fts5("
            "words, tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\", prefix = '2 3', detail = none)"
        )
        return
    op.execute("CREATE TABLE message_words (id bigint PRIMARY KEY, words tsvector NOT NULL)")
    op.execute("CREATE INDEX ix_message_words_words ON message_words USING gin (words)")


def downgrade() -> None:
    op.execute("DROP TABLE message_words")
