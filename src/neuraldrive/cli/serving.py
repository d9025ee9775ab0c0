"""`neuraldrive serve`: a team's store in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from neuraldrive.cli.options import Context, everywhere


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 serves the whole network.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one.")
@click.option("--tls", is_flag=True, help="Serve by https, with a certificate of this computer's own.")
@everywhere
def serve(context: Context, host: str, port: int, tls: bool) -> None:
    """The rack, the desk and the lab in the browser, for a team.

    Who comes first becomes the owner, and lets others in. Ctrl-C ends it; nothing is lost.

    For example: neuraldrive serve --host 0.0.0.0 --tls
    """
    from neuraldrive.web import serving
    from neuraldrive.web.house import House

    with context.store() as store:
        certificate, key = _certificate(context.place.data_dir, host) if tls else (None, None)
        house = House(store, context.place, "team", tls=tls)
        address = serving.Address(host, port, certificate, key)
        serving.Server(house, address, lambda to: click.echo(f"neuraldrive serves {to}")).run()


def _certificate(data_dir: Path, host: str) -> tuple[Path | None, Path | None]:
    from neuraldrive.web import certificates  # late: keeps --help quick

    return certificates.of(data_dir, host)
