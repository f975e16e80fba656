# Mirror cluster: the second UPS goes to battery five seconds later; one cluster shutdown, not a failover and then one.
site mirror
at 0s: mains off UPS1
at 5s: mains off UPS2
at 900s: mains on all
until 2400s
----------
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      1s  users of CL are warned of a stop at 61 s
      6s  warning: UPS2 is on battery; it counts as failed after 60 s
     61s  alarm: UPS1 has failed: on battery for 60 s
     66s  alarm: UPS2 has failed: on battery for 60 s
     66s  alarm: CL: the shutdown is decided and will not be taken back: the power of every node that still ran has failed
     66s  monitors of CL are quieted
     66s  n1 learns: cluster by 186 s, system by 246 s
     66s  n2 learns: cluster by 186 s, system by 246 s
     66s  information: CL: the cluster CL is being stopped
     66s  n1 is ordered to stop cluster CL by 186 s: the power of every node that still ran has failed; n1 stops the cluster
    106s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
    106s  n1 is ordered to stop its system
    106s  n2 is ordered to stop its system
    106s  information: CL: the outputs are being armed
    106s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
    106s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
    106s  information: CL: every output is armed; waiting for them to go off
    409s  information: UPS1 has cut its output, as ordered
    409s  information: UPS2 has cut its output, as ordered
    409s  information: CL: everything is off; waiting for mains
    931s  information: CL: mains is back; the nodes are started
    961s  information: UPS1 has mains and feeds its load again
    961s  information: UPS2 has mains and feeds its load again
   1051s  information: CL: its nodes run; waiting for the cluster to be whole
   1051s  monitors of CL listen again
   1051s  information: CL: normal; everything that ran runs again
   1051s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
