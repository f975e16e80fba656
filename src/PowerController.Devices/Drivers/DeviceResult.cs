namespace PowerController.Devices.Drivers;

/// <summary>Why a device did not do what was asked.</summary>
public enum DeviceFaultKind
{
    NoAnswer,

    /// <summary>The network does not lead there.</summary>
    NotReachable,

    /// <summary>It answers, but not to these credentials.</summary>
    AccessDenied,

    /// <summary>What it says makes no sense.</summary>
    Garbled,

    /// <summary>No profile fits it.</summary>
    NotIdentified,

    /// <summary>It says no.</summary>
    Refused,

    /// <summary>It, or its profile, has nothing of the kind.</summary>
    NotSupported,

    /// <summary>We gave up waiting, or too much is under way.</summary>
    GivenUp,
}

/// <summary>An operating error, in words an operator understands.</summary>
public sealed record DeviceFault(DeviceFaultKind Kind, string Text)
{
    public override string ToString() => Text;
}

/// <summary>A value, or the fault in its place.</summary>
public readonly record struct DeviceResult<T>
    where T : class
{
    private DeviceResult(T? value, DeviceFault? fault)
    {
        Value = value;
        Fault = fault;
    }

    public T? Value { get; }

    public DeviceFault? Fault { get; }

    public bool IsGood => Value is not null;

    /// <summary>For values of an interface's type, which convert to nothing by themselves.</summary>
    public static DeviceResult<T> Of(T value) => new(value, null);

    public static implicit operator DeviceResult<T>(T value) => new(value, null);

    public static implicit operator DeviceResult<T>(DeviceFault fault) => new(null, fault);
}
