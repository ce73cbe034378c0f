"""Keys of personal fields are in a backup unless kept apart; values that could not be decrypted are reported."""

import tarfile

import pytest
from sqlalchemy import Column, Integer, Table, text

import config
from deskq import create_app
from deskq.core.db import field_encryption
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import db
from tests.conftest import settings
from tests.ops.backup.conftest import altered, requests, run

PHONE = "09121234567"
GIVEN = "a key that the environment gives of many letters"
OTHER = "the key of another house which opens nothing here"


@pytest.fixture(autouse=True)
def notes(app, office):
    """A sealed column with something in it, before the copy is made."""
    table = Table("sealed_note", db.metadata, Column("id", Integer, primary_key=True), phone())
    write(table)
    yield table
    db.metadata.remove(table)


def phone() -> Column[str]:
    return Column("phone", EncryptedText("sealed_note.phone"))


def write(table: Table) -> None:
    table.create(db.engine)
    with db.engine.begin() as connection:
        connection.execute(table.insert().values(phone=PHONE))


def read(table: Table, app) -> str:
    """As the next process there would."""
    with app.app_context():
        field_encryption.use_keys(config.load({})["DATA_KEY"], config.load({})["BLIND_KEY"])
        with db.engine.connect() as connection:
            return connection.execute(table.select()).one().phone


def test_on_another_machine_personal_fields_open(copy, elsewhere, notes):
    answer = run(elsewhere, "restore", copy)

    assert answer.exit_code == 0, answer.output
    assert read(notes, elsewhere) == PHONE
    for name in ("data_key", "blind_key"):
        assert (config.INSTANCE / name).stat().st_mode & 0o777 == 0o600
        assert len(list(config.INSTANCE.glob(f"{name}.before-*"))) == 1
    assert "cannot decrypt" not in answer.output


def test_a_copy_whose_key_does_not_open_it_replaces_nothing(app, copy, tmp_path):
    lying = altered(copy, tmp_path, lambda database: None, more={"data_key": OTHER})

    answer = run(app, "restore", lying)

    assert answer.exit_code == 1
    assert "cannot decrypt its personal data" in answer.output
    assert requests(app) == ["before", "after"]


@pytest.mark.parametrize("key", ["", "short", "a" * 40, f"{OTHER},short"])
def test_a_key_that_is_none_is_refused(app, copy, tmp_path, key):
    answer = run(app, "restore", altered(copy, tmp_path, lambda database: None, more={"data_key": key}))

    assert (answer.exit_code, "The key in this backup is not a valid deskq key" in answer.output) == (1, True)


def test_keys_that_the_environment_gives_are_not_copied_and_both_commands_say_so(
    app, elsewhere, tmp_path, monkeypatch, notes
):
    monkeypatch.setenv("DESKQ_DATA_KEY", app.config["DATA_KEY"])
    monkeypatch.setenv("DESKQ_BLIND_KEY", app.config["BLIND_KEY"])
    made = run(app, "backup", tmp_path / "apart.tar")
    monkeypatch.delenv("DESKQ_DATA_KEY")
    monkeypatch.delenv("DESKQ_BLIND_KEY")
    with tarfile.open(tmp_path / "apart.tar") as tar:
        assert not {"data_key", "blind_key"} & set(tar.getnames())

    answer = run(elsewhere, "restore", tmp_path / "apart.tar")

    assert "DESKQ_DATA_KEY is not in it" in made.output
    assert answer.exit_code == 0, answer.output
    assert "This backup has no key for personal data" in answer.output
    assert f"Add the key {field_encryption.key_id(app.config['DATA_KEY'])} to DESKQ_DATA_KEY" in answer.output
    assert read(notes, elsewhere) == "—"


def test_where_another_key_is_given_it_is_said_which_one_is_lacking(app, copy, database_url, monkeypatch):
    monkeypatch.setenv("DESKQ_DATA_KEY", GIVEN)
    other = create_app(settings(database_url, DATA_KEY=GIVEN))

    answer = run(other, "restore", copy)

    assert "DESKQ_DATA_KEY is not the key of this backup" in answer.output
    assert f"Add the key {field_encryption.key_id(app.config['DATA_KEY'])} to DESKQ_DATA_KEY" in answer.output
    with other.app_context():
        db.engine.dispose()


def test_a_copy_of_before_there_were_such_fields_is_taken(elsewhere, copy, tmp_path):
    old = altered(copy, tmp_path, lambda database: database.execute("DROP TABLE sealed_note"))

    assert run(elsewhere, "restore", old).exit_code == 0


def test_it_is_told_by_the_bytes_of_the_copy_that_they_are_sealed(copy):
    assert PHONE.encode() not in copy.read_bytes()
    with db.engine.connect() as connection:
        assert connection.scalar(text("SELECT phone FROM sealed_note")).startswith("s1.")
