# Overload, bypass, a bad battery, heat, an alarm of its own, economy mode: words, no deeds.
site apart
at 10s: UPS1 says Bypass Overload OtherAlarm in=100 out=100 load=120
at 10s: UPS2 says Mains ReplaceBattery SelfTestFailed Eco in=100 out=100 load=30
at 10s: UPSD says Mains BatteryFault in=100 out=100 load=30 temperature=51
at 300s: UPS1 truth
at 300s: UPS2 truth
at 300s: UPSD truth
until 400s
----------
     11s  warning: UPS1 reports: overload, an alarm of its own; this alone stops nothing
     11s  alarm: UPS1 is on bypass: its load is not protected; this alone stops nothing
     11s  warning: UPS2 reports: self-test failed, battery to be replaced; this alone stops nothing
     11s  warning: UPSD reports: battery fault; this alone stops nothing
     11s  alarm: the battery temperature of UPSD is outside its limits; this alone stops nothing
at the end: n1 runs (boot 1), n2 runs (boot 1)
