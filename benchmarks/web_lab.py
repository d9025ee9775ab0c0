"""The lab in real Chromium: from a slider's move to the new picture, for a 5 s effort of 120 units; and where it goes.

Run: python benchmarks/web_lab.py [moves]. Prints each percentile; needs Chromium and Playwright.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from neuraldrive.store import open_store
from neuraldrive.web.house import House
from neuraldrive.web.packed import packed
from neuraldrive.web.serving import Address, Server
from neuraldrive.workflows import lab_contraction, lab_lift
from neuraldrive.workflows.lift_orders import LiftOrder
from neuraldrive.workflows.lift_words import Load
from neuraldrive.workflows.orders import Call, Order
from neuraldrive.workflows.places import Place

ASKED_MS = 150.0
RAMP = {"to": 1.0, "rise_s": 1.5, "hold_s": 1.5, "fall_s": 1.0}
WATCH = """() => {
  window.labMoves = []; const open = [];
  document.addEventListener("input", (event) => open.push(event.timeStamp), true);
  document.addEventListener("lab:drawn", ({ detail }) => requestAnimationFrame(() => setTimeout(() => {
    while (open.length && open[0] <= detail.moved) window.labMoves.push(performance.now() - open.shift());
  })));
}"""


def main(moves: int) -> None:
    """Prints the server's parts, then what a hand on a slider sees."""
    parts()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        where = Path(folder)
        with open_store(where, signals_dir=where / "signals") as store:
            address, server = _serve(House(store, Place(where, None, "kg"), "demo"))
            chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"))
            for name, query in {
                "ramp": "effort=ramp",
                "fast": "",
                "ramp with EMG": "effort=ramp&emg=true",
                "lift": "effort=lift",
            }.items():
                page = chromium.new_page(viewport={"width": 1440, "height": 900})
                begun = time.perf_counter()
                page.goto(f"{address}/lab?{query}")
                page.wait_for_selector("#opening[aria-busy=false]", timeout=120_000)
                opened_s = time.perf_counter() - begun
                told = _told(drag(page, moves))
                print(f"{name:14s} opened in {opened_s:.1f} s; slider to picture: {told} (p95 asked: {ASKED_MS:.0f})")
                page.close()
            chromium.close()
            server.should_exit = True


def parts() -> None:
    """Times what the server does for one side."""
    ramp = Order(Call("ramp", RAMP), units=120)
    lift = LiftOrder("bench_press", Load(share=0.9), population="untrained")
    made = lab_contraction.picture(ramp, 5, measured=False)
    _timed("one contraction", lambda: lab_contraction.recordings(ramp, 1))
    _timed("picture, 5 runs", lambda: lab_contraction.picture(ramp, 5, measured=False))
    _timed("picture, 9 runs, measured", lambda: lab_contraction.picture(ramp))
    _timed(
        "picture with EMG, 5 runs", lambda: lab_contraction.picture(lab_contraction.with_emg(ramp), 5, measured=False)
    )
    _timed("lift, 3 runs", lambda: lab_lift.picture("heavy", lift, 3))
    _timed(f"packed, {len(packed(made)) / 1000:.0f} kB", lambda: packed(made))


def _timed(name: str, call: Any) -> None:
    call()
    took = []
    for _ in range(20):
        begun = time.perf_counter()
        call()
        took.append(1000.0 * (time.perf_counter() - begun))
    print(f"{name:28s} {_told(took)}")


def drag(page: Page, moves: int) -> list[float]:
    """Drags the reachable drive of A to and fro with the mouse, 60 ms a step; ms from each move to its picture."""
    page.evaluate(WATCH)
    slider = page.locator("[data-number=ceiling][data-side=a]")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    y, left, wide = box["y"] + box["height"] / 2, box["x"] + 12, box["width"] - 24
    page.mouse.move(left, y)
    page.mouse.down()
    for k in range(moves * 3):
        page.mouse.move(left + wide * abs((k * 0.037) % 2 - 1), y)
        page.wait_for_timeout(60)
        if len(page.evaluate("() => window.labMoves")) >= moves:
            break
    page.mouse.up()
    page.wait_for_timeout(500)
    found: list[float] = page.evaluate("() => window.labMoves")
    assert len(found) >= moves, f"{len(found)} of {moves} moves were answered"
    return found


def _told(took_ms: Sequence[float]) -> str:
    ordered = sorted(took_ms)
    middle, p95 = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"median {middle:.1f} ms, p95 {p95:.1f} ms, worst {ordered[-1]:.1f} ms, n {len(ordered)}"


def _serve(house: House) -> tuple[str, Server]:
    told: list[str] = []
    server = Server(house, Address(), lambda address: told.append(address.rstrip("/")))
    threading.Thread(target=server.run, daemon=True).start()
    while not told:
        time.sleep(0.01)
    return told[0], server


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 80)
