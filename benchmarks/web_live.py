"""A live rack at 200 Hz with five pages open in a real browser: sample to paint, verdict to paint, frames, the server's share.

`neuraldrive serve` runs as a process of its own, a device sends each sample to its WebSocket sensor with the time of this
computer, and each page has a context of its own. Then the server is killed and started again: how long until every page
lives, and whether a repetition that was shown is missing from the store.

    python benchmarks/web_live.py              # 60 s, five pages
    python benchmarks/web_live.py 20 1
    python benchmarks/web_live.py 3600 2       # an hour: a line on memory every five minutes
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import numpy as np
import websockets
from playwright.sync_api import BrowserContext, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from live_blocks import squats
from neuraldrive.store import open_store

RATE_HZ, WARM_UP_S, LONG_S = 200.0, 12.0, 300.0
STILL_S = 2.0, 35.0
"""Between sets: in a short run all is one set, in a long one the bar rests, and sets end."""
FLAGS = [
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    "--disable-background-timer-throttling",
]
MEASURE = """
(() => {
  const now = () => (performance.timeOrigin + performance.now()) / 1000;
  const m = window.measured = { sample: [], verdict: [], arrived: [], draws: 0, begun: now(), shown: [], states: [] };
  let newest = 0, last = 0;
  const after = (done) => { const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); };
  const Real = window.WebSocket;
  window.WebSocket = class extends Real {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", (message) => {
        if (typeof message.data === "string") {
          const told = JSON.parse(message.data);
          if (told.event !== "repetition") return;
          m.arrived.push(now() - told.verdict.told_s);
          m.shown.push([told.lifters[told.chosen].sets, told.repetitions.at(-1).number]);
          requestAnimationFrame(() => after(() => m.verdict.push(now() - told.verdict.told_s)));
        } else if (message.data.byteLength) {
          newest = new Float64Array(message.data).at(-2);
        }
      });
    }
  };
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...given) {
    m.draws += 1;
    if (newest > last) { const drawn = last = newest; after(() => m.sample.push(now() - drawn)); }
    return clear.apply(this, given);
  };
  addEventListener("DOMContentLoaded", () => {
    new MutationObserver(() => m.states.push([now(), document.body.dataset.state]))
      .observe(document.body, { attributes: true, attributeFilter: ["data-state"] });
  });
})();
"""


def main(arguments: list[str]) -> None:
    seconds = float(arguments[0]) if arguments else 60.0
    pages = int(arguments[1]) if len(arguments) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        served = Served(Path(folder), *_free_ports())
        feeding = multiprocessing.get_context("spawn").Process(
            target=_feed, args=(served.device_port, STILL_S[seconds > LONG_S]), daemon=True
        )
        try:
            served.start()
            secret = served.open_rack()
            feeding.start()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
                opened = [
                    _page(browser.new_context(viewport={"width": 820, "height": 1180}), served, secret)
                    for _ in range(pages)
                ]
                _live(served, opened, seconds)
                _killed(served, opened)
                browser.close()
        finally:
            feeding.terminate()
            served.kill()


class Served:
    """`neuraldrive serve` over a store of its own."""

    def __init__(self, folder: Path, port: int, device_port: int) -> None:
        self.folder, self.port, self.device_port = folder, port, device_port
        self.address = f"http://localhost:{port}"

    def start(self) -> float:
        """Starts it; seconds until it answers."""
        words = [
            sys.executable,
            "-m",
            "neuraldrive.cli",
            "--data-dir",
            str(self.folder),
            "serve",
            "--port",
            str(self.port),
        ]
        command = shutil.which("neuraldrive", path=str(Path(sys.executable).parent))
        if command:
            words = [command, "serve", "--data-dir", str(self.folder), "--port", str(self.port)]
        begun = time.perf_counter()
        self._process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
        while True:
            try:
                urllib.request.urlopen(f"{self.address}/healthy", timeout=1.0).read()
                return time.perf_counter() - begun
            except OSError:
                time.sleep(0.02)

    def kill(self) -> None:
        """kill -9."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def open_rack(self) -> str:
        """A rack whose device connects to it; the secret of the session."""
        answer = self._post("/api/v1/first-owner", {"name": "Coach", "password": "correct horse battery"}, {})
        secret = answer.headers["set-cookie"].split(";")[0].partition("=")[2]
        headers = {"Cookie": f"nd_session={secret}", "X-CSRF": json.load(answer)["csrf"]}
        source = f"ws:127.0.0.1:{self.device_port}?channel=position"
        self._post("/api/v1/racks", {"name": "Rack 1", "source": source, "athlete": "Ada", "lift": "back_squat",
                                     "load": "73.5kg", "sets": "1xmax", "sensor": "linear_encoder"}, headers)  # fmt: skip
        return str(secret)

    def used(self) -> tuple[float, float]:
        """Seconds of CPU so far, and megabytes in memory."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        resident = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), resident / 1024.0

    def _post(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> Any:
        sent = {"Content-Type": "application/json", **headers}
        return urllib.request.urlopen(urllib.request.Request(self.address + path, json.dumps(body).encode(), sent))


def _live(served: Served, pages: list[Page], seconds: float) -> None:
    pages[0].wait_for_timeout(1000.0 * WARM_UP_S)
    for page in pages:
        page.evaluate(
            "Object.assign(measured, { sample: [], verdict: [], arrived: [], draws: 0, begun: performance.now() })"
        )
    cpu, begun = served.used()[0], time.perf_counter()
    _watched(served, pages, seconds)
    share = (served.used()[0] - cpu) / (time.perf_counter() - begun)
    found = [
        page.evaluate("({ ...measured, frames: measured.draws / ((performance.now() - measured.begun) / 1000) })")
        for page in pages
    ]
    samples = 1e3 * np.concatenate([each["sample"] for each in found])
    verdicts = 1e3 * np.concatenate([each["verdict"] for each in found])
    arrived = 1e3 * np.concatenate([each["arrived"] for each in found])
    frames = [each["frames"] for each in found]
    print(
        f"{len(pages)} pages, {seconds:.0f} s at {RATE_HZ:.0f} Hz; load of the computer {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n"
    )
    print("| | p50 | p95 | target |\n|---|---|---|---|")
    print(
        f"| sample to paint, ms ({samples.size}) | {np.median(samples):.0f} | {np.percentile(samples, 95):.0f} | p95 <= 100 |"
    )
    print(
        f"| verdict to paint, ms ({verdicts.size}) | {np.median(verdicts):.0f} | {np.percentile(verdicts, 95):.0f} | p95 <= 100 |"
    )
    print(f"| of that until it reaches the page, ms | {np.median(arrived):.0f} | {np.percentile(arrived, 95):.0f} | |")
    print(f"| frames a second, slowest page | {min(frames):.0f} | | >= 25 |")
    print(f"| server, share of a core | {100 * share:.0f} % | | <= 25 % |")
    print(f"| server, memory, MB | {served.used()[1]:.0f} | | |", flush=True)


def _watched(served: Served, pages: list[Page], seconds: float) -> None:
    """Waits, and says every five minutes how much memory the server and the pages hold; what was measured before is let go."""
    until = time.perf_counter() + seconds
    lines = [page.context.new_cdp_session(page) for page in pages]
    told = 0
    while (left := until - time.perf_counter()) > 0.0:
        if seconds - left >= LONG_S * told:
            for page, line in zip(pages, lines, strict=True):
                page.evaluate("Object.assign(measured, { sample: measured.sample.slice(-5000) })")
                line.send("HeapProfiler.collectGarbage")
            heaps = [line.send("Runtime.getHeapUsage")["usedSize"] / 1e6 for line in lines]
            print(
                f"{LONG_S * told / 60.0:4.0f} min  server {served.used()[1]:.0f} MB, scripts of a page {max(heaps):.1f} MB",
                flush=True,
            )
            told += 1
        pages[0].wait_for_timeout(1000.0 * min(left, 5.0))


def _killed(served: Served, pages: list[Page]) -> None:
    served.kill()
    pages[0].wait_for_timeout(1500.0)
    words = {page.evaluate("document.querySelector('#word').textContent") for page in pages}
    began = time.time()
    answered = served.start()
    lives = [_lives(page, began) for page in pages]
    shown = {tuple(each) for page in pages for each in page.evaluate("measured.shown")}
    with open_store(served.folder / "store.sqlite", signals_dir=served.folder / "signals") as store:
        kept = sum(each.entry.repetition_count for each in store.sets("Ada", measured=False))
    missing = max(len(shown) - kept, 0)
    print(
        f"\nkilled: the pages showed {' / '.join(sorted(words)).replace(chr(10), ' ')!r}; the server answered {answered:.1f} s after it was started again"
    )
    print(
        f"every page lives {max(lives):.1f} s after that start (target <= 5); {len(shown)} repetitions shown, {missing} of them not in the store ({kept} there)"
    )


def _lives(page: Page, began: float) -> float:
    for _ in range(1200):
        states = page.evaluate("measured.states")
        after = [at for at, state in states if at > began and state != "lost"]
        if after:
            return float(after[0] - began)
        page.wait_for_timeout(50)
    return float("nan")


def _page(context: BrowserContext, served: Served, secret: str) -> Page:
    context.add_cookies([{"name": "nd_session", "value": secret, "url": served.address}])
    context.add_init_script(MEASURE)
    page = context.new_page()
    page.goto(f"{served.address}/rack/Rack%201")
    return page


def _feed(port: int, still_s: float) -> None:
    """The device: each sample on its own, with the time of this computer; connects again when it is cut off."""
    signal_ = squats(5)["position"]
    times = np.arange(signal_.times[0], signal_.times[-1], 1.0 / RATE_HZ)
    heights = np.interp(times, signal_.times, signal_.samples)
    track = np.concatenate([heights, np.full(int(still_s * RATE_HZ), heights[-1])])
    asyncio.run(_send(port, track))


async def _send(port: int, track: np.ndarray) -> None:
    number = 0
    while True:
        try:
            async with websockets.connect(f"ws://127.0.0.1:{port}", compression=None) as line:
                due = time.time()
                while True:
                    due += 1.0 / RATE_HZ
                    await asyncio.sleep(max(due - time.time(), 0.0))
                    await line.send(f"{time.time():.6f},{track[number % track.size]:.5f}")
                    number += 1
        except (OSError, websockets.exceptions.WebSocketException):
            await asyncio.sleep(0.2)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


if __name__ == "__main__":
    main(sys.argv[1:])
