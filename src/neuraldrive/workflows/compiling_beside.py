"""Half of the kernels that a first use needs, compiled by a second process while this one compiles the rest.

The kernels that step the force come last in a simulation, that of the profile last at a rack: what is in the cache when it
gets there is only loaded. If the second process fails, or is late, nothing is lost but its help.
"""

from __future__ import annotations

import os
import subprocess
import sys

MODULE = "neuraldrive.workflows.compiling_beside"
FORCE, PROFILE = "compile_force", "compile_profile"
"""What it is to compile: the functions below."""


def start(what: str = FORCE) -> subprocess.Popen[bytes] | None:
    """The second process; None where it would not help (one core) or this Python cannot start another of its kind."""
    if (os.cpu_count() or 1) < 2 or getattr(sys, "frozen", False) or not sys.executable:
        return None
    quiet = subprocess.DEVNULL
    try:
        return subprocess.Popen(
            [sys.executable, "-c", f"from {MODULE} import {what}; {what}()"],
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
        )
    except OSError:
        return None


def stop(process: subprocess.Popen[bytes] | None) -> None:
    """End it where it is still at work: the cache is written file by file, each whole or not at all."""
    if process is not None:
        process.kill()
        process.wait()


def compile_profile() -> None:
    """Fit the profile of nobody once, with the types of a rack."""
    from neuraldrive.workflows import warm_rack

    warm_rack.profile_of_nobody()


def compile_force() -> None:
    """Call the kernels from discharges to force once, on two discharges, with the types of a simulation."""
    import numpy as np  # late: the process that starts this one needs none of it

    from neuraldrive import catalog
    from neuraldrive.kernels.courses import active_units
    from neuraldrive.kernels.pool_force import Clock, Spikes, pool_force
    from neuraldrive.simulate.pool import rested_units

    units = rested_units(catalog.muscle("vastus_lateralis"))
    n = units.threshold.size
    times_s, starts = np.array([0.01, 0.02]), np.full(n + 1, 2)
    starts[0] = 0
    pool_force(units, Spikes(times_s, starts, np.zeros(0), 0.0, 0.0), Clock(50, 0.001, 0.02), np.ones((1, n)), 1.0)
    active_units(times_s, starts, 5, 0.02)
