"""Passwords as argon2 hashes; secrets of sessions and tokens as SHA-256."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from neuraldrive.errors import BadValue

SHORTEST, LONGEST = 10, 200
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_hasher = PasswordHasher()
_one_at_a_time = threading.BoundedSemaphore(2)
"""Each hash takes 64 MiB: a flood of sign-ins must not take the computer's memory."""
_NOBODYS = _hasher.hash(secrets.token_hex(16))


def hashed(password: str) -> str:
    """The hash of a password that is long enough, of characters that can be typed.

    Raises:
        BadValue: too short, too long, or of characters that nobody sees.
    """
    seen = sum(each.isprintable() for each in password) if password.strip() else 0
    if not SHORTEST <= len(password) <= LONGEST or seen < SHORTEST:
        is_enough = len(password) >= SHORTEST > seen
        raise BadValue(
            "password", found=f"{len(password)} characters{f', {seen} of which can be seen' if is_enough else ''}",
            needed=f"{SHORTEST} to {LONGEST}{' that can be seen' if is_enough else ''}",
            remedy="Three or four words that only you put together will do.",
        )  # fmt: skip
    with _one_at_a_time:
        return _hasher.hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Whether a password is the one of a hash; as slow where there is nobody, so that names cannot be found out."""
    with _one_at_a_time:
        try:
            return _hasher.verify(kept or _NOBODYS, password[: LONGEST + 1]) and kept is not None
        except (Argon2Error, InvalidHashError):
            return False


def secret() -> str:
    """A new secret of 256 bits."""
    return secrets.token_urlsafe(32)


def sha256(text: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(text.encode()).hexdigest()


def new_code() -> str:
    """A code to be read from one screen and typed at another, without letters that look alike.

    >>> len(new_code()), new_code() == new_code()
    (9, False)
    """
    four = ["".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(2)]
    return "-".join(four)


def is_code(typed: str, code: str) -> bool:
    """Whether it is the code, however it was typed.

    >>> is_code(" abcd efgh", "ABCD-EFGH"), is_code("", "ABCD-EFGH")
    (True, False)
    """
    plain = ["".join(each for each in words.upper() if each.isalnum()).encode() for words in (typed, code)]
    return hmac.compare_digest(*plain)
