# Mains is back, the cut still runs, and somebody presses the node's button: the cut is taken back.
site mirror
at 0s: mains off all
at 110s: mains on all
at 200s: n1 is started by hand
until 2400s
----------
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      1s  users of CL are warned of a stop at 61 s
      1s  warning: UPS2 is on battery; it counts as failed after 60 s
     61s  alarm: UPS1 has failed: on battery for 60 s
     61s  alarm: UPS2 has failed: on battery for 60 s
     61s  alarm: CL: the shutdown is decided and will not be taken back: the power of every node that still ran has failed
     61s  monitors of CL are quieted
     61s  n1 learns: cluster by 181 s, system by 241 s
     61s  n2 learns: cluster by 181 s, system by 241 s
     61s  information: CL: the cluster CL is being stopped
     61s  n1 is ordered to stop cluster CL by 181 s: the power of every node that still ran has failed; n1 stops the cluster
    101s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
    101s  n1 is ordered to stop its system
    101s  n2 is ordered to stop its system
    101s  information: CL: the outputs are being armed
    101s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
    101s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
    101s  information: CL: every output is armed; waiting for them to go off
    111s  information: UPS1 has mains and feeds its load again
    111s  information: UPS2 has mains and feeds its load again
    111s  information: CL: mains is back already; what was stopped is started again
    200s  UPS1 is disarmed
    201s  information: CL: mains is back; the nodes are started
    404s  information: UPS2 has cut its output, as ordered
    404s  UPS2 is turned on: n2 is started by its output
    406s  information: UPS2 has mains and feeds its load again
    496s  information: CL: its nodes run; waiting for the cluster to be whole
    496s  monitors of CL listen again
    496s  information: CL: normal; everything that ran runs again
    496s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
