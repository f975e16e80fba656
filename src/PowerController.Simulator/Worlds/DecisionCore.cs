using PowerController.Decisions;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Simulator.Worlds;

/// <summary>A decision core: the real one, or one that was broken on purpose to see whether the checkers notice.</summary>
public delegate Decision DecisionCore(SiteState state, PowerEvent happened);
