namespace PowerController.Simulator.Checking;

/// <summary>A rule that was broken.</summary>
/// <param name="Rule">S1 … S10, L1, L2.</param>
/// <param name="At">Milliseconds of the world's time.</param>
public sealed record Violation(string Rule, long At, string What);
