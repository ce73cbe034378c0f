"""Full-text search of messages by the database, over words in one spelling (``persian.search_words``).

Table ``message_words`` by the message's id: FTS5 in SQLite, ``tsvector`` with a GIN index in PostgreSQL. The units
that have or had a message are indexed as terms beside its words, with a prefix no word has, so that the search of one
unit costs no more than a search of all. Confidential reports are never indexed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, TextClause, text
from sqlalchemy.orm import Session

from deskq.core.text import persian

MOST_WORDS = 8  #: of a search; of a text all
SHORTEST = 2  #: letters of a word that is looked for by its beginning
LONGEST = 60  #: letters of a word that are kept and looked for: PostgreSQL takes no endless one
MOST_KEPT = 3000  #: words of a message that are kept, the first ones: a tsvector has an end too
#: Letters of which a database may think otherwise than Python, by the Unicode each knows: written as numbers.
_FOREIGN = re.compile("[^\u0000-\u06ff]")

SQLITE = {
    "forget": text("DELETE FROM message_words WHERE rowid = :id"),
    "keep": text("INSERT INTO message_words (rowid, words) VALUES (:id, :words)"),
    "find": text(
        "SELECT rowid FROM message_words WHERE message_words MATCH :search AND rowid < :before"
        " ORDER BY rowid DESC LIMIT :most"
    ),
}
POSTGRES = {
    "forget": text("DELETE FROM message_words WHERE id = :id"),
    "keep": text("INSERT INTO message_words (id, words) VALUES (:id, array_to_tsvector(string_to_array(:words, ' ')))"),
    # For words that are in many messages: among the newest there are enough.
    "newest": text(
        "WITH newest AS MATERIALIZED"
        " (SELECT id, words FROM message_words WHERE id < :before ORDER BY id DESC LIMIT 2000)"
        " SELECT id FROM newest WHERE words @@ CAST(:search AS tsquery) ORDER BY id DESC LIMIT :most"
    ),
    # For words that are in few: by the index of words. OFFSET 0 keeps PostgreSQL from walking all messages backwards.
    "find": text(
        "SELECT id FROM"
        " (SELECT id FROM message_words WHERE words @@ CAST(:search AS tsquery) AND id < :before OFFSET 0) AS found"
        " ORDER BY id DESC LIMIT :most"
    ),
}


def row(message_id: int, texts: Iterable[str], units: Iterable[int], taker: int | None) -> dict[str, object]:
    """The indexed row of a message: its words in every spelling, its units, who typed it in."""
    words: dict[str, None] = {}
    for word in _words(texts):
        if len(words) == MOST_KEPT:
            break
        words[word] = None
    whose = [*map(unit_term, units), *([taker_term(taker)] if taker is not None else [])]
    return {"id": message_id, "words": " ".join([*words, *whose])}


def _words(texts: Iterable[str]) -> Iterator[str]:
    for said in texts:
        for word in persian.search_words(said):
            yield from (_written(part) for one in word for part in one.split())


def _written(part: str) -> str:
    return _FOREIGN.sub(lambda letter: f"_{ord(letter[0]):x}_", part[:LONGEST])


def replace_row(connection: Connection, kept: dict[str, object]) -> None:
    """Replace what a message is found by."""
    connection.execute(_ways(connection)["forget"], {"id": kept["id"]})
    insert_rows(connection, [kept])


def insert_rows(connection: Connection, rows: Sequence[dict[str, object]]) -> None:
    connection.execute(_ways(connection)["keep"], rows)


def delete_rows(connection: Connection, message_ids: Sequence[int]) -> None:
    """Remove messages from the index; migration 0025 makes SQLite delete their words from disk too."""
    if message_ids:
        connection.execute(_ways(connection)["forget"], [{"id": message_id} for message_id in message_ids])


def find(session: Session, typed: str, most: int, before: int, whose: Sequence[str] = ()) -> list[int]:
    """Ids of the newest messages with all these words or words that begin so, below the id ``before``; ``whose``
    (unit_term, taker_term) restricts to any of them. Empty when nothing searchable was typed."""
    words = persian.search_words(typed)[:MOST_WORDS]
    if not any(len(spelling) >= SHORTEST for word in words for spelling in word):
        return []
    connection = session.connection()
    search = _search(words, whose, connection.dialect.name == "sqlite")
    sought, ways = {"search": search, "before": before, "most": most}, _ways(connection)
    if "newest" in ways and len(ids := list(connection.execute(ways["newest"], sought).scalars())) == most:
        return ids
    return list(connection.execute(ways["find"], sought).scalars())


def unit_term(unit_id: int) -> str:
    return f"_u{unit_id}"


def taker_term(person_id: int) -> str:
    return f"_t{person_id}"


def _search(words: list[tuple[str, ...]], whose: Sequence[str], sqlite: bool) -> str:
    """("چاله"* AND "ها"*) OR "چالهها"* in the syntax of either database. Only letters, digits and our prefix get
    between the quotes, whatever was typed."""
    both, either = (" AND ", " OR ") if sqlite else (" & ", " | ")
    quoted = '"{}"{}' if sqlite else "'{}'{}"
    begins = "*" if sqlite else ":*"
    asked = [
        either.join(f"({both.join(quoted.format(_written(part), begins) for part in one.split())})" for one in word)
        for word in words
    ]
    if whose:
        asked.append(either.join(quoted.format(one, "") for one in whose))
    return both.join(f"({one})" for one in asked)


def _ways(connection: Connection) -> dict[str, TextClause]:
    return SQLITE if connection.dialect.name == "sqlite" else POSTGRES
