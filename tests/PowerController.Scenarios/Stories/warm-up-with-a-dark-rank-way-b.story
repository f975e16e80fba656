# The same where the terminals are among the nodes: the nodes come first, wait, and are rebooted when the disks are warm.
site ranks-among
terminal t1
at 0s: mains off all
at 900s: mains on UPS0 UPS1 UPS2 UPSD1 UPSD2 UPSD4 UPSD5
at 1800s: mains on UPSD3
until 4000s
----------
      1s  warning: UPS0 is on battery; it counts as failed after 60 s
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      1s  users of CL are warned of a stop at 61 s
      1s  warning: UPS2 is on battery; it counts as failed after 60 s
      1s  warning: UPSD1 is on battery; it counts as failed after 30 s
      1s  warning: UPSD2 is on battery; it counts as failed after 30 s
      1s  warning: UPSD3 is on battery; it counts as failed after 30 s
      1s  warning: UPSD4 is on battery; it counts as failed after 30 s
      1s  warning: UPSD5 is on battery; it counts as failed after 30 s
     31s  alarm: UPSD1 has failed: on battery for 30 s
     31s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     31s  monitors of CL are quieted
     31s  n1 learns: cluster by 151 s, system by 227 s
     31s  n2 learns: cluster by 151 s, system by 227 s
     31s  information: CL: the cluster CL is being stopped
     31s  n1 is ordered to stop cluster CL by 151 s: the power of its disk D1 has failed; n1 stops the cluster
     31s  alarm: UPSD2 has failed: on battery for 30 s
     31s  alarm: UPSD3 has failed: on battery for 30 s
     31s  alarm: UPSD4 has failed: on battery for 30 s
     31s  alarm: UPSD5 has failed: on battery for 30 s
     61s  alarm: UPS0 has failed: on battery for 60 s
     61s  alarm: UPS1 has failed: on battery for 60 s
     61s  alarm: UPS2 has failed: on battery for 60 s
     71s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
     71s  n2 is ordered to stop its system
     71s  information: CL: the outputs are being armed
     71s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
     71s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
     71s  UPSD1 is armed: OnBattery, delay 300 s, StayOff
     71s  UPSD2 is armed: OnBattery, delay 300 s, StayOff
     71s  UPSD3 is armed: OnBattery, delay 300 s, StayOff
     71s  UPSD4 is armed: OnBattery, delay 300 s, StayOff
     71s  UPSD5 is armed: OnBattery, delay 300 s, StayOff
     71s  n1 is ordered to stop its system
     71s  information: CL: every output is armed; waiting for them to go off
    961s  information: UPS0 has mains and feeds its load again
    961s  information: UPS1 has mains and feeds its load again
    961s  information: UPS2 has mains and feeds its load again
    961s  information: UPSD1 has mains and feeds its load again
    961s  information: UPSD2 has mains and feeds its load again
    961s  alarm: UPSD3 has failed: on battery for 960 s
    961s  information: UPSD4 has mains and feeds its load again
    961s  information: UPSD5 has mains and feeds its load again
    964s  information: UPSD1 has cut its output, as ordered
    964s  information: UPSD2 has cut its output, as ordered
    964s  information: UPSD3 has cut its output, as ordered
    964s  information: UPSD4 has cut its output, as ordered
    964s  information: UPSD5 has cut its output, as ordered
    969s  information: CL: everything is off; waiting for mains
    991s  information: CL: mains is back; the disks come first
    991s  UPSD1 is turned on: disk D1 comes before its nodes
    993s  information: UPSD1 has mains and feeds its load again
   1053s  UPSD2 is turned on: disk D2 comes before its nodes
   1055s  information: UPSD2 has mains and feeds its load again
   1115s  warning: the power of disk D3 is not back; it and every higher rank wait for it
   1831s  UPSD3 is turned on: disk D3 comes before its nodes
   1833s  information: UPSD3 has mains and feeds its load again
   1893s  UPSD4 is turned on: disk D4 comes before its nodes
   1895s  information: UPSD4 has mains and feeds its load again
   1955s  UPSD5 is turned on: disk D5 comes before its nodes
   1957s  information: UPSD5 has mains and feeds its load again
   2017s  information: CL: its disks are warm; the nodes are started
   2017s  n2 is ordered to reboot: n2 started before its disks were warm; it boots again with them
   2077s  n1 is ordered to reboot: n1 started before its disks were warm; it boots again with them
   2137s  information: CL: its nodes run; waiting for the cluster to be whole
   2137s  monitors of CL listen again
   2137s  information: CL: normal; it runs again; see what was given up
   2137s  run 1.1 closes: it runs again; see what was given up; given up: the power of disk D3 is not back; it and every higher rank wait for it
at the end: n1 runs (boot 3), n2 runs (boot 3)
