"""Passwords: hashed with argon2id, checked at one pace whether or not anyone has them."""

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
"""Characters (OWASP ASVS 5.0.0, 6.2.1 asks for 8 and advises 15)."""
LONGEST = 128
"""Longer input costs time and protects nobody."""
EASY_WORDS = ("password", "qwerty", "letmein", "welcome", "goodfirstday", "123456", "abcdef")
"""Words that come first in every guess list."""

_hasher = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)
"""OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane."""
_at_once = BoundedSemaphore(2)
"""Fifty people who sign in together must not take every core."""


def hash_password(password: str) -> str:
    """Return the argon2id hash with its own salt."""
    with _at_once:
        return _hasher.hash(password)


@cache
def _nobodys_hash() -> str:
    return hash_password("nobody has this password")


def is_right(password: str, *, stored: str | None) -> bool:
    """Return whether the password fits; takes as long when there is no hash to compare with."""
    try:
        with _at_once:
            _hasher.verify(stored or _nobodys_hash(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def is_easy_to_guess(password: str, *, name: str = "", email: str = "") -> bool:
    """Return whether someone who knows the person would try it early."""
    plain = "".join(character for character in password.lower() if character.isalnum())
    if len(set(plain)) < 5:
        return True
    own = [part for part in (*name.lower().split(), email.lower().split("@")[0]) if len(part) > 2]
    rest = plain
    for word in (*EASY_WORDS, *own):
        rest = rest.replace(word, "")
    return len(rest) < 6
