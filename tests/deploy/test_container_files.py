"""Dockerfile, compose.yaml and the configuration of nginx agree with the rest of the project."""

import re

import pytest

from tests.deploy import container_files
from tests.deploy.container_files import ROOT

SECRETS = ("POSTGRES_PASSWORD", "DESKQ_SECRET_KEY", "DESKQ_DATA_KEY", "DESKQ_BLIND_KEY")
GIVEN = dict.fromkeys(SECRETS, "a secret")


def test_the_image_installs_only_what_the_lock_file_pins():
    installs = [rest for word, rest in container_files.instructions() if word == "RUN" and "install" in rest]

    assert ".venv/bin/python deploy/bootstrap/install.py requirements.lock" in installs
    assert not [rest for rest in installs if "pip install" in rest]
    assert "--require-hashes" in (ROOT / "deploy" / "bootstrap" / "install.py").read_text()


def test_the_image_has_the_oldest_python_that_deskq_supports_and_files_of_the_project_and_does_not_run_as_root():
    bases = {rest.split()[0] for word, rest in container_files.instructions() if word == "FROM"}
    words = [word for word, _ in container_files.instructions()]
    copied = [rest.split()[:-1] for word, rest in container_files.instructions() if word == "COPY"]

    assert bases == {"python:3.11-slim"}
    assert container_files.argument("USER") == "deskq"
    assert words.index("USER") < words.index("CMD")
    sources = [source for sources in copied for source in sources if not sources[0].startswith("--from")]
    assert [source for source in sources if not (ROOT / source).exists()] == []


@pytest.mark.parametrize("secret", SECRETS)
def test_compose_does_not_start_without_a_secret(secret):
    with pytest.raises(KeyError, match=secret):
        container_files.compose({name: value for name, value in GIVEN.items() if name != secret})


def test_every_setting_of_the_containers_is_documented():
    app = container_files.compose(GIVEN)["services"]["app"]["environment"]
    documented = set(re.findall(r"`(DESKQ_\w+)`", (ROOT / "docs" / "settings.md").read_text()))

    names = {name for name in app | container_files.image_environment() if name.startswith("DESKQ_")}

    assert names <= documented


def test_the_server_starts_after_the_migration_has_ended_and_nothing_but_nginx_has_an_open_port():
    services = container_files.compose(GIVEN)["services"]

    assert services["migrate"]["command"] == ["flask", "db", "upgrade"]
    assert services["migrate"]["restart"] == "no"
    assert services["app"]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert "command" not in services["app"]
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]


def test_http_leads_to_the_name_of_the_server_not_to_one_that_a_client_claims():
    found = re.findall(r"return 30\d ([^;]+);", (ROOT / "deploy" / "nginx.conf").read_text())

    assert found == ["https://$server_name$request_uri"]


def test_nginx_of_compose_has_the_directives_of_the_documented_one():
    own = {"listen 80;", "server app:8000;", "server {", "}"}
    own |= {f"proxy_set_header {name} $http_host;" for name in ("Host", "X-Forwarded-Host")}
    host = {f"proxy_set_header {name} $host;" for name in ("Host", "X-Forwarded-Host")}
    full = container_files.directives("nginx.conf")
    shared = full[full.index("server_tokens off;") :]

    short = container_files.directives("nginx.compose.conf")

    assert [line for line in short if line not in own and line not in full] == []
    assert [line for line in shared if line not in short and line not in host] == []
