"""Forms with photos that come slowly: what one address, and all together, send at once has a limit."""

from contextlib import ExitStack, suppress

import pytest
from flask_wtf.csrf import CSRFError

from deskq.core.sizes import MEGABYTE
from deskq.web import upload_bodies
from deskq.web.upload_bodies import ManyUploads, UploadsPaused


@pytest.fixture(autouse=True)
def nothing_is_received():
    yield
    assert upload_bodies._receiving == {}


@pytest.fixture
def free(monkeypatch):
    """``free(700)``: so many megabytes of the disk are free."""

    def set_to(megabytes: int) -> None:
        monkeypatch.setattr(upload_bodies.disk_space, "free_bytes", lambda folder: megabytes * MEGABYTE)

    set_to(100_000)
    return set_to


@pytest.fixture
def receive(limited, free):
    """``receive("192.0.2.1", 40)``: a form with 40 MB begins to come from there, and does not end."""
    app = limited.application
    with ExitStack() as stack:

        def begin(address: str, megabytes: int | None, path: str = "/messages", **environ: object) -> None:
            length = {"CONTENT_LENGTH": str(megabytes * MEGABYTE)} if megabytes is not None else {}
            over = {"REMOTE_ADDR": address, **length, **environ}
            context = app.test_request_context(path, method="POST", environ_overrides=over)
            stack.enter_context(context)
            with suppress(CSRFError):  # it is looked for afterwards
                app.preprocess_request()

        begin.stack = stack
        yield begin


@pytest.fixture
def full(receive):
    """One address sends as much as it may."""
    for _ in range(3):
        receive("192.0.2.1", 48)


def test_one_address_sends_so_much_at_once_and_others_go_on(receive, full):
    with pytest.raises(ManyUploads):
        receive("192.0.2.1", 48)
    receive("192.0.2.2", 48)
    receive.stack.close()  # what has come does not count any more
    receive("192.0.2.1", 48)


@pytest.mark.parametrize(("megabytes", "most"), [(700, 4), (100, 2)])
def test_all_together_leave_the_reserve_of_the_disk_but_for_a_few_whose_page_says_so(receive, free, megabytes, most):
    """The reserve is 500."""
    free(megabytes)
    for number in range(most):
        receive(f"192.0.2.{number}", 48)

    with pytest.raises(UploadsPaused):
        receive("192.0.2.9", 48)


def test_a_body_of_unknown_length_counts_as_the_longest(receive):
    for _ in range(3):
        receive("192.0.2.1", None, **{"wsgi.input_terminated": True})

    with pytest.raises(ManyUploads):
        receive("192.0.2.1", None, **{"wsgi.input_terminated": True})


def test_other_forms_do_not_count(receive, full, monkeypatch):
    monkeypatch.setattr(upload_bodies, "MOST_OF_ONE", 3 * 48 * MEGABYTE)

    receive("192.0.2.1", 1, "/sign-in")


def test_the_refusal_is_a_page(limited, full):
    over = {"REMOTE_ADDR": "192.0.2.1", "CONTENT_LENGTH": str(48 * MEGABYTE)}
    answer = limited.post("/messages?lang=en", environ_overrides=over)

    assert answer.status_code == 429
    assert "Many photos are being sent from here at the same time" in answer.text
