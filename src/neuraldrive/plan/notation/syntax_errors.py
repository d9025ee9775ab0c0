"""A word where it cannot be → what was found, what was needed, a right example, and the line with a caret."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from typing import NamedTuple

from lark import Token

from neuraldrive.errors import PlanSyntaxError
from neuraldrive.plan.notation.names import Unnamed, exercise_of, misnamed, name_of, near
from neuraldrive.plan.notation.said import Misread

PHRASE, UNITS = ("WORD", "SIZED", "TO", "HUNG", "BODY"), ("PERCENT", "KG", "LB", "MPS", "MINUTES", "SECONDS")
WIDEST, LONGEST_FOUND = 100, 60
"""Characters of a line that are shown around the place, and of what was found there."""


class Needed(NamedTuple):
    """What can stand at a place: told where `by` is possible, for that and `with_it`; `piece` is one of it."""

    by: str
    says: str
    piece: str
    with_it: tuple[str, ...] = ()
    example: str = "mon: back squat 5x2 @ 90%"


TURN = "mon: rotate [box squat, front squat] every 1 week 1x1 @ 95-100%"
LOSS = "mon: back squat 5x4 @ 75% until velocity falls 20%"
NEEDED = (
    Needed("FAILURE", "a stop rule: `1 in reserve`, `RPE 9`, `velocity falls 20%`, `set mean falls 10%`, `height falls 5%`, "
           "`below 0.3m/s` or `failure`", "1 in reserve", ("NUMBER", "RIR", "RPE", "VELOCITY", "SET_MEAN", "HEIGHT", "BELOW")),
    Needed("RESERVE", "what the number counts: `1 in reserve`", "in reserve", ("RIR", "PERCENT")),
    Needed("COLON", "`:` behind day or week", ":", ("AT", "TIME", "STRING", "DASH", "TO")),
    Needed("WARM_UP", "a lift, perhaps with its method: `back squat`, `speed bench`", "back squat 5x2 @ 90%",
           ("WORD", "SIZED", "HUNG", "BODY", "ROTATE", "NOTE", "REST", "NL")),
    Needed("DAY", "a day: `mon:` to `sun:`, or a date", "mon:", ("DATE",)),
    Needed("EVERY", "weeks: `week 1:`, `weeks 2-4:` or `every week:`", "week 1:", ("WEEK",)),
    Needed("PLAN", "the head of the plan: `plan`, `athlete`, `goal`, `starts`, `competition` or `note`", "",
           ("ATHLETE", "GOAL", "STARTS", "COMPETITION", "NOTE")),
    Needed("WAVE", "sets and repetitions: `5x2`, or `wave 90/95 x 2/1`", "5x2",
           ("NUMBER", "OR", "WORD", "SIZED", "TO", "HUNG", "BODY", "ROTATE", "LEFT", "MAX")),
    Needed("X", "`x` and repetitions: `5x2`", "x2", ("DASH", "TO", "SLASH")),
    Needed("MAX", "repetitions: `2`, `2-3` or `max`", "2", ("NUMBER",)),
    Needed("REPS", "", ""),
    Needed("RPE", "a load: `@ 90%`, `@ 140kg`, `@ RPE 8`, `@ 0.8m/s` or `@ body weight`", "@ 90%",
           ("AT_SIGN", "NUMBER", "RIR", "BODY")),
    Needed("KG", "a unit: `%` or `kg`", "%", ("PERCENT", "LB", "MPS", "DASH", "TO")),
    Needed("TIME", "a time: `4min`, `3-5min` or `90s`", "4min", ("NUMBER",)),
    Needed("MINUTES", "a unit: `min` or `s`", "min", ("SECONDS", "DASH", "TO")),
    Needed("UNTIL", "a clause: `rest 4min`, `until 1 in reserve`, `as fast as possible`, `release`, `at 0.8-1m/s`, `note \"…\"`",
           "rest 4min", ("REST", "REST_BEHIND", "FAST", "RELEASE", "AT", "NOTE", "COUNT", "COMMA", "OR", "NUMBER")),
    Needed("PLUS", "bands or chains: `+ 25% bands`", "+ 25% bands"),
    Needed("FALLS", "`falls 20%` or `below 0.3m/s`", "falls 20%", ("LOSS", "BELOW"), LOSS),
    Needed("LOSS", "`velocity loss`", "velocity loss", ("VELOCITY",), LOSS),
    Needed("RIGHT", "`]` or `,` and another lift", "]", ("COMMA", "WORD", "SIZED", "HUNG", "BODY", "TO"), TURN),
    Needed("WORD", "a lift: `back squat`", "back squat", ("SIZED", "HUNG", "BODY", "TO")),
    Needed("HUNG", "`bands` or `chains`", "bands"),
    Needed("PERCENT", "`%`", "%", (), LOSS),
    Needed("MPS", "`m/s`", "m/s"),
    Needed("EVERY", "`every 1 week`", "every 1 week", (), TURN),
    Needed("LEFT", "`[`", "[", (), TURN),
    Needed("WEEK", "`week`", "week", (), TURN),
    Needed("INDENT", "lines below it, indented by two blanks", ""),
    Needed("SLASH", "`/` between the steps of a wave", "/95", (), "fri: back squat wave 90/92.5/95 x 3/2/1, two waves"),
    Needed("STRING", "words between quotes", '"belt on"', (), 'mon: back squat 5x2 @ 90%, note "belt on"'),
    Needed("DATE", "a date, year-month-day", "2026-12-07", (), "starts 2026-12-07"),
    Needed("TIME", "a time of day", "17:30", (), "mon 17:30: back squat 5x2 @ 90%"),
    Needed("NUMBER", "a number", "5"),
    Needed("COMMA", "`,`", ","),
    Needed("CLOSE", "`)`", ")"),
    Needed("NL", "the end of the line", "", ("SEMICOLON",)),
    Needed("$END", "the end of the text", ""),
)  # fmt: skip
"""In the order in which they are told."""
WORDS = {
    "DAY": ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday",
            "saturday", "sunday"),
    "WEEK": ("week", "weeks"), "EVERY": ("every",), "REST": ("rest",), "UNTIL": ("until",), "RELEASE": ("release",),
    "FAST": ("as fast as possible",), "NOTE": ("note",), "AT": ("at",), "WAVE": ("wave", "waves"), "ROTATE": ("rotate",),
    "COUNT": ("two waves", "three waves"), "MINUTES": ("min",), "SECONDS": ("s", "sec"), "HUNG": ("bands", "chains"),
    "RESERVE": ("in reserve",), "RPE": ("RPE",), "RIR": ("RIR",), "BODY": ("body weight",), "VELOCITY": ("velocity",),
    "SET_MEAN": ("set mean",), "HEIGHT": ("height",), "BELOW": ("below",), "FAILURE": ("failure",), "FALLS": ("falls",),
    "MAX": ("max",), "KG": ("kg",), "LB": ("lb",), "MPS": ("m/s",), "OR": ("or",), "PLAN": ("plan",),
    "ATHLETE": ("athlete",), "GOAL": ("goal",), "STARTS": ("starts",), "COMPETITION": ("competition",),
    "WARM_UP": ("warm-up",), "LOSS": ("loss",),
}  # fmt: skip
"""How the words of the grammar are spelled."""
FOUND = {
    "NL": "the end of the line", "$END": "the end of the text", "INDENT": "a line further in than the one above",
    "DEDENT": "no line further in",
}  # fmt: skip


def misread_token(tokens: Sequence[Token], accepted: Collection[str]) -> Misread:
    """What is wrong with the last of the tokens, where `accepted` could stand."""
    token = tokens[-1]
    before = tokens[-2] if len(tokens) > 1 else None
    if before is not None and before.type == "WORD" and token.type != "WORD":
        meant = _spelled(str(before), ("ROTATE", "WAVE", "WARM_UP", "DAY", "WEEK", "EVERY"))
        if meant and exercise_of(str(before)) is None:
            return Misread(before, "plan", f"`{before}`", meant, f"Did you mean {meant}?", [meant.strip("`")])
    earlier = _name_before(tokens) or _number_before(tokens)
    if earlier is not None:
        return earlier
    says = [each for each in _possible(accepted) if each.says]
    needed = _joined([each.says for each in says])
    meant = _spelled(str(token), accepted) if token.type == "WORD" else ""
    remedy = f"Did you mean {meant}?" if meant else ""
    pieces = [meant.strip("`")] if meant else [each.piece for each in says if each.piece]
    return Misread(token, "plan", _found(token), needed, remedy, pieces, (says or NEEDED)[0].example)


def _number_before(tokens: Sequence[Token]) -> Misread | None:
    """The last token tells that the number before it cannot be there: sets without a comma, a clause without its word."""
    types = [token.type for token in tokens]
    ranged = types[-4:-1] in (["NUMBER", "DASH", "NUMBER"], ["NUMBER", "TO", "NUMBER"])
    i = len(tokens) - (4 if ranged else 2)
    if i < 1 or types[i] != "NUMBER":
        return None
    said = "".join(tokens[i:])
    if types[-1] == "X":
        return Misread(tokens[i], "plan", f"`{said}`", "`,` before more sets", "For example: 1x3 @ 85%, 1x1 @ 95%.")
    if types[i - 1] == "COMMA" and types[-1] in UNITS:
        needed = "sets and repetitions (`5x2`), or a word before the number: `at 0.8-1m/s`, `rest 4min`"
        return Misread(tokens[i], "plan", f"`{said}`", needed, "Say what the number is.",
                       [f"rest {said}", f"@ {said}"])  # fmt: skip
    return None


def _name_before(tokens: Sequence[Token]) -> Misread | None:
    """The words before the last token are no name: that comes first."""
    i = len(tokens) - 1
    while i and tokens[i - 1].type in PHRASE:
        i -= 1
    words = tokens[i:-1]
    ended = words and words[0].type in ("WORD", "SIZED") and tokens[-1].type not in PHRASE
    found = name_of(words) if ended else None
    return misnamed(words, found) if isinstance(found, Unnamed) else None


def _possible(accepted: Collection[str]) -> list[Needed]:
    left, told = set(accepted), []
    for each in NEEDED:
        weeks_alone = each.says.startswith("weeks") and "WEEK" not in accepted
        more_sets = each.by == "MAX" and "UNTIL" in accepted
        if each.by in left and not weeks_alone and not more_sets:
            told.append(each)
            left -= {each.by, *each.with_it}
    return told


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{'; '.join(words[:-1])}; or {words[-1]}" if words else "something else"


def _found(token: Token) -> str:
    if token.type in FOUND:
        return FOUND[token.type]
    if token.type == "ODD" and token in '"“„':
        return "a quote that is not closed in its line"
    return f"`{token}`" if str(token).isprintable() else f"the character U+{ord(str(token)[0]):04X}"


def _spelled(text: str, terminals: Collection[str]) -> str:
    """The word that is meant, of those that can stand there; "" where none is near."""
    words = {word.lower(): word for each in terminals for word in WORDS.get(each, ())}
    firsts = {word.split()[0]: word for word in reversed(words)}
    found = near(text, [*words, *firsts], cutoff=0.7)
    return f"`{words.get(found[0]) or firsts[found[0]]}`" if found else ""


def error_at(wrong: Misread, written: str, mended: str = "") -> PlanSyntaxError:
    """The error for what was misread, with its line, mended or another right one; `written` begins with a line end of ours."""
    line, column = place_of(wrong)
    example = mended or wrong.example
    said = [wrong.remedy, f"For example: {example}" if example else ""]
    error = PlanSyntaxError(
        wrong.what,
        found=_cut(wrong.found),
        needed=wrong.needed,
        remedy=" ".join(each for each in said if each),
        line=line,
        column=column,
        excerpt=excerpt(line_at(written, line), column),
    )
    error.mended, error.meant = mended, wrong.meant
    return error


def _cut(found: str) -> str:
    if len(found) <= LONGEST_FOUND:
        return found
    end = "…`" if found.startswith("`") else "…"
    return found[: LONGEST_FOUND - len(end)] + end


def place_of(wrong: Misread) -> tuple[int, int]:
    """Line and column, both from 1."""
    return int(wrong.token.line or 2) - 1, int(wrong.token.column or 1)


def line_at(written: str, line: int) -> str:
    """A line of a text that begins with a line end of ours."""
    lines = written.split("\n")
    return lines[line] if line < len(lines) else ""


def excerpt(line: str, column: int) -> str:
    """The line, cut around the place where it is long, and a caret below the place."""
    start = max(0, min(column - 1 - WIDEST // 2, len(line) - WIDEST))
    before, cut = ("…" if start else ""), "…" if len(line) > start + WIDEST else ""
    shown = "".join(sign if sign.isprintable() else " " for sign in line[start : start + WIDEST])
    wide = (2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in shown[: column - 1 - start])
    return f"  {before}{shown}{cut}\n  {' ' * (len(before) + sum(wide))}^"
