"""Duchateau and Baudry 2014, a review: 20 to 50 pps in slow ramps, above 100 for a moment in fast ones."""

from __future__ import annotations

import numpy as np

from pool_efforts import PLATEAU_S, maximal, person, rapid, rates

PAPER = "duchateau_2014"
MUSCLES = ("vastus_lateralis", "tibialis_anterior", "biceps_brachii", "first_dorsal_interosseous", "adductor_pollicis")


def test_no_unit_keeps_more_than_50_pps_and_the_fastest_of_each_muscle_more_than_20(row):
    fastest = [float(np.nanmax(rates(maximal(muscle), PLATEAU_S))) for muscle in MUSCLES]
    row.meets("B15", "highest sustained rate, all muscles but soleus", max(fastest), high=50.0, unit="pps")
    row.meets("B15", "highest sustained rate, slowest of those muscles", min(fastest), low=20.0, unit="pps")


def test_first_intervals_of_rapid_efforts_exceed_100_pps(row):
    """In some units of everybody; doublets left out."""
    for population in ("untrained", "explosive_trained"):
        recording = rapid("tibialis_anterior", person(population, "tibialis_anterior"))
        units = zip(recording.motor_units.discharge_times_s, recording.truth.is_doublet, strict=True)
        firsts = np.array([1.0 / np.diff(times)[0] for times, double in units if not double and times.size > 1])
        row.meets(
            "B15",
            f"95th centile of first rates, rapid effort, {population}",
            float(np.quantile(firsts, 0.95)),
            low=100.0,
            unit="pps",
        )
