"""The PostgreSQL server of a parallel run: the run starts it, its processes share it, and it does not wait for the
disk. To copy a database and to drop it takes a tenth of a second there, and one to four on a server that waits.

``DESKQ_TEST_POSTGRES`` names another server, except in CI. Load tests run alone (docs/adr/0051), on the usual one,
whose waits belong to what they measure. Without ``initdb`` there is only the usual one.
"""

import os
from contextlib import ExitStack

import pytest

from tests.tools import programs

SERVER = "DESKQ_TEST_POSTGRES"
SETTINGS = {"full_page_writes": "off", "shared_buffers": "64MB", "max_connections": "200"}
UNTIL_THE_END = ExitStack()


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """After ``memory_folder``; the parallel processes inherit the environment of this one."""
    from tests.load.postgres import OF_RUN

    is_free = SERVER not in os.environ or (os.environ.get("CI") == "true" and OF_RUN not in os.environ)
    if getattr(config.option, "numprocesses", None) and is_free and programs.find("initdb of PostgreSQL"):
        from tests.tools.postgres_server import postgres_server

        server = UNTIL_THE_END.enter_context(postgres_server(**SETTINGS))
        os.environ |= {SERVER: server.address.removesuffix("/postgres"), OF_RUN: "1"}


def pytest_unconfigure() -> None:
    UNTIL_THE_END.close()
