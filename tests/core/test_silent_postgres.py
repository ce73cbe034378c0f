"""A PostgreSQL server that stops answering without closing its connections, or a firewall between that forgets them."""

import subprocess
import sys

from tests.load import postgres


def test_a_statement_without_an_answer_is_given_up_and_the_next_has_another_connection(seeded_postgres):
    with postgres.database(copy_of=seeded_postgres) as address:
        words = [sys.executable, "-m", "tests.core.silent_postgres", address, "0.5"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)

    assert done.stdout.splitlines() == ["Unreachable", "Unreachable", "True", "42"], done.stderr
    assert "Traceback" not in done.stderr
