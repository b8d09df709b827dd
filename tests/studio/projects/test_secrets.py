"""Can a secret be read without the key, and is a token kept anywhere?"""

from typing import Any

import pytest

from coterie.studio.projects.secrets import decrypt, encrypt, hash_of, new_token, prefix_of

ADDRESS = "postgres://shop:canary-77@db/shop"


def test_what_was_sealed_is_opened_again_and_never_looks_the_same() -> None:
    sealed = encrypt(ADDRESS)
    assert decrypt(sealed) == ADDRESS
    assert "canary" not in sealed
    assert encrypt(ADDRESS) != sealed


def test_another_key_or_a_changed_secret_opens_nothing(settings: Any) -> None:
    sealed = encrypt(ADDRESS)
    with pytest.raises(ValueError, match="another key"):
        decrypt(sealed[:-6] + "AAAAA=")
    with pytest.raises(ValueError, match="another key"):
        decrypt("ä")
    settings.SECRET_KEY = "another"
    with pytest.raises(ValueError, match="another key"):
        decrypt(sealed)


def test_a_token_is_recognised_by_its_beginning_and_kept_as_a_hash(settings: Any) -> None:
    token = new_token()
    assert token != new_token()
    assert token.startswith(prefix_of(token))
    assert len(prefix_of(token)) == 11
    kept = hash_of(token)
    assert (len(kept), kept) == (64, hash_of(token))
    settings.SECRET_KEY = "another"
    assert hash_of(token) != kept
