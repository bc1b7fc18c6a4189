"""What is sent to hurt: bodies without end, bombs, files of two kinds and false names, at the web as it is deployed.

All is refused, or kept as a download that is nothing but bytes; meanwhile the web grows by 50 MB at most, and what it
reads of a body that it refuses is bounded. `make campaign NAME=uploads ROUNDS=20` repeats it.
"""

import json
import os
import socket
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from bounties.accounts import issuing
from config.api.receiving import LARGEST_BODY
from tests.attacks.hostile_files import MEGABYTE, hostile
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.drawing import image_bytes
from tests.campaigns.options import length
from tests.campaigns.reporting import report
from tests.workers.crew import Crew, wait_until

MOST_GROWTH = 50 * MEGABYTE
ENDLESS = 10 * 1024 * MEGABYTE
MOST_TAKEN = LARGEST_BODY + 24 * MEGABYTE  # with what lies in the buffers of both ends
TAKEN = {"application/pdf", "application/zip", "image/gif", "image/jpeg", "image/png", "text/plain"}


class Web:
    """The web as a process, and one who may add files to an entry."""

    def __init__(self, crew: Crew, port: int) -> None:
        self.port, self.master = port, crew.serve(port)
        entry = make_entry(make_challenge(), submit=False)
        self.door = f"/api/v1/entries/{entry.pk}/files"
        _, self.token = issuing.issue(user=entry.entrant, name="hostile")
        wait_until(self.answers, seconds=60)

    def answers(self) -> bool:
        try:
            return self.ask("GET", "/livez")[0] == 200
        except OSError:
            return False

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Authorization": f"Bearer {self.token}"} | {k.replace("_", "-"): v for k, v in headers.items()}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        read = answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), read

    def upload(self, name: str, media_type: str, content: bytes) -> tuple[int, dict[str, str], bytes]:
        said = name.replace('"', "%22").replace("\r\n", "%0D%0A")  # as browsers write it
        part = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{said}"\r\n'
        body = f"{part}Content-Type: {media_type}\r\n\r\n".encode() + content + b"\r\n--x--\r\n"
        return self.ask("POST", self.door, body, Content_Type="multipart/form-data; boundary=x")

    def resident(self) -> int:
        """Bytes in memory of the process that serves most of them: its largest."""
        children = Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children").read_text().split()
        return max(memory_of(pid) for pid in children or [str(self.master.pid)])

    def pour(self, head: str, piece: bytes) -> tuple[int, int]:
        """Send a body without end until it is refused: the status, and how many bytes went out."""
        sent = 0
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as line:
            line.sendall(head.encode())
            try:
                while sent < ENDLESS and not answered(line):
                    line.sendall(piece)
                    sent += len(piece)
                line.settimeout(10)
                return int(line.recv(4096).split()[1]), sent
            except (OSError, IndexError):
                return 0, sent  # it hung up


def answered(line: socket.socket) -> bool:
    line.setblocking(False)
    try:
        return bool(line.recv(16, socket.MSG_PEEK))
    except BlockingIOError:
        return False
    finally:
        line.settimeout(10)


def memory_of(pid: str) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def web(committed_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setenv("WEB_CONCURRENCY", "1")
    crew = Crew(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    try:
        yield Web(crew, port)
    finally:
        crew.dismiss()


def harm_of(web: Web, answer: tuple[int, dict[str, str], bytes]) -> str:
    """What could hurt of it; nothing where it is refused, or kept as bytes to be downloaded."""
    status, _, body = answer
    if 400 <= status < 500:
        return ""
    if status != 201:
        return f"answered {status}"
    row = json.loads(body)
    again, headers, _ = web.ask("GET", f"{web.door}/{row['id']}")
    web.ask("DELETE", f"{web.door}/{row['id']}")
    name, kind = row["name"], headers["Content-Type"].partition(";")[0]
    is_plain = name.isprintable() and "/" not in name and "\\" not in name and len(name) < 256 and ".exe" not in name
    is_download = (
        headers["Content-Disposition"].startswith("attachment") and headers["X-Content-Type-Options"] == "nosniff"
    )
    return (
        ""
        if again == 200 and is_plain and is_download and kind in TAKEN and "X-Harm" not in headers
        else f"{row} {headers}"
    )


def test_whatever_is_uploaded_is_refused_or_harmless_and_the_web_stays_small(web):
    rounds, told = length("ROUNDS", campaign=20, among_tests=1), Counter[str]()
    assert web.upload("a.png", "image/png", image_bytes())[0] == 201
    files, before, harms, most = hostile(), web.resident(), {}, 0
    for _ in range(rounds):
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda file: web.upload(*file), files.values()))
        for name, answer in zip(files, answers, strict=True):
            told["kept as bytes" if answer[0] == 201 else "refused"] += 1
            if harm := harm_of(web, answer):
                harms[name] = harm
        most = max(most, web.resident() - before)
    poured = pour_everything(web)
    most = max(most, web.resident() - before)
    report(
        "uploads",
        {"sent": sum(told.values()), **told, "harmful": len(harms), "poured": poured, "grown_mb": most // MEGABYTE},
    )
    assert harms == {}
    assert most < MOST_GROWTH
    assert {one[0] for one in poured.values()} <= {0, 411, 413}
    assert max(one[1] for one in poured.values()) < MOST_TAKEN
    assert web.answers()


def pour_everything(web: Web) -> dict[str, tuple[int, int]]:
    """Ten gigabytes by each way to send them, to the door of files, to a page and to Stripe's."""
    chunk = b"10000\r\n" + bytes(65_536) + b"\r\n"
    poured: dict[str, Any] = {}
    for door in (web.door, "/accounts/login/", "/stripe/webhook", f"/{quote('nowhere')}"):
        head = (
            f"POST {door} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {web.token}\r\n"
            "Content-Type: multipart/form-data; boundary=x\r\n"
        )
        poured[f"{door} by length"] = web.pour(f"{head}Content-Length: {ENDLESS}\r\n\r\n", bytes(65_536))
        poured[f"{door} by chunks"] = web.pour(f"{head}Transfer-Encoding: chunked\r\n\r\n", chunk)
    return poured
