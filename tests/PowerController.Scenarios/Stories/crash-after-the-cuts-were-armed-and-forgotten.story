# Another master armed the cuts and went down; this one only sees that the cards count down, and takes them back for what runs.
site mirror
at 0s: mains off all
at 75s: standby 2
at 200s: mains on all
at 210s: master 3
until 3000s
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
    210s  information: CL: the cluster has stopped after 149 s; the operating systems are being stopped
    210s  n1 is ordered to stop its system
    210s  n2 is ordered to stop its system
    210s  information: CL: the outputs are being armed
    210s  UPS1 is armed: Graceful, delay 300 s, ReturnWithMains
    210s  UPS2 is armed: Graceful, delay 300 s, ReturnWithMains
    210s  information: CL: every output is armed; waiting for them to go off
    210s  information: CL: mains is back already; what was stopped is started again
    753s  information: UPS1 has cut its output, as ordered
    753s  information: CL: mains is back; the nodes are started
    753s  UPS1 is turned on: n1 is started by its output
    753s  information: UPS2 has cut its output, as ordered
    755s  UPS2 is turned on: n2 is started by its output
    755s  information: UPS1 has mains and feeds its load again
    757s  information: UPS2 has mains and feeds its load again
    847s  information: CL: its nodes run; waiting for the cluster to be whole
    847s  monitors of CL listen again
    847s  information: CL: normal; everything that ran runs again
    847s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
