"""How checks are run and judged, with checks that need no simulator."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from neuraldrive import catalog, evidence
from neuraldrive.errors import BadValue, CatalogError
from neuraldrive.evidence import Check, CheckResult, Target, registry, running

TARGET = Target(0.4, 0.6, "ratio")


def _check(simulated: registry.Simulated, *, limit: str = "", seeds: int = 3, target: Target = TARGET) -> Check:
    return Check("a_check", "a quantity", target, simulated, "a paper", seeds, limit)


def test_a_check_passes_when_every_seed_lies_in_the_target() -> None:
    result = running.run(_check(lambda seed: 0.45 + seed / 100))
    assert (result.state, result.why, result.runs) == ("passed", "a paper", 3)
    assert result.value == pytest.approx(0.47)
    assert result.interval == pytest.approx((0.46, 0.48))


def test_one_seed_outside_fails_the_check() -> None:
    result = running.run(_check(lambda seed: 0.39 if seed == 3 else 0.5))
    assert result.state == "failed"
    assert result.value is not None
    assert TARGET.low < result.value < TARGET.high


def test_a_known_limit_of_the_model_is_told_and_fails_nothing() -> None:
    result = running.run(_check(lambda _: 0.9, limit="the model bends less"))
    assert (result.state, result.why) == ("informative", "the model bends less")


def test_a_limit_that_is_overcome_is_no_limit() -> None:
    assert running.run(_check(lambda _: 0.5, limit="the model bends less")).state == "passed"


def test_a_number_that_is_none_fails() -> None:
    assert running.run(_check(lambda _: float("nan"))).state == "failed"


def test_a_simulation_that_refuses_is_a_failure_that_says_why() -> None:
    def refuses(seed: int) -> float:
        raise BadValue("effort", found="nothing", needed="an effort", remedy="Give one.")

    result = running.run(_check(refuses))
    assert (result.state, result.value, result.text) == ("failed", None, "no value")
    assert "needed an effort" in result.why


@pytest.mark.parametrize(
    ("target", "value", "state"),
    [
        (Target(low=0.95), 0.95, "passed"),
        (Target(low=0.95), 0.94, "failed"),
        (Target(high=0.1), 0.1, "passed"),
        (Target(high=0.1), 0.11, "failed"),
    ],
)
def test_an_open_end_holds_everything_on_its_side(target: Target, value: float, state: str) -> None:
    assert running.run(_check(lambda _: value, target=target)).state == state


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        (Target(0.024, 0.086, "s"), "24 to 86 ms"),
        (Target(low=0.1, unit="ratio"), "at least 10 %"),
        (Target(high=30.0, unit="Hz"), "at most 30 Hz"),
        (Target(2.5, 4.5), "2.5 to 4.5"),
        (Target(low=0.0, unit="MVF/s"), "at least 0 % MVF/s"),
    ],
)
def test_a_target_reads_in_the_units_of_people(target: Target, shown: str) -> None:
    assert str(target) == shown


@pytest.mark.parametrize(("value", "shown"), [(0.0, "0"), (1.0, "100"), (0.0040321, "0.403"), (-0.0152, "-1.52")])
def test_a_value_keeps_three_digits(value: float, shown: str) -> None:
    assert Target(unit="ratio").shown(value) == shown


@pytest.fixture
def stubs(monkeypatch: pytest.MonkeyPatch) -> MappingProxyType[str, Check]:
    """A check of that name for each that a claim names; those of S5 fail."""
    names = {name for claim in catalog.claims().values() for name in claim.checks}
    failing = set(catalog.claim("S5").checks)
    made = MappingProxyType(
        {
            name: Check(name, name, TARGET, lambda _, bad=name in failing: 0.9 if bad else 0.5, "a paper")
            for name in names
        }
    )
    monkeypatch.setattr(running, "checks", lambda: made)
    return made


def test_each_check_runs_once_though_several_claims_name_it(stubs: MappingProxyType[str, Check]) -> None:
    results = evidence.check()
    assert sorted(result.check for result in results) == sorted(stubs)
    [shared] = [result for result in results if result.check == "last_unit_adductor_pollicis"]
    assert shared.claims == ("S5", "S13")


@pytest.mark.usefixtures("stubs")
def test_only_the_checks_of_the_claims_asked_for_run_and_each_is_told_as_it_comes() -> None:
    told: list[CheckResult] = []
    results = evidence.check(["8", "s18"], told.append)
    assert [result.check for result in results] == ["recruitment_interval"]
    assert tuple(told) == results


@pytest.mark.usefixtures("stubs")
def test_a_claim_that_is_none_stops_before_anything_runs() -> None:
    with pytest.raises(CatalogError):
        evidence.check(["S1", "S99"])


def test_two_checks_of_one_name_are_refused() -> None:
    registry.checks()
    with pytest.raises(CatalogError, match="twice"):
        registry.register("a quantity", TARGET, "a paper", name="recruitment_interval")(lambda seed: 0.5)
