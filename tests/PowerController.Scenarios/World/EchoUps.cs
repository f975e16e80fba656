using PowerController.Model.Effects;
using PowerController.Model.Readings;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Scenarios.World;

/// <summary>A UPS that does what it is told, on time. Physics proper is the simulator's; this one only keeps stories readable.</summary>
internal sealed class EchoUps(Ups config)
{
    private double _offAt = double.PositiveInfinity;
    private double _onAt = double.PositiveInfinity;
    private AfterCut _after;
    private bool _needsMains;

    public string Name => config.Name;

    public bool Mains { get; set; } = true;

    public bool Output { get; private set; } = true;

    public bool Silent { get; set; }

    public bool Low { get; set; }

    public double RunTime { get; set; } = 3000;

    public double Charge { get; set; } = 100;

    /// <summary>Takes no cut while it has mains, whatever the configuration says.</summary>
    public bool RefusesCut { get; set; }

    /// <summary>Acknowledges a cut and does nothing.</summary>
    public bool IgnoresCut { get; set; }

    /// <summary>Said instead of what is true.</summary>
    public Reading? Says { get; set; }

    public Reading Reading(double now) => Says ?? new Reading(
        !Output ? OutputSource.Off : Mains ? OutputSource.Mains : OutputSource.Battery,
        (Low ? Conditions.LowBattery : Conditions.None) | (now < _offAt && !double.IsInfinity(_offAt) ? Conditions.ShutdownPending : Conditions.None),
        new Percent(Charge),
        TimeSpan.FromSeconds(RunTime),
        new Percent(Output ? 30 : 0),
        InputVoltage: new Volts(Mains ? 100 : 0),
        OutputVoltage: new Volts(Output ? 100 : 0));

    /// <summary>Null when it takes the command; otherwise why not.</summary>
    public string? Cut(ArmCut cut, double now)
    {
        if (cut.Kind == CutKind.OnBattery && Mains)
            return "badValue";
        if ((cut.Kind != CutKind.OnBattery && config.CutOnMains == CutOnMains.Impossible) || (RefusesCut && Mains))
            return "notSupported";
        if (IgnoresCut)
            return null;
        var delay = cut.Delay.TotalSeconds;
        if (cut.Kind == CutKind.Graceful)
            delay += Math.Max(config.Settings.LowBatteryRunTime.TotalSeconds, config.Settings.MaximumRequiredDelay.TotalSeconds) + 120;
        _offAt = now + delay;
        _after = cut.After;
        _needsMains = true;
        if (cut.ReturnAfter is { } wake)
            _onAt = now + wake.TotalSeconds;
        return null;
    }

    public void Disarm() => _offAt = double.PositiveInfinity;

    public void TurnOn(double now) => _onAt = now + 2;

    public void Cycle(double now)
    {
        _offAt = now + 2;
        _onAt = now + 12;
        _after = AfterCut.StayOff;
    }

    public void Tick(double now)
    {
        if (now >= _offAt)
        {
            Output = false;
            _offAt = double.PositiveInfinity;
            if (_after == AfterCut.StayOff)
                _needsMains = false;
        }

        if (!Mains && Output)
        {
            RunTime = Math.Max(0, RunTime - 1);
            if (RunTime <= 0)
            {
                Output = false;
                _needsMains = true;
            }
        }

        if (Output || !Mains)
            return;
        if (_needsMains)
        {
            _onAt = now + config.Settings.DiskProtectionTime.TotalSeconds;
            _needsMains = false;
        }

        if (now >= _onAt)
        {
            Output = true;
            _onAt = double.PositiveInfinity;
        }
    }
}
