"""A server that is stopped ends well, and says that all is kept."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SERVE = "from neuraldrive.cli import main; main()"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_stopped_says_that_all_is_kept(tmp_path: Path, how: signal.Signals) -> None:
    words = [sys.executable, "-c", SERVE, "serve", "--port", "0", "--data-dir", str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert "neuraldrive serves http" in server.stdout.readline()
        time.sleep(0.2)
        server.send_signal(how)
        said, complained = server.communicate(timeout=60)
    assert "The server is stopped. All that was entered and lifted is kept." in said
    assert "Aborted" not in complained
    assert server.returncode == 0
