"""Nothing here ever speaks to a network: every command works where sockets are forbidden, in child processes too."""

from __future__ import annotations

import pytest

from tests.builders import ROOT, cchc_apart, filled, founded, send
from tests.mangled.registry import collection

#: Loaded by every Python that starts with its folder on the path: no socket can be made, no name looked up.
FORBIDDING = """
import os, socket

def forbidden(*arguments, **options):
    with open(os.environ["CCHC_TEST_SPOKEN"], "a") as file:
        file.write(repr(arguments))
    raise RuntimeError("the network is forbidden")

class Forbidden(socket.socket):
    def __new__(cls, *arguments, **options):
        forbidden("socket")

socket.socket = Forbidden
for name in ("create_connection", "getaddrinfo", "gethostbyname", "create_server", "socketpair"):
    setattr(socket, name, forbidden)
with open(os.environ["CCHC_TEST_LOADED"], "a") as file:
    file.write("x")
"""
#: Files that ask to be followed: links, entities, calls; and one that is read by a process of its own.
TEMPTING = ("an_entity_of_the_network", "a_document_type_that_declares_nothing", "a_link_at_a_cell", "an_ods_of_ours")


@pytest.fixture
def forbidden(tmp_path):
    """An environment for processes in which sockets are forbidden, and the file in which an attempt is noted."""
    home = tmp_path / "site"
    home.mkdir()
    (home / "sitecustomize.py").write_text(FORBIDDING)
    environment = {
        "PYTHONPATH": f"{home}:{ROOT}",
        "CCHC_TEST_SPOKEN": str(tmp_path / "spoken"),
        "CCHC_TEST_LOADED": str(tmp_path / "loaded"),
    }
    return environment, tmp_path / "spoken", tmp_path / "loaded"


def test_every_command_works_without_a_network(tmp_path, forbidden):
    environment, spoken, loaded = forbidden
    folder = founded(tmp_path / "dot")
    send(folder, "a.xlsx", filled("00101"))
    for name in TEMPTING:
        send(folder, f"{name}.xlsx", collection()[name].make())
    commands = {"generate": 0, "check": 1, "merge": 1, "verify": 0, "explain": 0, "status": 1, "spec": 0, "rule": 0}
    commands |= {"report": 1, "remind": 1}
    more = {"merge": ("--export", "parquet", "--export", "csv"), "explain": ("00101", "1.1")}
    for command, code in commands.items():
        where = () if command == "rule" else ("-C", folder.root)
        ran = cchc_apart(command, *where, *more.get(command, ()), **environment)
        assert ran.returncode == code, ran.stderr.decode()
    # The commands, and for each look at the folder the reader that stands apart.
    assert len(loaded.read_text()) >= len(commands) + 3
    assert not spoken.exists()


def test_a_demo_and_a_new_campaign_need_no_network_either(tmp_path, forbidden):
    environment, spoken, _ = forbidden
    assert cchc_apart("init", tmp_path / "dot", **environment).returncode == 0
    assert cchc_apart("demo", tmp_path / "demo", **environment).returncode == 0
    assert not spoken.exists()


def test_the_prohibition_itself_works(tmp_path, forbidden):
    import os
    import subprocess
    import sys

    environment, spoken, _ = forbidden
    code = "import urllib.request as u; u.urlopen('http://127.0.0.1:9/')"
    ran = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **environment}, capture_output=True, check=False
    )
    assert ran.returncode
    assert spoken.exists()
