"""`neuraldrive evidence`: claims, verdicts, and the checks that keep them."""

from __future__ import annotations

import sys

import click

from neuraldrive.cli.options import Context, everywhere

FAILED_CHECK = 4
"""As for a measure that cannot be had: something was asked, and the answer is no."""


@click.command()
@click.argument("ids", nargs=-1, metavar="[S1 S2 …]")
@click.option(
    "--check", "checking", is_flag=True, help="Run the checks: target, simulated value, interval, pass or fail."
)
@click.option(
    "--about", type=click.Choice(["pool", "lift", "plan", "monitor"]), help="Only claims that bear on this part."
)
@everywhere
def evidence(context: Context, ids: tuple[str, ...], checking: bool, about: str | None) -> None:
    """What popular writing claims of neural strength, and what the papers say.

    Alone it lists all claims, each with its verdict, a better figure and the papers; with numbers it shows those whole.
    With --check it simulates, and ends with code 4 if a check fails.
    """
    from neuraldrive import catalog  # late: keeps --help quick
    from neuraldrive import evidence as room
    from neuraldrive.cli import show_evidence as show

    chosen = [catalog.claim(each).id for each in ids] or [row.id for row in room.table(about)]
    if checking:
        _check(context, chosen)
    elif context.as_json:
        context.print_json(show.claims_json(chosen))
    elif ids:
        show.claims_whole(chosen)
    else:
        show.claims(chosen)


def _check(context: Context, ids: list[str]) -> None:
    from neuraldrive import evidence as room  # late: keeps --help quick
    from neuraldrive.cli import show_evidence as show

    with show.running(len(room.planned(ids)), context.as_json) as on_result:
        found = room.check(ids, on_result)
    context.print_json(show.results_json(found)) if context.as_json else show.results(found, ids)
    if any(result.state == "failed" for result in found):
        sys.exit(FAILED_CHECK)
