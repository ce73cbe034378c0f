"""The doctor says what is wrong between people and the server: certificate, proxy, Redis, settings of a demo."""

import pytest

from tests.doctor.certificates import make_certificate, tls_server
from tests.load.bench_server import free_port
from tests.tools.redis_server import redis_server


@pytest.mark.parametrize(("days", "state", "said"), [(90, "ok", "valid until"), (5, "warning", "only until")])
def test_a_certificate_that_ends_soon_is_renewed_in_time(app, doctor, tmp_path, monkeypatch, days, state, said):
    certificate = make_certificate(tmp_path, days)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with tls_server(certificate) as served:
        app.config["PUBLIC_URL"] = f"https://127.0.0.1:{served}"
        (found,) = doctor("tls")

    assert (found.state, said in found.text) == (state, True), found


def test_an_expired_certificate_is_wrong(app, doctor, tmp_path, monkeypatch):
    certificate = make_certificate(tmp_path, -1)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with tls_server(certificate) as served:
        app.config["PUBLIC_URL"] = f"https://127.0.0.1:{served}"
        (found,) = doctor("tls")

    assert found.state == "error"
    assert "expired" in found.text
    assert "certbot renew" in found.advice


def test_a_certificate_that_browsers_do_not_know_is_wrong(app, doctor, tmp_path):
    with tls_server(make_certificate(tmp_path, 90)) as served:
        app.config["PUBLIC_URL"] = f"https://127.0.0.1:{served}"
        (found,) = doctor("tls")

    assert found.state == "error"
    assert "do not trust" in found.text


def test_a_proxy_that_is_down_is_named(app, doctor):
    app.config["PUBLIC_URL"] = f"https://127.0.0.1:{free_port()}"

    (found,) = doctor("tls")

    assert found.state == "error"
    assert "systemctl status nginx" in found.advice


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("http://127.0.0.1:8000", "ok"),
        ("http://[::1]:8000", "ok"),
        ("http://10.0.8.2", "error"),
        ("http://desk", "error"),
    ],
)
def test_pages_without_encryption_are_for_this_machine_only(app, doctor, address, state):
    app.config["PUBLIC_URL"] = address

    assert [one.state for one in doctor("tls")] == [state]


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
