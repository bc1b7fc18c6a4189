"""What allauth asks of us about second factors: it keeps their seeds sealed."""

import base64
import secrets

import structlog
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import InvalidToken

from bounties.accounts.sealing import seal, unseal

SEED_BYTES = 20  # as long as those that allauth makes

log = structlog.get_logger(__name__)


class SealedFactors(DefaultMFAAdapter):
    """A seed that no key opens is as good as lost, and its person sets up another factor or asks for help."""

    def encrypt(self, text: str) -> str:
        """Sealed, to be kept."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The seed; where no key opens it, a random one, which no code fits. (An empty one's codes anybody knows.)"""
        try:
            return unseal(encrypted_text)
        except InvalidToken:
            log.error(
                "second_factor_unreadable", remedy="FACTOR_KEYS or SECRET_KEY_FALLBACKS must hold the key it had."
            )
            return base64.b32encode(secrets.token_bytes(SEED_BYTES)).decode()
