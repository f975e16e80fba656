# Mirror cluster whose UPSes can not be cut while they have mains, and are read by way of the nodes: mains is back during the cluster's stop.
# Stopped, nobody could start the nodes again: they reboot.
site mirror-no-cut-on-mains
at 0s: mains off all
at 80s: mains on all
until 1200s
----------
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      1s  users of CL are warned of a stop at 61 s
      1s  warning: UPS2 is on battery; it counts as failed after 60 s
     61s  alarm: UPS1 has failed: on battery for 60 s
     61s  alarm: UPS2 has failed: on battery for 60 s
     61s  alarm: CL: the shutdown is decided and will not be taken back: the power of every node that still ran has failed
     61s  monitors of CL are quieted
     61s  n1 learns: cluster by 181 s, system by 241 s
     61s  n2 learns: cluster by 181 s, system by 241 s
     61s  information: CL: the cluster CL is being stopped
     61s  n1 is ordered to stop cluster CL by 181 s: the power of every node that still ran has failed; n1 stops the cluster
     81s  information: UPS1 has mains and feeds its load again
     81s  information: UPS2 has mains and feeds its load again
    101s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
    101s  warning: the output of n1 can not be cut, and nobody could start n1 again: it reboots instead of stopping
    101s  n1 is ordered to reboot: the power of every node that still ran has failed
    101s  warning: the output of n2 can not be cut, and nobody could start n2 again: it reboots instead of stopping
    101s  n2 is ordered to reboot: the power of every node that still ran has failed
    101s  information: CL: the outputs are being armed
    101s  information: CL: every output is armed; waiting for them to go off
    101s  n1's deadlines are withdrawn
    101s  n2's deadlines are withdrawn
    101s  information: CL: a node has started by itself; waiting for mains
    101s  n2's deadlines are withdrawn
    111s  information: CL: mains is back; the nodes are started
    161s  information: CL: its nodes run; waiting for the cluster to be whole
    161s  monitors of CL listen again
    161s  information: CL: normal; it runs again; see what was given up
    161s  run 1.1 closes: it runs again; see what was given up; given up: the output of n1 can not be cut, and nobody could start n1 again: it reboots instead of stopping / the output of n2 can not be cut, and nobody could start n2 again: it reboots instead of stopping
at the end: n1 runs (boot 2), n2 runs (boot 2)
