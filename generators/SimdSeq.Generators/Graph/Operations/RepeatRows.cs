using static System.FormattableString;

namespace SimdSeq.Generators.Graph;

/// <summary>Every row several times, one after the other.</summary>
internal sealed class RepeatRows(string name, string declared, Value input, int times)
    : Operation(name, declared, [input], input.Shape with { Steps = input.Shape.Rows * times })
{
    public int Times { get; } = times;

    // Where the rows come far enough apart; a row that is repeated is that of the whole sequence.
    public override StreamRate? RateInStream(StreamRate inputs) =>
        inputs.MayMiss || !Input.DeclaredShape.IsSequence || inputs.Period % Times != 0
            ? null
            : inputs.At(inputs.Period / Times, inputs.Phase, inputs.Rows.Times(Times));

    public override StreamRate RunsInStream(StreamRate inputs) => inputs with { Period = inputs.Period / Times };

    public override bool MakesMask => InputShape.IsMasked;

    public override string MaskRule => Invariant($"rows repeated {Times} times");
}
