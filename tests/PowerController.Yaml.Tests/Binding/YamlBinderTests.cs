using System.Collections.Immutable;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Yaml.Tests.Binding;

public sealed class YamlBinderTests
{
    private static House Good(string text)
    {
        var result = Example.Parse(text);
        Assert.Empty(result.Errors);
        return result.Value!;
    }

    [Fact]
    public void Record_Full_IsBound()
    {
        var house = Good("""
            name: 12
            bell: 1m
            floors: 3
            height: 7.5
            lit: true
            roof: two-sided
            keys: [front, "back"]
            rooms:
              kitchen: { volume: 40 l, lamp: bright }
              attic:
                volume: 8.5
                window: round
            heating: { kind: oil, tank: 2000l }
            door: { locks: [a, b], needs: 2 }
            ways: [walk, { drive: { car: red } }, { train: S1 }]
            code: { file: secret.txt }
            anything: [1, {a: b}]
            annexes:
            - name: shed
            """);

        Assert.Equal("12", house.Name);
        Assert.Equal(TimeSpan.FromMinutes(1), house.Bell);
        Assert.Equal((3, 7.5, true, Roof.TwoSided), (house.Floors, house.Height, house.Lit, house.Roof));
        Assert.Equal("front back", string.Join(' ', house.Keys.Select(key => key.Value)));
        Assert.Equal(new YamlPosition("house.yaml", 7, 15), house.Keys[1].At);
        Assert.Equal("attic kitchen", string.Join(' ', house.Rooms!.Keys));
        Assert.Equal(new Litres(40), house.Rooms["kitchen"].Volume);
        Assert.Equal(new OilHeating(new Litres(2000)), house.Heating);
        Assert.Equal(2, house.Door!.Needs);
        Assert.Equal<Way>([new Walk(), new Drive("red"), new Train("S1")], house.Ways);
        Assert.Equal(new PasswordFile("secret.txt"), house.Code);
        Assert.IsType<YamlList>(house.Anything);
        Assert.Equal(new YamlPosition("house.yaml", 19, 3), Assert.Single(house.Annexes).At);
    }

    [Fact]
    public void Record_OnlyWhatIsRequired_TakesDefaults()
    {
        var house = Good("name: hut");

        Assert.Null(house.Bell);
        Assert.Equal((1, 0.0, false, Roof.Flat), (house.Floors, house.Height, house.Lit, house.Roof));
        Assert.True(house.Keys.IsEmpty && house.Ways.IsEmpty && house.Annexes.IsEmpty);
        Assert.Empty(house.Rooms!);
    }

    [Theory]
    [InlineData("name: x\ndoor: yale", "yale")]
    [InlineData("name: x\ndoor: [yale, bolt]", "yale bolt")]
    [InlineData("name: x\ndoor: { locks: [bolt] }", "bolt")]
    public void Shorthand_SingleValueOrList_StandsForTheMember(string text, string locks) =>
        Assert.Equal(locks, string.Join(' ', Good(text).Door!.Locks));

    [Fact]
    public void List_LeftEmpty_IsEmpty() => Assert.True(Good("name: x\nkeys:\nrooms: ~\n").Keys.IsEmpty);

    [Fact]
    public void Record_BrokenButNamed_IsStillBuilt()
    {
        var result = Example.Parse("name: hut\nfloors: many\n");

        Assert.False(result.IsGood);
        Assert.Equal("hut", result.Value!.Name);
    }

    [Fact]
    public void Errors_Secret_IsNeverShown()
    {
        var result = Example.Parse("name: x\ncode: hunter2\nannexes:\n- { name: y, code: { hunter3: z } }\n- { name: z, code: { fil: hunter4 } }\n");

        Assert.Equal(3, result.Errors.Length);
        Assert.DoesNotContain(result.Errors, error => error.ToString().Contains("hunter", StringComparison.Ordinal));
    }

    [Fact]
    public void Errors_OfBindingAndReading_ComeTogetherInOrder()
    {
        var result = Example.Parse("nam: x\nlit: yes\nlit: no\nbell: &b 30\n");

        Assert.Equal([1, 1, 2, 3, 4, 4], result.Errors.Select(error => error.At.Line));
    }

    [Fact]
    public void Vocabulary_UnknownType_IsTheProgrammersError() =>
        Assert.Throws<InvalidOperationException>(() => YamlBinder.Parse<WithUri>("x: 1", "x", YamlVocabulary.Plain));

    private sealed record WithUri(ImmutableDictionary<int, int> X);
}
