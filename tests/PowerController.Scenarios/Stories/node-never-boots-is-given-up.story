# A node that does not come is given up with an alarm; the cluster goes on without it.
site apart-wake
at 0s: n2 never boots
at 0s: mains off all
at 900s: mains on all
until 6000s
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
     61s  alarm: UPS0 has failed: on battery for 60 s
     61s  alarm: UPS1 has failed: on battery for 60 s
     61s  alarm: UPS2 has failed: on battery for 60 s
     71s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
     71s  n1 is ordered to stop its system
     71s  n2 is ordered to stop its system
     71s  information: CL: the outputs are being armed
     71s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
     71s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
     71s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
     71s  information: CL: every output is armed; waiting for them to go off
    374s  information: UPS1 has cut its output, as ordered
    374s  information: UPS2 has cut its output, as ordered
    374s  information: UPSD has cut its output, as ordered
    374s  information: CL: everything is off; waiting for mains
    381s  UPS0 is armed: OnBattery, delay 70 s, ReturnWithMains
    381s  terminal term stops itself: its own supply has failed for longer than everyone it serves needs
    930s  information: UPS0 has mains and feeds its load again
    930s  information: UPS1 has cut its output, as ordered
    930s  information: UPS2 has cut its output, as ordered
    930s  information: UPSD has cut its output, as ordered
    933s  alarm: UPS0 feeds nothing, and nobody ordered that
    960s  information: CL: mains is back; the disks come first
    961s  information: UPS0 has mains and feeds its load again
    961s  information: UPS1 has mains and feeds its load again
    961s  information: UPS2 has mains and feeds its load again
    961s  information: UPSD has mains and feeds its load again
   1021s  information: CL: its disks are warm; the nodes are started
   1021s  n1 is ordered to reboot: n1 started before its disks were warm; it boots again with them
   1023s  n2 is started by WakeOnLan, try 1
   1083s  n2 is started by Ipmi, try 3
   1143s  n2 is started by WakeOnLan, try 4
   1203s  n2 is started by Ipmi, try 6
   1263s  n2 is started by WakeOnLan, try 7
   1323s  n2 is started by Ipmi, try 9
   1383s  n2 is started by WakeOnLan, try 10
   1443s  n2 is started by Ipmi, try 12
   1503s  n2 is started by WakeOnLan, try 13
   1563s  n2 is started by Ipmi, try 15
   1623s  n2 is started by WakeOnLan, try 16
   1683s  n2 is started by Ipmi, try 18
   1743s  n2 is started by WakeOnLan, try 19
   1803s  n2 is started by Ipmi, try 21
   1863s  n2 is started by WakeOnLan, try 22
   1923s  n2 is started by Ipmi, try 24
   1983s  n2 is started by WakeOnLan, try 25
   2043s  n2 is started by Ipmi, try 27
   2101s  alarm: n2 has not come up in its time; somebody must look at it
   2101s  information: CL: its nodes run; waiting for the cluster to be whole
   2101s  monitors of CL listen again
   2101s  information: CL: normal; it runs again; see what was given up
   2101s  run 1.1 closes: it runs again; see what was given up; given up: n2 has not come up in its time; somebody must look at it; not running: n2
at the end: n1 runs (boot 3), n2 is off
