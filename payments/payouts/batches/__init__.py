"""Many payouts for the price of one: created, approved and transferred in a few statements each.

The rules are those of one payout: the same policies, moves, keys, postings and events, under the same triggers.
Whatever is not plain (blocked, refused, doubted, begun before) is left to the services for one.
"""
