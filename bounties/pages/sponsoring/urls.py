"""The addresses of a sponsor's own pages."""

from django.urls import path

from bounties.pages.sponsoring import describing, members, owing, promising, statements

urlpatterns = [
    path("sponsors/<uuid:sponsor_id>/profile", describing.profile, name="profile-of-sponsor"),
    path("sponsors/<uuid:sponsor_id>/members", members.members, name="members-of-sponsor"),
    path("invitations/<uuid:invitation_id>", members.invitation, name="invitation-to-act"),
    path("sponsors/<uuid:sponsor_id>/statements", statements.statements, name="statements-of-sponsor"),
    path("sponsors/<uuid:sponsor_id>/promise", promising.promise, name="promise-of-sponsor"),
    path("sponsors/<uuid:sponsor_id>/debt", owing.debt, name="debt-of-sponsor"),
]
