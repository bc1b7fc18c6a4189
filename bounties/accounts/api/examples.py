"""Bodies that the API's description shows for the accounts' calls."""

from drf_spectacular.utils import OpenApiExample

SIGN_IN = OpenApiExample(
    "A laptop's token",
    value={"email": "solver1@demo.test", "password": "laurel-demo", "name": "my laptop"},
    request_only=True,
)
NARROW_SIGN_IN = OpenApiExample(
    "A script that only hands in entries",
    value={
        "email": "solver1@demo.test",
        "password": "laurel-demo",
        "name": "nightly script",
        "scopes": ["challenges:read", "entries:read", "entries:write"],
    },
    request_only=True,
)
ISSUED = OpenApiExample(
    "The secret, this once",
    value={
        "token": "lrl_7Qm2xV9cK4tYb8RzN1pW5dHs3JfG6uLa",
        "id": "01933f6e-0c1a-7d52-9b64-5f8c2a7e4d10",
        "status": "live",
        "name": "my laptop",
        "prefix": "lrl_7Qm2",
        "last_four": "6uLa",
        "scopes": ["challenges:read", "entries:read", "entries:write", "awards:read", "payouts:read"],
        "created_at": "2027-01-10T16:20:00Z",
        "last_used_at": None,
        "expires_at": None,
        "revoked_at": None,
    },
    response_only=True,
    status_codes=["201"],
)
