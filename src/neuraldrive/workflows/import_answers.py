"""Answers to what imports left open: the sets set right, the question taken away, all of it undone in one step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from neuraldrive.errors import BadValue
from neuraldrive.store import Correction, Store
from neuraldrive.store.questions import ImportQuestions
from neuraldrive.units import KG_PER_LB
from neuraldrive.workflows import keep
from neuraldrive.workflows.import_questions import fields_of, in_words, is_open


@dataclass(frozen=True)
class Answered:
    """A question that was answered, and the correction that takes the answer back."""

    question: str
    correction: Correction


def answered(store: Store, most: int = 5) -> list[Answered]:
    """The last answers that stand, the latest first."""
    log = store.corrections("import")
    undone = {each.undoes for each in log}
    found = [
        Answered(in_words(question), each)
        for each in reversed(log)
        if each.undoes is None and each.step not in undone
        for question in _texts(each.old) if question not in _texts(each.new)
    ]  # fmt: skip
    return found[:most]


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else []


def answer(store: Store, import_id: int, question: str, given: Mapping[str, Any], who: str = "") -> list[Correction]:
    """Corrects the sets that a question is about, and takes the question away once all of it is answered; undone in one step.

    Args:
        given: what answers it by field, as `fields_of` names them; {} says that it is settled as it stands.

    Raises:
        NotInStore: no such import. BadValue: a question that is not open there, or an answer to another one.
    """
    why = f"answer to what the import asked: {_said(given)}"  # the question itself may name people
    made = store.correct_as_found(lambda open_now: _changes(open_now, import_id, question, given), why[:400], who)
    return keep.derived_again(store, made)


def _changes(
    open_now: ImportQuestions, import_id: int, question: str, given: Mapping[str, Any]
) -> list[tuple[str, int, Mapping[str, Any]]]:
    asked = open_now.of(import_id)
    if question not in asked.questions or not is_open(question, asked.lacks):
        raise BadValue(
            "question", found=f"{question[:80]!r}", needed="one that this import left open",
            remedy="It may have been answered meanwhile. Look at the page again.",
        )  # fmt: skip
    _must_fit(question, given)
    still = ({*fields_of(question)} & asked.lacks) - {*given} if given else set()
    left = [each for each in asked.questions if each != question or still]
    return [*_of_sets(open_now, import_id, given), ("import", import_id, {"questions": left})]


def _must_fit(question: str, given: Mapping[str, Any]) -> None:
    fields = fields_of(question)
    if given and not {*given} <= {*fields}:
        needed = " or ".join(each.replace("_", " ") for each in fields) or "that it is settled"
        raise BadValue(
            "answer", found=", ".join(given), needed=needed, remedy="Answer what was asked, or say that it is settled."
        )


def _of_sets(
    open_now: ImportQuestions, import_id: int, given: Mapping[str, Any]
) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    for field in ("lift", "load_kg", "device"):
        if field in given:
            yield from (("set", each, {field: given[field]}) for each in open_now.sets(import_id, field))
    if given.get("load_unit") == "lb":  # they were read as kg
        for load in open_now.loads(import_id):
            yield load.kind, load.id, {"load_kg": round(load.load_kg * KG_PER_LB, 2)}


def _said(given: Mapping[str, Any]) -> str:
    return ", ".join(str(each).replace("_", " ") for each in given.values()) or "settled as it stands"
