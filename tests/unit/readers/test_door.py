"""What does not get through the door, and says why."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from neuraldrive import readers
from neuraldrive.errors import BadValue, InputError, UnknownFormat, UnreadableFile
from neuraldrive.readers import door

TABLE = "time (s),position (m)\n" + "".join(f"{i / 100:.2f},{i / 1000:.4f}\n" for i in range(300))


def _refused(path: Path, error: type[InputError] = UnreadableFile) -> str:
    with pytest.raises(error) as caught:
        readers.read(path)
    assert path.name in str(caught.value)
    return str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    assert "no such file" in _refused(tmp_path / "absent.csv")


def test_a_folder_is_no_file(tmp_path):
    assert "a folder" in _refused(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\n\n  \n", gzip.compress(b"")], ids=["empty", "blank", "packed"])
def test_an_empty_file_is_refused(content, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_bytes(content)
    assert "found 0 bytes" in _refused(path) or "found no text" in _refused(path)


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    assert "not a regular file" in _refused(tmp_path / "pipe.csv")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(door, "MAX_BYTES", 1000)
    path = tmp_path / "huge.csv"
    path.write_text(TABLE)
    assert "at most 2 GB" in _refused(path)


def test_a_small_gz_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(door, "MAX_BYTES", 100_000)
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"0,0\n" * 1_000_000))
    assert "once unpacked" in _refused(path)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"PK\x03\x04" + bytes(100), "Excel"),
        (b"%PDF-1.7 ...", "PDF"),
        (bytes(range(256)) * 10, "binary"),
        (b"time,position\n0,0\n\x00\x00\x00\x00", "binary"),
        (b"\x1f\x8b\x08\x00 no gz at all", "damaged"),
        (b"PAR1 no parquet at all PAR1", "damaged"),
    ],
)
def test_what_is_no_table_is_named(content, word, tmp_path):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assert word in _refused(path)


def test_a_compressed_file_cut_off_keeps_its_whole_rows_and_says_so(tmp_path):
    path = tmp_path / "cut.csv.gz"
    path.write_bytes(gzip.compress(TABLE.encode())[:-200])
    reading = readers.read(path)
    samples = reading.recordings[0]["position"].samples
    assert 3 < samples.size < 300
    assert samples.tolist() == [i / 1000 for i in range(samples.size)]
    assert "it ends in the middle" in str(reading.refusals[0])


def test_the_half_row_of_a_file_cut_off_is_refused_by_line(tmp_path):
    path = tmp_path / "cut.csv"
    path.write_text(TABLE[: TABLE.index("2.00,") + 4])
    reading = readers.read(path)
    assert reading.recordings[0]["position"].samples.size == 200
    assert str(reading.refusals[0]).startswith("cut.csv:202: row: found 1 cells")


def test_a_file_cut_off_within_a_letter_is_read(tmp_path):
    path = tmp_path / "log.csv"
    path.write_bytes("load (kg),reps,note\n100,5,gut\n100,5,ü".encode()[:-1])
    assert readers.read(path).repetition_count == 10


def test_numbers_without_a_header_are_not_guessed(tmp_path):
    path = tmp_path / "bare.csv"
    path.write_text("0.00,0.1\n0.01,0.2\n0.02,0.3\n")
    assert "no line that names columns" in _refused(path, UnknownFormat)


def test_an_unknown_format_name_is_answered_with_the_known_ones(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(TABLE)
    with pytest.raises(UnknownFormat, match="delimited"):
        readers.read(path, format="excel")


@pytest.mark.parametrize("name", sorted(readers.formats()))
def test_a_format_forced_on_another_file_is_an_input_error(name, tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("apples,pears\n1,2\n3,4\n5,6\n")
    with pytest.raises(InputError, match=r"other\.csv"):
        readers.read(path, format=name)


@pytest.mark.parametrize("wrong", [{"load_unit": "stone"}, {"load_kg": 0.0}, {"load_kg": float("nan")}])
def test_what_the_user_says_is_checked_too(wrong, tmp_path):
    with pytest.raises(BadValue):
        readers.read(tmp_path / "absent.csv", **wrong)
