"""`neuraldrive plan exercises` and `plan test`: what a plan is made of, and how it begins where nothing is known."""

from __future__ import annotations

import click

from neuraldrive.cli.options import Context, everywhere

_HOW_TO_TEST = (
    "Begin with the empty bar. Add what you are sure of: 10 to 20 kg a set in the press, 20 to 40 in squats and pulls.",
    "After each set rate it: RPE 10 nothing was left, 8 two repetitions were. Too light? Add more next time; do not repeat it.",
    "Stop at RPE 9. No maximum is lifted: speed and ratings of five sets tell it.",
    "Log each set as it was: neuraldrive log ATHLETE LIFT 100kg 3 --rpe 6 --velocity 0.62,0.60,0.58",
)


@click.command()
@click.argument("lift")
@everywhere
def test(context: Context, lift: str) -> None:
    """The session with which a plan begins where no profile of a lift is known."""
    from neuraldrive import plan as plans

    lines = [str(line) for line in plans.testing_session(lift)]
    if context.as_json:
        context.print_json({"lift": lift, "lines": lines, "how": list(_HOW_TO_TEST)})
        return
    click.echo("\n".join([*lines, "", *(f"- {each}" for each in _HOW_TO_TEST)]))


@click.command()
@click.argument("word", required=False)
@everywhere
def exercises(context: Context, word: str | None) -> None:
    """Exercises by the way the body moves, with what they are called; those with a WORD in it.

    For example: neuraldrive plan exercises squat
    """
    from neuraldrive import catalog

    wanted = (word or "").casefold()
    found = [
        each
        for each in catalog.exercises().values()
        if any(wanted in text.casefold() for text in (each.label, each.pattern, each.kind, *each.aliases))
    ]
    rows = [{"name": each.name, "label": each.label, "pattern": each.pattern, "kind": each.kind,
             "aliases": list(each.aliases), "equipment": list(each.equipment)} for each in found]  # fmt: skip
    if context.as_json:
        context.print_json(rows)
        return
    for each in found:
        click.echo(f"{each.pattern:6} {each.label}{f'  ({chr(44).join(each.aliases[:4])})' if each.aliases else ''}")
    if not found:
        click.echo(f"No exercise with {word!r} in its name; neuraldrive plan exercises lists all.")
