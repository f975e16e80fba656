# Two UPSes feed both nodes, one is enough: the loss of one stops nothing.
site redundant
at 0s: mains off UPS1 UPSD1
at 600s: mains on all
until 900s
----------
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  warning: UPSD1 is on battery; it counts as failed after 30 s
     31s  alarm: UPSD1 has failed: on battery for 30 s
     61s  alarm: UPS1 has failed: on battery for 60 s
    601s  information: UPS1 has mains and feeds its load again
    601s  information: UPSD1 has mains and feeds its load again
at the end: n1 runs (boot 1), n2 runs (boot 1)
