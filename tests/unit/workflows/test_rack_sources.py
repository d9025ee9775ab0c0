"""What a rack may be told to listen to from a browser, and what not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from neuraldrive.errors import BadValue
from neuraldrive.store import open_store
from neuraldrive.workflows import planning, rack_opening, rack_sources


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    for name in ("recordings/squat.csv", "tls/server.csv", "live/x.csv", ".hidden/x.csv", "store.sqlite"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text("t,x\n0,0\n")
    (tmp_path / "secret.csv").write_text("secret")
    (data / "recordings" / "link.csv").symlink_to(tmp_path / "secret.csv")
    return data


def test_a_recording_of_the_data_folder_and_a_shipped_one_are_taken(folder: Path) -> None:
    found = rack_sources.checked("replay:recordings/squat.csv", folder)
    assert found == f"replay:{folder / 'recordings' / 'squat.csv'}"
    assert rack_sources.shown(found, folder) == "replay of squat.csv"
    assert "unique_reps.csv" in rack_sources.checked("replay:shipped/greenhouse/unique_reps.csv", folder)
    assert "replay:recordings/squat.csv" in rack_sources.recordings(folder)


@pytest.mark.parametrize(
    "name",
    [
        "../secret.csv", "/etc/passwd", "recordings/../../secret.csv", "recordings/link.csv", "tls/server.csv", "live/x.csv",
        ".hidden/x.csv", "store.sqlite", "shipped/../../../secret.csv", "shipped/../web/app.py", "recordings", "", "a\0.csv",
        "recordings/nothing.csv",
    ],
)  # fmt: skip
def test_a_file_elsewhere_is_refused_and_nothing_of_it_is_told(folder: Path, name: str) -> None:
    with pytest.raises(BadValue, match="recording") as refused:
        rack_sources.checked(f"replay:{name}", folder)
    assert "secret" not in str(refused.value).replace(name, "")


@pytest.mark.parametrize(
    "source", ["serial:/etc/passwd", "serial:spy:///dev/ttyUSB0?file=/tmp/x", "serial:/dev/pts/0", "serial:/dev/ttyUSB0/../../etc/passwd",
               "serial:socket://host:1", "file:/etc/passwd", "", "simulated"]
)  # fmt: skip
def test_what_is_no_port_and_no_sensor_is_refused(folder: Path, source: str) -> None:
    with pytest.raises(BadValue):
        rack_sources.checked(source, folder)


@pytest.mark.parametrize(
    "source", ["serial:/dev/ttyUSB0?baud=9600", "serial:COM3", "mqtt://gym.local/bar1", "ws:0.0.0.0:9000", "ws"]
)
def test_sensors_are_taken_as_the_command_line_takes_them(folder: Path, source: str) -> None:
    assert rack_sources.checked(source, folder) == source


def test_only_the_demonstration_simulates(folder: Path) -> None:
    assert rack_sources.checked("simulated", folder, demonstration=True) == "simulated"


def test_a_simulated_session_has_its_sets_and_the_rests_between_them() -> None:
    found = rack_opening.simulated_session("back_squat")
    from neuraldrive import measure

    repetitions = [each for each in measure.repetitions(found) if each.excluded is None]
    assert len(repetitions) == rack_opening.SETS * rack_opening.REPETITIONS
    assert found["position"].times[-1] > rack_opening.SETS * rack_opening.REST_S


def test_todays_lines_are_those_of_the_plan_without_warm_ups(tmp_path: Path) -> None:
    today = date.today()
    text = f"starts {today - timedelta(days=today.weekday())}\n{today:%a}: back squat 5x2 @ 100kg; bench press 3x5 @ 60kg".lower()
    with open_store(tmp_path) as store:
        planning.keep(store, "Ada", text)
        found = rack_opening.lines_of_today(store, "Ada", "kg")
        assert [(lift, load, age) for lift, _, load, age in found] == [
            ("back_squat", 100.0, ""),
            ("bench_press", 60.0, ""),
        ]
        assert rack_opening.lines_of_today(store, "Nobody", "kg") == []
