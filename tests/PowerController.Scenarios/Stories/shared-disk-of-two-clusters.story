# Two clusters on one disk: both go down, the disk waits for both, and comes before either.
site shared
at 0s: mains off UPSD
at 900s: mains on UPSD
until 3000s
----------
      1s  warning: UPSD is on battery; it counts as failed after 30 s
      1s  run 1.1 opens for CL1 (Outage): the power of CL1 is failing; it is shut down in 30 s unless it comes back
      1s  users of CL1 are warned of a stop at 31 s
      1s  run 1.2 opens for CL2 (Outage): the power of CL2 is failing; it is shut down in 30 s unless it comes back
      1s  users of CL2 are warned of a stop at 31 s
     31s  alarm: UPSD has failed: on battery for 30 s
     31s  alarm: CL1: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     31s  alarm: CL2: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     31s  monitors of CL1 are quieted
     31s  n1 learns: cluster by 151 s, system by 211 s
     31s  n2 learns: cluster by 151 s, system by 211 s
     31s  information: CL1: the cluster CL1 is being stopped
     31s  monitors of CL2 are quieted
     31s  m1 learns: cluster by 151 s, system by 211 s
     31s  m2 learns: cluster by 151 s, system by 211 s
     31s  information: CL2: the cluster CL2 is being stopped
     31s  n1 is ordered to stop cluster CL1 by 151 s: the power of its disk D1 has failed; n1 stops the cluster
     31s  m1 is ordered to stop cluster CL2 by 151 s: the power of its disk D1 has failed; m1 stops the cluster
     71s  information: CL1: the cluster has stopped after 40 s; the operating systems are being stopped
     71s  n1 is ordered to stop its system
     71s  n2 is ordered to stop its system
     71s  information: CL1: the outputs are being armed
     71s  UPS1 is armed: Graceful, delay 300 s, StayOff
     71s  UPS2 is armed: Graceful, delay 300 s, StayOff
     71s  information: CL2: the cluster has stopped after 40 s; the operating systems are being stopped
     71s  m1 is ordered to stop its system
     71s  m2 is ordered to stop its system
     71s  information: CL2: the outputs are being armed
     71s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
     71s  UPS3 is armed: Graceful, delay 300 s, StayOff
     71s  UPS4 is armed: Graceful, delay 300 s, StayOff
     71s  information: CL1: every output is armed; waiting for them to go off
     71s  information: CL2: every output is armed; waiting for them to go off
    374s  information: UPSD has cut its output, as ordered
    614s  information: UPS1 has cut its output, as ordered
    614s  information: UPS2 has cut its output, as ordered
    614s  information: CL1: everything is off; waiting for mains
    614s  information: UPS3 has cut its output, as ordered
    614s  information: UPS4 has cut its output, as ordered
    614s  information: CL2: everything is off; waiting for mains
    931s  information: CL1: mains is back; the disks come first
    931s  information: CL2: mains is back; the disks come first
    961s  information: UPSD has mains and feeds its load again
   1021s  information: CL1: its disks are warm; the nodes are started
   1021s  information: CL2: its disks are warm; the nodes are started
   1021s  UPS1 is turned on: n1 is started by its output
   1021s  UPS3 is turned on: m1 is started by its output
   1023s  UPS2 is turned on: n2 is started by its output
   1023s  UPS4 is turned on: m2 is started by its output
   1023s  information: UPS1 has mains and feeds its load again
   1023s  information: UPS3 has mains and feeds its load again
   1025s  information: UPS2 has mains and feeds its load again
   1025s  information: UPS4 has mains and feeds its load again
   1115s  information: CL1: its nodes run; waiting for the cluster to be whole
   1115s  monitors of CL1 listen again
   1115s  information: CL1: normal; everything that ran runs again
   1115s  run 1.1 closes: everything that ran runs again
   1115s  information: CL2: its nodes run; waiting for the cluster to be whole
   1115s  monitors of CL2 listen again
   1115s  information: CL2: normal; everything that ran runs again
   1115s  run 1.2 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2), m1 runs (boot 2), m2 runs (boot 2)
