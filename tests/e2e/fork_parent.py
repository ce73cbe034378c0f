"""The parent of houses: has all of deskq in its memory, and begins each house as a fork that goes run.py's way.

Loading deskq takes a second and a half of a processor, and there are hundreds of houses. A fork has the environment it
was given, sockets and a process of its own, to be frozen and killed; what deskq finds out once a process, while it is
loaded, it finds out anew (``OF_ONE_PROCESS``). The code of templates is kept for the next house.

Asked in lines of JSON, it answers in lines: ``{"begin": ["run.py"], "env": {...}}`` with the number of the process,
``{"end": 123}`` with that number once the process is killed and gone.
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

import config
from deskq import create_app
from deskq.live import renderer
from deskq.live.transport import server
from deskq.ops import banner
from deskq.printing import worker

OF_ONE_PROCESS = {
    (config, "INSTANCE"): lambda: Path(os.environ["DESKQ_INSTANCE"]),
    (renderer, "EPOCH"): lambda: uuid4().hex[:8],
    (worker, "RUN"): lambda: uuid4().hex[:8],
}


def main() -> None:
    """Until nobody can ask any more; no house outlives its parent."""
    alive: set[int] = set()
    with TemporaryDirectory() as templates:
        Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(templates)}
        gc.freeze()
        for line in sys.stdin:
            asked = json.loads(line)
            if "begin" in asked:
                number = begin(asked["begin"], asked["env"])
                alive.add(number)
            else:
                number = asked["end"]
                end(number)
                alive.remove(number)
            print(number, flush=True)
        for number in alive:
            end(number)


def begin(words: list[str], env: dict[str, str]) -> int:
    number: int = fork_gevent()
    return number or live(words, env)


def end(number: int) -> None:
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)


def live(words: list[str], env: dict[str, str]) -> NoReturn:
    """All the life of a fork: what ``python`` does with these words in that environment."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, sys.stdin.fileno())
    os.dup2(nothing, sys.stdout.fileno())
    os.environ.clear()
    os.environ.update(env)
    sys.argv = words
    for (module, name), found in OF_ONE_PROCESS.items():
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
