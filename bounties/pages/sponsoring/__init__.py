"""A sponsor's own pages: who acts for it, its statements, what it promises, and what it owes."""
