"""A set as it is lifted, on a screen that is read at two metres, in lines, or as JSON lines."""

from __future__ import annotations

import json
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

import click
from rich.align import Align
from rich.console import Group
from rich.live import Live
from rich.text import Text

from neuraldrive.cli.big_letters import big
from neuraldrive.cli.keys import Keys
from neuraldrive.cli.trimmed import OUT
from neuraldrive.monitor.running import sureness
from neuraldrive.plan import sheet_words
from neuraldrive.records import Verdict
from neuraldrive.workflows.live import Noticed, Told
from neuraldrive.workflows.rack_events import Begun, Ended, Event, Rested, Resting

if TYPE_CHECKING:
    from neuraldrive.workflows.reviewing import DayReview, SetReview

_COLOURS = {"go": "bold green3", "last rep": "bold yellow1", "stop": "bold white on red3"}
_PLAIN = {"go": "green3", "last rep": "yellow1", "stop": "red1"}
_TONES = {"go": 1, "last rep": 2, "stop": 3}
_SPEED_COMES = "Speeds come from a sensor (neuraldrive live) or from its file (neuraldrive import)."
_KEYS = "0-9 RPE (0 is 10)   b bad repetition   u undo   n next set   q quit"


class Shown(Protocol):
    """What shows a live set."""

    def __enter__(self) -> Any: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def keys(self) -> str:
        """The key that was pressed last."""
        ...

    def show(self, event: Event) -> None:
        """Show what happened."""
        ...

    def stay(self) -> None:
        """The source has ended, and somebody may still press a key."""
        ...

    def end(self, summary: dict[str, Any]) -> None:
        """Say what there is now."""
        ...


class Lines:
    """One line an event, or one JSON object."""

    def __init__(self, unit: str, *, as_json: bool) -> None:
        self.unit, self.as_json = unit, as_json

    def __enter__(self) -> Lines:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.stdout.flush()

    def keys(self) -> str:
        """None: nobody presses a key of a pipe."""
        return ""

    def show(self, event: Event) -> None:
        """A line, at once."""
        if self.as_json:
            told = event_json(event)
            if told is not None:
                click.echo(json.dumps(told, ensure_ascii=False))
        else:
            words = in_words(event, self.unit)
            if words:
                OUT.print(words)
        sys.stdout.flush()

    def stay(self) -> None:
        """Nobody waits at a pipe."""

    def end(self, summary: dict[str, Any]) -> None:
        """How to look at it again."""
        if self.as_json:
            click.echo(json.dumps({"event": "summary", **summary}))
        elif summary["session"] is not None:
            click.echo(f"Kept: neuraldrive review {summary['session']}")
        else:
            click.echo("Nothing was lifted, and nothing is kept.")


class Screen:
    """The full screen: the word, the last velocity, why; then the rest."""

    def __init__(self, unit: str, *, mute: bool) -> None:
        self.unit, self.mute = unit, mute
        self._keys, self._live = Keys(), Live(console=OUT, screen=True, auto_refresh=False)
        self._begun: Begun | None = None
        self._told: list[Told] = []
        self._note = ""

    def __enter__(self) -> Screen:
        self._keys.__enter__()
        self._live.__enter__()
        self._draw(["READY"], "", "waiting for the bar")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.__exit__(kind, error, trace)
        self._keys.__exit__(kind, error, trace)

    def keys(self) -> str:
        """The key that was pressed last."""
        return self._keys.pressed()

    def show(self, event: Event) -> None:
        """Draw what happened."""
        if isinstance(event, Begun):
            self._begun, self._told, self._note = event, [], ""
            self._draw(["READY"], "", in_words(event, self.unit).plain)
            self._note = event.day  # below each word, until something else is to be noted
        elif isinstance(event, Told):
            again = event.repetition.revises is not None
            self._told = [each for each in self._told if each.repetition.number != event.repetition.revises] + [event]
            self._told.sort(key=lambda each: each.repetition.number)
            if not again:  # what is told otherwise later is no news for the ear
                self._tone(event.verdict)
            self._word(event.verdict)
        elif isinstance(event, Resting):
            left = event.advice.left_s
            words = "READY" if event.advice.time_earned else f"{left // 60:.0f}:{left % 60:02.0f}"
            self._draw([words], "", event.advice.why)
        elif isinstance(event, Ended) and event.forgotten:
            self._told = []
            self._draw(["READY"], "", in_words(event, self.unit).plain)
        elif isinstance(event, Ended):
            self._draw(["REST"], "", f"{event.repetitions} repetitions; press a number to rate the set")
        else:
            self._note = event.advice.why if isinstance(event, Rested) else event.words
            if self._told:
                self._word(self._told[-1].verdict)
            elif isinstance(event, Noticed):
                self._draw(["READY"], "", "waiting for the bar")

    def end(self, summary: dict[str, Any]) -> None:
        """How to look at it again."""
        kept = f"Kept: neuraldrive review {summary['session']}"
        click.echo(kept if summary["session"] else "Nothing was lifted, and nothing is kept.")

    def stay(self) -> None:
        """The last word stays until a key is pressed."""
        self._note = "the source has ended: press a number to rate the last set, q to leave"
        if self._told:
            self._word(self._told[-1].verdict)

    def _word(self, verdict: Verdict) -> None:
        self._draw(verdict.word.upper().split("\n"), _COLOURS[verdict.word], _below(self._told[-1], self._begun))

    def _draw(self, words: list[str], style: str, below: str) -> None:
        width, height = OUT.size
        shapes = [line for word in words for line in big(word, width - 8, max(height - 9, 7))]
        wide = max(map(len, shapes)) + 2
        lines = [Text(f" {line}".ljust(wide), style) for line in ("", *shapes, "")]
        rest = [Text(""), Text(below, "bold", justify="center"), Text(self._note, "yellow", justify="center")]
        body = Group(*(Align.center(line) for line in lines), *rest)
        foot = Text(_KEYS, "dim", justify="center")
        self._live.update(Group(Align.center(body, vertical="middle", height=max(height - 2, 8)), foot), refresh=True)

    def _tone(self, verdict: Verdict) -> None:
        if not self.mute:
            for _ in range(_TONES[verdict.word]):
                OUT.bell()


def in_words(event: Event, unit: str) -> Text:
    """An event in one line."""
    if isinstance(event, Told):
        return _told_line(event)
    if isinstance(event, Begun):
        load = f", {sheet_words.weight(event.load_kg, unit)}" if event.load_kg is not None else ""
        expected = f"; {event.expected.text} expected" if event.expected is not None else ""
        rule = f"; rule: {event.rule}" if event.rule else ""
        return Text.assemble(
            (f"set {event.number}", "bold"),
            f"  {event.lift.replace('_', ' ')}{load}: {event.prescription}{expected}{rule}\n"
            f"       sensor: {event.sensor.replace('_', ' ')}, {event.grade}\n       judged by: {event.judged_by}",
            f"\n       no stop is said: {event.why_not}" if event.why_not else "",
            (f"\n       {event.day}" if event.day else "", "yellow"),
        )
    if isinstance(event, Ended) and event.forgotten:
        return Text("nothing was lifted: no set is kept")
    if isinstance(event, Ended):
        many = "" if event.repetitions == 1 else "s"
        kept = "" if event.kept else " NOT ALL KEPT YET."
        return Text(
            f"set {event.number} is over: {event.repetitions} repetition{many}. Rest {event.rest_s:.0f} s.{kept}"
        )
    if isinstance(event, Resting):
        return Text("")
    return Text(f"       {event.advice.why if isinstance(event, Rested) else event.words}", "yellow")


def _told_line(event: Told) -> Text:
    repetition, verdict = event.repetition, event.verdict
    if repetition.excluded is not None:
        return Text(f"{repetition.number:4}   {repetition.excluded}", "dim")
    speed = f"{event.velocity.value:.2f} m/s" if event.velocity is not None else ""
    again = " again" if repetition.revises is not None else ""
    chance = f"  {sureness(verdict.probability)}" if verdict.probability is not None else ""
    return Text.assemble(
        f"{repetition.number:4}{again}   {speed}   ",
        (verdict.word.upper(), f"bold {_PLAIN[verdict.word]}"),
        f"{chance}  {verdict.why}",
        (f"  ({'; '.join(repetition.flags)})" if repetition.flags else "", "yellow"),
        ("" if event.kept else "  NOT KEPT YET", "bold red1"),
    )


def _below(told: Told, begun: Begun | None) -> str:
    """Last velocity against target, repetition of maximum, chance, and why."""
    speed = f"{told.velocity.value:.2f} m/s" if told.velocity is not None else ""
    if begun is not None and begun.expected is not None:
        speed += f" ({begun.expected.value:.2f} expected)"
    chance = f"   chance {sureness(told.verdict.probability)}" if told.verdict.probability is not None else ""
    kept = "" if told.kept else "\nNOT KEPT YET: the disk does not take it"
    flags = "".join(f"\n{each}" for each in told.repetition.flags)
    return f"{told.verdict.repetition}: {speed}{chance}\n{told.verdict.why}{flags}{kept}"


def event_json(event: Event) -> dict[str, Any] | None:
    """An event as plain values; None for the ticking of the rest."""
    if isinstance(event, Told):
        return {"event": "repetition", "id": event.repetition_id, "number": event.repetition.number,
                "revises": event.repetition.revises, "excluded": event.repetition.excluded, "flags": list(event.repetition.flags),
                "mean_velocity": event.velocity.value if event.velocity else None,
                "late_s": round(event.late_s, 4), "kept": event.kept, **verdict_json(event.verdict)}  # fmt: skip
    if isinstance(event, Begun):
        return {"event": "set", "number": event.number, "lift": event.lift, "load_kg": event.load_kg,
                "prescription": str(event.prescription), "sensor": event.sensor, "grade": event.grade,
                "judged_by": event.judged_by, "why_not": event.why_not, "day": event.day,
                "expected": event.expected.value if event.expected is not None else None}  # fmt: skip
    if isinstance(event, Ended):
        return {"event": "end", "number": event.number, "repetitions": event.repetitions, "rest_s": event.rest_s,
                "kept": event.kept and not event.forgotten}  # fmt: skip
    if isinstance(event, Resting):
        return None
    if isinstance(event, Rested):
        return {
            "event": "rest",
            "enough": event.advice.outcome_earned,
            "next_s": event.advice.interval_s,
            "why": event.advice.why,
        }
    return {"event": "note" if isinstance(event, Noticed) else "key", "words": event.words}


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """A verdict as plain values."""
    names = (
        "word",
        "why",
        "probability",
        "threshold",
        "reserve",
        "rule",
        "ends",
        "pace",
        "floor_mps",
        "grade",
        "advice",
        "rests_on",
        "day",
    )
    return {name: getattr(verdict, name) for name in names}


# ---------------------------------------------------------------- review and today


def review(found: list[SetReview], unit: str) -> None:
    """Set by set: each repetition with what was said, then what other rules would have said, and what was done."""
    for each in found:
        load = f", {sheet_words.weight(each.load_kg, unit)}" if each.load_kg is not None else ""
        OUT.print(
            Text.assemble((f"\nset {each.number}", "bold"), f"  {each.lift.replace('_', ' ')}{load}  {each.judged}")
        )
        if each.grade and each.has_speed:
            OUT.print(Text(f"       {each.grade}; rests on {each.rests_on or 'repetitions counted'}", "dim"))
        if each.day:
            OUT.print(Text(f"       {each.day}", "yellow"))
        for row in each.rows:
            chance = f" {sureness(row.probability)}" if row.probability is not None else ""
            OUT.print(Text.assemble(
                f"{row.number:4}   {row.velocity}   ", (f"{row.word.upper():8}", f"bold {_PLAIN.get(row.word, 'dim')}"), f"{chance}  {row.why}"
            ))  # fmt: skip
        for rule, said in each.others.items():
            OUT.print(Text(f"       {rule}: {said}", "dim"))
        OUT.print(Text(f"       {each.done}", "bold"))
        if not each.has_speed:
            OUT.print(Text(f"       {_SPEED_COMES}", "dim"))


def review_json(found: list[SetReview]) -> list[dict[str, Any]]:
    """The review as plain values."""
    return [
        {"set": each.set_id, "number": each.number, "lift": each.lift, "load_kg": each.load_kg, "judged": each.judged,
         "grade": each.grade, "rests_on": each.rests_on, "day": each.day,
         "repetitions": [row._asdict() for row in each.rows], "others": dict(each.others), "done": each.done,
         "has_speed": each.has_speed}
        for each in found
    ]  # fmt: skip


def day(found: list[DayReview]) -> None:
    """Usual or changed, lift by lift."""
    for each in found:
        OUT.print(
            Text.assemble(
                (f"{each.lift.replace('_', ' '):16}", "bold"), f"{each.day}  ", (each.word, "bold"), f"  {each.why}"
            )
        )
    if not found:
        OUT.print("No lift with a day and a velocity yet.")


def day_json(found: list[DayReview]) -> list[dict[str, Any]]:
    """The day as plain values."""
    return [each._asdict() for each in found]
