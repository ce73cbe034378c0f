"""Finding messages by what was said: the databases' own search, over words in one spelling (``persian.search_words``).

SQLite keeps them in an FTS5 table, PostgreSQL in a ``tsvector`` with a GIN index; both under ``message_words``, by the
message's id. Confidential reports are never put in.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, TextClause, text
from sqlalchemy.orm import Session

from deskq import persian

MOST_WORDS = 8  #: of a search; of a text all
SHORTEST = 2  #: letters of a word that is looked for by its beginning

SQLITE = {
    "forget": text("DELETE FROM message_words WHERE rowid = :id"),
    "keep": text("INSERT INTO message_words (rowid, words) VALUES (:id, :words)"),
    "matches": text("message.id IN (SELECT rowid FROM message_words WHERE message_words MATCH :search)"),
}
POSTGRES = {
    "forget": text("DELETE FROM message_words WHERE id = :id"),
    "keep": text("INSERT INTO message_words (id, words) VALUES (:id, to_tsvector('simple', :words))"),
    "matches": text("message.id IN (SELECT id FROM message_words WHERE words @@ to_tsquery('simple', :search))"),
}


def keep(connection: Connection, message_id: int, texts: Sequence[str]) -> None:
    """Have a message found by these texts, and by none it was found by before."""
    ways = _ways(connection)
    connection.execute(ways["forget"], {"id": message_id})
    words = " ".join(spelling for text in texts for word in persian.search_words(text) for spelling in word)
    if words:
        connection.execute(ways["keep"], {"id": message_id, "words": words})


def forget(connection: Connection, message_ids: Sequence[int]) -> None:
    """Have them found by no words any more; SQLite's index is told (migration 0025) to keep nothing of them."""
    if message_ids:
        connection.execute(_ways(connection)["forget"], [{"id": message_id} for message_id in message_ids])


def matching(session: Session, typed: str) -> TextClause | None:
    """The condition on ``message`` that all these words (or their beginnings) stand in it; None when nothing was typed
    that could be looked for."""
    words = persian.search_words(typed)[:MOST_WORDS]
    if not any(len(spelling) >= SHORTEST for word in words for spelling in word):
        return None
    postgres = session.connection().dialect.name != "sqlite"
    search = (_tsquery if postgres else _fts5)(words)
    return _ways(session.connection())["matches"].bindparams(search=search)


def _fts5(words: list[tuple[str, ...]]) -> str:
    """("چاله"* AND "ها"*) OR "چالهها"*: letters and digits only ever stand between the quotes."""
    return " AND ".join(
        "("
        + " OR ".join("(" + " AND ".join(f'"{part}"*' for part in spelling.split()) + ")" for spelling in word)
        + ")"
        for word in words
    )


def _tsquery(words: list[tuple[str, ...]]) -> str:
    return " & ".join(
        "(" + " | ".join("(" + " & ".join(f"'{part}':*" for part in spelling.split()) + ")" for spelling in word) + ")"
        for word in words
    )


def _ways(connection: Connection) -> dict[str, TextClause]:
    return SQLITE if connection.dialect.name == "sqlite" else POSTGRES
