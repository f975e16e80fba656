# Terminals among the nodes: the master's own node goes last; after the outage the disks are started and all nodes rebooted.
site among
terminal t1
at 0s: mains off all
at 900s: mains on all
until 3000s
----------
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      1s  users of CL are warned of a stop at 61 s
      1s  warning: UPS2 is on battery; it counts as failed after 60 s
      1s  warning: UPSD is on battery; it counts as failed after 30 s
     31s  alarm: UPSD has failed: on battery for 30 s
     31s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     31s  monitors of CL are quieted
     31s  n1 learns: cluster by 151 s, system by 217 s
     31s  n2 learns: cluster by 151 s, system by 217 s
     31s  information: CL: the cluster CL is being stopped
     31s  n1 is ordered to stop cluster CL by 151 s: the power of its disk D1 has failed; n1 stops the cluster
     61s  alarm: UPS1 has failed: on battery for 60 s
     61s  alarm: UPS2 has failed: on battery for 60 s
     71s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
     71s  n2 is ordered to stop its system
     71s  information: CL: the outputs are being armed
     71s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
     71s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
     71s  UPSD is armed: OnBattery, delay 300 s, StayOff
     71s  n1 is ordered to stop its system
     71s  information: CL: every output is armed; waiting for them to go off
    961s  information: UPS1 has mains and feeds its load again
    961s  information: UPS2 has mains and feeds its load again
    961s  information: UPSD has mains and feeds its load again
    964s  information: UPSD has cut its output, as ordered
    969s  information: CL: everything is off; waiting for mains
    991s  information: CL: mains is back; the disks come first
    991s  UPSD is turned on: disk D1 comes before its nodes
    993s  information: UPSD has mains and feeds its load again
   1053s  information: CL: its disks are warm; the nodes are started
   1053s  n2 is ordered to reboot: n2 started before its disks were warm; it boots again with them
   1113s  n1 is ordered to reboot: n1 started before its disks were warm; it boots again with them
   1173s  information: CL: its nodes run; waiting for the cluster to be whole
   1173s  monitors of CL listen again
   1173s  information: CL: normal; everything that ran runs again
   1173s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 3), n2 runs (boot 3)
