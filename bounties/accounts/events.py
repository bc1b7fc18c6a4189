"""What happens to accounts. The root of a sponsor's events is the sponsor, so no challenge's timeline shows them."""

from workers.events import Audience, declare

declare("sponsor.created", audience=Audience.PARTIES, root="pk")
declare("sponsor.described", audience=Audience.PARTIES, root="pk")  # by its owners
declare("sponsor.verified", audience=Audience.PARTIES, root="pk")
declare("sponsor.blocked", audience=Audience.PARTIES, root="pk")  # it owes money
declare("sponsor.unblocked", audience=Audience.PARTIES, root="pk")
declare("invitation.sent", audience=Audience.PARTIES, root="sponsor_id")
declare("invitation.withdrawn", audience=Audience.PARTIES, root="sponsor_id")
declare("member.joined", audience=Audience.PARTIES, root="sponsor_id")
declare("member.changed", audience=Audience.PARTIES, root="sponsor_id")
declare("member.left", audience=Audience.PARTIES, root="sponsor_id")
declare("token.issued", audience=Audience.STAFF, root="user_id")
declare("token.revoked", audience=Audience.STAFF, root="user_id")
declare("user.described", audience=Audience.STAFF, root="pk")  # what they say of themselves changed
declare("user.erased", audience=Audience.STAFF, root="pk")  # they left; their name and address are gone
