"""One server a data folder, and what waits until it has ended."""

from __future__ import annotations

import errno
import importlib
import os
import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import web_house
from neuraldrive.errors import BadValue, StoreError
from neuraldrive.store import served
from neuraldrive.web.serving import Address, Server
from neuraldrive.workflows import alone, kept_racks, personal_data
from neuraldrive.workflows.alone import Alone
from neuraldrive.workflows.kept_racks import Kept
from terminal import Terminal


def test_a_second_server_on_a_data_folder_is_refused_with_the_address_of_the_first(tmp_path: Path) -> None:
    with web_house.house(tmp_path) as made:
        with web_house.served(made) as address:
            with pytest.raises(BadValue) as refused:
                Server(made, Address(), lambda _: None)
            assert address in str(refused.value.found)
        with web_house.served(made):  # the first has ended
            pass


class Windows:
    """A lock of bytes, as msvcrt has it: by file, taken by one, given back when the file is closed."""

    LK_NBLCK = 2

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.fcntl, self.at = importlib.import_module("fcntl"), []
        monkeypatch.setitem(sys.modules, "fcntl", None)
        monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_NBLCK=self.LK_NBLCK, locking=self.locking))

    def locking(self, file: int, how: int, length: int) -> None:
        assert (how, length) == (self.LK_NBLCK, 1)
        self.at.append(os.lseek(file, 0, os.SEEK_CUR))
        self.fcntl.flock(file, self.fcntl.LOCK_EX | self.fcntl.LOCK_NB)


def test_on_windows_the_folder_is_held_too_by_a_byte_behind_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = Windows(monkeypatch)
    first = Alone(tmp_path)
    first.say("http://127.0.0.1:8765/")
    with pytest.raises(BadValue, match="data folder") as refused:
        Alone(tmp_path)
    assert "at http://127.0.0.1:8765/" in refused.value.found
    assert min(windows.at) > (tmp_path / served.FILE).stat().st_size
    first.let_go()
    second = Alone(tmp_path)
    second.say("http://h/")
    with pytest.raises(BadValue) as refused:
        Alone(tmp_path)
    assert refused.value.found.endswith("at http://h/")
    second.let_go()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no file that is open")
def test_a_server_holds_its_folder_also_when_its_lock_file_is_deleted(tmp_path: Path) -> None:
    here = Terminal(tmp_path)
    here.asks("log", "Ada", "squat", "100kg", "5")
    with web_house.house(tmp_path, "team") as made, web_house.served(made):
        for _ in range(2):  # the second time with the file that the first refused one made
            (tmp_path / served.FILE).unlink(missing_ok=True)
            with pytest.raises(BadValue, match="served already"):
                Server(made, Address(), lambda _: None)
            refused = here.says("person", "delete", "Ada", "--again", "Ada")
            assert refused.exit_code == StoreError.exit_code
            assert "or end it first" in refused.stderr
        assert [each.name for each in made.store.roster()] == ["Ada"]
    assert "Ada is removed" in here.says("person", "delete", "Ada", "--again", "Ada").output


def test_no_server_begins_while_somebody_is_deleted_from_a_folder_that_was_never_served(tmp_path: Path) -> None:
    with alone.unserved(tmp_path / "new", "deletion", "Wait."), pytest.raises(BadValue, match="served already"):
        Alone(tmp_path / "new")
    Alone(tmp_path / "new").let_go()


def test_where_folders_cannot_be_locked_the_file_alone_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = importlib.import_module("fcntl")

    def on_a_network_drive(file: int, how: int) -> None:
        if stat.S_ISDIR(os.fstat(file).st_mode):
            raise OSError(errno.EBADF, "Bad file descriptor")
        fcntl.flock(file, how)

    words = SimpleNamespace(LOCK_EX=fcntl.LOCK_EX, LOCK_NB=fcntl.LOCK_NB, flock=on_a_network_drive)
    monkeypatch.setitem(sys.modules, "fcntl", words)
    first = Alone(tmp_path)
    with pytest.raises(BadValue, match="served already"):
        Alone(tmp_path)
    first.let_go()
    Alone(tmp_path).let_go()


def test_nothing_is_restored_into_a_folder_that_is_served(tmp_path: Path) -> None:
    here = Terminal(tmp_path / "data")
    here.asks("log", "Ada", "squat", "100kg", "5")
    here.asks("backup", str(tmp_path / "b.zip"))
    with web_house.house(here.folder, "team") as made, web_house.served(made) as address:
        (here.folder / "store.sqlite").rename(tmp_path / "moved.sqlite")
        refused = here.says("restore", str(tmp_path / "b.zip"))
        assert refused.exit_code == StoreError.exit_code
        assert f"End {address}/ first" in refused.stderr
        assert not (here.folder / "store.sqlite").exists()
        assert Terminal(tmp_path / "new").says("restore", str(tmp_path / "b.zip")).exit_code == 0
    assert here.says("restore", str(tmp_path / "b.zip")).exit_code == 0
    assert [each["athlete"]["name"] for each in here.asks("athletes")] == ["Ada"]


def test_a_server_whose_store_was_moved_says_so_and_goes_on_when_it_is_back(tmp_path: Path) -> None:
    file, moved = tmp_path / "store.sqlite", tmp_path / "moved.sqlite"
    with web_house.house(tmp_path, "team") as made, web_house.client(made) as talking:
        talking.headers.update(web_house.owner(talking))
        file.rename(moved)
        answer = talking.post("/api/v1/athletes", json={"name": "Ada"})
        assert answer.status_code == 503
        assert "moved, removed or replaced" in answer.json()["error"]["found"]
        assert "Put it back" in talking.get("/team", headers={"accept": "text/html"}).text
        assert not file.exists()
        with pytest.raises(StoreError, match="moved, removed"):
            made.store.backup(tmp_path / "b.zip")
        moved.rename(file)
        assert talking.post("/api/v1/athletes", json={"name": "Ada"}).status_code == 201


def test_nobody_else_opens_a_served_store_whose_log_was_taken_away(tmp_path: Path) -> None:
    here, log = Terminal(tmp_path / "data"), tmp_path / "data" / "store.sqlite-wal"
    with web_house.house(here.folder, "team") as made, web_house.served(made) as address:
        assert here.says("log", "Ada", "squat", "100kg", "5").exit_code == 0
        log.rename(tmp_path / "kept-wal")
        for words in (("log", "Bea", "squat", "100kg", "5"), ("athletes",), ("doctor",)):
            refused = here.says(*words)
            assert refused.exit_code == StoreError.exit_code
            told = " ".join(refused.output.split())
            assert f"the server at {address}/ has it open" in told
            assert "Put store.sqlite-wal back, or end that server as usual" in told
        assert not log.exists()
        (tmp_path / "kept-wal").rename(log)
        assert [each["athlete"]["name"] for each in here.asks("athletes")] == ["Ada"]
        log.rename(tmp_path / "kept-wal")
    assert [each["athlete"]["name"] for each in here.asks("athletes")] == ["Ada"]


def test_what_a_server_wrote_that_has_ended_keeps_nobody_out(tmp_path: Path) -> None:
    here = Terminal(tmp_path / "data")
    with web_house.house(here.folder, "team") as made, web_house.served(made):
        made.store.add_athlete("Ada")
    assert served.address_of(here.folder / "store.sqlite") == ""
    # which holds the folder, and opens the store in it
    assert here.says("person", "delete", "Ada", "--again", "Ada").exit_code == 0


def test_looking_where_a_log_lies_without_its_store_makes_no_new_store(tmp_path: Path) -> None:
    log = tmp_path / "store.sqlite-wal"
    log.write_bytes(b"what was written last")
    refused = Terminal(tmp_path).says("athletes")
    assert refused.exit_code == StoreError.exit_code
    assert "Put store.sqlite back beside it" in " ".join(refused.stderr.split())
    assert log.read_bytes() == b"what was written last"
    assert not (tmp_path / "store.sqlite").exists()


def test_another_store_in_the_place_of_the_one_that_is_served_takes_no_writes(tmp_path: Path) -> None:
    Terminal(tmp_path / "other").asks("log", "Bea", "squat", "100kg", "5")
    with web_house.house(tmp_path / "here", "team") as made, web_house.client(made) as talking:
        talking.headers.update(web_house.owner(talking))
        file = (tmp_path / "other" / "store.sqlite").replace(tmp_path / "here" / "store.sqlite")
        before = file.read_bytes()
        assert talking.post("/api/v1/athletes", json={"name": "Ada"}).status_code == 503
    assert file.read_bytes() == before


def test_nobody_is_deleted_behind_the_back_of_a_server(tmp_path: Path) -> None:
    here = Terminal(tmp_path)
    here.asks("log", "Ada", "squat", "100kg", "5")
    with web_house.house(tmp_path, "team") as made, web_house.served(made) as address:
        refused = here.says("person", "delete", "Ada", "--again", "Ada")
        assert refused.exit_code == StoreError.exit_code
        assert f"Delete on the athlete's page at {address}/" in refused.stderr
        assert [each.name for each in made.store.roster()] == ["Ada"]
    assert "Ada is removed" in here.says("person", "delete", "Ada", "--again", "Ada").output


def test_who_is_deleted_on_the_command_line_stands_at_no_rack_that_would_be_opened_again(tmp_path: Path) -> None:
    here = Terminal(tmp_path)
    for name in ("Ada", "Bea"):
        here.asks("log", name, "squat", "100kg", "5")
    lifters = [
        {"wish": {"athlete": name, "lift": "squat", "load_kg": None, "unit": "kg", "source": ""}, "session": 1}
        for name in ("Ada", "Bea")
    ]
    rack = Kept("Rack 1", "replay:recordings/set.parquet", is_open=True, lifters=lifters)
    kept_racks.write(tmp_path, {rack.name: rack})
    here.says("person", "delete", "Ada", "--again", "Ada")
    assert [each["wish"]["athlete"] for each in kept_racks.read(tmp_path)["Rack 1"].lifters] == ["Bea"]
    assert "Ada" not in (tmp_path / kept_racks.FILE).read_text(encoding="utf-8")


def test_a_name_that_is_typed_wrong_deletes_nothing_from_racks(tmp_path: Path) -> None:
    with web_house.house(tmp_path) as made:
        number = made.store.add_athlete("Ada")
        lifters = [
            {"wish": {"athlete": "Ada", "lift": "squat", "load_kg": None, "unit": "kg", "source": ""}, "session": 1}
        ]
        kept_racks.write(tmp_path, {"Rack 1": Kept("Rack 1", "serial:COM3", lifters=lifters)})
        with pytest.raises(BadValue):
            personal_data.delete_unserved(made.store, number, made.place, name="Bea")
    assert kept_racks.read(tmp_path)["Rack 1"].lifters == lifters
