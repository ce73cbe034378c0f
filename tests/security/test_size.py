"""A request that is too large is refused before it is read, and changes nothing."""

from io import BytesIO

import pytest

from tests.security.routes import TABLE

FORMS = [row.split()[1].replace("/N", "/1") for row in TABLE if row.startswith("POST")]
MEGABYTE = 1024 * 1024
#: Forms of citizens, applicants, the intake and the box, which may bring pictures: they have a bound of their own.
BRING = ("/messages", "/messages/steps", "/intake", "/boxes/openings/999/slips", "/boxes/1/openings",
         "/manage/corrective-actions/999/steps", "/amenities/faults/999/repair",
         "/track/427155418261/application/files")  # fmt: skip
PICTURES = [path for path in FORMS if path in BRING or path.endswith("/words")]
PICTURES = [path for path in PICTURES if not path.startswith(("/t/", "/r/", "/counters/", "/kiosk/"))]
#: While no gateway brings texts, there is nothing at this address.
OFF = "/sms/in/unknown"
WORDS = [path for path in FORMS if "/api/" not in path and path not in PICTURES and path != OFF]


LARGE = {"CONTENT_LENGTH": str(60 * MEGABYTE), "CONTENT_TYPE": "multipart/form-data; boundary=x"}


def test_a_form_beyond_a_megabyte_is_refused(client):
    answers = {path: client.post(path, data={"comment": "x" * MEGABYTE}) for path in WORDS}

    assert {path for path, answer in answers.items() if answer.status_code != 413 or "<h1" not in answer.text} == set()


def test_it_is_refused_by_its_length_alone(client):
    length = {"CONTENT_LENGTH": str(10**12)}

    answers = {path: client.post(path, data=b"", environ_overrides=length) for path in ("/sign-in", *PICTURES)}

    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(answers, 413)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/manage/training", "اینجا هر فرم حداکثر ۱ مگابایت است. لطفاً فایل کوچک‌تری انتخاب یا نوشته را کوتاه کنید"),
        ("/manage/training?lang=en", "up to 1 MB here. Please choose a smaller file or shorten the text"),
        ("/messages", "هر بار حداکثر ۴ عکس یا فایل PDF می‌توان فرستاد، هر یک تا ۱۲ مگابایت."),
        ("/messages?lang=en", "Up to 4 pictures or PDF files, of up to 12 MB each, can be sent at once."),
        ("/manage/messages/plan?lang=en", "Pictures can be up to 20 MB. Please choose a smaller one."),
        ("/manage/imports?lang=en", "This file is larger than 40 MB. Please save it in smaller parts."),
    ],
)
def test_the_page_names_the_limit_says_what_to_do_and_leads_back(sign_in, path, words):
    here = {"Referer": "http://localhost/manage/training/of/mine"}

    answer = sign_in("admin").post(path, data=b"", headers=here, environ_overrides=LARGE)

    assert answer.status_code == 413
    assert words in answer.text
    assert 'class="refusal-title"' in answer.text
    assert 'href="/manage/training/of/mine' in answer.text


def test_too_much_text_is_told_without_a_limit_that_was_not_reached(client):
    answer = client.post("/sign-in?lang=en", data={"name": "x" * 300_000}, content_type="multipart/form-data")

    assert answer.status_code == 413
    assert "Please shorten the text, or send it in parts." in answer.text
    assert " MB" not in answer.text


def test_fragments_get_the_limit_as_json(client):
    answer = client.post("/sign-in?lang=en", data=b"x" * (3 * MEGABYTE), headers={"X-Fragment": "1"})

    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")
    assert (answer.json["type"], "up to 1 MB" in answer.json["detail"]) == ("too-large", True)


def test_a_form_of_too_many_parts_or_with_a_file_for_words_is_refused(client):
    many = client.post("/sign-in", data={f"f{n}": "x" for n in range(101)}, content_type="multipart/form-data")
    file = client.post("/sign-in", data={"name": (BytesIO(b"x"), "name.txt"), "password": "x"})

    assert (many.status_code, file.status_code) == (413, 422)


def test_a_large_form_to_an_address_that_does_not_exist_is_not_found(client):
    large = {"data": {"comment": "x" * (3 * MEGABYTE)}, "headers": {"Referer": "http://localhost/sign-in"}}

    assert client.post("/nothing/here", **large).status_code == 404


def test_a_file_sent_after_the_session_has_ended_leads_to_signing_in_not_to_a_smaller_file(sign_in, later):
    supervisor, page = sign_in("supervisor"), "/manage/announcements/new"
    assert supervisor.get(page).status_code == 200
    later(hours=15)

    answer = supervisor.post("/manage/announcements", data=b"", headers={"Referer": f"http://localhost{page}"},
                             environ_overrides=LARGE)  # fmt: skip

    assert (answer.status_code, answer.location) == (303, f"/sign-in?next={page}")


def test_a_body_that_a_proxy_refused_gets_the_page_of_its_address(client):
    refused = client.post("/messages?lang=en", headers={"X-Refused-Length": str(60 * MEGABYTE)})
    with_body = client.post("/sign-in", data={"name": "x"}, headers={"X-Refused-Length": str(60 * MEGABYTE)})
    odd = client.post("/sign-in", headers={"X-Refused-Length": "many"})

    assert (refused.status_code, "Up to 4 pictures or PDF files" in refused.text) == (413, True)
    assert (with_body.status_code, odd.status_code) == (422, 422)
