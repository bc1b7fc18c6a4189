"""Makes people in the stack's own database and prints their tokens; run in the stack's environment.

By the sign-up page each would cost a hash of a password, which is slow on purpose and not what this load is about.
"""

import json
import sys

from allauth.account.models import EmailAddress

from bounties.accounts import issuing
from bounties.accounts.models import User


def make_people(number: int) -> None:
    """So many, verified, each with a token of their own."""
    tokens = []
    for place in range(number):
        user = User.objects.create_user(f"load{place}@demo.test", name=f"Entrant {place}")
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        tokens.append(issuing.issue(user=user, name="load")[1])
    sys.stdout.write(json.dumps(tokens) + "\n")
