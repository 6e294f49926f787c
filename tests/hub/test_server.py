import subprocess
import sys

import httpx
import pytest

from elderapp.hub.server import HubFailed, Running, address_of, listen
from elderapp.hub.settings import Settings
from elderapp.hub.storage.engine import open_engine


def test_a_hub_answers_while_it_runs_and_not_after(tmp_path):
    with Running(Settings(data=tmp_path)) as hub:
        assert 200 == httpx.get(f"{hub.address}/healthz", trust_env=False).status_code

    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{hub.address}/healthz", trust_env=False)


def test_a_port_that_is_taken_is_told_with_what_to_do():
    with listen("127.0.0.1", 0) as taken, pytest.raises(HubFailed, match="--port"):
        listen("127.0.0.1", taken.getsockname()[1])


def test_two_hubs_may_run_in_one_program(tmp_path):
    with Running(Settings(data=tmp_path / "a")) as one, Running(Settings(data=tmp_path / "b")) as other:
        answers = [httpx.get(f"{hub.address}/login", trust_env=False).status_code for hub in (one, other)]

    assert [200, 200] == answers


def test_an_address_that_is_not_this_machines_is_told():
    with pytest.raises(HubFailed, match="--host"):
        listen("192.0.2.1", 0)


def test_a_hub_that_listens_everywhere_tells_an_address_that_tablets_can_use():
    with listen("0.0.0.0", 0) as everywhere, listen("127.0.0.1", 0) as here:
        port = here.getsockname()[1]

        assert "0.0.0.0" not in address_of(everywhere)
        assert f"http://127.0.0.1:{port}" == address_of(here)


_SELDOM = ("reportlab", "PIL", "numpy", "openpyxl", "xlsxwriter", "alembic", "psycopg")
_STARTED = f"""
import os, sys
from pathlib import Path
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings
Running(Settings(data=Path(sys.argv[1]))).__enter__()
print([name for name in {_SELDOM} if name in sys.modules], flush=True)
os._exit(0)
"""


def test_a_hub_that_starts_loads_nothing_that_it_seldom_needs(tmp_path):
    """Forty megabytes of an old laptop: what prints, what calculates, what older schemas and other databases need."""
    open_engine(Settings(data=tmp_path).url).dispose()

    told = subprocess.run([sys.executable, "-c", _STARTED, tmp_path], capture_output=True, text=True, check=True)

    assert "[]" == told.stdout.strip().splitlines()[-1]
