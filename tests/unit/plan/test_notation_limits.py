"""Signs, numbers and dates that no plan has are refused at their place, and by the records."""

from __future__ import annotations

from time import perf_counter

import pytest

from neuraldrive import plan
from neuraldrive.errors import PlanSyntaxError, RecordError
from neuraldrive.records.prescription import Load, Plan, PlanDay, PlanWeek, Prescription, Sets, Span

STEERING = ("\x00", "\x07", "\x1b", "\x7f", "\x9b", "\u202a", "\u202e", "\u2066", "\u2069", "\u2028", "\ud800")
WORK = Prescription(("back_squat",), (Sets(Span(5), Span(5)),))
DAY = PlanDay("mon", (WORK,))


def _error(text: str) -> PlanSyntaxError:
    with pytest.raises(PlanSyntaxError) as caught:
        plan.parse(text)
    return caught.value


@pytest.mark.parametrize("sign", STEERING)
@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('plan "ab{}c"\nmon: rest', 1, 9),
        ("athlete an{}na\nmon: rest", 1, 11),
        ("goal po{}wer\nmon: rest", 1, 8),
        ('note "a{}"\nmon: rest', 1, 8),
        ('week 1 "de{}load":\n  mon: rest', 1, 11),
        ('mon:\n  note "x{}"\n  bench 5x5', 2, 10),
        ('mon: bench 5x5, note "go{}"', 1, 25),
    ],
)
def test_a_sign_that_steers_the_screen_is_refused_at_its_place(text: str, line: int, column: int, sign: str) -> None:
    error = _error(text.format(sign))
    assert (error.line, error.column) == (line, column)
    assert f"U+{ord(sign):04X}" in error.found
    assert all(each.isprintable() or each == "\n" for each in str(error))


@pytest.mark.parametrize("sign", STEERING)
def test_records_refuse_it_too(sign: str) -> None:
    for build in (
        lambda: Plan((PlanWeek((DAY,)),), title=sign),
        lambda: Plan((PlanWeek((DAY,)),), athlete=f"a{sign}"),
        lambda: Plan((PlanWeek((DAY,)),), goal=f"a{sign}"),
        lambda: Plan((PlanWeek((DAY,)),), notes=(f"a{sign}",)),
        lambda: PlanWeek((DAY,), 1, 1, f"{sign}b"),
        lambda: PlanDay("mon", (), note=sign),
        lambda: Prescription(WORK.lifts, WORK.scheme, note=sign),
        lambda: Prescription(WORK.lifts, WORK.scheme, called=(f"sq{sign}uat",)),
    ):
        with pytest.raises(RecordError, match=r"U\+"):
            build()


def test_tabs_are_blanks_and_line_ends_of_windows_are_line_ends() -> None:
    assert PlanDay("mon", (), note="belt\ton\r\ngo").note == "belt on\ngo"
    assert plan.parse('mon: bench 5x5, note "belt\ton"').weeks[0].days[0].work[0].note == "belt on"


@pytest.mark.parametrize("note", ["a\\tb", "\\x", "C:\\plans", "\\", '\\"', "\\n", "a\\", "\\\\n", 'say "go"\n'])
def test_backslashes_stay_as_they_are_written(note: str) -> None:
    made = Plan((PlanWeek((PlanDay("mon", (), note=note),)),))
    assert plan.parse(str(made)) == made
    assert plan.parse(str(made)).weeks[0].days[0].note == note


def test_only_quote_backslash_and_line_end_are_written_with_a_backslash() -> None:
    (work,) = plan.parse(r'mon: bench 5x5, note "a\tb \x \\ \" \n"').weeks[0].days[0].work
    assert work.note == 'a\\tb \\x \\ " \n'


@pytest.mark.parametrize(
    ("load", "column", "found", "needed"),
    [
        ("0%", 18, "0%", "at least 1%"),
        ("0.0001%", 18, "0.0001%", "at least 1%"),
        ("0-30%", 18, "0%", "at least 1%"),
        ("0kg", 18, "0kg", "at least 0.5kg"),
        ("0.2kg", 18, "0.2kg", "at least 0.5kg"),
        ("0lb", 18, "0lb", "at least 0.5kg"),
        ("0-100kg", 18, "0kg", "at least 0.5kg"),
        ("0.2-0.4kg", 22, "0.4kg", "at least 0.5kg"),
        ("RIR 20", 22, "RIR 20", "0 to 9"),
    ],
)
def test_a_load_that_is_none_is_refused(load: str, column: int, found: str, needed: str) -> None:
    error = _error(f"mon: bench 5x2 @ {load}")
    assert (error.column, error.found) == (column, found)
    assert needed in error.needed


@pytest.mark.parametrize(("amount", "unit"), [(0, "share"), (0.009, "share"), (0, "kg"), (0.4, "kg")])
def test_records_refuse_a_load_that_is_none(amount: float, unit: str) -> None:
    with pytest.raises(RecordError, match="load"):
        Load(Span(amount), unit)


@pytest.mark.parametrize(
    "text",
    ["mon: bench 5x5 @ {}%", "mon: bench 5x5 @ {}kg", "mon: bench {}x5", "mon: bench 5x{}", "mon: bench 5x5 rest {}s",
     "week {}:\n  mon: rest", "mon: bench 5x5 until {} in reserve", "mon: rotate [bench, row] every {} weeks 1x1",
     "mon: bench wave 90/{} x 2/1", "mon: bench 5x5 @ 50% + {}kg chains", "mon: bench wave 90/95 x 2/1, {} waves"],
)  # fmt: skip
@pytest.mark.parametrize("number", ["9" * 400, "9" * 5000, "0." + "3" * 5000, "1" + "0" * 13])
def test_endless_numbers_are_told_at_their_place(text: str, number: str) -> None:
    error = _error(text.format(number))
    assert error.column == text.index("{}") + 1
    assert len(error.found) <= 60


@pytest.mark.parametrize("number", [10**400, float("inf"), "5", None, True])
def test_a_span_of_no_number_is_refused(number: object) -> None:
    with pytest.raises(RecordError, match="finite"):
        Span(number)  # type: ignore[arg-type]


@pytest.mark.parametrize("year", ["0001", "1899", "1989", "2101", "9999"])
def test_years_far_off_are_refused_at_their_place(year: str) -> None:
    for text, column in (
        ("starts {}-12-27\nmon: rest", 8),
        ("competition {}-12-27\nmon: rest", 13),
        ("{}-12-27: rest", 1),
    ):
        error = _error(text.format(year))
        assert (error.line, error.column) == (1, column)
        assert "1990 to 2100" in error.needed
    with pytest.raises(RecordError, match="1990 to 2100"):
        PlanDay(f"{year}-12-27", ())


@pytest.mark.parametrize("text", ["mon: bench {}5x5", "mon: {}", "mon: bench 5x5 {}", "{}: rest"])
@pytest.mark.parametrize("word", ["a ", "bench ", "(", "5/", "or "])
def test_thousands_of_words_are_refused_at_once(text: str, word: str) -> None:
    before = perf_counter()
    _error(text.format(word * 5000))
    assert perf_counter() - before < 5.0


def test_a_long_word_is_cut_where_it_is_told() -> None:
    for text in ("mon: {} 5x5", "mon: bench {}", "{}", "mon: bench 5x5 @ 90% {} rest 3min"):
        error = _error(text.format("a" * 6000))
        assert len(error.found) <= 60
        assert len(str(error)) < 900


@pytest.mark.parametrize(
    ("text", "needed", "remedy"),
    [
        ("week 1000000:\n  mon: rest", "1 to 104", "A plan has 104 weeks at most."),
        ("mon: bench 5x2 @ RIR 20", "0 to 9 repetitions in reserve", "RIR 2 leaves two repetitions."),
        ("mon: rest".encode("utf-16-le").decode(), "UTF-8", 'encoding="utf-16"'),
    ],
)
def test_a_message_speaks_of_what_is_wrong(text: str, needed: str, remedy: str) -> None:
    error = _error(text)
    assert needed in error.needed
    assert remedy in error.remedy


def test_the_first_sign_of_a_wave_names_its_own_remedy() -> None:
    assert "five sets" not in str(_error("week 1000000:\n  mon: rest"))
    assert "five sets" in str(_error("mon: bench 60x2"))
