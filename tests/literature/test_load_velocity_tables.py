"""Published load-velocity tables lie inside what the catalogue says of other people's lines.

The tables are means of groups measured as mean propulsive velocity, on Smith machines or free; the catalogue speaks of
mean velocity of single lifters. So a table must lie inside the 95 % band of single lifters, not on its middle. Below
half of the 1RM the two velocities part (propulsive is 8 % higher above 0.8 m/s), so the tables are read from there up.
"""

from __future__ import annotations

import pytest

from neuraldrive import catalog

TABLES = {
    # Gonzalez-Badillo & Sanchez-Medina 2010, 120 men, doi:10.1055/s-0030-1248333 (equation recalled)
    "bench_press, 2010": ("bench_press", {0.5: 0.95, 0.6: 0.78, 0.7: 0.62, 0.8: 0.46, 0.9: 0.32, 1.0: 0.17}),
    # Sanchez-Medina et al. 2017, full squat, 80 men, doi:10.1055/s-0043-102933 (equation recalled)
    "back_squat, 2017": ("back_squat", {0.5: 1.16, 0.6: 1.01, 0.7: 0.84, 0.8: 0.68, 0.9: 0.50, 1.0: 0.32}),
    # Conceicao et al. 2016, full squat
    "back_squat, 2016": ("back_squat", {0.5: 0.99, 0.6: 0.85, 0.7: 0.72, 0.8: 0.59, 0.9: 0.46, 1.0: 0.33}),
    # Pareja-Blanco et al. 2017, targets of the training, doi:10.1111/sms.12678
    "back_squat, 2017 targets": ("back_squat", {0.70: 0.82, 0.75: 0.75, 0.80: 0.68, 0.85: 0.60}),
    # Helms et al. 2017, powerlifters at their 1RM, doi:10.1519/JSC.0000000000001517
    "back_squat, powerlifters": ("back_squat", {1.0: 0.23}),
    "bench_press, powerlifters": ("bench_press", {1.0: 0.10}),
    "deadlift, powerlifters": ("deadlift", {1.0: 0.14}),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_published_table_lies_inside_the_band_of_single_lifters(name: str) -> None:
    lift_name, table = TABLES[name]
    lift = catalog.lift(lift_name)
    for relative_load, published in table.items():
        below = 1 - relative_load
        middle = lift["velocity_at_one_rm"] + lift["slope"] * below
        shared = 2 * lift["line_correlation"] * lift["velocity_at_one_rm_sd"] * lift["slope_sd"] * below
        variance = lift["velocity_at_one_rm_sd"] ** 2 + (lift["slope_sd"] * below) ** 2 + shared
        assert abs(published - middle) < 1.96 * variance**0.5, (relative_load, published, middle)


@pytest.mark.parametrize("lift", ["back_squat", "bench_press", "deadlift"])
def test_no_record_lift_is_called_impossible(lift: str) -> None:
    """The bound that refuses a load is above every lift that the sport reports."""
    records = {"back_squat": 595.0, "bench_press": 635.0, "deadlift": 510.0}
    assert catalog.lift(lift)["heaviest_kg"] > records[lift]
