# The countdown was cancelled, and the battery runs low: data come before wishes.
site mirror
at 0s: mains off all
at 20s: ask cancel CL
at 150s: UPS1 low
at 150s: UPS2 low
at 600s: mains on all
at 600s: UPS1 recovers
at 600s: UPS2 recovers
until 2400s
----------
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      1s  users of CL are warned of a stop at 61 s
      1s  warning: UPS2 is on battery; it counts as failed after 60 s
     20s  audit: anna from console: the countdown of CL is cancelled
     20s  run 1.1 closes: cancelled
     61s  alarm: UPS1 has failed: on battery for 60 s
     61s  alarm: UPS2 has failed: on battery for 60 s
    154s  alarm: UPS1 is running out of battery: there is no time left to wait
    154s  run 1.2 opens for CL (Outage): the power of every node that still ran has failed
    154s  alarm: CL: the shutdown is decided and will not be taken back: the power of every node that still ran has failed
    154s  monitors of CL are quieted
    154s  n1 learns: cluster by 274 s, system by 334 s
    154s  n2 learns: cluster by 274 s, system by 334 s
    154s  information: CL: the cluster CL is being stopped
    154s  n1 is ordered to stop cluster CL by 274 s: the power of every node that still ran has failed; n1 stops the cluster
    154s  alarm: UPS2 is running out of battery: there is no time left to wait
    194s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
    194s  n1 is ordered to stop its system
    194s  n2 is ordered to stop its system
    194s  information: CL: the outputs are being armed
    194s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
    194s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
    194s  information: CL: every output is armed; waiting for them to go off
    497s  information: UPS1 has cut its output, as ordered
    497s  information: UPS2 has cut its output, as ordered
    497s  information: CL: everything is off; waiting for mains
    631s  information: CL: mains is back; the nodes are started
    661s  information: UPS1 has mains and feeds its load again
    661s  information: UPS2 has mains and feeds its load again
    751s  information: CL: its nodes run; waiting for the cluster to be whole
    751s  monitors of CL listen again
    751s  information: CL: normal; everything that ran runs again
    751s  run 1.2 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
