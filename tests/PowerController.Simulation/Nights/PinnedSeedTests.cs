using PowerController.Decisions;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Nights;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Nights;

/// <summary>Nights in which the decisions once went wrong. They stay for ever.</summary>
public sealed class PinnedSeedTests
{
    [Theory]
    [InlineData("single", 1, FaultLevel.None, "a terminal that comes back stopped its own node again")]
    [InlineData("single", 85, FaultLevel.None, "a reminder at its very moment was told without end")]
    [InlineData("terminal-apart", 2, FaultLevel.None, "a reminder at its very moment was told without end")]
    [InlineData("terminal-apart", 4, FaultLevel.None, "a node that booted was cycled after the terminal's start")]
    [InlineData("terminal-apart", 9, FaultLevel.None, "nodes were fed before their disk, whose cut still ran")]
    [InlineData("terminal-apart", 12, FaultLevel.None, "a node that was told to reboot was cycled while it booted")]
    [InlineData("terminal-apart", 28, FaultLevel.None, "a node that came up in the dark was not stopped")]
    [InlineData("terminal-apart", 192, FaultLevel.None, "a disk was cut while a node that had returned by itself booted")]
    [InlineData("five-disks", 41, FaultLevel.None, "a node alone was started although its disks had gone dark")]
    [InlineData("five-disks", 63, FaultLevel.None, "disks that nobody had watched counted as warm")]
    [InlineData("terminal-apart", 12, FaultLevel.Some, "a node that was stopping when the terminal went down was cycled while it booted again")]
    [InlineData("terminals-among-nodes", 13, FaultLevel.None, "a node was started by a packet and cycled in one decision")]
    [InlineData("terminals-among-nodes", 55, FaultLevel.None, "terminals that had just booted stopped their hosts once more, one after another")]
    [InlineData("single", 27, FaultLevel.Many, "a host without an agent was cut while it ran")]
    [InlineData("single", 819, FaultLevel.Many, "a host that had booted stopped again, because the wall clock had been set back")]
    [InlineData("mirror", 86, FaultLevel.Many, "a node stopped although its UPS ignored the cut, and nobody could start it again")]
    [InlineData("five-disks", 5, FaultLevel.Many, "a UPS that does not tell of its mains while its output is off was never turned on")]
    [InlineData("terminal-apart", 10308, FaultLevel.Many, "a node that was told to reboot was cycled while it booted")]
    [InlineData("terminal-apart", 12702, FaultLevel.None, "the terminal left while a node booted that nobody had told to stop")]
    [InlineData("terminals-among-nodes", 11287, FaultLevel.None, "a disk whose cards had just been heard counted as warm")]
    [InlineData("terminals-among-nodes", 10381, FaultLevel.Many, "an output that its card says is off, with nothing to bear it out, counted as on for ever")]
    [InlineData("terminals-among-nodes", 10693, FaultLevel.Many, "the last terminal's host went down although its output stayed on")]
    [InlineData("five-disks", 10433, FaultLevel.Many, "a node that was told to reboot was cycled while it booted")]
    [InlineData("terminals-among-nodes", 10021, FaultLevel.None, "a node was started by a packet while its output was cycled for its neighbour")]
    [InlineData("terminals-among-nodes", 10519, FaultLevel.None, "a countdown that nobody here began came before the host had stopped")]
    [InlineData("five-disks", 11951, FaultLevel.Many, "a node was given up while its UPS, which does not tell, had no mains")]
    [InlineData("five-disks", 12317, FaultLevel.Many, "a node without an agent, cut off, was taken for off and cut")]
    [InlineData("terminal-apart", 14016, FaultLevel.Many, "a node was given up before its output was cycled")]
    [InlineData("mirror", 11020, FaultLevel.Many, "in LOCAL nodes stopped by the deadlines they had been told before")]
    [InlineData("mirror", 11202, FaultLevel.Many, "the cut of a run that was closed elsewhere counted as armed for ever")]
    [InlineData("shared-disks", 12674, FaultLevel.Many, "a countdown that had only seemed over, by a clock that was set forward, felled a disk")]
    [InlineData("five-disks", 21159, FaultLevel.Many, "nodes that an administrator rebooted were cycled while they booted")]
    [InlineData("single", 30453, FaultLevel.Many, "a host that had booted stopped once more, because its card was silent")]
    [InlineData("mirror", 30865, FaultLevel.Many, "an ignored cut was not looked at, because another one was not settled")]
    [InlineData("terminal-apart", 30800, FaultLevel.Many, "a node that had booted in the run and was cut off was taken for off")]
    [InlineData("five-disks", 31085, FaultLevel.Many, "nodes were started while a disk lived on its battery")]
    [InlineData("mirror", 30235, FaultLevel.Many, "a host that had booted stopped once more, because the other one's card was silent")]
    [InlineData("shared-disks", 42193, FaultLevel.Many, "a node that booted was cycled after a short absence, by a clock that had been set forward")]
    [InlineData("terminals-among-nodes", 32915, FaultLevel.Many, "a node that ran and did not get into its cluster was given up without a boot")]
    [InlineData("terminal-apart", 1000115, FaultLevel.Many, "nodes that fell while no terminal ran were started by nobody")]
    [InlineData("terminal-apart", 1001469, FaultLevel.Many, "a terminal that had just started stopped itself for a failure of before, and nodes fell unwatched")]
    [InlineData("terminal-apart", 1000777, FaultLevel.Many, "the terminal left while a disk's cut still ran")]
    [InlineData("terminal-apart", 1001772, FaultLevel.Many, "a node that booted when its silent UPS had come back was cycled")]
    [InlineData("terminal-apart", 1001975, FaultLevel.Many, "a countdown that went on since an earlier order was taken for a new, longer one")]
    [InlineData("terminal-apart", 1000385, FaultLevel.Many, "a cut of long ago bore witness that an output was off")]
    [InlineData("terminal-apart", 1001109, FaultLevel.Many, "a node that had gone by its deadlines, unheard, was neither off nor started")]
    [InlineData("terminal-apart", 1002007, FaultLevel.Many, "the terminal stopped itself in the very decision that took its nodes down")]
    [InlineData("terminal-apart", 1002254, FaultLevel.Many, "a power-on of the schedule that fell into LOCAL was forgotten")]
    [InlineData("terminal-apart", 2001371, FaultLevel.Many, "a node that an administrator rebooted while others were being started was cycled")]
    [InlineData("terminal-apart", 2001402, FaultLevel.Many, "a run that had stood still in LOCAL rushed through all its steps")]
    [InlineData("terminal-apart", 2001751, FaultLevel.Many, "a run that was to stay off ended while its disk's cut ran, with nobody to put it off")]
    [InlineData("terminal-apart", 2003035, FaultLevel.Many, "a node that hung mutely in its stop was cycled before its time was over")]
    [InlineData("terminal-apart", 2003936, FaultLevel.Many, "a node that had come up by itself was left to its battery, since its run had not begun to start nodes")]
    [InlineData("terminal-apart", 2004512, FaultLevel.Many, "a countdown went on because the order that was to put it off was lost")]
    [InlineData("terminal-apart", 3002534, FaultLevel.Many, "a node that had come up without its agent was cycled, and nobody had asked it")]
    [InlineData("terminal-apart", 3003167, FaultLevel.Many, "an output was to be cycled while its mains was gone, and never again")]
    [InlineData("shared-disks", 2000322, FaultLevel.Many, "an outlet group whose cut had gone astray counted as on")]
    [InlineData("shared-disks", 2000448, FaultLevel.Many, "a node was cycled after a cut had come by its first order, unheard")]
    [InlineData("shared-disks", 2001578, FaultLevel.Many, "the terminal left a countdown behind for a node that was booting")]
    [InlineData("shared-disks", 2003943, FaultLevel.Many, "nobody could know that a node had stopped, since the program died before it heard so")]
    [InlineData("five-disks", 2000289, FaultLevel.Many, "a disk's cut was put off for ever")]
    [InlineData("five-disks", 2000322, FaultLevel.Many, "a node was given up while its mains, of which its card tells nothing, was gone; another one had two runs")]
    [InlineData("five-disks", 2002421, FaultLevel.Many, "a node that an administrator rebooted in the middle of a run was taken for one that stops")]
    [InlineData("shared-disks", 1000171, FaultLevel.Many, "a start was repeated after a gap, and its disks had gone meanwhile")]
    [InlineData("shared-disks", 1000994, FaultLevel.Many, "an outlet group whose cut was ended too late counted as on")]
    [InlineData("shared-disks", 1001650, FaultLevel.Many, "a node was given up in the very moment at which its output could be cycled")]
    [InlineData("shared-disks", 1001697, FaultLevel.Many, "a node was given up while the card that could start it was silent")]
    [InlineData("shared-disks", 1001758, FaultLevel.Many, "an output that was just coming back was cycled for a neighbour")]
    [InlineData("shared-disks", 1001980, FaultLevel.Many, "two runs told a card the opposite in one decision")]
    [InlineData("shared-disks", 1002110, FaultLevel.Many, "a node whose answers were lost counted as off, and its disk was cut")]
    [InlineData("shared-disks", 1002226, FaultLevel.Many, "a run ended after a gap because its limit had passed in it")]
    [InlineData("five-disks", 1000763, FaultLevel.Many, "a disk whose cut came unseen counted as warm")]
    [InlineData("five-disks", 1001474, FaultLevel.Many, "a self-test that went on after mains had returned kept the outage going")]
    public void Night_ThatOnceWentWrong_GoesRight(string site, ulong seed, FaultLevel faults, string wrong)
    {
        var night = Night.Play(new Ground(ExampleSites.All.First(one => string.Equals(one.Name, site, StringComparison.Ordinal))), seed, faults, Decider.Decide);

        Assert.True(night.Violation is null, $"Again: {wrong}. {night.Violation}");
    }
}
