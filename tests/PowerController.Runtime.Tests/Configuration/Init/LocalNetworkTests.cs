using PowerController.Runtime.Configuration.Init;

namespace PowerController.Runtime.Tests.Configuration.Init;

public sealed class LocalNetworkTests
{
    [Theory]
    [InlineData("172.16.134.12", "255.255.255.0", "172.16.134.255")]
    [InlineData("172.16.134.12", "/24", "172.16.134.255")]
    [InlineData("172.16.134.12", "20", "172.16.143.255")]
    [InlineData("10.1.2.3", "255.0.0.0", "10.255.255.255")]
    [InlineData("192.168.1.130", "255.255.255.128", "192.168.1.255")]
    [InlineData("192.168.1.5", "255.255.255.252", "192.168.1.7")]
    public void Broadcast_FromAddressAndMask_IsComputed(string address, string mask, string broadcast) =>
        Assert.Equal(broadcast, LocalNetwork.Parse(mask)!.Value.BroadcastOf(address));

    [Theory]
    [InlineData("255.255.0.255")]
    [InlineData("0.0.0.0")]
    [InlineData("/0")]
    [InlineData("/33")]
    [InlineData("255.255.255")]
    [InlineData("mask")]
    [InlineData("")]
    [InlineData("ffff::")]
    public void Mask_ThatIsNone_IsRefused(string mask) => Assert.Null(LocalNetwork.Parse(mask));

    [Theory]
    [InlineData("172.16.134.255", "is the broadcast address")]
    [InlineData("172.16.134.0", "is the address of the network itself")]
    [InlineData("172.16.134.256", "is not an IPv4 address")]
    [InlineData("fd00::1", "is not an IPv4 address")]
    public void Address_OfNoHost_IsRefused(string address, string why) =>
        Assert.StartsWith(why, LocalNetwork.Parse("/24")!.Value.WhyNoHost(address), StringComparison.Ordinal);
}
