"""The demo's people: who they are, and which sponsors they act for. All sign in with the password `laurel-demo`."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from bounties.accounts import sponsoring
from bounties.accounts.models import Sponsor, User
from bounties.community.presenting import Wish, present
from config.local.story.actors import PASSWORD

ROLES = User.Role
PEOPLE = {
    "sponsor": ("Nora Vermeer", ROLES.NONE),
    "maker": ("Ines Calder", ROLES.NONE),
    "solver1": ("Tomás Ruiz", ROLES.NONE),
    "solver2": ("Amara Okafor", ROLES.NONE),
    "solver3": ("Lena Brandt", ROLES.NONE),
    "solver4": ("Kenji Mori", ROLES.NONE),
    "solver5": ("Priya Nair", ROLES.NONE),
    "judge1": ("Dr. Ruth Adler", ROLES.NONE),
    "judge2": ("Marc Lefèvre", ROLES.NONE),
    "judge3": ("Sofia Lind", ROLES.NONE),
    "moderator": ("Hanna Weiss", ROLES.MODERATOR),
    "arbiter": ("Jonas Iversen", ROLES.ARBITER),
    "arbiter2": ("Freya Dahl", ROLES.ARBITER),
    "finance1": ("Clara Stein", ROLES.FINANCE),
    "finance2": ("Omar Haddad", ROLES.FINANCE),
    "finance-viewer": ("Vera Lund", ROLES.FINANCE),
    "finance-maker": ("Milo Brandt", ROLES.FINANCE),
    "finance-checker": ("Chiara Neri", ROLES.FINANCE),
    "finance-closer": ("Cem Aydin", ROLES.FINANCE),
    "admin": ("Ada Admin", ROLES.NONE),
}
# Who chose to be seen: their handles, and what they say of themselves.
FACES = {
    "solver1": ("tomas", "Acoustics by day, kettles by night. Ask me about felt."),
    "solver2": ("amara", "Reads labels, seals and handwriting, in bad light most of all."),
    "solver3": ("lena", "Wide blades, slow turns."),
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone, by the part before the @, and the two verified sponsors."""

    people: dict[str, User]
    company: Sponsor
    individual: Sponsor

    def __getitem__(self, name: str) -> User:
        return self.people[name]


def make_person(name: str) -> User:
    """A demo person with a verified address; `@demo.test` opens nothing where the local stack is off."""
    full_name, role = PEOPLE[name]
    is_admin = name == "admin"
    user = User.objects.create_user(
        f"{name}@demo.test",
        PASSWORD,
        name=full_name,
        role=role,
        is_staff=bool(role) or is_admin,
        is_superuser=is_admin,
    )
    if name.startswith("finance-"):  # the others of finance are in no group: makers and checkers both
        user.groups.add(Group.objects.get(name=name.removeprefix("finance-")))
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_cast() -> Cast:
    """Everyone, and two sponsors that a moderator verified: Nora's company, and Ines herself."""
    people = {name: make_person(name) for name in PEOPLE}
    for name, (handle, bio) in FACES.items():
        present(user=people[name], wish=Wish(handle=handle, bio=bio, is_public=True, shows_paid=True))
    company = sponsoring.create_sponsor(name="Vermeer Cold Chain", kind=Sponsor.Kind.COMPANY, by=people["sponsor"])
    individual = sponsoring.create_sponsor(name="Ines Calder", kind=Sponsor.Kind.INDIVIDUAL, by=people["maker"])
    for sponsor in (company, individual):
        sponsoring.verify_sponsor(sponsor_id=sponsor.pk, by=people["moderator"])
    return Cast(people, company, individual)
