"""The solver's pages: entering, writing, handing in, and what becomes of an entry until it is paid."""
