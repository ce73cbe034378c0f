"""Encrypted columns: unreadable in the database, readable on a page; one that cannot be decrypted breaks no page."""

from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update

from deskq import create_app
from deskq.core.db import field_encryption
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import db
from tests.conftest import require, settings
from tests.core.field_encryption.conftest import FIRST, PHONE, SECOND, raw, read, use, write
from tests.load import postgres
from tests.tools.disk_files import bytes_of


def test_neither_the_file_of_the_database_nor_its_log_holds_the_text(sealed, database_url):
    write(sealed, PHONE, "سیمرغ زعفران‌کار")

    for content in (everything(database_url), bytes_of(database_url)):
        assert PHONE.encode() not in content
        assert "سیمرغ".encode() not in content
        assert f"s1.{field_encryption.key_id(FIRST)}.".encode() in content
        assert FIRST.encode() not in content
    assert read(sealed) == [PHONE, "سیمرغ زعفران‌کار"]


def everything(database_url: str) -> bytes:
    path = Path(database_url.removeprefix("sqlite:///"))
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


def test_an_equal_text_is_found_by_its_blind_index(sealed):
    write(sealed, PHONE, "09130000000", PHONE)
    wanted = select(sealed.c.id).where(sealed.c.phone_key == field_encryption.blind(PHONE, "sealed_note.phone"))

    with db.engine.connect() as connection:
        assert list(connection.scalars(wanted.order_by(sealed.c.id))) == [1, 3]


def test_a_list_with_some_that_do_not_open_or_were_never_sealed_shows_the_others(sealed):
    write(sealed, PHONE, PHONE, PHONE)
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE sealed_note SET phone = phone || 'A' WHERE id = 1"))
        connection.execute(text("UPDATE sealed_note SET phone = '09350000000' WHERE id = 2"))

    closed, forged, whole = read(sealed)

    assert (closed, forged, whole) == ("—", "—", PHONE)
    assert closed.why == field_encryption.WasAltered.title


def test_a_value_moved_between_columns_does_not_open(sealed):
    write(sealed, PHONE)
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE sealed_note SET name = phone"))
        (name,) = connection.scalars(select(sealed.c.name))

    assert isinstance(name, field_encryption.Unreadable)


def test_the_dash_is_never_stored_in_place_of_what_it_stands_for(sealed):
    write(sealed, PHONE)
    use(SECOND)
    (dash,) = read(sealed)

    with pytest.raises(field_encryption.CannotDecrypt), db.engine.begin() as connection:
        connection.execute(update(sealed).values(phone=dash))

    use(FIRST)
    assert read(sealed) == [PHONE]


def test_nothing_and_no_value_are_stored_as_they_are(sealed):
    with db.engine.begin() as connection:
        connection.execute(insert(sealed), [{"phone": ""}, {"phone": None}])
        empty = connection.scalars(select(sealed.c.id).where(sealed.c.phone == ""))

        assert list(empty) == [1]
    assert raw(sealed) == read(sealed) == ["", None]


def test_every_sealed_column_is_bound_to_its_own_place(app):
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, EncryptedText):
                assert column.type.context == f"{table.name}.{column.name}"


def test_postgresql_holds_the_sealed_text_too(notes):
    require("PostgreSQL", postgres.is_available())
    with postgres.database() as url:
        app = create_app(settings(url, DATA_KEY=FIRST))
        with app.app_context():
            notes.create(db.engine)
            write(notes, PHONE, "")

            (kept, empty) = raw(notes)

            assert read(notes) == [PHONE, ""]
            assert (kept.startswith("s1."), PHONE in kept, empty) == (True, False, "")
            db.engine.dispose()
