"""Files handed in: kept whole or not at all, asked about first, and harmless whatever they are."""

from __future__ import annotations

import gzip
import json
import math
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

import web_house
from neuraldrive.web.api.imports import importer_of
from neuraldrive.web.doors.guard import csrf_of
from neuraldrive.web.house import House
from neuraldrive.web.uploads import FOLDER
from neuraldrive.workflows.import_worker import MOST_BYTES

MARK = {"X-CSRF": csrf_of("demonstration")}
LOG = "athlete,exercise,weight (kg),velocity (m/s),set,rep,rpe,date\n" + "".join(
    f"Ada,squat,100,{0.6 - 0.02 * rep:.2f},1,{rep},8,2026-11-20\n" for rep in range(1, 6)
)
SIGNAL = "time (s);position (mm)\n" + "".join(
    f"{k / 100:.2f};{300 * math.cos(2 * math.pi * k / 300) + 600:.1f}\n" for k in range(1200)
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with web_house.house(tmp_path_factory.mktemp("imports")) as made:
        yield made
        importer_of(made).close()


@pytest.fixture
def talking(made: House) -> Iterator[TestClient]:
    with web_house.client(made, headers=MARK) as talking:
        yield talking
    assert list((made.place.data_dir / FOLDER).glob("*")) == []


def _send(talking: TestClient, content: str | bytes, name: str = "log.csv", **said: str) -> dict[str, Any]:
    answer = talking.post("/api/v1/imports", files={"file": (name, content)}, data=said)
    assert answer.status_code == 200, answer.text
    (told,) = answer.json()
    return told  # type: ignore[no-any-return]


def test_a_file_comes_in_and_twice_it_is_a_file_once(talking: TestClient, made: House) -> None:
    first = _send(talking, LOG)
    assert (first["kept"], first["sets"], first["repetitions"], first["athletes"]) == (True, 1, 5, ["Ada"])
    again = _send(talking, LOG, "copy.csv")
    assert (again["already"], again["sets"]) == (True, 0)
    assert len(made.store.sets("Ada")) == 1
    assert talking.get("/api/v1/imports").json()[0]["name"] == "log.csv"


def test_several_files_come_in_one_request_and_a_bad_one_stops_no_other(talking: TestClient) -> None:
    files = [
        ("file", ("a.csv", LOG.replace("Ada", "Bea"))),
        ("file", ("b.pdf", b"%PDF-1.7")),
        ("file", ("c.csv", LOG.replace("Ada", "Cid"))),
    ]
    answer = talking.post("/api/v1/imports", files=files)
    assert [each["kept"] for each in answer.json()] == [True, False, True]
    assert answer.json()[1]["error"]["found"] == "a PDF"


def test_what_a_file_leaves_open_is_asked_before_anything_is_kept(talking: TestClient, made: House) -> None:
    before = len(made.store.imports())
    told = _send(talking, SIGNAL, "squat.csv", ask="1")
    assert not told["kept"]
    assert {each["field"]: each["needed"] for each in told["asks"]} == {
        "athlete": True, "lift": True, "load_kg": False, "device": False, "started_at": False
    }  # fmt: skip
    assert told["repetitions"] == 4
    assert len(made.store.imports()) == before
    kept = _send(
        talking, SIGNAL, "squat.csv", athlete="Nils", lift="squat", load="225 lb", started_at="2026-11-21T10:00"
    )
    assert kept["kept"], kept
    (stored,) = made.store.sets("Nils")
    assert stored.entry.lift == "back_squat"
    assert stored.entry.load_kg == pytest.approx(102.06, abs=0.01)
    assert str(stored.entry.started_at) == "2026-11-21 10:00:00"
    assert stored.recording_id is not None
    assert made.store.recording(stored.recording_id).origin == "squat.csv"


def test_loads_without_a_unit_are_asked_about_and_the_answer_counts(talking: TestClient, made: House) -> None:
    log = LOG.replace(" (kg)", "").replace("Ada", "Eve").replace(",100,", ",225,")
    assert "load_unit" in {each["field"] for each in _send(talking, log, ask="1")["asks"]}
    _send(talking, log, load_unit="lb", device="linear_encoder")
    assert made.store.sets("Eve")[0].entry.load_kg == pytest.approx(102.06, abs=0.01)


def test_a_name_that_looks_like_a_slip_is_asked_about_and_nothing_is_kept(talking: TestClient, made: House) -> None:
    made.store.add_athlete("Quill Dane")
    before = len(made.store.imports())
    told = _send(talking, SIGNAL, "quill.csv", athlete="Quill Dnae", lift="back squat", load="80 kg")
    assert (told["kept"], told["meant"], told["error"]["what"]) == (False, ["Quill Dane"], "athlete")
    assert told["error"]["remedy"] == "Did you mean Quill Dane? If it is somebody new, say so: new."
    assert len(made.store.imports()) == before
    said = {"lift": "back squat", "load": "80 kg"}
    assert _send(talking, SIGNAL, "quill.csv", athlete="quill  dane", **said)["athletes"] == ["Quill Dane"]
    other = SIGNAL.replace("600", "601") + "12.00;900.0\n"
    assert _send(talking, other, "dnae.csv", athlete="Quill Dnae", new="1", **said)["athletes"] == ["Quill Dnae"]


def test_names_in_a_file_that_look_like_slips_are_asked_about_and_nothing_is_kept(
    talking: TestClient, made: House
) -> None:
    made.store.add_athlete("Orla Quigley")
    made.store.add_athlete("Perrin Vance")
    rows = "athlete,exercise,weight (kg),reps,date\n{},bnech press,100,5,2026-11-20\n{},squat,90,5,2026-11-20\n"
    log = rows.format("Orla Quigly", "Perin Vance")
    before, there = len(made.store.imports()), made.store.names()
    told = _send(talking, log, "two.csv", ask="1")
    assert not told["kept"]
    assert told["slips"] == [
        {"name": "Orla Quigly", "meant": ["Orla Quigley"]}, {"name": "Perin Vance", "meant": ["Perrin Vance"]}
    ]  # fmt: skip
    assert told["error"]["remedy"].endswith("If the names are right as they stand, say so: new.")
    assert (len(made.store.imports()), made.store.names()) == (before, there)
    names = json.dumps({"Orla Quigly": "Orla Quigley", "Perin Vance": "Perin Vance"})
    kept = _send(talking, log, "two.csv", names=names)
    assert (kept["kept"], kept["athletes"]) == (True, ["Orla Quigley", "Perin Vance"])
    assert kept["new_athletes"] == ["Perin Vance"]
    assert kept["notices"] == [
        "bnech press is no lift that is known. Did you mean Bench press? It is corrected on the set's page."
    ]
    assert len(made.store.sets("Orla Quigley")) == 1
    assert "Orla Quigly" not in made.store.names().values()
    as_new = _send(talking, rows.format("Orla Quigly", "Perin Vance"), "three.csv", new="1")
    assert as_new["already"]  # the same file: nothing is asked of it again
    other = _send(talking, rows.replace("100", "101").format("Orla Quigly", "Perin Vance"), "four.csv", new="1")
    assert other["new_athletes"] == ["Orla Quigly"]


def test_names_that_are_no_json_are_refused(talking: TestClient) -> None:
    for wrong in ("Ada", "[]", '{"Ada": 1}', '{"Ada": ""}'):
        answer = talking.post("/api/v1/imports", files={"file": ("a.csv", LOG)}, data={"names": wrong})
        assert answer.status_code == 422, wrong


def test_a_date_is_taken_for_a_log_that_gives_none(talking: TestClient, made: House) -> None:
    log = LOG.replace(",date", "").replace(",2026-11-20", "").replace("Ada", "Fay")
    _send(talking, log, started_at="2026-11-22T18:00")
    assert str(made.store.sessions("Fay")[0].started_at) == "2026-11-22 18:00:00"


def test_rows_that_were_not_believed_are_named_by_the_name_of_the_file(talking: TestClient) -> None:
    told = _send(talking, LOG.replace("Ada", "Gus").replace("0.58", "fast"), "gus.csv")
    assert told["kept"]
    assert told["refusals"][0]["where"] == "gus.csv:2"


def test_rows_kept_without_a_value_are_told_apart_from_those_refused(talking: TestClient) -> None:
    log = "athlete,exercise,weight (kg),reps,date\nGil,squat,100,5,2026-11-20\nGil,squat,abc,5,2026-11-20\nGil,squat,100,many,2026-11-20\n"
    told = _send(talking, log, "gil.csv")
    assert (told["sets"], told["repetitions"]) == (2, 10)
    assert [(each["kept"], each["words"]) for each in told["refusals"]] == [
        ("without its load", "gil.csv:3: kept without its load: 'abc' is no number"),
        ("", "gil.csv:4: repetitions: found 'many', needed 1 to 500"),
    ]
    latest = talking.get("/api/v1/imports").json()[0]
    assert (latest["in_part"], latest["refused"]) == (1, 1)
    page = talking.get("/import", headers={"accept": "text/html"}).text
    assert "1 row kept without a value · 1 row refused" in page


@pytest.mark.parametrize(
    "name",
    ["../../../etc/cron.d/x", "..\\..\\x.csv", "/dev/null", "CON", "nul.csv", "a\x00b.csv", "", ".", "x" * 5000, "\u202egnp.csv", "%2e%2e%2f"],
)  # fmt: skip
def test_a_name_is_never_a_path(talking: TestClient, made: House, name: str) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="'
        + name.encode()[:3000].replace(b"\\", b"\\\\")
        + b'"\r\n\r\n'
        + b"%PDF-1.7\r\n--x--\r\n"
    )
    before = {each for each in made.place.data_dir.rglob("*") if FOLDER not in each.parts}
    answer = talking.post("/api/v1/imports", content=body, headers={"content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        told = answer.json()[0]["name"]
        assert "/" not in told
        assert "\\" not in told
        assert 0 < len(told) <= 120
    assert {each for each in made.place.data_dir.rglob("*") if FOLDER not in each.parts} == before


@pytest.mark.parametrize(
    ("content", "found"),
    [(b"", "0 bytes"), (b"PK\x03\x04" + os.urandom(200), "a zip archive"), (b"%PDF-1.7", "a PDF"),
     (b"\x89HDF\r\n\x1a\n" + os.urandom(300), "damaged"), (b"PAR1" + os.urandom(300), "damaged"),
     (os.urandom(4000), ""), (b"time (s);position (mm)\n", ""), (b"\x1f\x8b" + os.urandom(100), "damaged gz")],
    ids=["empty", "zip", "pdf", "hdf5", "parquet", "noise", "header", "gz"],
)  # fmt: skip
def test_what_is_no_recording_is_refused_with_the_reason(
    talking: TestClient, made: House, content: bytes, found: str
) -> None:
    before = len(made.store.imports()), len(made.store.recordings())
    told = _send(talking, content, "thing.csv", athlete="Hal", lift="squat")
    assert not told["kept"]
    assert found in told["error"]["found"]
    assert told["error"]["remedy"]
    assert (len(made.store.imports()), len(made.store.recordings())) == before


def test_a_file_that_was_cut_off_is_refused_or_says_what_is_missing(talking: TestClient) -> None:
    packed = gzip.compress(LOG.replace("Ada", "Ian").encode() * 50)
    told = _send(talking, packed[: len(packed) // 2], "ian.csv.gz")
    assert told["error"] or any("ends in the middle" in each["found"] for each in told["refusals"])


@pytest.mark.parametrize(
    "body", [b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nhalf', b"nothing", b""]
)
def test_a_body_that_ends_in_the_middle_keeps_nothing(talking: TestClient, made: House, body: bytes) -> None:
    before = len(made.store.imports())
    answer = talking.post("/api/v1/imports", content=body, headers={"content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 400
    assert answer.json()["error"]["remedy"]
    assert len(made.store.imports()) == before


def test_no_multipart_no_file_and_a_long_field_are_refused(talking: TestClient) -> None:
    assert talking.post("/api/v1/imports", json={"file": "x"}).status_code == 400
    assert talking.post("/api/v1/imports", data={"athlete": "Ada"}, files={}).status_code == 400
    assert talking.post("/api/v1/imports", files={"file": ("a", LOG)}, data={"athlete": "A" * 3000}).status_code == 400
    assert talking.post("/api/v1/imports", files={"file": ("a", LOG)}, data={"athlete": "A" * 300}).status_code == 422
    assert talking.post("/api/v1/imports", files=[("file", (str(k), b"x")) for k in range(60)]).status_code == 400


def test_a_body_above_the_limit_is_cut_off_even_where_it_does_not_say_its_length(talking: TestClient) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'

    def parts() -> Iterator[bytes]:
        yield head
        for _ in range(257):
            yield b"0" * (1 << 20)

    answer = talking.post(
        "/api/v1/imports", content=parts(), headers={"content-type": "multipart/form-data; boundary=x"}
    )
    assert answer.status_code == 413


def _rows_bomb(path: Path) -> None:
    zeros = pa.table({"time (s)": np.zeros(5_000_000), "position (m)": np.zeros(5_000_000)})
    with pq.ParquetWriter(path, zeros.schema, compression="zstd") as out:
        for _ in range(10):
            out.write_table(zeros)


def _cell_bomb(path: Path) -> None:
    """Twelve cells of one dictionary entry of 200 MiB."""
    cells = pa.DictionaryArray.from_arrays(pa.array([0] * 12, pa.int32()), pa.array(["a" * (200 << 20)]))
    table = pa.table({"time (s)": cells, "position (m)": [str(k) for k in range(12)]})
    pq.write_table(table, path, compression="zstd", store_schema=False)


def _shape_bomb(path: Path) -> None:
    h5py = pytest.importorskip("h5py")
    with h5py.File(path, "w") as file:
        file.attrs["nwb_version"] = "2.5"
        group = file.create_group("acquisition/force")
        group.create_dataset("data", shape=(10**12,), dtype="f8", chunks=(10**6,), compression="gzip").attrs["unit"] = (
            "N"
        )
        group.create_dataset("starting_time", data=0.0).attrs["rate"] = 1000.0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured from /proc")
@pytest.mark.parametrize("bomb", [_rows_bomb, _cell_bomb, _shape_bomb])
def test_a_file_that_unpacks_to_far_more_is_refused_within_bounded_memory(
    talking: TestClient, made: House, tmp_path: Path, bomb: Any
) -> None:
    bomb(tmp_path / "bomb")
    content = (tmp_path / "bomb").read_bytes()
    assert len(content) < 2_000_000
    _send(talking, b"%PDF")  # the second process runs
    process = importer_of(made)._process
    assert process is not None
    peak, stop = [0], threading.Event()

    def watch() -> None:
        while not stop.is_set():
            status = Path(f"/proc/{process.pid}/status").read_text().splitlines()
            peak[0] = max(peak[0], *(int(line.split()[1]) << 10 for line in status if line.startswith("VmRSS")), 0)
            time.sleep(0.005)

    thread = threading.Thread(target=watch)
    thread.start()
    told = _send(talking, content, "bomb.parquet", athlete="Joe", lift="squat")
    stop.set()
    thread.join()
    assert not told["kept"]
    assert "unpack" in told["error"]["found"]
    assert peak[0] < MOST_BYTES + (600 << 20)
    assert _send(talking, LOG.replace("Ada", f"after {bomb.__name__}"))["kept"]


def test_a_file_that_takes_too_long_ends_and_the_next_one_comes_in(talking: TestClient, made: House) -> None:
    importer = importer_of(made)
    importer.longest_s = 0.0
    told = _send(talking, LOG.replace("Ada", "Kim"))
    assert "takes longer" in told["error"]["found"]
    importer.longest_s = 300.0
    assert _send(talking, LOG.replace("Ada", "Lorenz"))["kept"]


def test_an_upload_whose_sender_goes_away_leaves_nothing(made: House) -> None:
    folder = made.place.data_dir / FOLDER
    with web_house.served(made) as address:
        host, port = address.removeprefix("http://").split(":")
        head = (
            f"POST /api/v1/imports HTTP/1.1\r\nHost: {host}\r\nX-CSRF: {MARK['X-CSRF']}\r\nContent-Length: 99999\r\n"
            "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
            '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nhalf'
        )
        with socket.create_connection((host, int(port))) as sender:
            sender.sendall(head.encode())
            assert _within(5.0, lambda: len(list(folder.glob("*"))) == 1)
        assert _within(5.0, lambda: not list(folder.glob("*")))


def _within(seconds: float, is_so: Callable[[], bool]) -> bool:
    ends = time.monotonic() + seconds
    while not is_so() and time.monotonic() < ends:
        time.sleep(0.02)
    return is_so()


def test_what_a_killed_server_left_behind_is_removed(talking: TestClient, made: House) -> None:
    left = made.place.data_dir / FOLDER / "0.part"
    left.write_text("x")
    os.utime(left, (time.time() - 7200,) * 2)
    _send(talking, b"%PDF")
    assert not left.exists()


def test_nobody_hands_a_file_in_without_the_mark(made: House) -> None:
    with web_house.client(made) as stranger:
        assert stranger.post("/api/v1/imports", files={"file": ("a.csv", LOG)}).status_code == 403


def test_the_page_of_imports_names_what_can_be_read(talking: TestClient) -> None:
    shown = talking.get("/import", headers={"accept": "text/html"})
    assert shown.status_code == 200
    assert "Vitruve encoder export" in shown.text
