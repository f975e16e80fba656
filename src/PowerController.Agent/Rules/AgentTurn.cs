using System.Collections.Immutable;
using PowerController.Coordination.Messages;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Agent.Rules;

/// <summary>One step at work: the state as it is by now, and what is to be done. Lives as long as the step.</summary>
internal sealed class AgentTurn(AgentState state, TimeSpan at)
{
    private readonly ImmutableArray<AgentOutput>.Builder _outputs = ImmutableArray.CreateBuilder<AgentOutput>();

    // Time never goes back, whatever the caller's clock does.
    public AgentState State { get; set; } = at > state.Now ? state with { Now = at } : state;

    public TimeSpan Now => State.Now;

    public NodeDuties Duties => State.Duties;

    public void Emit(AgentOutput output) => _outputs.Add(output);

    public void Remark(Urgency urgency, string text) => _outputs.Add(new Remark(urgency, text));

    public void Move(EffectId id, OrderStage stage, string text) =>
        _outputs.Add(new MoveOrder(id, stage, stage == OrderStage.Failed ? FailureKind.Failed : default, Short(text)));

    public void Refuse(EffectId id, string text) => _outputs.Add(new MoveOrder(id, OrderStage.Failed, FailureKind.Refused, Short(text)));

    /// <summary>Lets a command run, and gives its number.</summary>
    public long Run(string name, CommandLine command, TimeSpan limit, CommandOrigin origin)
    {
        var number = NextNumber();
        _outputs.Add(new RunCommand(number, name, command, limit, origin));
        return number;
    }

    public void Kill(long number)
    {
        if (number != 0)
            _outputs.Add(new KillCommand(number));
    }

    public long NextNumber()
    {
        State = State with { LastNumber = State.LastNumber + 1 };
        return State.LastNumber;
    }

    public void Replace(Work was, Work now) => State = State with { Works = State.Works.Replace(was, now) };

    public void Remove(Work work) => State = State with { Works = State.Works.Remove(work) };

    public AgentStep End() => new(State, _outputs.ToImmutable());

    public static string Short(string text) => text.Length <= Limits.TextChars ? text : string.Concat(text.AsSpan(0, Limits.TextChars - 1), "…");
}
