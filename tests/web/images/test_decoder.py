"""The process that decodes: within its limits, alone with the image, used again, and gone with the server."""

import os
import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from time import monotonic

import pytest
from PIL import Image

from deskq.web import image_decoder, images
from deskq.web.image_decoder import Decoder, DecoderKilled, DecoderRefused
from tests.tools.steps import should_be
from tests.tools.waiting import until
from tests.web.images.conftest import many_scans, picture

ROOT = Path(__file__).parents[3]
PATIENCE = 10.0


@pytest.fixture
def decoder():
    made = Decoder()
    yield made
    made.close()


def reencode(decoder: Decoder, content: bytes, scans: int = images.MAX_SCANS) -> list[bytes]:
    return decoder.reencoded(BytesIO(content), [1600, 320], images.MAX_PIXELS, scans)


def status_of(pid: int) -> dict[str, str]:
    rows = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (row.partition(":") for row in rows)}


def is_running(pid: int) -> bool:
    try:
        return status_of(pid)["State"][0] != "Z"
    except FileNotFoundError:
        return False


def test_it_is_started_with_the_first_image_and_used_again(decoder):
    assert decoder.pid is None
    sizes = []
    for _ in range(2):
        for encoded in reencode(decoder, picture((4000, 1000))):
            with Image.open(BytesIO(encoded)) as drawn:
                sizes.append((drawn.format, drawn.size, decoder.pid))

    first = sizes[0][2]
    assert sizes == [("WEBP", (1600, 400), first), ("WEBP", (320, 80), first)] * 2


def test_it_knows_no_secret_and_has_no_file_of_the_server(decoder, monkeypatch, tmp_path):
    monkeypatch.setenv("DESKQ_SECRET_KEY", "a secret of the server")
    with (tmp_path / "database").open("wb") as held:
        reencode(decoder, picture())

        environment = Path(f"/proc/{decoder.pid}/environ").read_bytes()
        files = [os.readlink(entry) for entry in Path(f"/proc/{decoder.pid}/fd").iterdir()]

    assert b"a secret" not in environment
    assert held.name not in files
    assert all(file.startswith(("/dev/", "socket:")) for file in files), files


def test_a_photo_of_fifty_megapixels_stays_within_its_memory(decoder):
    for more in ({}, {"progressive": True}, {"progressive": True, "subsampling": 0}):
        reencode(decoder, picture((8160, 6120), quality=30, **more))

    assert int(status_of(decoder.pid)["VmPeak"].split()[0]) < image_decoder.MEMORY_MEGABYTES * 1024


def test_one_that_needs_more_memory_is_refused_and_the_next_is_decoded(decoder, monkeypatch):
    monkeypatch.setattr(image_decoder, "MEMORY_MEGABYTES", 160)

    with pytest.raises((DecoderRefused, DecoderKilled)) as refusal:
        reencode(decoder, picture((8160, 6120), progressive=True, subsampling=0))

    assert getattr(refusal.value, "reason", "too-heavy") in ("too-heavy", "no-picture")
    assert len(reencode(decoder, picture())) == 2


def test_one_that_needs_more_processor_time_is_killed_and_the_next_is_decoded(decoder, monkeypatch):
    reencode(decoder, picture())
    before = decoder.pid
    monkeypatch.setattr(image_decoder, "CPU_SECONDS", 1)

    with pytest.raises(DecoderKilled):
        reencode(decoder, many_scans(400), scans=1000)

    assert not is_running(before)
    assert len(reencode(decoder, picture())) == 2


def test_one_that_is_not_done_in_time_is_killed(decoder, monkeypatch):
    reencode(decoder, picture())
    before = decoder.pid
    monkeypatch.setattr(image_decoder, "DEADLINE", 0.3)
    endless, began = many_scans(400), monotonic()

    with pytest.raises(DecoderKilled):
        reencode(decoder, endless, scans=1000)

    should_be(monotonic() - began, 3)
    assert not is_running(before)


def test_a_process_that_somebody_killed_is_replaced(decoder):
    reencode(decoder, picture())
    os.kill(decoder.pid, signal.SIGKILL)

    with pytest.raises(DecoderKilled):
        reencode(decoder, picture())
    assert len(reencode(decoder, picture())) == 2


def test_an_idle_one_ends_by_itself_and_the_next_image_meets_a_new_one(decoder, monkeypatch):
    monkeypatch.setattr(image_decoder, "IDLE_SECONDS", 0.05)
    reencode(decoder, picture())
    before = decoder.pid
    until(lambda: not is_running(before))

    assert len(reencode(decoder, picture())) == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_it_ends_with_its_server_however_that_ends(number):
    script = (
        "import sys; from io import BytesIO; from PIL import Image; from deskq.web.image_decoder import Decoder\n"
        "made, drawn = Decoder(), BytesIO(); Image.new('RGB', (9, 9)).save(drawn, 'PNG')\n"
        "made.reencoded(drawn, [9], {'PNG': 100}, 1); print(made.pid, flush=True); sys.stdin.read()\n"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with server:
        pid = int(server.stdout.readline())
        assert is_running(pid)

        server.send_signal(number)

        until(lambda: not is_running(pid))


def test_a_forked_process_has_one_of_its_own(decoder):
    reencode(decoder, picture())
    before, (ours, theirs) = decoder.pid, os.pipe()
    child = os.fork()
    if not child:
        reencode(decoder, picture())
        os.write(theirs, str(decoder.pid).encode())
        decoder.close()
        os._exit(0)
    os.waitpid(child, 0)

    other = int(os.read(ours, 20))

    assert other != before
    assert len(reencode(decoder, picture())) == 2
    assert decoder.pid == before
    for end in (ours, theirs):
        os.close(end)
