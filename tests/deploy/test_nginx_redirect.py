"""Where nginx leads a browser is written in its file, not taken from a request."""

import re

from tests.deploy.container_files import ROOT

REDIRECT = re.compile(r"return 30\d ([^;]+);")


def test_http_leads_to_the_name_of_the_server_not_to_one_that_a_client_claims():
    found = REDIRECT.findall((ROOT / "deploy" / "nginx.conf").read_text())

    assert found == ["https://$server_name$request_uri"]
