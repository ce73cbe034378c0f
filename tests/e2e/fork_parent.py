"""Parent process of the test servers: has deskq loaded, and starts each server as a fork that runs run.py.

Loading deskq takes 1.5 s of a core, and there are hundreds of servers. A fork has its own environment, sockets and
process, to be frozen and killed; what deskq computes once per process while loading is computed again
(``PER_PROCESS``). Compiled templates are shared.

Protocol in lines of JSON: ``{"start": ["run.py"], "env": {...}}`` answers the process id, ``{"kill": 123}`` answers it
once the process is killed and gone.
"""

from gevent import monkey

monkey.patch_all()

import gc
import json
import os
import runpy
import signal
import sys
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn
from uuid import uuid4

from flask import Flask
from gevent.os import fork_gevent
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import configure_mappers

import config
from deskq import parts
from deskq.live import renderer
from deskq.live.transport import server
from deskq.ops import banner
from deskq.printing import worker

PER_PROCESS = {
    (config, "INSTANCE"): lambda: Path(os.environ["DESKQ_INSTANCE"]),
    (renderer, "EPOCH"): lambda: uuid4().hex[:8],
    (worker, "RUN"): lambda: uuid4().hex[:8],
}


def main() -> None:
    """Runs until stdin is closed; no server outlives its parent."""
    alive: set[int] = set()
    with TemporaryDirectory() as templates:
        Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(templates)}
        parts()  # loads what create_app loads
        configure_mappers()
        gc.freeze()
        for line in sys.stdin:
            asked = json.loads(line)
            if "start" in asked:
                number = start(asked["start"], asked["env"])
                alive.add(number)
            else:
                number = asked["kill"]
                kill(number)
                alive.remove(number)
            print(number, flush=True)
        for number in alive:
            kill(number)


def start(words: list[str], env: dict[str, str]) -> int:
    number: int = fork_gevent()
    return number or run(words, env)


def kill(number: int) -> None:
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)


def run(words: list[str], env: dict[str, str]) -> NoReturn:
    """Runs in the fork: what ``python`` does with these words in that environment."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, sys.stdin.fileno())
    os.dup2(nothing, sys.stdout.fileno())
    os.environ.clear()
    os.environ.update(env)
    sys.argv = words
    for (module, name), found in PER_PROCESS.items():
        setattr(module, name, found())
    try:
        if words[0] == "-m":
            runpy.run_module(words[1], run_name="__main__", alter_sys=True)
        else:
            runpy.run_path(words[0], run_name="__main__")
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
