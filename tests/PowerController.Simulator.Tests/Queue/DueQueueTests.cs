using PowerController.Simulator.Chance;
using PowerController.Simulator.Queue;

namespace PowerController.Simulator.Tests.Queue;

public sealed class DueQueueTests
{
    [Fact]
    public void Take_OfManyThings_GivesThemByTimeThenByOrder()
    {
        var dice = new Dice(3, 1);
        var queue = new DueQueue();
        for (var at = 0; at < 3_000; at++)
            queue.Put(dice.Between(0, 50), What.Poll, at);

        var taken = new List<Due>();
        while (queue.Count > 0)
            taken.Add(queue.Take());

        Assert.Equal(3_000, taken.Count);
        Assert.Equal(taken.OrderBy(due => due.At).ThenBy(due => due.Order), taken);
    }

    [Fact]
    public void Put_BeyondTheLimit_IsAProgrammersError()
    {
        var queue = new DueQueue();
        for (var at = 0; at < Simulator.Limits.DueThings; at++)
            queue.Put(at, What.Poll, 0);

        Assert.Throws<Model.InvariantViolation>(() => queue.Put(0, What.Poll, 0));
    }
}
