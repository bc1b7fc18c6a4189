"""The made-up people of a rehearsal. They exist only in its transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from allauth.account.models import EmailAddress

from bounties.accounts.models import User
from bounties.challenges.models import Challenge

LETTERS = "ABCDEFGHIJ"
JUDGES = 2


@dataclass(frozen=True, slots=True)
class Crew:
    """Who plays."""

    moderator: User
    arbiter: User
    judges: Sequence[User]
    solvers: Sequence[User]

    def name_of(self, user: User) -> str:
        """How the report calls a person: by their part, or for a real one what they are to the sponsor."""
        if user in {self.moderator, self.arbiter, *self.judges, *self.solvers}:
            return user.name
        return "Staff" if user.role else "Your side"


def make_up(challenge: Challenge, *, solvers: int) -> Crew:
    """Enough people for one life, each of whom the challenge's own rules let in; made inside the rehearsal."""
    crew = Crew(
        moderator=_person("The moderator", role=User.Role.MODERATOR),
        arbiter=_person("The arbiter", role=User.Role.ARBITER),
        judges=[_person(f"Judge {number}") for number in range(1, JUDGES + 1)],
        solvers=[_person(f"Solver {letter}") for letter in LETTERS[:solvers]],
    )
    _let_in(challenge, crew.solvers)
    return crew


def _person(name: str, role: str = "") -> User:
    address = f"{uuid4().hex}@rehearsal.invalid"  # RFC 2606: nobody ever has it
    user = User.objects.create_user(address, name=name, role=role, is_staff=bool(role))
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _let_in(challenge: Challenge, solvers: Sequence[User]) -> None:
    """An allow-list knows no made-up address: for the rehearsal they stand on it too."""
    if listed := challenge.eligibility.get("emails"):
        challenge.eligibility["emails"] = [*listed, *(solver.email for solver in solvers)]
    challenge.entry_media = "any"  # a made-up picture would be a real file, which no rollback takes away
    challenge.save(update_fields=["eligibility", "entry_media"])
