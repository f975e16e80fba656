# Mirror cluster, one UPS: that node alone.
site mirror
at 0s: mains off UPS2
at 900s: mains on all
until 2400s
----------
      1s  warning: UPS2 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      1s  users of CL are warned of a stop at 61 s
     61s  alarm: UPS2 has failed: on battery for 60 s
     61s  alarm: n2: the shutdown is decided and will not be taken back: the power of n2 has failed; its cluster goes on without it
     61s  monitors of n2 are quieted
     61s  n2 learns: cluster by 61 s, system by 121 s
     61s  information: n2: its operating system is being stopped
     61s  n2 is ordered to stop its system
     61s  information: n2: the outputs are being armed
     61s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
     61s  information: n2: every output is armed; waiting for them to go off
    364s  information: UPS2 has cut its output, as ordered
    364s  information: n2: everything is off; waiting for mains
    931s  information: n2: mains is back; the nodes are started
    961s  information: UPS2 has mains and feeds its load again
   1051s  information: n2: its nodes run; waiting for the cluster to be whole
   1051s  monitors of n2 listen again
   1051s  information: n2: normal; everything that ran runs again
   1051s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 1), n2 runs (boot 2)
