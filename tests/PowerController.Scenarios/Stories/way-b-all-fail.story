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
     31s  n1 learns: cluster by 151 s, system by 211 s
     31s  n2 learns: cluster by 151 s, system by 211 s
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
    961s  warning: UPS1 acknowledged the cut and did nothing; it is ordered by another command
    961s  warning: UPS2 acknowledged the cut and did nothing; it is ordered by another command
    961s  warning: UPSD acknowledged the cut and did nothing; it is ordered by another command
    961s  information: CL: everything is off; waiting for mains
    961s  information: UPS1 has mains and feeds its load again
    961s  information: UPS2 has mains and feeds its load again
    961s  information: UPSD has mains and feeds its load again
    964s  alarm: UPSD feeds nothing, and nobody ordered that
    964s  alarm: CL: the shutdown is decided and will not be taken back: the power of disk D1 has failed again
    964s  monitors of CL are quieted
    964s  n1 learns: cluster by 1084 s, system by 1144 s
    964s  n2 learns: cluster by 1084 s, system by 1144 s
    964s  information: CL: the cluster CL is being stopped
    964s  n1 is ordered to stop cluster CL by 1084 s: the power of disk D1 has failed again; n1 stops the cluster
   1004s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
   1004s  n2 is ordered to stop its system
   1004s  information: CL: the outputs are being armed
   1004s  UPS1 is armed: Graceful, delay 300 s, ReturnWithMains
   1004s  UPS2 is armed: Graceful, delay 300 s, ReturnWithMains
   1004s  UPSD is armed: Graceful, delay 300 s, StayOff
   1004s  n1 is ordered to stop its system
   1004s  information: CL: every output is armed; waiting for them to go off
   1004s  information: CL: mains is back already; what was stopped is started again
   1604s  alarm: UPS1 acknowledged the cut and did nothing: its output is still on
   1604s  alarm: UPS2 acknowledged the cut and did nothing: its output is still on
   1604s  information: CL: mains is back; the disks come first
   1604s  UPSD is turned on: disk D1 comes before its nodes
   1604s  warning: the power of disk D1 is not back; it and every higher rank wait for it
   1604s  information: UPS1 has mains and feeds its load again
   1604s  information: UPS2 has mains and feeds its load again
   1604s  alarm: UPSD feeds nothing, and nobody ordered that
   1606s  information: UPSD has mains and feeds its load again
   1666s  information: CL: its disks are warm; the nodes are started
   1666s  n2 is ordered to reboot: n2 started before its disks were warm; it boots again with them
   1726s  n1 is ordered to reboot: n1 started before its disks were warm; it boots again with them
   1786s  information: CL: its nodes run; waiting for the cluster to be whole
   1786s  monitors of CL listen again
   1786s  information: CL: normal; it runs again; see what was given up
   1786s  run 1.1 closes: it runs again; see what was given up; given up: UPS1 acknowledged the cut and did nothing: its output is still on / UPS2 acknowledged the cut and did nothing: its output is still on / the power of disk D1 is not back; it and every higher rank wait for it
at the end: n1 runs (boot 4), n2 runs (boot 4)
