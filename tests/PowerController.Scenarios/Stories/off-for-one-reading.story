# Off for a moment, with no voltage: debounced.
site apart
at 10s: UPSD says Off in=100 out=0 load=0
at 12s: UPSD truth
until 100s
----------
at the end: n1 runs (boot 1), n2 runs (boot 1)
