using System.Collections.Concurrent;
using PowerController.Devices.Drivers;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Sites;

namespace PowerController.Runtime.Effects;

/// <summary>Commands UPSes: one command at a time for each of them, in the order in which they were decided, all of them beside each other. What became of a command is an event.</summary>
/// <param name="driver">The driver of a UPS; null when it is not reached from here.</param>
public sealed class UpsCommander(Func<string, IUpsDriver?> driver, Action<PowerEvent> post, Func<TimeSpan> now) : IDisposable
{
    private readonly Outstanding _outstanding = new();
    // A cut that is taken back must not come to its card after the word that took it back.
    private readonly ConcurrentDictionary<string, Task> _last = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Begins; returns at once.</summary>
    public void Carry(Effect effect, Ups ups)
    {
        if (_outstanding.Begin(effect.Id, out var done))
            _last[ups.Name] = CarryAsync(effect, ups, _last.GetValueOrDefault(ups.Name, Task.CompletedTask));
        else if (done is not null)
            post(done with { At = now() });
    }

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private async Task CarryAsync(Effect effect, Ups ups, Task before)
    {
        await Task.Yield();
        PowerEvent became;
        try
        {
            await before.WaitAsync(_closing.Token).ConfigureAwait(false);
            became = await CommandAsync(effect, ups, _closing.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The program ends. Whatever has no result is ordered again by the next start, with the same id.
            return;
        }
#pragma warning disable CA1031 // The edge of one command: a defect in a driver must not take the loop, or other commands, with it.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            became = new EffectFailed(now(), effect.Id, FailureKind.Failed, $"commanding {ups.Name} met a defect of the program: {defect.Message}");
        }

        _outstanding.End(effect.Id, became as EffectDone);
        post(became);
    }

    private async Task<PowerEvent> CommandAsync(Effect effect, Ups ups, CancellationToken cancel)
    {
        if (driver(ups.Name) is not { } commanded)
            return new EffectFailed(now(), effect.Id, FailureKind.NotSupported, $"{ups.Name} cannot be commanded from this terminal");
        ControlOutcome? outcome = null;
        foreach (var order in UpsOrders.Of(effect, ups))
        {
            outcome = effect is DisarmCut
                ? await commanded.AbortAsync(order, cancel).ConfigureAwait(false)
                : await commanded.ControlAsync(order, cancel).ConfigureAwait(false);
            if (outcome.Result is not ControlResult.NotSupported)
                break;
        }

        return outcome!.IsUnderWay
            ? new EffectDone(now(), effect.Id, UpsOrders.ReadBack(effect, outcome, ups))
            : new EffectFailed(now(), effect.Id, UpsOrders.FailureOf(outcome.Result), outcome.Text);
    }
}
