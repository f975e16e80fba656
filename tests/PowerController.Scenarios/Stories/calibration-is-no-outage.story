# A calibration runs on battery with good input: nothing is stopped.
site apart
at 0s: UPS1 says Battery Calibrating in=100 out=100 load=30 charge=60 runtime=900
at 0s: UPS2 says Battery Calibrating in=100 out=100 load=30 charge=60 runtime=900
at 600s: UPS1 truth
at 600s: UPS2 truth
until 700s
----------
      1s  warning: UPS1 reports: calibration running; this alone stops nothing
      1s  warning: UPS2 reports: calibration running; this alone stops nothing
at the end: n1 runs (boot 1), n2 runs (boot 1)
