"""An encrypted value is decrypted only with its key, in its column, unaltered."""

import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import render_template_string
from hypothesis import given
from hypothesis import strategies as st

from deskq.core.db import field_encryption
from tests.core.field_encryption.conftest import BLIND, FIRST, PHONE, SECOND, use

PLACE = "message_sender.phone"
ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _keys():
    use(FIRST)


@given(st.text(), st.text())
def test_what_was_sealed_opens(text, context):
    use(FIRST)

    assert field_encryption.decrypt(field_encryption.encrypt(text, context), context) == text


def test_equal_texts_are_not_sealed_alike_and_say_nothing_of_themselves():
    one, other = field_encryption.encrypt(PHONE, PLACE), field_encryption.encrypt(PHONE, PLACE)

    assert one != other
    assert PHONE not in one
    assert one.startswith(f"s1.{field_encryption.key_id(FIRST)}.")


def test_nothing_stays_nothing():
    ways = (field_encryption.encrypt, field_encryption.decrypt, field_encryption.blind)

    assert [way("", PLACE) for way in ways] == ["", "", ""]


def test_every_single_changed_letter_is_found():
    sealed = field_encryption.encrypt(PHONE, PLACE)

    for at in range(len(sealed)):
        changed = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
        with pytest.raises(field_encryption.CannotDecrypt):
            field_encryption.decrypt(changed, PLACE)


@pytest.mark.parametrize("text", [PHONE, "s1.", "s1..", "s2.0011.AA", "s1.{key}.", "s1.{key}.!!", "s1.{key}.گ", "."])
def test_what_was_never_sealed_does_not_open(text):
    with pytest.raises(field_encryption.CannotDecrypt):
        field_encryption.decrypt(text.format(key=field_encryption.key_id(FIRST)), PLACE)


def test_a_value_moved_to_another_column_does_not_open():
    with pytest.raises(field_encryption.WasAltered):
        field_encryption.decrypt(field_encryption.encrypt(PHONE, PLACE), "message_sender.name")


def test_without_its_key_it_does_not_open_and_that_is_said(app):
    sealed = field_encryption.encrypt(PHONE, PLACE)
    use(SECOND)

    with pytest.raises(field_encryption.KeyMissing) as refusal:
        field_encryption.decrypt(sealed, PLACE)
    assert refusal.value.status == 503
    assert "its key is missing" in str(refusal.value)


def test_the_first_key_seals_and_all_open():
    before = field_encryption.encrypt(PHONE, PLACE)
    use(f"{SECOND}, {FIRST}")

    assert field_encryption.decrypt(before, PLACE) == PHONE
    assert field_encryption.encrypt(PHONE, PLACE).startswith(f"s1.{field_encryption.key_id(SECOND)}.")


def test_a_blind_index_is_of_one_place_and_one_key_and_stays_when_the_key_of_sealing_changes():
    found = field_encryption.blind(PHONE, PLACE)
    use(SECOND)

    assert field_encryption.blind(PHONE, PLACE) == found
    assert field_encryption.blind(PHONE, "message_sender.name") != found
    assert len(found) == 64
    field_encryption.use_keys(SECOND, FIRST)
    assert field_encryption.blind(PHONE, PLACE) != found
    field_encryption.use_keys(SECOND, BLIND)


def test_a_page_shows_a_dash_and_why(app):
    drawn = '{% from "components/decrypted.html" import decrypted %}{{ decrypted(value) }}'

    with app.test_request_context("/?lang=en"):
        whole = render_template_string(drawn, value="Ali <b>")
        closed = render_template_string(drawn, value=field_encryption.Unreadable(field_encryption.KeyMissing.title))

    assert whole == "Ali &lt;b&gt;"
    assert "—" in closed
    assert "its key is missing" in closed


def test_keys_are_derived_as_the_standard_says():
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=b"deskq key id").derive(b"a key")

    assert field_encryption.key_id("a key") == derived.hex()[: field_encryption.KEY_ID]


def test_what_earlier_versions_stored_still_opens_and_is_still_found():
    """Fixed values: a key id, an index or an envelope made in another way would strand every stored one."""
    sealed = "s1.bcab9914.54WpBJm1ockI_ikuqyId66av9ZoA1N56WEen3SzJWipSTaHRTg_z"

    assert field_encryption.key_id(FIRST) == "bcab9914"
    assert field_encryption.decrypt(sealed, PLACE) == PHONE
    assert field_encryption.blind(PHONE, PLACE) == "72336edaf27c523c05fe651864e1cda5538473e9131bb8171dab39081cffd0ad"


def test_a_page_that_needs_a_missing_key_answers_503_and_says_so(client, monkeypatch):
    monkeypatch.setattr(field_encryption, "_ring", [])

    fields = {"kind": "suggestion", "body": "A bench", "phone": PHONE, "request_key": "onekey-of-a-page"}
    answer = client.post("/messages?lang=en", data=fields)

    assert answer.status_code == 503
    assert "its key is missing" in answer.text


def test_an_office_that_seals_nothing_does_not_load_the_ciphers():
    asks = (
        "import sys; from deskq.core.db import field_encryption as fields; "
        "fields.use_keys('a', 'b'); fields.blind('x', 'y'); "
        "print('cryptography.hazmat' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, cwd=ROOT, check=True)

    assert answer.stdout.strip() == "False"
