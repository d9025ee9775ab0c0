"""What a prescribed set says in words: when it ends, and why it is as it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from neuraldrive import catalog
from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.adapt.line_points import REMEMBERED
from neuraldrive.catalog.claim_entry import VERDICTS
from neuraldrive.plan.asked import Asked
from neuraldrive.plan.one_rm import OneRm
from neuraldrive.plan.testing import lift_to_test
from neuraldrive.records import Measurement
from neuraldrive.records.prescription import Stop

FIRST_SETS = "the first three sets"


def stop_in_words(stops: Sequence[Stop], method: str = "", velocity: Measurement | None = None) -> str:
    """When set or work ends: as the plan has it, else as the method has it; "" where neither says.

    >>> stop_in_words([Stop("reserve", 1), Stop("velocity", 0.3)])
    'Stop with 1 repetition in reserve, or when a repetition is slower than 0.3 m/s.'
    """
    if stops:
        return f"Stop {', or '.join(_stop(each, velocity) for each in stops)}."
    return str(catalog.method(method).stop_rule) if method else ""


def _stop(stop: Stop, velocity: Measurement | None) -> str:
    value = stop.value
    if stop.kind == "loss":
        limit = f" (below {velocity.value * (1 - value):.2f} m/s, if it begins as expected)" if velocity else ""
        return f"when a repetition is {100 * value:.0f} % slower than the fastest of its set{limit}"
    return {
        "reserve": f"with {value:g} repetition{'' if value == 1 else 's'} in reserve",
        "rpe": f"at RPE {value:g}",
        "set_mean": f"the lift for the day when a set's mean velocity is {100 * value:.0f} % below that of {FIRST_SETS}",
        "height": f"for the day when height or peak velocity is {100 * value:.0f} % below that of {FIRST_SETS}",
        "velocity": f"when a repetition is slower than {value:g} m/s",
        "failure": "when a repetition fails",
    }[stop.kind]


def why(method: str, wanted: Asked, one: OneRm | None, exercise: catalog.Exercise) -> str:
    """Method and what is known of it; where the kg come from and how sure they are."""
    return " ".join(each for each in (_method(method), _kilograms(wanted, one, exercise)) if each)


def age_in_words(days: int) -> str:
    """How old something is, as people say it.

    >>> age_in_words(75), age_in_words(600), age_in_words(1200)
    ('2 months', '20 months', '3 years')
    """
    months = round(days / 30.44)
    if months < 2:
        return f"{days} day{'' if days == 1 else 's'}"
    return f"{months} months" if months < 24 else f"{int(days / 365.25)} years"


def aged(profile: LoadVelocityProfile, on: date | None) -> str:
    """How old a profile is on a day, where it is older than the sets that a profile remembers; "" where it is not."""
    if on is None or profile.on is None or on - profile.on <= REMEMBERED:
        return ""
    return age_in_words((on - profile.on).days)


def old_profile(profile: LoadVelocityProfile, on: date | None) -> str:
    """The warning beside a load or velocity that rests on an old profile; "" where it is new enough."""
    age, lift = aged(profile, on), profile.lift.replace("_", " ")
    if not age:
        return ""
    return (
        f"The profile of the {lift} is {age} old ({profile.on:%-d %B %Y}): strength may have changed since, and the interval "
        "does not count that. Begin lighter, and rate a hard set: then it is of today."
    )


def _method(name: str) -> str:
    if not name:
        return ""
    method = catalog.method(name)
    if not method.claims:
        return f"{method.label}."
    claim = method.claims[0]
    return f"{method.label} (evidence {claim.id}, {claim.verdict.replace('_', ' ')}: {VERDICTS[claim.verdict]})."


def _kilograms(wanted: Asked, one: OneRm | None, exercise: catalog.Exercise) -> str:
    first = f"{wanted.words[:1].upper()}{wanted.words[1:]}"
    if wanted.needs_testing:
        tested = lift_to_test(exercise)
        begin = f"the plan starts with a testing session of the {tested.label.lower()}" if tested else "find it by feel"
        return f"{first}: no profile tells it, so {begin}."
    if wanted.kg is None or wanted.unsure_kg is None or one is None:
        return f"{first}."
    low, high = one.interval_kg
    day = f" of {one.profile.on:%Y-%m-%d}" if one.profile.on else ""
    sure = f"{first}, which lies between {low:.0f} and {high:.0f} kg (95 %; {one.origin}{day})"
    if not one.wide:
        return f"{sure}."
    mend = "A profile of its own narrows it." if one.share_sd else "Rate a few hard sets to narrow it."
    return f"{sure}: that is wide, so the kg are from its middle. {mend}"
