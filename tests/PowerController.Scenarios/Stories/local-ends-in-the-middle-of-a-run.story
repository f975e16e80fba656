# A run stood still in LOCAL until all its time had passed: when automatic operation goes on, each step has its whole time again.
site apart
at 0s: mains off all
at 45s: ask local
at 600s: ask auto resume
at 1500s: mains on all
until 4000s
----------
      1s  warning: UPS0 is on battery; it counts as failed after 60 s
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      1s  users of CL are warned of a stop at 61 s
      1s  warning: UPS2 is on battery; it counts as failed after 60 s
      1s  warning: UPSD is on battery; it counts as failed after 30 s
     31s  alarm: UPSD has failed: on battery for 30 s
     31s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     31s  monitors of CL are quieted
     31s  n1 learns: cluster by 151 s, system by 211 s
     31s  n2 learns: cluster by 151 s, system by 211 s
     31s  information: CL: the cluster CL is being stopped
     31s  n1 is ordered to stop cluster CL by 151 s: the power of its disk D1 has failed; n1 stops the cluster
     45s  n1's deadlines are withdrawn
     45s  n2's deadlines are withdrawn
     45s  audit: anna from console: automatic operation is suspended: nothing is cut or started by itself
     61s  alarm: UPS0 has failed: on battery for 60 s
     61s  alarm: UPS1 has failed: on battery for 60 s
     61s  alarm: UPS2 has failed: on battery for 60 s
    600s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
    600s  audit: anna from console: automatic operation
    600s  monitors of CL are quieted
    600s  n1 learns: cluster by 720 s, system by 780 s
    600s  n2 learns: cluster by 720 s, system by 780 s
    600s  information: CL: the cluster CL is being stopped
    600s  information: CL: the cluster has stopped after 0 s; the operating systems are being stopped
    600s  n1 is ordered to stop its system
    600s  n2 is ordered to stop its system
    600s  information: CL: the outputs are being armed
    600s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
    600s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
    600s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    600s  information: CL: every output is armed; waiting for them to go off
    903s  information: UPS1 has cut its output, as ordered
    903s  information: UPS2 has cut its output, as ordered
    903s  information: UPSD has cut its output, as ordered
    903s  information: CL: everything is off; waiting for mains
    910s  UPS0 is armed: OnBattery, delay 70 s, ReturnWithMains
    910s  terminal term stops itself: its own supply has failed for longer than everyone it serves needs
   1530s  information: UPS0 has mains and feeds its load again
   1530s  information: UPS1 has cut its output, as ordered
   1530s  information: UPS2 has cut its output, as ordered
   1530s  information: UPSD has cut its output, as ordered
   1533s  alarm: UPS0 feeds nothing, and nobody ordered that
   1560s  information: CL: mains is back; the disks come first
   1561s  information: UPS0 has mains and feeds its load again
   1561s  information: UPS1 has mains and feeds its load again
   1561s  information: UPS2 has mains and feeds its load again
   1561s  information: UPSD has mains and feeds its load again
   1621s  information: CL: its disks are warm; the nodes are started
   1621s  n1 is ordered to reboot: n1 started before its disks were warm; it boots again with them
   1621s  n2 is ordered to reboot: n2 started before its disks were warm; it boots again with them
   1681s  information: CL: its nodes run; waiting for the cluster to be whole
   1681s  monitors of CL listen again
   1681s  information: CL: normal; everything that ran runs again
   1681s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 3), n2 runs (boot 3)
