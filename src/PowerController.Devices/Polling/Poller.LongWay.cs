using PowerController.Devices.Drivers;

namespace PowerController.Devices.Polling;

/// <summary>What one message cannot do: the driver's awaited way, beside the clock.</summary>
public sealed partial class Poller
{
    private bool MayIdentify(WatchedUps ups)
    {
        if (_time.GetTimestamp() < ups.IdentifyAt || Volatile.Read(ref _identifying) >= Limits.IdentifyAtOnce)
            return false;
        Interlocked.Increment(ref _identifying);
        return true;
    }

    /// <summary>Lets the driver do what one message cannot. The UPS is taken, and is released at the end.</summary>
    private async Task TakeLongWayAsync(WatchedUps ups)
    {
        Interlocked.Increment(ref _longWays);
        var identifies = ups.Snmp is { Card: null };
        try
        {
            var polled = await ups.Driver.PollAsync(_closing.Token).ConfigureAwait(false);
            if (_closing.IsCancellationRequested)
                return;
            Introduce(ups);
            if (polled.Value is { } good)
                Deliver(ups, good.Reading, good.AskedAt);
            else
                FailLongWay(ups, polled.Fault!, identifies);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The poller is closed.
        }
        catch (Exception defect)
        {
            // The edge of this UPS's loop: a defect in one driver must not end the polling of the others.
            Fail(ups, new DeviceFault(DeviceFaultKind.GivenUp, $"{ups}: polling it met a defect of the program: {defect.Message}"));
        }
        finally
        {
            if (identifies)
                Interlocked.Decrement(ref _identifying);
            End(ups);
        }
    }

    private void Introduce(WatchedUps ups)
    {
        if (ups.Snmp?.Description is { } description && !ReferenceEquals(description, ups.ToldDescription))
        {
            ups.ToldDescription = description;
            ups.IdentifyPause = Limits.IdentifyAgain;
            _sink.OnIdentified(ups, description);
        }
    }

    private void FailLongWay(WatchedUps ups, DeviceFault fault, bool identifies)
    {
        if (identifies)
        {
            ups.IdentifyAt = _time.GetTimestamp() + (long)(ups.IdentifyPause.TotalSeconds * _time.TimestampFrequency);
            ups.IdentifyPause = ups.IdentifyPause * 2 > Limits.IdentifyAgainMax ? Limits.IdentifyAgainMax : ups.IdentifyPause * 2;
        }

        Fail(ups, fault);
    }
}
