# Node 1's power fails, later node 2's: the run for one node grows into the cluster's.
site apart
at 0s: mains off UPS1
at 200s: mains off UPS2
at 1200s: mains on all
until 3600s
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
    201s  warning: UPS2 is on battery; it counts as failed after 60 s
    201s  run 1.2 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
    201s  users of CL are warned of a stop at 261 s
    261s  alarm: UPS2 has failed: on battery for 60 s
    261s  run 1.2 closes: goes on as part of run 1.1
    261s  alarm: CL: the shutdown is decided and will not be taken back: the power of every node that still ran has failed
    261s  monitors of CL are quieted
    261s  n2 learns: cluster by 381 s, system by 441 s
    261s  information: CL: the cluster CL is being stopped
    261s  n2 is ordered to stop cluster CL by 381 s: the power of every node that still ran has failed; n2 stops the cluster
    301s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
    301s  n2 is ordered to stop its system
    301s  information: CL: the outputs are being armed
    301s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
    301s  information: CL: every output is armed; waiting for them to go off
    364s  information: UPS1 has cut its output, as ordered
    604s  information: UPS2 has cut its output, as ordered
    604s  information: CL: everything is off; waiting for mains
   1231s  information: CL: mains is back; the disks come first
   1231s  information: CL: its disks are warm; the nodes are started
   1261s  information: UPS1 has mains and feeds its load again
   1261s  information: UPS2 has mains and feeds its load again
   1351s  information: CL: its nodes run; waiting for the cluster to be whole
   1351s  monitors of CL listen again
   1351s  information: CL: normal; everything that ran runs again
   1351s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
