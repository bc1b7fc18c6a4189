"""A passkey as a phone holds one: registered as its user's, and answering what the service asks."""

import json
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from bounties.accounts.models import User

ORIGIN = "http://testserver"
RP = sha256(b"testserver").digest()
SEEN = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
Answer = dict[str, Any]


class Passkey:
    """Of this user; kept by the service as if they had registered it."""

    def __init__(self, user: User) -> None:
        self.user, self.id, self.key = user, token_bytes(16), ec.generate_private_key(ec.SECP256R1())
        public = ES256.from_cryptography_key(self.key.public_key())
        held = AttestedCredentialData.create(bytes(16), self.id, public)
        shown = AuthenticatorData.create(RP, SEEN | AuthenticatorData.FLAG.AT, 0, held)
        said = CollectedClientData.create("webauthn.create", token_bytes(32), ORIGIN)
        attested = websafe_encode(AttestationObject.create("none", shown, {}))
        answer = self._wrapped(clientDataJSON=websafe_encode(said), attestationObject=attested)
        WebAuthn.add(user, "phone", answer | {"clientExtensionResults": {"credProps": {"rk": True}}})

    def answer(self, asked: Answer, *, as_user: User | None = None) -> str:
        """What the phone says to this; `as_user` is whose it pretends to be."""
        challenge = asked["publicKey"]["challenge"]
        said = CollectedClientData.create("webauthn.get", challenge, ORIGIN)
        shown = AuthenticatorData.create(RP, SEEN, 1)
        signature = self.key.sign(shown + said.hash, ec.ECDSA(hashes.SHA256()))
        whose = user_pk_to_url_str(as_user or self.user).encode()
        parts = {"clientDataJSON": said, "authenticatorData": shown, "signature": signature, "userHandle": whose}
        return json.dumps(self._wrapped(**{name: websafe_encode(part) for name, part in parts.items()}))

    def _wrapped(self, **response: str) -> Answer:
        named = websafe_encode(self.id)
        return {"id": named, "rawId": named, "type": "public-key", "response": response, "clientExtensionResults": {}}
