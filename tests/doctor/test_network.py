"""The doctor says what is wrong between people and the server: certificate, proxy, Redis, settings of a demo."""

import pytest

from tests.doctor.certificates import make_certificate, tls_server
from tests.load.bench_server import free_port
from tests.tools.redis_server import redis_server


@pytest.mark.parametrize(
    ("days", "is_known", "state", "text", "advice"),
    [
        (90, True, "ok", "valid until", ""),
        (5, True, "warning", "only until", ""),
        (-1, True, "error", "expired", "certbot renew"),
        (90, False, "error", "do not trust", ""),
    ],
    ids=["long", "soon", "expired", "unknown"],
)
def test_a_certificate_is_known_to_browsers_and_renewed_in_time(
    app, doctor, tmp_path, monkeypatch, days, is_known, state, text, advice
):
    certificate = make_certificate(tmp_path, days)
    if is_known:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with tls_server(certificate) as served:
        app.config["PUBLIC_URL"] = f"https://127.0.0.1:{served}"
        (found,) = doctor("tls")

    assert (found.state, text in found.text, advice in found.advice) == (state, True, True), found


def test_a_proxy_that_is_down_is_named(app, errs):
    app.config["PUBLIC_URL"] = f"https://127.0.0.1:{free_port()}"

    errs("tls", "", "systemctl status nginx")


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("http://127.0.0.1:8000", "ok"), ("http://[::1]:8000", "ok"), ("http://10.0.8.2", "error"),
        ("http://desk", "error"),
    ],
)  # fmt: skip
def test_pages_without_encryption_are_for_this_machine_only(app, states, address, state):
    app.config["PUBLIC_URL"] = address

    assert states("tls") == [state]


def test_https_without_a_trusted_proxy_counts_everybody_as_one(app, doctor):
    app.config["PUBLIC_URL"] = f"https://127.0.0.1:{free_port()}"

    assert "DESKQ_TRUSTED_PROXIES" in doctor("settings")[0].text
    app.config["TRUSTED_PROXIES"] = 1
    assert doctor("settings")[0].state == "ok"


@pytest.mark.parametrize(("address", "state"), [("http://localhost:8000", "hint"), ("http://desk.example", "error")])
def test_a_demo_office_that_others_reach_is_wrong(app, doctor, address, state):
    app.config.update(DEMO=True, PUBLIC_URL=address)

    assert doctor("settings")[0].state == state


def test_development_is_not_for_an_office(app, doctor):
    app.config["DEV"] = True

    assert "DESKQ_DEV=1" in doctor("settings")[0].text


def test_redis_that_stops_is_named(app, doctor, tmp_path, monkeypatch):
    monkeypatch.setattr("deskq.doctor.checks.network.SECONDS", 0.5)
    with redis_server(tmp_path) as server:
        app.config["REDIS_URL"] = server.url
        assert doctor("redis")[0].state == "ok"
        server.stop()

        (found,) = doctor("redis")
        server.go_on()

    assert found.state == "warning"
    assert "systemctl start redis-server" in found.advice
