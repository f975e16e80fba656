using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Queue;

namespace PowerController.Simulator.Worlds;

/// <summary>Why an output feeds no more.</summary>
internal enum PowerLoss
{
    Commanded,
    Exhausted,
}

/// <summary>Who has power: mains, batteries, countdowns, outputs, and the inputs behind them.</summary>
internal sealed class PowerFlow(World world)
{
    /// <summary>What one host of a terminal draws.</summary>
    private const long TerminalWatts = 60;

    public void MainsLost(int position)
    {
        var ups = world.Upses[position];
        if (!ups.Mains)
            return;
        ups.Settle(world.Now);
        ups.Mains = false;
        ups.MainsSince = world.Now;
        world.Story?.Tell(world.Now, $"mains of {ups.Ups.Name} fails; the battery has {ups.ChargePercent} %, {ups.RunTime / 1000} s");
        for (var output = 0; output < ups.Outputs.Length; output++)
            HoldReturn(ups.Outputs[output]);
        world.Judge.MainsLost(ups);
        Changed(ups, PowerLoss.Exhausted);
    }

    public void MainsBack(int position)
    {
        var ups = world.Upses[position];
        if (ups.Mains)
            return;
        ups.Settle(world.Now);
        ups.Mains = true;
        ups.MainsSince = world.Now;
        // An outage ends a test: from here on the battery is charged.
        ups.Troubles.TestUntil = Math.Min(ups.Troubles.TestUntil, world.Now);
        world.Story?.Tell(world.Now, $"mains of {ups.Ups.Name} is back; the battery has {ups.ChargePercent} %");
        for (var output = 0; output < ups.Outputs.Length; output++)
        {
            var one = ups.Outputs[output];
            if (one.OffAt >= 0 && one.CountdownFromBattery && ups.Card.CancelsOnReturn)
            {
                one.OffAt = -1;
                one.Stamp++;
                world.Story?.Tell(world.Now, $"{ups.Ups.Name} forgets its countdown because mains is back");
            }

            if (!one.On && one.Returns)
                ScheduleReturn(ups, output);
        }

        foreach (var at in world.Topology.Upses[position].Terminals)
            world.Programs.MainsBack(world.Terminals[at]);
        Changed(ups, PowerLoss.Exhausted);
    }

    public void BatteryEmpty(int position, int stamp)
    {
        var ups = world.Upses[position];
        if (ups.EmptyStamp != stamp || ups.Mains)
            return;
        ups.Settle(world.Now);

        world.Story?.Tell(world.Now, $"the battery of {ups.Ups.Name} is empty");
        var main = ups.Outputs[0];
        if (main.On)
        {
            main.On = false;
            main.OffAt = -1;
            main.Stamp++;
            // Without a cut before, a UPS that ran empty comes back by itself; after one that should stay off it does not.
            main.Returns = true;
            world.Judge.OutputOff(ups, 0, PowerLoss.Exhausted);
        }

        Changed(ups, PowerLoss.Exhausted);
    }

    /// <summary>A card has taken a cut.</summary>
    public void BeginCountdown(UpsModel ups, int output, long delay, AfterCut after, long returnAfter)
    {
        var one = ups.Outputs[output];
        one.OffAt = world.Now + delay;
        one.After = after;
        ups.CountdownBegan = world.Now;
        one.CountdownFromBattery = !ups.Mains;
        one.ReturnsAt = returnAfter >= 0 ? one.OffAt + returnAfter : -1;
        one.Stamp++;
        world.Queue.Put(one.OffAt, What.Countdown, ups.Position, output, one.Stamp);
        world.Judge.CutTaken(ups, output);
        Changed(ups, PowerLoss.Commanded);
    }

    public void CountdownOver(int position, int output, int stamp)
    {
        var ups = world.Upses[position];
        var one = ups.Outputs[output];
        if (one.Stamp != stamp || one.OffAt < 0)
            return;
        ups.Settle(world.Now);
        one.OffAt = -1;
        one.On = false;
        one.ToldOnUntil = world.Now + ups.Card.TellsOffLate;
        one.Stamp++;
        one.Returns = one.After == AfterCut.ReturnWithMains;
        world.Story?.Tell(world.Now, $"{Name(ups, output)} goes off as commanded");
        world.Judge.OutputOff(ups, output, PowerLoss.Commanded);
        if (one.ReturnsAt >= 0)
            world.Queue.Put(Math.Max(one.ReturnsAt, world.Now + 1000), What.OutputReturns, position, output, one.Stamp);
        else if (one.Returns && ups.Mains && ups.Card.ReturnsAfterMainsCut)
            ScheduleReturn(ups, output);
        Changed(ups, PowerLoss.Commanded);
    }

    public void OutputReturns(int position, int output, int stamp)
    {
        var ups = world.Upses[position];
        var one = ups.Outputs[output];
        if (one.Stamp != stamp || one.On)
            return;
        ups.Settle(world.Now);
        if (!ups.Mains)
        {
            // Its own wake-up falls into an outage: it comes when mains does.
            one.Returns = true;
            one.ReturnsAt = -1;
            return;
        }

        TurnOn(ups, output, byItself: one.ReturnsAt < 0);
    }

    public void TurnOn(UpsModel ups, int output, bool byItself = false)
    {
        var one = ups.Outputs[output];
        ups.Settle(world.Now);
        one.On = true;
        one.OnSince = world.Now;
        one.ToldOnUntil = 0;
        one.CameByItself = byItself;
        one.Returns = false;
        one.ReturnsAt = -1;
        one.OffAt = -1;
        one.Stamp++;
        world.Story?.Tell(world.Now, $"{Name(ups, output)} is on");
        Changed(ups, PowerLoss.Commanded);
    }

    public void SwitchOff(UpsModel ups, int output, long backAfter)
    {
        var one = ups.Outputs[output];
        ups.Settle(world.Now);
        one.On = false;
        one.OffAt = -1;
        one.Stamp++;
        one.Returns = true;
        one.ReturnsAt = world.Now + backAfter;
        world.Queue.Put(one.ReturnsAt, What.OutputReturns, ups.Position, output, one.Stamp);
        world.Story?.Tell(world.Now, $"{Name(ups, output)} is switched off and will be on again in {backAfter / 1000} s");
        Changed(ups, PowerLoss.Commanded);
    }

    public void DiskReady(int position, int stamp)
    {
        var disk = world.Disks[position];
        if (disk.Stamp != stamp || !disk.Input)
            return;
        disk.Ready = true;
        world.Story?.Tell(world.Now, $"{disk.Disk.Name} can be used");
    }

    /// <summary>Follows a change of a UPS to whom it feeds, and on to whatever shares their load.</summary>
    public void Changed(UpsModel ups, PowerLoss why)
    {
        Inputs(ups, why);
        Loads();
        ScheduleEnd(ups);
        world.Polls.Touch(ups.Position);
    }

    /// <summary>Adds up anew what every UPS carries.</summary>
    public void Loads()
    {
        foreach (var ups in world.Upses)
        {
            var watts = Carries(ups);
            if (watts == ups.Watts)
                continue;
            ups.Settle(world.Now);
            ups.Watts = watts;
            ScheduleEnd(ups);
            world.Polls.Touch(ups.Position);
        }
    }

    private void ScheduleEnd(UpsModel ups)
    {
        ups.EmptyStamp++;
        if (!ups.Mains && ups.Outputs[0].On)
            world.Queue.Put(ups.EmptyAt(world.Now), What.BatteryEmpty, ups.Position, 0, ups.EmptyStamp);
    }

    private long Carries(UpsModel ups)
    {
        var place = world.Topology.Upses[ups.Position];
        var watts = 0L;
        foreach (var at in place.Nodes)
            watts += Share(ups, world.Topology.Nodes[at].Sources, world.Nodes[at].Watts);
        foreach (var at in place.Disks)
            watts += Share(ups, world.Topology.Disks[at].Sources, world.Disks[at].Input ? DiskModel.Watts : 0);
        foreach (var at in place.Terminals)
        {
            if (world.Terminals[at].OnNode is null)
                watts += Share(ups, world.Topology.Terminals[at].Sources, TerminalWatts);
        }

        return watts;
    }

    // Who has several sources draws from each that feeds him alike.
    private long Share(UpsModel ups, IReadOnlyList<OutputAt> sources, long watts)
    {
        var feeding = 0;
        var mine = 0;
        for (var i = 0; i < sources.Count; i++)
        {
            if (!world.Upses[sources[i].Ups].Feeds(sources[i].Output))
                continue;
            feeding++;
            if (sources[i].Ups == ups.Position)
                mine++;
        }

        return feeding == 0 ? 0 : watts * mine / feeding;
    }

    private void Inputs(UpsModel ups, PowerLoss why)
    {
        var place = world.Topology.Upses[ups.Position];
        foreach (var at in place.Disks)
        {
            var disk = world.Disks[at];
            var input = HasInput(world.Topology.Disks[at].Sources, world.Topology.Disks[at].Needs);
            if (input == disk.Input)
                continue;
            disk.Input = input;
            disk.InputSince = world.Now;
            disk.Ready = false;
            disk.Stamp++;
            world.Story?.Tell(world.Now, $"{disk.Disk.Name} {(input ? "has power and spins up" : "has lost its power")}");
            if (input)
                world.Queue.Put(world.Now + disk.SpinUpTime, What.DiskReady, at, 0, disk.Stamp);
            else
                world.Judge.DiskLostInput(disk, ups, why);
        }

        foreach (var at in place.Nodes)
        {
            var input = HasInput(world.Topology.Nodes[at].Sources, world.Topology.Nodes[at].Needs);
            if (input != world.Nodes[at].Input)
                world.Life.InputChanged(world.Nodes[at], input, ups, why);
        }

        foreach (var at in place.Terminals)
        {
            var terminal = world.Terminals[at];
            if (terminal.OnNode is null)
                world.Programs.InputChanged(terminal, HasInput(world.Topology.Terminals[at].Sources, world.Topology.Terminals[at].Needs));
        }
    }

    private bool HasInput(IReadOnlyList<OutputAt> sources, int needs)
    {
        var feeding = 0;
        for (var i = 0; i < sources.Count; i++)
        {
            if (world.Upses[sources[i].Ups].Feeds(sources[i].Output))
                feeding++;
        }

        return feeding >= needs;
    }

    // It waits its return delay and until the battery has what the card wants, whichever is later.
    private void ScheduleReturn(UpsModel ups, int output)
    {
        var one = ups.Outputs[output];
        one.Stamp++;
        var delayed = world.Now + (long)ups.Ups.Settings.DiskProtectionTime.TotalMilliseconds;
        var at = Math.Max(delayed, ups.ChargedAt(world.Now, ups.Ups.Settings.ReturnCharge.Value));
        world.Queue.Put(at, What.OutputReturns, ups.Position, output, one.Stamp);
    }

    private static void HoldReturn(OutputModel one)
    {
        if (!one.On && one.Returns && one.ReturnsAt < 0)
            one.Stamp++;
    }

    private static string Name(UpsModel ups, int output) =>
        output == 0 ? $"the output of {ups.Ups.Name}" : $"{ups.Ups.OutletGroups[output - 1].Name} of {ups.Ups.Name}";
}
