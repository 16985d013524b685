namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>A call of a layer that no answer is made of is a warning, unless it is said that this is meant.</summary>
public class UnreadCallTests
{
    [Theory]
    [InlineData("_ = Dense(2)(x); return Gru(3)(x);")]
    [InlineData("_ = Gru(2)(Dense(2)(x)); return Gru(3)(x);")]
    [InlineData("var (y, _) = (Gru(3)(x), Dense(2)(x)); return y;")]
    [InlineData("var (y, h) = Gru(3, returnState: true)(x); return y;")]
    [InlineData("var (y, h) = Gru(3, returnState: true)(x); return h;")]
    [InlineData("var (y, h, c) = Lstm(3, returnState: true)(x); return c;")]
    [InlineData("var layer = Dense(2); return Gru(3)(x);")]
    public async Task What_is_meant_is_not_reported(string body) => Assert.Empty(await Harness.DiagnoseAsync(Model(body)));

    [Fact]
    public async Task One_place_is_reported_once()
    {
        const string Body = "for (int i = 0; i < 3; i++) { Dense(2)(x); x = Gru(3)(x); if (i < 2) x = RepeatVector(12)(x); } return x;";
        Assert.Equal(["SSEQ018"], (await Harness.DiagnoseAsync(Model(Body))).Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public async Task A_body_of_groups_is_reported_once()
    {
        const string Source = "using static SimdSeq.Layers; [SequenceModel] partial class Model { static SymbolicTensor Forward("
            + "[Input(groups: 4, steps: 5, features: 3)] SymbolicTensor x) { var each = Each(v => { Dense(2)(v); return Gru(3)(v); }); "
            + "return Gru(1)(each(x)) + Gru(1)(each(x)); } }";
        Assert.Equal(["SSEQ018"], (await Harness.DiagnoseAsync(Source)).Select(diagnostic => diagnostic.Id));
    }

    private static string Model(string body) => "using static SimdSeq.Layers; [SequenceModel(12, 3)] partial class Model "
        + $"{{ static SymbolicTensor Forward(SymbolicTensor x) {{ {body} }} }}";
}
