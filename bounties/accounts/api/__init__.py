"""Accounts over HTTP: signing in by token, oneself, and the sponsors one acts for."""

from django.urls import path

from bounties.accounts.api.debts import PayDebt
from bounties.accounts.api.me import Me
from bounties.accounts.api.members import InvitationDetail, Invitations, MemberDetail, Members
from bounties.accounts.api.sponsors import SponsorDetail, Sponsors, VerifySponsor
from bounties.accounts.api.statements import SponsorStatement
from bounties.accounts.api.tokens import TokenDetail, Tokens

urlpatterns = [
    path("tokens", Tokens.as_view(), name="tokens"),
    path("tokens/<uuid:token_id>", TokenDetail.as_view(), name="token"),
    path("me", Me.as_view(), name="me"),
    path("sponsors", Sponsors.as_view(), name="sponsors"),
    path("sponsors/<uuid:sponsor_id>", SponsorDetail.as_view(), name="sponsor"),
    path("sponsors/<uuid:sponsor_id>/verify", VerifySponsor.as_view(), name="sponsor-verify"),
    path("sponsors/<uuid:sponsor_id>/statement", SponsorStatement.as_view(), name="sponsor-statement"),
    path("sponsors/<uuid:sponsor_id>/pay-debt", PayDebt.as_view(), name="sponsor-pay-debt"),
    path("sponsors/<uuid:sponsor_id>/members", Members.as_view(), name="sponsor-members"),
    path("sponsors/<uuid:sponsor_id>/members/<uuid:user_id>", MemberDetail.as_view(), name="sponsor-member"),
    path("invitations", Invitations.as_view(), name="invitations"),
    path("invitations/<uuid:invitation_id>", InvitationDetail.as_view(), name="invitation"),
]
