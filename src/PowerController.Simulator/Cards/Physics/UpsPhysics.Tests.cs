namespace PowerController.Simulator.Cards.Physics;

/// <summary>Self-test, run-time calibration and the simulated failure of mains.</summary>
public sealed partial class UpsPhysics
{
    private TimeSpan _simulatedFailure;

    /// <summary>What is left of a running self-test.</summary>
    public TimeSpan TestLeft { get; private set; }

    /// <summary>True while a calibration empties the battery.</summary>
    public bool Calibrating { get; private set; }

    /// <summary>How the last self-test ended.</summary>
    public TestResult LastTest { get; private set; }

    /// <summary>How the last calibration ended.</summary>
    public CalibrationResult LastCalibration { get; private set; }

    /// <summary>When the last self-test began, as time that went by since the UPS was made.</summary>
    public TimeSpan? LastTestAt { get; private set; }

    /// <summary>Begins a self-test; without mains or output there is none, and the result says so.</summary>
    public void StartTest()
    {
        if (TestLeft > TimeSpan.Zero) return;
        LastTestAt = Elapsed;
        if (!InputGood || Output != OutputMode.On || Calibrating || Bypassed)
        {
            LastTest = TestResult.Invalid;
            Say(UpsTransition.TestAborted);
            return;
        }

        LastTest = TestResult.Running;
        TestLeft = Specification.SelfTestDuration;
        Notice();
    }

    /// <summary>Breaks a self-test off.</summary>
    public void AbortTest()
    {
        if (TestLeft <= TimeSpan.Zero) return;
        TestLeft = TimeSpan.Zero;
        LastTest = TestResult.Invalid;
        Say(UpsTransition.TestAborted);
        Notice();
    }

    /// <summary>Begins a calibration; a battery that is not full, or no mains, makes it invalid.</summary>
    public void StartCalibration()
    {
        if (Calibrating) return;
        if (!InputGood || Output != OutputMode.On || Charge < 0.99 || Bypassed)
        {
            LastCalibration = CalibrationResult.Invalid;
            return;
        }

        Calibrating = true;
        LastCalibration = CalibrationResult.Running;
        Say(UpsTransition.CalibrationBegun);
        Notice();
    }

    /// <summary>Ends a calibration before its time.</summary>
    public void CancelCalibration() => EndCalibration(CalibrationResult.Invalid);

    /// <summary>The UPS behaves for some seconds as if mains were gone.</summary>
    public void SimulateFailure()
    {
        _simulatedFailure = Specification.SelfTestDuration;
        Notice();
    }

    private void AdvanceTests(TimeSpan step)
    {
        if (_simulatedFailure > TimeSpan.Zero) _simulatedFailure = _simulatedFailure > step ? _simulatedFailure - step : TimeSpan.Zero;
        if (TestLeft > TimeSpan.Zero) AdvanceSelfTest(step);
        if (!Calibrating) return;
        // A real outage is no calibration any more: the battery is needed.
        if (!InputGood) EndCalibration(CalibrationResult.Invalid);
        else if (Charge <= Specification.CalibrationEndCharge) EndCalibration(CalibrationResult.Done);
    }

    private void AdvanceSelfTest(TimeSpan step)
    {
        if (!InputGood)
        {
            AbortTest();
            return;
        }

        TestLeft = TestLeft > step ? TestLeft - step : TimeSpan.Zero;
        if (TestLeft > TimeSpan.Zero) return;
        bool good = BatteryHealth >= 0.5;
        LastTest = good ? TestResult.Passed : TestResult.Failed;
        ReplaceBattery = !good;
        Say(good ? UpsTransition.TestPassed : UpsTransition.TestFailed);
    }

    private void EndCalibration(CalibrationResult result)
    {
        if (!Calibrating) return;
        Calibrating = false;
        LastCalibration = result;
        // A calibration that came to its end has measured the battery.
        if (result == CalibrationResult.Done) BelievedHealth = BatteryHealth;
        Say(UpsTransition.CalibrationEnded);
        Notice();
    }

    private void EndTests()
    {
        AbortTest();
        EndCalibration(CalibrationResult.Invalid);
    }
}
