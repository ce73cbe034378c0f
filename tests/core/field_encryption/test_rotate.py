"""Key rotation re-encrypts everything, also after an interruption; look-ups still work."""

import pytest
from flask import Flask
from flask_migrate import upgrade

import config
from deskq import create_app
from deskq.core.db import field_encryption
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.ops import key_rotation
from tests.conftest import require, settings
from tests.core.field_encryption.conftest import BLIND, FIRST, PHONE, SECOND, raw, read, use, write
from tests.load import postgres

PHONES = [f"0912{number:07}" for number in range(25)]


@pytest.fixture
def instance(tmp_path, monkeypatch):
    folder = tmp_path / "instance"
    folder.mkdir()
    (folder / "data_key").write_text(FIRST)
    (folder / "blind_key").write_text(BLIND)
    monkeypatch.setattr(config, "INSTANCE", folder)
    monkeypatch.setattr(key_rotation, "BATCH", 10)
    return folder


def rotate(app: Flask):
    db.session.remove()
    answer = app.test_cli_runner().invoke(args=["rotate-data-key"], input="y\n")
    db.session.remove()
    return answer


def ids(table) -> set[str]:
    return {text.split(".")[1] for text in raw(table) if text}


def test_the_kept_key_is_changed_and_the_old_one_opens_nothing_any_more(app, instance, sealed):
    write(sealed, *PHONES, "")

    answer = rotate(app)

    new = (instance / "data_key").read_text()
    assert answer.exit_code == 0, answer.output
    assert "Fields encrypted with the new key: 25." in answer.output
    assert (len(field_encryption.split(new)), new == FIRST) == (1, False)
    assert (instance / "data_key").stat().st_mode & 0o777 == 0o600
    assert ids(sealed) == {field_encryption.key_id(new)}
    assert read(sealed) == [*PHONES, ""]


def test_stopped_in_between_nothing_is_lost_and_it_goes_on_with_the_same_new_key(app, instance, sealed, monkeypatch):
    write(sealed, *PHONES)
    real, left = field_encryption.encrypt, [15]

    def until(text: str, context: str) -> str:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return real(text, context)

    with monkeypatch.context() as broken:
        broken.setattr(field_encryption, "encrypt", until)
        rotate(app)
    half = (instance / "data_key").read_text()
    assert len(ids(sealed)) == 2
    assert read(sealed) == PHONES

    app.config["DATA_KEY"] = half  # as the next process reads it
    use(half)
    answer = rotate(app)

    assert answer.exit_code == 0, answer.output
    assert "Fields encrypted with the new key: 15." in answer.output
    assert (instance / "data_key").read_text() == field_encryption.split(half)[0]
    assert read(sealed) == PHONES


def test_what_does_not_open_stays_and_so_does_the_old_key(app, instance, sealed):
    write(sealed, *PHONES)
    use(SECOND)
    write(sealed, PHONE)
    use(FIRST)

    answer = rotate(app)

    assert answer.exit_code == 1
    assert "Fields that could not be decrypted: 1." in answer.output
    assert len(field_encryption.split((instance / "data_key").read_text())) == 2
    assert read(sealed) == [*PHONES, "—"]


def test_a_key_of_the_environment_is_changed_by_who_gave_it(app, instance, sealed, monkeypatch):
    monkeypatch.setenv("DESKQ_DATA_KEY", FIRST)
    write(sealed, *PHONES)
    alone = rotate(app)
    use(f"{SECOND},{FIRST}")

    answer = rotate(app)

    assert (alone.exit_code, "DESKQ_DATA_KEY=new,old" in alone.output) == (1, True)
    assert answer.exit_code == 0, answer.output
    assert ids(sealed) == {field_encryption.key_id(SECOND)}
    assert (instance / "data_key").read_text() == FIRST


def test_it_is_the_same_on_postgresql(instance, notes):
    require("PostgreSQL", postgres.is_available())
    with postgres.database() as url:
        app = create_app(settings(url))
        with app.app_context():
            upgrade()
            assert app.test_cli_runner().invoke(args=["create-office", "--name", "میز خدمت نمونه"]).exit_code == 0
            notes.create(db.engine)
            write(notes, *PHONES)
            use(f"{SECOND},{FIRST}")

            done = key_rotation.reseal(office_queries.offices(db.session())[0], db.metadata)

            assert done == (25, 0)
            assert ids(notes) == {field_encryption.key_id(SECOND)}
            assert read(notes) == PHONES
            db.session.remove()
            db.engine.dispose()
