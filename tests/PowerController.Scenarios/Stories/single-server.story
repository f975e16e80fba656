# One UPS, one server.
site single
at 0s: mains off UPS1
at 600s: mains on UPS1
until 2000s
----------
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for n1 (Outage): the power of n1 is failing; it is shut down in 60 s unless it comes back
      1s  users of n1 are warned of a stop at 61 s
     61s  alarm: UPS1 has failed: on battery for 60 s
     61s  alarm: n1: the shutdown is decided and will not be taken back: its power has failed
     61s  monitors of n1 are quieted
     61s  n1 learns: cluster by 61 s, system by 121 s
     61s  information: n1: its operating system is being stopped
     61s  n1 is ordered to stop its system
     61s  information: n1: the outputs are being armed
     61s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
     61s  information: n1: every output is armed; waiting for them to go off
    364s  information: UPS1 has cut its output, as ordered
    364s  information: n1: everything is off; waiting for mains
    631s  information: n1: mains is back; the nodes are started
    661s  information: UPS1 has mains and feeds its load again
    751s  information: n1: its nodes run; waiting for the cluster to be whole
    751s  monitors of n1 listen again
    751s  information: n1: normal; everything that ran runs again
    751s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 2)
