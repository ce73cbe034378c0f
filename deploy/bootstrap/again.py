"""Commands that fetch something are tried again where the network fails: ``again.py NAME SECONDS COMMAND ...``."""

import subprocess
import sys
from collections.abc import Iterable
from time import sleep

TRIES = 3
PAUSES = (2.0, 10.0)  #: seconds before the second and the third try


def again(name: str, seconds: float, command: list[str], pauses: Iterable[float] = PAUSES) -> int:
    """Runs a command until it succeeds, three times at most and each time for ``seconds`` at most; says each failure.

    Returns the exit status of the last try, 124 if it was not done in time.
    """
    pause = iter(pauses)
    for number in range(1, TRIES + 1):
        try:
            status = subprocess.run(command, timeout=seconds).returncode  # noqa: S603
            told = f"exit status {status}"
        except subprocess.TimeoutExpired:
            status, told = 124, f"not done after {seconds:g} seconds"
        if status == 0:
            break
        print(f"{name}: try {number} of {TRIES} failed ({told}).", file=sys.stderr, flush=True)
        if number < TRIES:
            sleep(next(pause, 0.0))
    return status


if __name__ == "__main__":
    sys.exit(again(sys.argv[1], float(sys.argv[2]), sys.argv[3:]))
