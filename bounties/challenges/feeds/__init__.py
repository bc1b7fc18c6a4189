"""Reading other platforms' public challenge feeds: text in, plain values and named problems out; no database."""
