"""A PostgreSQL server that stops answering without closing its connections, or a firewall between that forgets them."""

import subprocess
import sys

from tests.conftest import require
from tests.load import postgres


def test_a_statement_without_an_answer_is_given_up_and_the_next_has_another_connection():
    require("PostgreSQL", postgres.is_available())

    with postgres.database() as address:
        words = [sys.executable, "-m", "tests.core.silent_postgres", address, "0.5"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)

    assert done.stdout.splitlines() == ["unreachable 0.5", "42"], done.stderr
