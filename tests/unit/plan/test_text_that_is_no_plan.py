"""A text that no person wrote is answered with its first errors, soon."""

from __future__ import annotations

from neuraldrive.plan import unread


def test_of_a_text_far_too_long_the_first_error_alone_is_told() -> None:
    found = unread.read_around(["nonsense"] * (unread.MOST_LINES + 1))
    assert len(found.errors) == 1
    assert found.read is None


def test_of_many_wrong_lines_some_are_told() -> None:
    found = unread.read_around(["nonsense"] * (2 * unread.MOST_WRONG))
    assert 1 < len(found.errors) <= unread.MOST_WRONG + 1
