"""All that is drawn in a test comes from the printed seed of the run (``--randomly-seed``) and the name of the test.

pytest-randomly seeds ``random``. This seeds what it leaves out: codes, tokens and numbers that the program draws from
the operating system, and the examples of hypothesis. Keys and nonces (``os.urandom``) decide nothing that a test sees.
"""

import random
import secrets
from zlib import crc32

import pytest
from hypothesis import HealthCheck, core, settings

#: A slow machine is no fault of a test. With ``CI=true`` hypothesis would else draw from the code of the test, the same
#: examples in every run, and not from the seed.
settings.register_profile("any machine", derandomize=False, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
_drawn = random.Random()


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    seed = config.getoption("randomly_seed", None)
    if isinstance(seed, int):
        core.global_force_seed = seed
        _drawn.seed(seed)
        random.SystemRandom.random = lambda self: _drawn.random()
        random.SystemRandom.getrandbits = lambda self, bits: _drawn.getrandbits(bits)
        random.SystemRandom.randbytes = lambda self, size: _drawn.randbytes(size)
        secrets.randbits = _drawn.getrandbits


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Each test draws others: two that run at the same time must not name the same database or port."""
    seed = item.config.getoption("randomly_seed", None)
    if isinstance(seed, int):
        _drawn.seed(f"{seed} {crc32(item.nodeid.encode())}")
