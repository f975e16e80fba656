# A card says off while voltage and load are there: it is not believed.
site apart
at 0s: UPS1 says Off in=100 out=100 load=30
at 0s: UPSD says Off in=100 out=100 load=30
at 60s: UPS1 truth
at 60s: UPSD truth
until 200s
----------
at the end: n1 runs (boot 1), n2 runs (boot 1)
