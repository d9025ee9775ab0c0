"""Live repetitions beside those of the whole recording: counts, velocities, how soon, how often told otherwise, what it costs.

python verification/online_repetitions.py [simulated sets, 1000 unless told] [first seed]

A set is fed in chunks of chance length; `told` is the velocity when a repetition was first told, `last` after the set was finished, both
against `measure.repetitions` of the whole recording. `ms` is signal time from the end of the rise (as the whole recording
gives it) to the sample with which it was told. `other` counts what was told otherwise or taken back, `ghost` what was taken back.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import inertial_motion  # noqa: E402
import kinematics  # noqa: E402
from neuraldrive import catalog, measure, readers, simulate  # noqa: E402
from neuraldrive.errors import NeuraldriveError  # noqa: E402
from neuraldrive.records import Recording, Repetition, Signal  # noqa: E402
from neuraldrive.records.recording import POSITION_TRIGGERED  # noqa: E402

DATA = ROOT.parent / "shared" / "data" / "bar"
SHIPPED = ROOT / "src" / "neuraldrive" / "recordings"
SEED = 300_000
RATES = (25.0, 30.0, 50.0, 60.0, 100.0, 200.0, 500.0, 1000.0)
AXES = [f"{stem}_{axis}" for stem in ("acceleration", "angular_velocity") for axis in "xyz"]


@dataclass
class Row:
    """What a kind of sets gave."""

    sets: int = 0
    repetitions: int = 0
    counts_differ: int = 0
    told: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    late_ms: list[float] = field(default_factory=list)
    unlive: int = 0
    other: int = 0
    ghosts: int = 0
    seconds: float = 0.0
    samples: int = 0
    signal_s: float = 0.0
    differing: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """The row as it is printed."""
        told, last, late = (np.abs(np.array(each or [np.nan])) for each in (self.told, self.last, self.late_ms))
        soon = np.array(self.late_ms or [np.nan])
        return (
            f"{name:34s}{self.sets:5d}{self.repetitions:6d}{self.counts_differ:5d}{last.max():8.4f}{(last > 0.01).sum():4d}"
            f"{np.sqrt((told**2).mean()):8.4f}{told.max():8.4f}{(told > 0.01).sum():5d}"
            f"{np.median(soon):6.0f}{np.quantile(soon, 0.95):6.0f}{late.max():7.0f}{(soon > 100.5).sum():5d}{self.unlive:5d}"
            f"{self.other:6d}{self.ghosts:6d}{1e6 * self.seconds / max(self.samples, 1):8.2f}"
            f"{100 * self.seconds / max(self.signal_s, 1e-9):7.2f}"
        )


HEAD = (
    f"{'':34s}{'sets':>5s}{'reps':>6s}{'diff':>5s}{'last':>8s}{'>.01':>4s}{'told':>8s}{'worst':>8s}{'>.01':>5s}"
    f"{'ms':>6s}{'95 %':>6s}{'worst':>7s}{'>100':>5s}{'end':>5s}{'other':>6s}{'ghost':>6s}{'us/smp':>8s}{'core %':>7s}"
)


def fed(recording: Recording) -> tuple[str, np.ndarray, np.ndarray]:
    """Channel, times and samples that `measure.repetitions` would take of it."""
    if "position" in recording or "velocity" in recording:
        name = "position" if "position" in recording else "velocity"
        return name, recording[name].times, recording[name].samples
    if "acceleration_x" in recording and "angular_velocity_x" in recording:
        return "inertial", recording["acceleration_x"].times, np.column_stack([recording[a].samples for a in AXES])
    return "acceleration", recording["acceleration"].times, recording["acceleration"].samples


def live(
    recording: Recording, rng: np.random.Generator
) -> tuple[list[tuple[float, Repetition]], list[Repetition], float]:
    """Repetitions told with the time of the sample that completed them, those of the end, and the seconds of a core."""
    channel, times, samples = fed(recording)
    online = measure.OnlineRepetitions(channel, recording.task, load_kg=recording.load_kg, device=recording.device)
    told: list[tuple[float, Repetition]] = []
    most = max(1, round(0.004 * times.size / max(recording.duration_s, 1e-9)))
    at, began = 0, time.process_time()
    while at < times.size:
        size = int(rng.integers(1, most + 1))
        told += [
            (float(times[min(at + size, times.size) - 1]), each)
            for each in online.add(times[at : at + size], samples[at : at + size])
        ]
        at += size
    end = list(online.finish())
    return told, end, time.process_time() - began


def speed(repetition: Repetition) -> float:
    """Mean velocity, m/s; NaN without a rise."""
    return measure.mean_velocity(repetition).value if repetition.rise is not None else np.nan


def compare(row: Row, recording: Recording, name: str, rng: np.random.Generator) -> None:
    """Adds a recording to its row."""
    whole = measure.repetitions(recording)
    told, end, seconds = live(recording, rng)
    first = [(when, each) for when, each in told if each.revises is None]
    standing = {each.number: each for each in [*(each for _, each in told), *end]}
    left = [each for each in standing.values() if each.excluded is None or "after all" not in each.excluded]
    row.sets, row.repetitions = row.sets + 1, row.repetitions + len(whole)
    row.seconds, row.signal_s = row.seconds + seconds, row.signal_s + recording.duration_s
    row.samples += fed(recording)[1].size
    row.other += sum(each.revises is not None for each in [*(each for _, each in told), *end])
    row.ghosts += len(standing) - len(left)
    kinds = [sorted(str(each.excluded and each.excluded[:6]) for each in every) for every in (left, whole)]
    if kinds[0] != kinds[1]:
        row.counts_differ += 1
        row.differing.append(f"{name}: live {len(left)}, whole {len(whole)}")
    for each in whole:
        close(row, each, [pair for pair in first if over(pair[1], each)], [one for one in left if over(one, each)])


def over(one: Repetition, other: Repetition) -> bool:
    """Whether they share most of their time."""
    shared = min(one.end_s, other.end_s) - max(one.start_s, other.start_s)
    return bool(shared > 0.5 * min(one.end_s - one.start_s, other.end_s - other.start_s))


def close(row: Row, each: Repetition, first: list[tuple[float, Repetition]], left: list[Repetition]) -> None:
    """How well, and how soon, one repetition was told."""
    if left:
        row.last.append(speed(left[0]) - speed(each))
    if each.excluded is not None:
        return
    if not first:
        row.unlive += 1
        return
    row.told.append(speed(first[0][1]) - speed(each))
    row.late_ms.append(1e3 * (first[0][0] - each.end_s))


def path_set(seed: int) -> Recording:
    """A set with its unracking, sticking, partials, failures and pauses, by an encoder or a video."""
    rng = np.random.default_rng(seed)
    lift = list(kinematics.LIFTS)[seed % len(kinematics.LIFTS)]
    rate = RATES[seed // len(kinematics.LIFTS) % len(RATES)]
    coarse, noise = ((0.001, 0.0), (0.0028, 0.0), (0.0, 0.002))[int(rng.integers(0, 3 if rate <= 60.0 else 2))]
    t, x, _ = kinematics.encoder_set(rng, int(rng.integers(1, 13)), lift, rate, coarse, noise)
    t, first = np.unique(t, return_index=True)
    task = {"row": "barbell_row"}.get(lift, lift)
    return Recording({"position": Signal(x[first], "m", times_s=t)}, task=task, device="linear_encoder")


def lift_set(seed: int, channel: str) -> Recording:
    """A set of the lift model, of any lift and load, seen by a sensor of any rate."""
    rng = np.random.default_rng(seed)
    lift = LIFTS[seed % len(LIFTS)]
    share, count = rng.uniform(0.3, 1.02), int(rng.integers(1, 9))
    made = simulate.lift_set(
        lift, share * simulate.one_rm_kg(lift), count if rng.uniform() < 0.8 else "failure", discharges=False, seed=seed
    )
    rate = RATES[seed // len(LIFTS) % len(RATES)]
    if channel == "inertial":
        return simulate.seen_by(made, simulate.inertial(max(rate, 50.0)), seed=seed)
    seen = simulate.seen_by(
        made, simulate.video(rate) if rate <= 60.0 and seed % 2 else simulate.encoder(rate_hz=rate), seed=seed
    )
    if channel == "velocity" and "velocity" in seen:
        return Recording({"velocity": seen["velocity"]}, task=lift, device=seen.device)
    return Recording({"position": seen["position"]}, task=lift, device=seen.device)


def motion_set(seed: int, channel: str) -> Recording:
    """A set by an inertial unit on a sleeve that turns, from the tests' own motion."""
    name = list(inertial_motion.LIFTS)[seed % len(inertial_motion.LIFTS)]
    made = inertial_motion.recorded(name, 1 + seed // 7 % 8, rate_hz=(50.0, 100.0, 200.0, 500.0)[seed % 4], seed=seed)
    task = {"deadlift": "deadlift", "row": "barbell_row", "squat": "back_squat", "throw": "bench_throw"}.get(
        name, "bench_press"
    )
    channels = {}
    for axis, force, rate in zip("xyz", made.acceleration_mps2.T, made.angular_velocity_radps.T, strict=True):
        channels[f"acceleration_{axis}"] = Signal(force, "m/s2", times_s=made.times_s)
        channels[f"angular_velocity_{axis}"] = Signal(rate, "rad/s", times_s=made.times_s)
    if channel == "acceleration":
        channels = {"acceleration": Signal(made.true_vertical_mps2, "m/s2", times_s=made.times_s)}
    return Recording(channels, task=task, device="bar_imu")


LIFTS = (
    "back_squat",
    "bench_press",
    "deadlift",
    "bench_throw",
    "jump_squat",
    "chest_throw",
    "countermovement_jump",
    "drop_jump",
)
SIMULATED: dict[str, tuple[Callable[[int], Recording], float]] = {
    "paths with all that happens": (path_set, 0.5),
    "lift model, position": (partial(lift_set, channel="position"), 0.35),
    "lift model, velocity": (partial(lift_set, channel="velocity"), 0.15),
    "lift model, inertial": (partial(lift_set, channel="inertial"), 0.05),
    "sleeve that turns, inertial": (partial(motion_set, channel="inertial"), 0.05),
    "sleeve that turns, vertical": (partial(motion_set, channel="acceleration"), 0.05),
}


def real() -> Iterator[tuple[str, str, Recording]]:
    """Kind, name and recording of every real bar signal at hand that is not a list of steps."""
    for path in sorted([*DATA.rglob("*"), *SHIPPED.rglob("*")]):
        if not path.is_file() or "annotations" in path.name or path.suffix in (".md",):
            continue
        try:
            reading = readers.read(path)  # warns of what it doubts
        except NeuraldriveError:
            continue
        for number, recording in enumerate(reading.recordings):
            bar = {"position", "velocity", "acceleration", "acceleration_x"} & set(recording.channels)
            if bar and POSITION_TRIGGERED not in recording.flags and "force" not in recording:
                yield f"real: {path.parent.name}", f"{path.name} {number}", recording


def simulated_rows(n_sets: int, seed: int) -> None:
    """Prints a line for each kind of simulated sets."""
    for name, (make, part) in SIMULATED.items():
        row = Row()
        for k in range(seed, seed + max(1, round(n_sets * part))):
            try:
                recording = make(k)
            except NeuraldriveError as error:
                print("  left out:", k, error)
                continue
            compare(row, recording, f"{name} {k}", np.random.default_rng(k))
        print(row.line(name), flush=True)
        print("".join(f"    {text}\n" for text in row.differing[:12]), end="")


def real_rows() -> None:
    """Prints a line for each folder of real recordings."""
    rows: dict[str, Row] = {}
    for kind, name, recording in real():
        kind = f"{kind}, {fed(recording)[0]}"
        compare(rows.setdefault(kind, Row()), recording, name, np.random.default_rng(1))
    for kind, row in rows.items():
        print(row.line(kind), flush=True)
        print("".join(f"    {text}\n" for text in row.differing[:12]), end="")


def cost(channel: str, bars: int = 20, minutes: float = 2.0) -> None:
    """Prints what many bars at 1,000 Hz cost at once, in packets of 20 ms, and how long the longest packet took."""
    streams = []
    for k in range(bars):
        made = motion_set(4 * k + 2, channel) if channel == "inertial" else path_set(len(kinematics.LIFTS) * 7 + k)
        name, times, samples = fed(made)
        clock = np.arange(times[0], times[-1], 0.001)
        columns = samples.reshape(times.size, -1).T
        streams.append(
            (
                measure.OnlineRepetitions(name, made.task),
                clock,
                np.stack([np.interp(clock, times, c) for c in columns], axis=1),
            )
        )
    took, began, packets = [], time.process_time(), round(minutes * 60.0 / 0.02)
    for packet in range(packets):
        for online, clock, values in streams:
            turn, at = divmod(packet * 20, clock.size - clock.size % 20)
            since = time.perf_counter()
            online.add(clock[at : at + 20] - clock[0] + turn * clock.size * 0.001, values[at : at + 20])
            took.append(time.perf_counter() - since)
    spent, ms = time.process_time() - began, 1e3 * np.array(took)
    print(
        f"{bars} bars at 1,000 Hz, {channel}: {spent / (60.0 * minutes):.3f} of a core; a packet of 20 samples takes "
        f"{np.median(ms):.3f} ms in the middle, {np.quantile(ms, 0.99):.1f} at 99 %, {ms.max():.0f} at most"
    )


def main(n_sets: int, seed: int) -> None:
    """Prints the table."""
    warm, _ = path_set(1), catalog.lift("deadlift")
    live(warm, np.random.default_rng(1))
    live(motion_set(1, "inertial"), np.random.default_rng(1))
    print(HEAD)
    simulated_rows(n_sets, seed)
    real_rows()
    cost("position")
    cost("inertial")


if __name__ == "__main__":
    main(*(int(sys.argv[k]) if len(sys.argv) > k else usual for k, usual in ((1, 1000), (2, SEED))))
