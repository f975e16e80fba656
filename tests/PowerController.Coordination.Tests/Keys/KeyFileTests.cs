using PowerController.Coordination.Keys;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Tests.Sealing;

namespace PowerController.Coordination.Tests.Keys;

public sealed class KeyFileTests
{
    private static readonly DateTimeOffset Made = new(2026, 3, 31, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void GroupKeys_WrittenAndRead_AreTheSame()
    {
        var keys = GroupKeys.New(SealTests.Bytes(32, 1), Made).Rotate(SealTests.Bytes(32, 2), Made.AddDays(1)).Keys;

        var read = GroupKeys.Read(keys.Format());

        Assert.Null(read.Problem);
        Assert.Equal(keys.Format(), read.Keys!.Format());
        Assert.Equal(keys.Present.Fingerprint, read.Keys.Present.Fingerprint);
    }

    [Fact]
    public void GroupKeys_ThreeRotations_ChangeTheKeyAndAtEveryStepNeighboursUnderstandEachOther()
    {
        var step = GroupKeys.New(SealTests.Bytes(32, 1), Made);
        var first = step.Present.Fingerprint;
        for (byte turn = 2; turn < 5; turn++)
        {
            var next = step.Rotate(SealTests.Bytes(32, turn), Made).Keys;
            // A host of this step and one of the next: each accepts what the other sends with.
            Assert.Contains(next.Accepted, key => key.Fingerprint == step.Present.Fingerprint);
            Assert.Contains(step.Accepted, key => key.Fingerprint == next.Present.Fingerprint);
            step = next;
        }

        Assert.Single(step.Keys);
        Assert.NotEqual(first, step.Present.Fingerprint);
    }

    [Fact]
    public void OwnKeys_WrittenAndRead_SignWhatThePinnedOnesVerify()
    {
        var keys = TerminalKeys.New("t1", SealTests.Bytes(48, 1), Made);
        var read = TerminalKeys.Read(keys.Format());
        var pinned = PinnedKeys.Read(PinnedKeys.None.With(keys).Format());
        Assert.Null(read.Problem);
        Assert.Null(pinned.Problem);

        Assert.True(Verifies(read.Keys!, pinned.Keys!));
        Assert.Equal(keys.Present.Fingerprint, pinned.Keys!.Keys[0].Fingerprint);
    }

    [Fact]
    public void OwnKeys_OfTheSameRandomness_AreTheSame()
    {
        var one = TerminalKeys.New("t1", SealTests.Bytes(48, 1), Made).Present.Fingerprint;

        Assert.Equal(one, TerminalKeys.New("t1", SealTests.Bytes(48, 1), Made).Present.Fingerprint);
        Assert.NotEqual(one, TerminalKeys.New("t1", SealTests.Bytes(48, 2), Made).Present.Fingerprint);
    }

    [Fact]
    public void OwnKeys_ThreeRotations_AreAlwaysUnderstoodWithThePinnedKeysOfTheStepBefore()
    {
        var step = TerminalKeys.New("t1", SealTests.Bytes(48, 1), Made);
        var first = step.Present.Fingerprint;
        var pinned = PinnedKeys.None.With(step);
        for (byte turn = 2; turn < 5; turn++)
        {
            step = step.Rotate(SealTests.Bytes(48, turn), Made).Keys;
            Assert.Null(TerminalKeys.Read(step.Format()).Problem);
            Assert.True(Verifies(step, pinned));
            pinned = pinned.With(step);
            Assert.True(Verifies(step, pinned));
        }

        Assert.NotEqual(first, step.Present.Fingerprint);
        Assert.DoesNotContain(pinned.Keys, key => key.Fingerprint == first);
    }

    [Fact]
    public void PinnedKeys_WithoutAHost_KeepTheOthers()
    {
        var pinned = PinnedKeys.None.With(TerminalKeys.New("t2", SealTests.Bytes(48, 1), Made)).With(TerminalKeys.New("t1", SealTests.Bytes(48, 2), Made));

        Assert.Equal(["t1", "t2"], pinned.Keys.Select(key => key.Host));
        Assert.Equal(["t2"], pinned.Without("t1").Keys.Select(key => key.Host));
    }

    [Theory]
    [InlineData("", "begins with")]
    [InlineData("powercontroller group keys 1\n", "no present key")]
    [InlineData("powercontroller group keys 1\nkey present 2026-03-31", "line 2: expected")]
    [InlineData("powercontroller group keys 1\nkey best 2026-03-31 AAAA", "line 2: the role 'best'")]
    [InlineData("powercontroller group keys 1\nkey present yesterday AAAA", "line 2: the date 'yesterday'")]
    [InlineData("powercontroller group keys 1\n# a remark\n\nkey present 2026-03-31 AAAA", "line 4: the key has to be 32 bytes")]
    public void GroupKeys_BadFile_SaysWhereAndWhat(string text, string expected) => Assert.Contains(expected, GroupKeys.Read(text).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("powercontroller own keys 1\nhost t1\n", "lacks")]
    [InlineData("powercontroller own keys 1\nhost t1\nkey present 2026-03-31 AAAA", "line 3: the key has to be one for P-256")]
    [InlineData("powercontroller own keys 1\nhost t1\nkey old 2026-03-31 AAAA", "line 3: the key has to be one for P-256")]
    public void OwnKeys_BadFile_SaysWhereAndWhat(string text, string expected) => Assert.Contains(expected, TerminalKeys.Read(text).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("powercontroller group keys 1\n", "begins with")]
    [InlineData("powercontroller pinned keys 1\nhost t1 2026-03-31 AAAA", "line 2: the key has to be a public one")]
    [InlineData("powercontroller pinned keys 1\nhost t1 2026-03-31", "line 2: expected")]
    public void PinnedKeys_BadFile_SaysWhereAndWhat(string text, string expected) => Assert.Contains(expected, PinnedKeys.Read(text).Problem, StringComparison.Ordinal);

    [Fact]
    public void Signature_OfZerosOrNoise_IsRefusedWithoutThrowing()
    {
        using var key = PinnedKeys.None.With(TerminalKeys.New("t1", SealTests.Bytes(48, 1), Made)).For(Network.SampleSite.Roster(1, 1)).First(keys => !keys.IsEmpty)[0];

        Assert.False(key.Verifies("x"u8, new byte[64]));
        Assert.False(key.Verifies("x"u8, [.. Enumerable.Repeat((byte)255, 64)]));
        Assert.False(key.Verifies("x"u8, SealTests.Bytes(64, 9)));
    }

    private static bool Verifies(TerminalKeys own, PinnedKeys pinned)
    {
        using var signing = own.Signing();
        var signature = new byte[64];
        signing.Sign("words"u8, signature);
        return pinned.For(Network.SampleSite.Roster(1, 1)).SelectMany(keys => keys).Any((VerifyingKey key) => key.Verifies("words"u8, signature));
    }
}
