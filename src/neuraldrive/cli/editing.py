"""`neuraldrive edit`: a value set right; what stood there before is kept."""

from __future__ import annotations

from typing import Any

import click

from neuraldrive.cli.options import Context, everywhere, moment

_BACK_IN = object()  # told apart from "not given"


@click.group()
def edit() -> None:
    """Correct a load, lift, athlete, rating or repetition.

    What stood there before is kept.
    """


@edit.command("set")
@click.argument("set_id", type=int)
@click.option("--load", metavar="LOAD", help="The right load with its unit.")
@click.option("--lift", metavar="LIFT", help="The right lift.")
@click.option("--rpe", type=float, help="The right rating.")
@click.option("--rir", type=float, help="The right number of repetitions in reserve.")
@click.option("--athlete", metavar="NAME", help="Who really did it.")
@click.option("--note", help="A note to keep.")
@click.option("--device", metavar="SENSOR", help="The sensor that measured it.")
@click.option("--why", default="", help="Why; kept with the correction.")
@everywhere
def edit_set(context: Context, set_id: int, why: str, **values: Any) -> None:
    """Correct one set: neuraldrive edit set 12 --load 102kg --why "typed in lb"

    The number of a set stands in `neuraldrive session N`.
    """
    from neuraldrive import catalog
    from neuraldrive.units import parse_load

    fields = {
        "load_kg": parse_load(values["load"], context.place.unit)[0] if values["load"] else None,
        "lift": catalog.lift_name(values["lift"]) if values["lift"] else None,
        "rpe": values["rpe"],
        "reps_in_reserve": values["rir"],
        "athlete": values["athlete"],
        "note": values["note"],
        "device": values["device"],
    }
    _correct(context, "set", set_id, fields, why)


@edit.command("repetition")
@click.argument("repetition_id", type=int)
@click.option("--exclude", metavar="REASON", help="Leave it out, and say why.")
@click.option("--include", is_flag=True, help="Take it back in.")
@click.option("--why", default="", help="Why; kept with the correction.")
@everywhere
def edit_repetition(context: Context, repetition_id: int, exclude: str | None, include: bool, why: str) -> None:
    """Leave a repetition out of every figure, or take it back in. It stays in the record."""
    if include == bool(exclude):
        raise click.UsageError("Say either --exclude REASON or --include.")
    _correct(context, "repetition", repetition_id, {"excluded": exclude} if exclude else {"excluded": _BACK_IN}, why)


@edit.command("session")
@click.argument("session_id", type=int)
@click.option("--athlete", metavar="NAME", help="Who really trained.")
@click.option("--date", "when", metavar="DATE", help="When it really was.")
@click.option("--why", default="", help="Why; kept with the correction.")
@everywhere
def edit_session(context: Context, session_id: int, athlete: str | None, when: str | None, why: str) -> None:
    """Correct whose session it was, or when."""
    at = moment(when)
    _correct(context, "session", session_id, {"athlete": athlete, "started_at": at.isoformat() if at else None}, why)


@edit.command("athlete")
@click.argument("name")
@click.option("--name", "new_name", metavar="NAME", help="The right name.")
@click.option("--body-mass", metavar="MASS", help="Body mass with its unit.")
@click.option("--why", default="", help="Why; kept with the correction.")
@everywhere
def edit_athlete(context: Context, name: str, new_name: str | None, body_mass: str | None, why: str) -> None:
    """Correct an athlete's name or body mass."""
    from neuraldrive.units import parse_load
    from neuraldrive.workflows import look

    mass = parse_load(body_mass, context.place.unit)[0] if body_mass else None
    with context.store() as store:
        number = look.athlete(store, name).id
    _correct(context, "athlete", number, {"body_mass_kg": mass, "name": new_name}, why)


def _correct(context: Context, kind: str, number: int, fields: dict[str, Any], why: str) -> None:
    from neuraldrive.cli import show
    from neuraldrive.workflows import keep

    given = {name: value for name, value in fields.items() if value is not None}
    wanted = {name: None if value is _BACK_IN else value for name, value in given.items()}
    if not wanted:
        raise click.UsageError("Say what to correct; --help lists it.")
    with context.store() as store:
        made = keep.correct(store, kind, number, wanted, why)
    context.print_json(show.corrections_json(made)) if context.as_json else show.corrections(made)
