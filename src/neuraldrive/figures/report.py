"""An athlete's report: one HTML file that asks nothing of any network, for screens and for paper."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from neuraldrive import glossary, sources
from neuraldrive.figures import style, words
from neuraldrive.figures.content import LiftPart, ReportContent, SessionPart, SetPart
from neuraldrive.figures.pages import template
from neuraldrive.figures.sections import lift_section, session_line, session_section, shared_scales

__all__ = ["LiftPart", "ReportContent", "SessionPart", "SetPart", "render"]

IN_FULL = 3  # sessions printed with figures and every repetition; the others are one line each
_BRACES = str.maketrans("", "", "{}")  # BibTeX guards capitals with them


def render(content: ReportContent) -> str:
    """The report as one HTML document.

    Whatever comes from outside (names, notes, reasons) is escaped.

    Raises:
        CatalogError: a source that is not in sources.bib.
    """
    sessions = sorted(content.sessions, key=_when, reverse=True)
    unit = content.load_unit
    shared = shared_scales(sessions[:IN_FULL])
    return template("report.html.j2").render(
        content=content,
        css=Markup(style.sheet()),
        made_on=words.day(content.made_at),
        rule=glossary.ORIGIN_NOT_IDENTIFIABLE,
        test=glossary.TEST_THAT_WOULD_TELL,
        lifts=[lift_section(part, unit) for part in content.lifts],
        sessions=[
            session_section(part, unit, shared, traced=number == 0) for number, part in enumerate(sessions[:IN_FULL])
        ],
        earlier=[session_line(part, unit) for part in sessions[IN_FULL:]],
        exclusions=_exclusions(content, sessions),
        references=[str(sources.source(key)).translate(_BRACES) for key in _keys(content)],
        count=words.counted,
    )


def _when(part: SessionPart) -> float:
    started = part.session.started_at
    return started.timestamp() if started else float("-inf")


def _exclusions(content: ReportContent, sessions: Sequence[SessionPart]) -> list[tuple[str, str, list[str]]]:
    """Lift, reason, and every place it holds for; a repetition that a profile names already is named once."""
    rows = [("", each.reason, each.where) for each in content.exclusions]
    rows += [
        (words.lift_label(part.profile.lift), each.reason, each.where)
        for part in content.lifts
        for each in part.profile.exclusions
    ]
    for each in (each.entry for part in sessions for each in part.sets):
        place = (f"{each.started_at:%Y-%m-%d}, " if each.started_at else "") + f"set {each.number}"
        rows += [
            (words.lift_label(each.lift), repetition.excluded, f"{place}, repetition {repetition.number}")
            for repetition in each.repetitions
            if repetition.excluded is not None
        ]
    grouped: dict[tuple[str, str], list[str]] = {}
    for lift, reason, where in dict.fromkeys(rows):
        grouped.setdefault((lift, reason), []).append(where)
    return [(lift, reason, places) for (lift, reason), places in grouped.items()]


def _keys(content: ReportContent) -> list[str]:
    ours = {key for part in content.lifts for key in part.profile.estimated_one_rm_kg.sources}
    return sorted({*content.sources, *ours})
