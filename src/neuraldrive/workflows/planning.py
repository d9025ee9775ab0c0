"""Plans: built or written, kept, checked, and told for a day in kilograms, with what the last session changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from neuraldrive import catalog, plan
from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.errors import BadValue, NeuraldriveError, NotInStore, UnreadableFile
from neuraldrive.plan.door import written_day
from neuraldrive.records import Plan, Prescription
from neuraldrive.records.day_sheet import DaySheet, SheetLine
from neuraldrive.records.finding import Finding
from neuraldrive.store import Store, StoredPlan
from neuraldrive.workflows import look
from neuraldrive.workflows.gym import Gym, gym
from neuraldrive.workflows.plan_past import Past, as_kept
from neuraldrive.workflows.writing import write_whole

Profiles = Mapping[str, LoadVelocityProfile]
UNTITLED = "Plan"
MOST_BYTES, MOST_MENDS = 1_000_000, 400


@dataclass(frozen=True)
class KeptPlan:
    """A plan that was built or read and is now in the store, with what the checks say of it."""

    stored: StoredPlan
    plan: Plan
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


def profiles_of(store: Store, athlete: str, until: date | None = None) -> Profiles:
    """The athlete's load-velocity profiles by lift, of sets until a day (today, if not given); none for somebody who is not
    in the store yet.
    """
    try:
        found = look.profiles(store, athlete, until=until or date.today())
        return {each.profile.lift: each.profile for each in found}
    except NotInStore:
        return {}


def build(store: Store, athlete: str, wish: Mapping[str, Any], title: str = "") -> KeptPlan:
    """A block for an athlete, kept in the store in place of one of the same title.

    Args:
        wish: the arguments of `plan.block`; where no profile is known the plan begins with testing sessions.

    Raises:
        PlanConflict: wishes that cannot all be kept, with the few that conflict.
    """
    made = built(store, athlete, wish, title)
    return keep(store, athlete, str(made), made.title, "built")


def keep(store: Store, athlete: str, text: str, title: str = "", why: str = "") -> KeptPlan:
    """A plan as it was written, kept for an athlete as a new plan or a new version of the one of that title.

    Raises:
        PlanSyntaxError: a text that is no plan.
    """
    read = plan.parse(text)
    name = title or read.title or UNTITLED
    stored = store.save_plan(athlete, name, text.replace("\r\n", "\n").strip("\n") + "\n", why)
    return KeptPlan(stored, read, check(read, store, athlete), tuple(_said_of(stored, read)))


def _said_of(stored: StoredPlan, read: Plan) -> Iterator[str]:
    """When it begins, where that is not now or was not said."""
    made = stored.made_at.astimezone().date()
    starts = plan.starts_on(read, made)
    if not read.starts and not plan.first_monday(read):
        yield f"No start is named: week 1 is that of {starts:%-d %B %Y}. Write `starts {starts}` to hold it there."
    elif starts > made + timedelta(days=7):
        yield f"It begins on {starts:%-d %B %Y}, in {(starts - made).days // 7} weeks."
    if stored.title == UNTITLED:
        yield 'It has no title and is kept as "Plan": write `plan "Winter"`, or say --title.'


def when(today: date, weeks: int | None, starts: str | None, competition: str | None) -> tuple[int, str]:
    """Weeks and first Monday of a block: as said; else from next Monday on, until the competition or for eight weeks.

    Raises:
        BadValue: a day that does not exist, or a block that would begin in the past.
    """
    monday = today + timedelta(days=-today.weekday() % 7)
    day = written_day("competition", competition) if competition else None
    first = written_day("starts", starts) if starts else None
    if day is not None:
        last = day - timedelta(days=day.weekday())
        left = (last - (first or monday)).days // 7 + 1
        if left < 1 or (weeks is not None and first is None and weeks > left):
            remedy = f"--weeks {left}, or leave it out." if left >= 1 else "Give the day of a competition to come."
            raise BadValue(
                "competition", found=f"{day}, {'past' if day < today else f'{max(left, 0)} weeks from next Monday'}",
                needed=f"{weeks or 1} weeks until then", remedy=remedy,
            )  # fmt: skip
        weeks = weeks or min(left, 52)
        return weeks, (first or last - timedelta(weeks=weeks - 1)).isoformat()
    if first is not None and first < today - timedelta(days=today.weekday()):
        raise BadValue("start", found=f"{first}, past", needed="a Monday to come", remedy=f"Start on {monday}.")
    return weeks or 8, (first or monday).isoformat()


def check(read: Plan, store: Store | None = None, athlete: str | None = None, **setting: Any) -> tuple[Finding, ...]:
    """What the rules say of a plan, with the athlete's profiles where there is one."""
    known = profiles_of(store, athlete) if store is not None and athlete else {}
    return plan.check(read, profiles=known, **setting)


def sheets(
    store: Store, athlete: str, on: date, *, unit: str = "kg", known: Profiles | None = None
) -> tuple[DaySheet, ...]:
    """What the athlete's plans have for a date, fitted and changed by what was done; empty on a day of rest.

    What is shown of today or tomorrow is written down: what was planned, for the next day to be held against.

    Args:
        unit: of plates and bar where the gym's are not noted: "kg" or "lb".
        known: the athlete's profiles of that day, where somebody has read them already.

    Raises:
        NotInStore: nobody of that name, or no plan.
    """
    known = profiles_of(store, athlete, on) if known is None else known
    there = gym(store, athlete, unit)
    found = []
    for kept in _plans(store, athlete):
        read = plan.parse(kept.text)
        starts = plan.starts_on(read, kept.made_at.astimezone().date())
        for day in plan.days_on(read, on, starts):
            found.append(_sheet(store, kept, read, day, known, there))
    told = tuple(_together(found))
    today = date.today()
    for each in told:
        # What was planned for a past day is not planned anew, and a look far ahead plans nothing.
        if today <= on <= today + timedelta(days=1) or (on < today and not _was_shown(store, each)):
            store.keep_sheet(each.plan_id, each.day, each.version, as_kept(each))
    return told


def next_day(store: Store, athlete: str, after: date) -> tuple[date, str] | None:
    """The next date with work and the plan that has it; None where all plans are over."""
    found = []
    for kept in _plans(store, athlete):
        read = plan.parse(kept.text)
        day = plan.next_day(read, after, plan.starts_on(read, kept.made_at.astimezone().date()))
        if day is not None:
            found.append((day.date, kept.title))
    return min(found, default=None)


def _plans(store: Store, athlete: str) -> list[StoredPlan]:
    found = store.plans(athlete)
    if not found:
        raise NotInStore(
            f"plan of {athlete}", found="none that holds", needed="a plan",
            remedy=f'neuraldrive plan new "{athlete}" --goal "maximal strength" --weeks 8 --days mon,wed,fri --minutes 75, '
            "or keep your own: neuraldrive plan keep.",
        )  # fmt: skip
    return found


def _sheet(
    store: Store, kept: StoredPlan, read: Plan, day: plan.DatedDay, known: Profiles, there: Gym
) -> DaySheet:  # fmt: skip
    past = Past(store, kept, read, day.date, known, there)
    declined = past.declined
    lines = tuple(_line(past, item, day, str(item) in declined) for item in day.day.work)
    notes = []
    if not read.starts and not plan.first_monday(read):
        monday = plan.starts_on(read, past.kept.made_at.astimezone().date())
        notes.append(
            f"The plan names no start: week 1 is that of {monday:%-d %B %Y}. Write `starts {monday}` to hold it there."
        )
    if any(each.needs_testing for line in lines for each in line.sets):
        lifts = sorted({each.to_test or each.exercise for line in lines for each in line.sets if each.needs_testing})
        notes.append(
            f"No profile of {', '.join(lifts).replace('_', ' ')}: find the loads by rating today, or begin with a testing "
            f'session: neuraldrive plan test "{lifts[0].replace("_", " ")}".'
        )
    return DaySheet(
        kept.athlete, kept.id, kept.title, kept.latest.number, day.date.isoformat(), day.week, lines, day.day.at,
        day.label, day.day.note, plan.minutes_of(read, day, known) if day.day.work else None, _of_day(read, day, known), tuple(notes),
    )  # fmt: skip


def _of_day(read: Plan, day: plan.DatedDay, known: Profiles) -> tuple[Finding, ...]:
    """What the checks say of this day in this week, errors and warnings alone."""
    only = plan.only_day(read, day)
    return tuple(
        each for each in plan.check(only, profiles=known) if each.severity != "note" and day.day.day in each.where
    )


def _line(past: Past, item: Prescription, day: plan.DatedDay, is_declined: bool) -> SheetLine:
    change, last = (None, None) if item.warm_up else past.change(item, day.week)
    line = plan.changed(item, change, last) if change and not is_declined else item
    change, declined = (None, change) if is_declined else (change, None)
    if change is not None and line == item:  # its load follows the day by itself
        change = None
    try:
        there = past.there
        sets = plan.prescribe(line, past.known, bars=there.bars, plates=there.plates, bands=there.hung, week=day.week,
                              on=day.date)  # fmt: skip
    except NeuraldriveError as error:
        return SheetLine(item, line, (), change, str(error), declined)
    return SheetLine(item, line, sets, change, "", declined)


def _was_shown(store: Store, sheet: DaySheet) -> bool:
    return any(each.day == sheet.day for each in store.sheets(sheet.plan_id))


def _together(found: Sequence[DaySheet]) -> Iterator[DaySheet]:
    """The sheets of a day, each saying so where there are several."""
    for each in found:
        others = [other for other in found if other is not each]
        if others:
            names = " and ".join(f"{other.plan}{f' at {other.at}' if other.at else ''}" for other in others)
            each = replace(each, notes=(*each.notes, f"Two plans on one day: {names} too. Rests and doses add up."))
        yield each


def retire(store: Store, athlete: str, title: str) -> StoredPlan:
    """The plan of that title no longer holds.

    Raises:
        NotInStore: no such plan; those that hold are named.
    """
    return store.retire_plan(one_of(store, athlete, title).id)


def one_of(store: Store, athlete: str, title: str = "", *, retired: bool = False) -> StoredPlan:
    """The athlete's plan of that title, or the only one; with `retired`, one that has ended where none holds.

    Raises:
        NotInStore: no plan, or none of that title. BadValue: several, and no title.
    """
    found = store.plans(athlete) if retired else _plans(store, athlete)
    if retired and (not found or (title and all(each.title.casefold() != title.casefold() for each in found))):
        found = store.plans(athlete, retired=True) or _plans(store, athlete)
        found = found if title else found[:1]
    names = ", ".join(each.title for each in found)
    if not title:
        if len(found) > 1:
            raise BadValue("plan", found=f"{len(found)} that hold", needed=f"one of {names}", remedy="Say --title.")
        return found[0]
    for each in found:
        if each.title.casefold() == title.casefold():
            return each
    raise NotInStore("plan", found=repr(title), needed=f"one of {names}", remedy="neuraldrive plan list shows them.")


def spared(words: Collection[str]) -> tuple[str, ...]:
    """Joints as the catalogue calls them: "lower back" is lower_back."""
    return tuple(word.strip().lower().replace(" ", "_").replace("-", "_") for word in words if word.strip())


def built(store: Store, athlete: str, wish: Mapping[str, Any], title: str = "") -> Plan:
    """A block for an athlete, not kept.

    Raises:
        PlanConflict: wishes that cannot all be kept.
    """
    made = plan.block(**{"tested": profiles_of(store, athlete).keys() & catalog.exercises().keys(), **wish})
    return replace(made, athlete=athlete, title=title or made.title or str(wish["goal"]).capitalize())


def read_text(file: str, stream: BinaryIO | None = None) -> str:
    """The text of a file, or of a stream.

    Raises:
        UnreadableFile: no such file, a folder, not UTF-8, or far too long for a plan.
    """
    try:
        content = stream.read(MOST_BYTES + 1) if stream is not None else _content(Path(file))
        if len(content) > MOST_BYTES:
            raise UnreadableFile(
                "plan",
                found=f"more than {MOST_BYTES // 1000:,} kB",
                needed="a text",
                where=file,
                remedy="Is it a plan?",
            )
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            "plan", found=f"a byte that is no UTF-8 at place {error.start}", needed="a text", where=file,
            remedy="Save it as UTF-8 text.",
        ) from None  # fmt: skip
    except OSError as error:
        raise UnreadableFile(
            "plan", found=error.strerror or str(error), needed="a text that can be read", where=file,
            remedy="Check the path.",
        ) from error  # fmt: skip


def _content(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def write_mended(read: Plan, to: Path, setting: Mapping[str, Any]) -> None:
    """The plan with every simple mend of an error or warning made, one after another; notes are advice and change nothing."""
    for _ in range(MOST_MENDS):
        broken = [each for each in plan.check(read, **setting) if each.severity != "note"]
        better = next((each.mended for each in broken if each.mended not in (None, read)), None)
        if better is None:
            break
        read = better
    write_whole(to, "plan", lambda file: file.write_text(f"{read}".rstrip("\n") + "\n", encoding="utf-8"))


def at_hand(words: str | None) -> tuple[str, ...] | None:
    """Equipment as the catalogue calls it; None for all there is.

    Raises:
        BadValue: words that name nothing.
    """
    if words is None:
        return None
    found = spared(words.split(","))
    if not found:
        raise BadValue(
            "equipment", found=repr(words), needed="what is at hand: bar,rack,bench", remedy="Leave it out for all."
        )
    return found
