"""A life of each format, over HTTP and on the real clock: once decided by people, once by silence alone."""
