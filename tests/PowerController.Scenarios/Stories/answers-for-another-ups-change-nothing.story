# A flood of readings of one UPS leaves the others as they are: state is kept by UPS.
site apart
at 1s: mains off UPS0
at 200s: mains on UPS0
until 300s
----------
      2s  warning: UPS0 is on battery; it counts as failed after 60 s
     62s  alarm: UPS0 has failed: on battery for 60 s
    201s  information: UPS0 has mains and feeds its load again
at the end: n1 runs (boot 1), n2 runs (boot 1)
