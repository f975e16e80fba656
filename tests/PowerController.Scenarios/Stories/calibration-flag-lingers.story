# The flag of a calibration lingers on mains and must not block the shutdown when mains goes.
site mirror
at 0s: UPS1 says Mains Calibrating in=100 out=100 load=30
at 0s: UPS2 says Mains Calibrating in=100 out=100 load=30
at 10s: UPS1 says Battery Calibrating in=0 out=100 load=30
at 10s: UPS2 says Battery Calibrating in=0 out=100 load=30
at 80s: UPS1 truth
at 80s: UPS2 truth
at 80s: mains off all
at 600s: mains on all
until 2400s
----------
      1s  warning: UPS1 reports: calibration running; this alone stops nothing
      1s  warning: UPS2 reports: calibration running; this alone stops nothing
     11s  warning: UPS1 is on battery; it counts as failed after 60 s
     11s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
     11s  users of CL are warned of a stop at 71 s
     11s  warning: UPS2 is on battery; it counts as failed after 60 s
     71s  alarm: UPS1 has failed: on battery for 60 s
     71s  alarm: UPS2 has failed: on battery for 60 s
     71s  alarm: CL: the shutdown is decided and will not be taken back: the power of every node that still ran has failed
     71s  monitors of CL are quieted
     71s  n1 learns: cluster by 191 s, system by 251 s
     71s  n2 learns: cluster by 191 s, system by 251 s
     71s  information: CL: the cluster CL is being stopped
     71s  n1 is ordered to stop cluster CL by 191 s: the power of every node that still ran has failed; n1 stops the cluster
    111s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
    111s  n1 is ordered to stop its system
    111s  n2 is ordered to stop its system
    111s  information: CL: the outputs are being armed
    111s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
    111s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
    111s  information: CL: every output is armed; waiting for them to go off
    414s  information: UPS1 has cut its output, as ordered
    414s  information: UPS2 has cut its output, as ordered
    414s  information: CL: everything is off; waiting for mains
    631s  information: CL: mains is back; the nodes are started
    661s  information: UPS1 has mains and feeds its load again
    661s  information: UPS2 has mains and feeds its load again
    751s  information: CL: its nodes run; waiting for the cluster to be whole
    751s  monitors of CL listen again
    751s  information: CL: normal; everything that ran runs again
    751s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
