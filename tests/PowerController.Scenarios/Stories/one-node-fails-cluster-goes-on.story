# One node's UPS fails and the other's is good: only that node is stopped, and started again.
site apart
at 0s: mains off UPS1
at 900s: mains on UPS1
until 2400s
----------
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      1s  users of CL are warned of a stop at 61 s
     61s  alarm: UPS1 has failed: on battery for 60 s
     61s  alarm: n1: the shutdown is decided and will not be taken back: the power of n1 has failed; its cluster goes on without it
     61s  monitors of n1 are quieted
     61s  n1 learns: cluster by 61 s, system by 121 s
     61s  information: n1: its operating system is being stopped
     61s  n1 is ordered to stop its system
     61s  information: n1: the outputs are being armed
     61s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
     61s  information: n1: every output is armed; waiting for them to go off
    364s  information: UPS1 has cut its output, as ordered
    364s  information: n1: everything is off; waiting for mains
    931s  information: n1: mains is back; the nodes are started
    961s  information: UPS1 has mains and feeds its load again
   1051s  information: n1: its nodes run; waiting for the cluster to be whole
   1051s  monitors of n1 listen again
   1051s  information: n1: normal; everything that ran runs again
   1051s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 1)
