# Low battery reported while on mains stops nothing.
site apart
at 0s: UPS1 low
at 0s: UPS2 low
at 0s: UPSD low
until 600s
----------
at the end: n1 runs (boot 1), n2 runs (boot 1)
