"""`neuraldrive demo` and `neuraldrive serve`: the app in the browser, on a demonstration team or on one's own."""

from __future__ import annotations

import contextlib
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from neuraldrive.cli import preparing
from neuraldrive.cli.options import Context, everywhere

if TYPE_CHECKING:
    from neuraldrive.web.serving import Server
    from neuraldrive.workflows.places import Place

PORT = click.IntRange(0, 65535)


@click.command()
@click.option("--report", is_flag=True, help="Print, write the report and exit, without the app.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write the report.")
@click.option("--port", type=PORT, help="Serve the app there; 0, and what is taken if not given, is a free one.")
@click.option("--no-browser", is_flag=True, help="Serve without opening a browser.")
@everywhere
def demo(context: Context, report: bool, out: Path | None, port: int | None, no_browser: bool) -> None:
    """The app on a demonstration team: shipped real recordings and simulated athletes, with a live set replaying.

    Without a terminal and --port it prints what it found, writes the report and exits, as --report does.
    """
    from neuraldrive.workflows import places

    place = context.place if context.place.data_dir.name == places.DEMO_FOLDER else _demo_place(context)
    if report or out is not None or context.as_json or (port is None and not sys.stdout.isatty()):
        _report(context, place, out)
    else:
        _serve_demo(place, port or 0, opens=not no_browser)


def _report(context: Context, place: Place, out: Path | None) -> None:
    from neuraldrive.cli import show
    from neuraldrive.workflows import demonstration

    with preparing.measures():
        done = demonstration.demo(place, out)
    context.print_json(show.demo_json(done)) if context.as_json else show.demo(done, place.unit)


def _serve_demo(place: Place, port: int, *, opens: bool) -> None:
    from neuraldrive.store import open_store
    from neuraldrive.web import demonstrating, serving
    from neuraldrive.web.house import House

    with open_store(place.location, signals_dir=place.data_dir / "signals") as store:
        house = House(store, place, "demo")

        def ready(address: str) -> None:
            click.echo(f"neuraldrive demonstrates at {address}\nThis computer alone; Ctrl-C ends it.")
            threading.Thread(target=demonstrating.prepare, args=(house,), daemon=True).start()
            if opens:
                webbrowser.open(address)

        _run(serving.Server(house, serving.Address(port=port), ready))


def _demo_place(context: Context) -> Place:
    from neuraldrive.workflows import places

    return places.Place(context.place.data_dir / places.DEMO_FOLDER, None, context.place.unit)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 serves the whole network.")
@click.option("--port", type=PORT, default=8765, show_default=True, help="0 takes a free one.")
@click.option("--tls", is_flag=True, help="Serve by https, with a certificate of this computer's own.")
@everywhere
def serve(context: Context, host: str, port: int, tls: bool) -> None:
    """The rack, the desk and the lab in the browser, for a team. It opens no browser itself; the address is printed.

    Who comes first becomes the owner, and lets others in; from the network with the setup code that is printed here. Ctrl-C ends
    it; nothing is lost.

    For example: neuraldrive serve --host 0.0.0.0 --tls
    """
    from neuraldrive.web import serving
    from neuraldrive.web.doors import passwords
    from neuraldrive.web.house import LOOPBACK, House

    with context.store() as store:
        certificate, key = _certificate(context.place.data_dir, host) if tls else (None, None)
        code = passwords.new_code() if host not in LOOPBACK and not store.people.everybody() else ""
        house = House(store, context.place, "team", tls=tls, setup_code=code)
        first = f"\nNobody owns this store yet: open it, and give the setup code {code}" if code else ""
        address = serving.Address(host, port, certificate, key)
        _run(serving.Server(house, address, lambda to: click.echo(f"neuraldrive serves {to}{first}")))


def _run(server: Server) -> None:
    """Until Ctrl-C or SIGTERM, which is how a server ends, and no failure."""
    with contextlib.suppress(KeyboardInterrupt):
        server.run()
    click.echo("The server is stopped. All that was entered and lifted is kept.")


def _certificate(data_dir: Path, host: str) -> tuple[Path | None, Path | None]:
    from neuraldrive.web import certificates  # late: keeps --help quick

    return certificates.of(data_dir, host)
