using System.Collections.Immutable;
using PowerController.Model.Readings;

namespace PowerController.Runtime.History.Samples;

/// <summary>A figure of a UPS that is kept, as a whole number of its smallest useful step.</summary>
/// <param name="Name">For files and programs.</param>
/// <param name="Heading">For people, with the unit.</param>
/// <param name="StepsInOne">How many steps make one of the unit.</param>
public sealed record Measure(string Name, string Heading, int StepsInOne, Func<Reading, double?> Of)
{
    /// <summary>In the order in which they are stored: new ones are added at the end.</summary>
    public static ImmutableArray<Measure> All { get; } =
    [
        new("charge_percent", "Charge %", 10, reading => reading.Charge?.Value),
        new("run_time_seconds", "Run time s", 1, reading => reading.RunTime?.TotalSeconds),
        new("load_percent", "Load %", 10, reading => reading.Load?.Value),
        new("output_watts", "Out W", 1, reading => reading.OutputPower?.Value),
        new("input_volts", "In V", 10, reading => reading.InputVoltage?.Value),
        new("input_hertz", "In Hz", 100, reading => reading.InputFrequency?.Value),
        new("output_volts", "Out V", 10, reading => reading.OutputVoltage?.Value),
        new("output_amperes", "Out A", 100, reading => reading.OutputCurrent?.Value),
        new("battery_volts", "Battery V", 100, reading => reading.BatteryVoltage?.Value),
        new("battery_celsius", "Battery °C", 10, reading => reading.BatteryTemperature?.Value),
    ];

    public double Value(double steps) => steps / StepsInOne;
}
