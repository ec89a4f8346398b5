"""nginx as deploy/ sets it up, on ports and with a certificate of the tests' own."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.running import ROOT, free_port

CONFIGURATION = ROOT / "deploy" / "nginx" / "sawt.conf"
STARTS_WITHIN_S = 20
MAIN = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log warn;
events {{ worker_connections 16384; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/sawt.conf;
}}
"""


def configured(port: int, plain_port: int, servers: Sequence[int], folder: Path) -> str:
    """The shipped configuration with these ports, this certificate, this machine's name."""
    shipped = CONFIGURATION.read_text()
    lines = "\n".join(f"    server 127.0.0.1:{server};" for server in servers)
    told, count = re.subn(r"(?:^ +server 127\.0\.0\.1:\d+;\n?)+", f"{lines}\n", shipped, flags=re.M)
    assert count == 1, "the servers stand together in `upstream sawt`"
    return (
        told.replace("sawt.example.org", "127.0.0.1")
        .replace("/etc/ssl/sawt", str(folder))
        .replace("listen 443", f"listen 127.0.0.1:{port}")
        .replace("listen 80", f"listen 127.0.0.1:{plain_port}")
    )


def a_certificate(folder: Path) -> None:
    """cert.pem and key.pem of nobody that anybody trusts."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")),
        ],
        check=True,
        capture_output=True,
    )


@contextmanager
def nginx(port: int, servers: Sequence[int], folder: Path) -> Iterator[str | None]:
    """The address at which nginx gives these servers' pages; None where it is not installed."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
    if program is None:
        yield None
        return
    folder.mkdir()
    folder.chmod(0o755)
    a_certificate(folder)
    (folder / "sawt.conf").write_text(configured(port, free_port(), servers, folder))
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder))
    process = subprocess.Popen(
        [program, "-p", str(folder), "-c", "nginx.conf"], stderr=subprocess.PIPE, text=True
    )
    try:
        until = time.monotonic() + STARTS_WITHIN_S
        while True:
            assert process.poll() is None, process.stderr and process.stderr.read()
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert time.monotonic() < until, "nginx did not start"
                time.sleep(0.05)
        yield f"https://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()
