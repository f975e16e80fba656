# The input voltage goes while a calibration runs: that is an outage, whatever the flag says.
site mirror
at 0s: UPS1 says Battery Calibrating in=100 out=100 load=30 charge=60 runtime=900
at 0s: UPS2 says Battery Calibrating in=100 out=100 load=30 charge=60 runtime=900
at 100s: UPS1 says Battery Calibrating in=0 out=100 load=30 charge=60 runtime=900
at 100s: UPS2 says Battery Calibrating in=0 out=100 load=30 charge=60 runtime=900
at 170s: UPS1 truth
at 170s: UPS2 truth
at 170s: mains off all
at 900s: mains on all
until 2400s
----------
      1s  warning: UPS1 reports: calibration running; this alone stops nothing
      1s  warning: UPS2 reports: calibration running; this alone stops nothing
    101s  warning: UPS1 is on battery; it counts as failed after 60 s
    101s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
    101s  users of CL are warned of a stop at 161 s
    101s  warning: UPS2 is on battery; it counts as failed after 60 s
    161s  alarm: UPS1 has failed: on battery for 60 s
    161s  alarm: UPS2 has failed: on battery for 60 s
    161s  alarm: CL: the shutdown is decided and will not be taken back: the power of every node that still ran has failed
    161s  monitors of CL are quieted
    161s  n1 learns: cluster by 281 s, system by 341 s
    161s  n2 learns: cluster by 281 s, system by 341 s
    161s  information: CL: the cluster CL is being stopped
    161s  n1 is ordered to stop cluster CL by 281 s: the power of every node that still ran has failed; n1 stops the cluster
    201s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
    201s  n1 is ordered to stop its system
    201s  n2 is ordered to stop its system
    201s  information: CL: the outputs are being armed
    201s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
    201s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
    201s  information: CL: every output is armed; waiting for them to go off
    504s  information: UPS1 has cut its output, as ordered
    504s  information: UPS2 has cut its output, as ordered
    504s  information: CL: everything is off; waiting for mains
    931s  information: CL: mains is back; the nodes are started
    961s  information: UPS1 has mains and feeds its load again
    961s  information: UPS2 has mains and feeds its load again
   1051s  information: CL: its nodes run; waiting for the cluster to be whole
   1051s  monitors of CL listen again
   1051s  information: CL: normal; everything that ran runs again
   1051s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
