"""Ending one's sessions: a browser that one has lost, or never had."""

from allauth.usersessions.models import UserSession

from bounties.accounts.models import User


def session_of(user: User, number: int) -> UserSession | None:
    """One's own session of this number; None where there is none, or it is somebody else's."""
    session: UserSession | None = UserSession.objects.filter(user=user, pk=number).first()
    return session


def end_session(*, user: User, number: int) -> None:
    """Whoever uses it is out with their next request. Ended already, or never one's own: nothing happens."""
    if session := session_of(user, number):
        session.end()
