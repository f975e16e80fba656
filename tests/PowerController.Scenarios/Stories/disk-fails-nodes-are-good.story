# The disk's UPS fails, the nodes' are good: the whole cluster goes down all the same, and comes back with the disk.
site apart
at 0s: mains off UPSD
at 900s: mains on UPSD
until 3000s
----------
      1s  warning: UPSD is on battery; it counts as failed after 30 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 30 s unless it comes back
      1s  users of CL are warned of a stop at 31 s
     31s  alarm: UPSD has failed: on battery for 30 s
     31s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     31s  monitors of CL are quieted
     31s  n1 learns: cluster by 151 s, system by 211 s
     31s  n2 learns: cluster by 151 s, system by 211 s
     31s  information: CL: the cluster CL is being stopped
     31s  n1 is ordered to stop cluster CL by 151 s: the power of its disk D1 has failed; n1 stops the cluster
     71s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
     71s  n1 is ordered to stop its system
     71s  n2 is ordered to stop its system
     71s  information: CL: the outputs are being armed
     71s  UPS1 is armed: Graceful, delay 300 s, StayOff
     71s  UPS2 is armed: Graceful, delay 300 s, StayOff
     71s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
     71s  information: CL: every output is armed; waiting for them to go off
    374s  information: UPSD has cut its output, as ordered
    614s  information: UPS1 has cut its output, as ordered
    614s  information: UPS2 has cut its output, as ordered
    614s  information: CL: everything is off; waiting for mains
    931s  information: CL: mains is back; the disks come first
    961s  information: UPSD has mains and feeds its load again
   1021s  information: CL: its disks are warm; the nodes are started
   1021s  UPS1 is turned on: n1 is started by its output
   1023s  UPS2 is turned on: n2 is started by its output
   1023s  information: UPS1 has mains and feeds its load again
   1025s  information: UPS2 has mains and feeds its load again
   1115s  information: CL: its nodes run; waiting for the cluster to be whole
   1115s  monitors of CL listen again
   1115s  information: CL: normal; everything that ran runs again
   1115s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
