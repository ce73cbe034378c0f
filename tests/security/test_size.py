"""A request that is too large is refused before it is read, and changes nothing."""

import pytest

from tests.security.routes import TABLE

FORMS = [row.split()[1].replace("/N", "/1") for row in TABLE if row.startswith("POST")]
MEGABYTE = 1024 * 1024
#: Forms of citizens, applicants, the intake and the box, which may bring pictures: they have a bound of their own.
BRING = (
    "/messages",
    "/messages/steps",
    "/intake",
    "/boxes/openings/999/slips",
    "/track/427155418261/application/files",
)
PICTURES = [path for path in FORMS if path in BRING or path.endswith("/words")]
PICTURES = [path for path in PICTURES if not path.startswith(("/t/", "/r/", "/counters/", "/kiosk/"))]
#: While no gateway brings texts, there is nothing at this address.
OFF = "/sms/in/unknown"
WORDS = [path for path in FORMS if "/api/" not in path and path not in PICTURES and path != OFF]


@pytest.mark.parametrize("path", WORDS)
def test_a_form_beyond_a_megabyte_is_refused(app, client, path):

    answer = client.post(path, data={"comment": "x" * MEGABYTE})

    assert answer.status_code == 413
    assert "<h1" in answer.text


@pytest.mark.parametrize("path", ["/sign-in", *PICTURES])
def test_it_is_refused_by_its_length_alone(client, path):
    answer = client.post(path, data=b"", environ_overrides={"CONTENT_LENGTH": str(10**12)})

    assert answer.status_code == 413


def test_a_form_of_too_many_or_too_long_parts_is_refused(client):
    many = client.post("/sign-in", data={f"f{n}": "x" for n in range(101)}, content_type="multipart/form-data")
    long = client.post("/sign-in", data={"name": "x" * 300_000}, content_type="multipart/form-data")

    assert (many.status_code, long.status_code) == (413, 413)


def test_a_file_where_words_are_asked_for_is_not_taken(client):
    from io import BytesIO

    answer = client.post("/sign-in", data={"name": (BytesIO(b"x"), "name.txt"), "password": "x"})

    assert answer.status_code == 422
