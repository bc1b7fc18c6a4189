"""The seeds of second factors lie sealed in the database: whoever reads a copy of it can give no codes (ASVS 5.0, V11).

The first of FACTOR_KEYS seals, each of them opens. Without any they follow from SECRET_KEY and SECRET_KEY_FALLBACKS.
"""

import base64
import hmac

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

PURPOSE = b"laurel second factor key 1"


def seal(text: str) -> str:
    """By the first key."""
    return keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """By whichever key it was sealed. Raises cryptography.fernet.InvalidToken."""
    return keys().decrypt(sealed).decode()


def keys() -> MultiFernet:
    """Those in force. Raises ValueError where one is not 32 bytes in base64."""
    given = [base64.b64decode(key, validate=True) for key in settings.FACTOR_KEYS]
    if not given:
        known = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        given = [hmac.digest(key.encode(), PURPOSE, "sha256") for key in known]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in given])
