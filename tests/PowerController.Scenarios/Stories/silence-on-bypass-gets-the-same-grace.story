# A UPS on bypass goes silent while another is on battery: the same grace for all.
site apart-shutdown
at 0s: UPS1 says Bypass in=100 out=100 load=30
at 5s: mains off UPS2
at 10s: UPS1 silent
at 40s: mains on UPS2
at 300s: UPS1 answers
at 300s: UPS1 truth
until 400s
----------
      1s  alarm: UPS1 is on bypass: its load is not protected; this alone stops nothing
      6s  warning: UPS2 is on battery; it counts as failed after 60 s
      6s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      6s  users of CL are warned of a stop at 66 s
     11s  warning: UPS1 does not answer; before that it was good
     41s  information: UPS2 has mains and feeds its load again
     41s  run 1.1 closes: a dip: the power was back before its confirm time
    301s  information: UPS1 has mains and feeds its load again
at the end: n1 runs (boot 1), n2 runs (boot 1)
