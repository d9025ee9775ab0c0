"""Numbers of the rules of plans in words: what each bounds, and which way."""

from __future__ import annotations

import re

_ENDS = {"low": "at least", "high": "at most", "best": "best", "hard": "hard from"}
_WORDS = {
    "heavy_from": "counts as heavy from, share of the 1RM",
    "rest_s_low": "rest between heavy sets, at least",
    "rest_s_high": "rest between heavy sets, at most",
    "least_rest_s": "shorter rest draws a warning",
    "used_share": "hard from, share of the repetitions that the load allows",
    "sets_to_failure": "sets to failure of a lift, at most",
    "failure_effect": "what sets to failure add to strength",
    "cap_share": "heavier loads count as, share of the 1RM",
    "least_days": "days from one heavy session of a pattern to the next, at least",
    "repetitions": "repetitions of a set that a loss of velocity needs, at least",
    "maximal_effort": "days of maximal effort, at most",
    "dynamic_effort": "days of dynamic effort, at most",
    "ballistic": "days of ballistic effort, at most",
    "load_a_repetition": "what a further repetition costs, share of the 1RM",
    "margin": "what may be asked above that, share of the 1RM",
    "far_above": "far above the most in all, times",
    "noted": "noted above the most in all, times",
    "long_set": "a long set, times the most of the table",
    "load_per_rpe": "load down for each point of RPE above the target",
    "rise_per_rpe": "load up for each point of RPE below the target",
    "rating_slack": "ratings this near the target change nothing",
    "missed_cut": "load down after missed repetitions",
    "most_change": "change of a load at once, at most",
    "longest_gap_days": "an older session changes nothing",
    "least_weeks_before_repeat": "weeks until a heavy lift is back, at least",
    "repetition_s": "a heavy repetition takes",
    "fast_repetition_s": "a fast repetition takes",
    "set_up_s": "getting ready for a set takes",
    "warm_up_s": "the general warm-up takes",
    "ramp_s": "lighter sets before a lift take",
    "change_s": "from one lift to the next it takes",
    "weeks_low": "weeks of the taper, at least",
    "weeks_high": "weeks of the taper, at most",
    "volume_cut_low": "cut of the volume, at least",
    "volume_cut_high": "cut of the volume, at most",
    "last_heavy_days_low": "last heavy day before the competition, at least",
    "last_heavy_days_high": "last heavy day before the competition, at most",
    "last_training_days_low": "last training before the competition, at least",
    "last_training_days_high": "last training before the competition, at most",
    "rise_high": "volume above the mean of the weeks before, at most",
    "weeks": "weeks that this mean is of",
}
_INTENSITY = re.compile(r"(below|from)_(\d+)_(set|total)_(low|high|best)")
_OF_SENSOR = re.compile(r"(repetition|set_mean)_(linear_encoder|bar_imu|watch_on_bar|wrist_watch|phone_video)")
_OF_SIZE = {"set": "repetitions a set", "total": "repetitions in all", "session": "of a lift in a session",
            "week": "of a lift in a week"}  # fmt: skip


def rule_number(name: str) -> str:
    """What a number of a rule is, in words.

    >>> rule_number("rest_s_low"), rule_number("from_80_total_high")
    ('rest between heavy sets, at least', 'from 80 %: repetitions in all, at most')
    >>> rule_number("set_mean_bar_imu")
    'drop of the mean of a set that a bar imu tells'
    """
    if name in _WORDS:
        return _WORDS[name]
    if zone := _INTENSITY.fullmatch(name):
        return f"{zone[1]} {zone[2]} %: {_OF_SIZE[zone[3]]}, {_ENDS[zone[4]]}"
    if sensor := _OF_SENSOR.fullmatch(name):
        what = "between two repetitions" if sensor[1] == "repetition" else "of the mean of a set"
        return f"drop {what} that a {sensor[2].replace('_', ' ')} tells"
    size, _, end = name.rpartition("_")
    return f"{_OF_SIZE.get(size, size.replace('_', ' '))}, {_ENDS[end]}" if end in _ENDS else name.replace("_", " ")
