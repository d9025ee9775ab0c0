"""A contraction in words: what is asked for, as something to call and as lines of Python that never drift apart."""

from __future__ import annotations

import json
import lzma
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from neuraldrive import catalog, simulate
from neuraldrive.catalog import Muscle
from neuraldrive.errors import BadValue, UnreadableFile
from neuraldrive.records import NeuralState
from neuraldrive.simulate import Effort

_STIMULUS = re.compile(r"(\d+)(?:[x×](\d+(?:\.\d+)?))?(?:@(\d+(?:\.\d+)?))?")
_BEFORE_EVOKED_S, _LATEST_EVOKED_S = 0.1, 60.0


@dataclass(frozen=True)
class Call:
    """A function of `simulate` with what it is given: it can be called and it can be written down.

    >>> Call("hold", {"at": 0.2, "until": "failure"}).text
    'simulate.hold(at=0.2, until="failure")'
    """

    name: str
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """As a line of Python."""
        return f"simulate.{self.name}({_arguments(self.given)})"

    def __call__(self) -> Any:
        return getattr(simulate, self.name)(**self.given)


@dataclass(frozen=True)
class DriveFile(Call):
    """A drive from a text file with one number a line, `rate_hz` of them a second."""

    name: str = "drive"

    @property
    def text(self) -> str:
        """As a line of Python."""
        return f"simulate.drive(np.loadtxt({_word(self.given['file'])}), rate_hz={self.given['rate_hz']!r})"

    def __call__(self) -> Effort:
        file = Path(self.given["file"])
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # an empty file is answered below
                values = np.loadtxt(file, ndmin=1)
        except (OSError, EOFError, lzma.LZMAError) as cause:
            raise UnreadableFile(
                "drive", found=str(cause), needed="a text file", remedy="Check its name.", where=str(file)
            ) from cause
        except ValueError as cause:
            raise BadValue(
                "drive",
                found=str(cause),
                needed="one number a line, 0 to 1",
                remedy="Correct the file.",
                where=str(file),
            ) from cause
        try:
            return simulate.drive(values, rate_hz=self.given["rate_hz"])
        except BadValue as error:
            raise error.at(str(file)) from None


@dataclass(frozen=True)
class Order:
    """What is to be simulated.

    Args:
        effort: None for stimuli alone.
        muscle: of the catalogue, or a file of one's own.
        units: another number of units than the muscle's.
        settings: what `simulate.contraction` takes besides, only where it differs from its defaults.
        changes: numbers of `records.NeuralState` that are not the population's typical ones.
    """

    effort: Call | None
    muscle: str = "vastus_lateralis"
    population: str = "untrained"
    seed: int = 0
    units: int | None = None
    stimuli: tuple[Call, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, float] = field(default_factory=dict)

    def entry(self) -> Muscle:
        """The muscle.

        Raises:
            CatalogError: no such muscle, or a file that holds none.
        """
        return catalog.muscle(self.muscle) if self.units is None else catalog.muscle(self.muscle, units=self.units)

    def state(self) -> NeuralState:
        """Whose nervous system: the typical one of the population, with what was changed.

        Raises:
            RecordError: a change that no nervous system has.
        """
        return changed(catalog.population(self.population).typical(self.entry()), self.changes)

    @property
    def name(self) -> str:
        """In one word."""
        return "evoked" if self.effort is None else self.effort.name

    @property
    def words(self) -> str:
        """What is done, in a few words.

        >>> Order(Call("ramp", {"to": 0.4})).words
        'ramp to 40 % of MVF'
        """
        if self.effort is None:
            return "evoked by " + ", ".join(_pulses(each) for each in self.stimuli)
        made = self.effort()
        preposition = "at" if made.name in ("hold", "intermittent") else "to"
        level = "" if made.name == "maximal" else f" {preposition} {100 * made.levels.max():.3g} % of MVF"
        until = " until failure" if made.until_failure else ""
        stimulated = "".join(f", {_pulses(each)} from {each().at_s:g} s" for each in self.stimuli)
        return f"{made.name}{level}{until}{stimulated}"


def changed(state: NeuralState, changes: Mapping[str, float]) -> NeuralState:
    """A state with some of its numbers changed.

    Raises:
        RecordError: a value that no nervous system has.
    """
    numbers: dict[str, Any] = dict(changes)
    return replace(state, **numbers) if numbers else state


def state_lines(population: str, muscle: str, changes: Mapping[str, float]) -> tuple[tuple[str, ...], str]:
    """The import that a state needs, if any, and the line of Python that makes it; `muscle` as it is written there.

    >>> state_lines("untrained", "muscle", {"ceiling": 0.85})[1]
    'state = replace(catalog.population("untrained").typical(muscle), ceiling=0.85)'
    """
    typical = f"catalog.population({_word(population)}).typical({muscle})"
    if not changes:
        return (), f"state = {typical}"
    return ("from dataclasses import replace",), f"state = replace({typical}, {_arguments(changes)})"


def python(order: Order, into: str = "recording") -> tuple[str, ...]:
    """The lines of Python that make the same recording, to the byte, in `into`."""
    muscle = _word(order.muscle)
    lines = ["from neuraldrive import catalog, simulate"]
    if isinstance(order.effort, DriveFile):
        lines.insert(0, "import numpy as np")
    if order.units is not None:
        lines.append(f"muscle = catalog.muscle({muscle}, units={order.units})")
        muscle = "muscle"
    more_imports, state = state_lines(order.population, muscle, order.changes)
    lines = [*more_imports, *lines, state]
    stimuli = f"[{', '.join(each.text for each in order.stimuli)}]"
    more = {"state": _Bare("state"), **({} if order.effort is None else {"seed": order.seed}), **order.settings}
    if order.effort is not None and order.stimuli:
        more["stimulate"] = _Bare(stimuli)
    what = f"evoked({muscle}, {stimuli}" if order.effort is None else f"contraction({muscle}, {order.effort.text}"
    lines.append(f"{into} = simulate.{what}, {_arguments(more)})")
    return tuple(lines)


def stimulus(text: str, at_s: float | None = None) -> Call:
    """A stimulus from words: pulses, "x" and their rate in Hz, "@" and the time of the first in seconds.

    Args:
        at_s: the time where the words name none.

    Raises:
        BadValue: other words.

    >>> stimulus("2x100@2.5").text, stimulus("1@3").text
    ('simulate.stimulus(pulses=2, rate_hz=100.0, at_s=2.5)', 'simulate.stimulus(pulses=1, at_s=3.0)')
    """
    found = _STIMULUS.fullmatch(text.strip())
    if found is None:
        raise BadValue(
            "stimulus", found=repr(text), needed="pulses, rate and time, such as 2x100@2.0",
            remedy="2x100@2.0 is two pulses at 100 Hz, the first at 2 s.",
        )  # fmt: skip
    pulses, rate, at = found.groups()
    given: dict[str, Any] = {"pulses": int(pulses)}
    if rate is not None:
        given["rate_hz"] = float(rate)
    if at is not None or at_s is not None:
        given["at_s"] = float(at) if at is not None else at_s
    return Call("stimulus", given)


def stimuli(texts: Sequence[str], effort: Call | None) -> tuple[Call, ...]:
    """Stimuli from words; one without a time stands in the middle of what is held.

    Raises:
        BadValue: other words; or, of stimuli alone, one later than a minute or several pulses with a time and no rate.
    """
    if effort is None:
        for text in texts:
            _evoked(text)
        return tuple(stimulus(text, _BEFORE_EVOKED_S) for text in texts)
    if all("@" in text for text in texts):
        return tuple(stimulus(text) for text in texts)
    start, end = held_s(effort())
    return tuple(stimulus(text, round((start + end) / 2, 3)) for text in texts)


def _evoked(text: str) -> None:
    """Refuse what is rather a rate mistaken for a time: 8@300 for 8x300."""
    made = stimulus(text, _BEFORE_EVOKED_S)
    several, at = made.given["pulses"] > 1 and "rate_hz" not in made.given, made.given["at_s"]
    if at > _LATEST_EVOKED_S or (several and "@" in text):
        raise BadValue(
            "stimulus", found=repr(text), needed=f"pulses, rate, and a time of at most {_LATEST_EVOKED_S:g} s",
            remedy="8x300@0.5 is eight pulses at 300 Hz, the first at 0.5 s: x before the rate, @ before the time.",
        )  # fmt: skip


def held_s(effort: Effort) -> tuple[float, float]:
    """The longest stretch at the effort's highest level."""
    start, end = max(held_spans_s(effort), key=lambda span: span[1] - span[0])
    return start, end


def held_spans_s(effort: Effort) -> list[tuple[float, float]]:
    """Every stretch at the effort's highest level; the whole effort where there is none."""
    top = effort.levels >= effort.levels.max() - 1e-9
    spans = [
        (float(a), float(b))
        for a, b, one, other in zip(effort.times_s, effort.times_s[1:], top, top[1:], strict=False)
        if one and other
    ]
    return spans or [(0.0, effort.duration_s)]


def _pulses(call: Call) -> str:
    made = call()
    return "1 pulse" if made.pulses == 1 else f"{made.pulses} pulses at {made.rate_hz:g} Hz"


class _Bare(str):
    """A name or an expression, which is written as it is."""


def _arguments(given: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={_word(value)}" for name, value in given.items())


def _word(value: Any) -> str:
    if isinstance(value, _Bare):
        return str(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
