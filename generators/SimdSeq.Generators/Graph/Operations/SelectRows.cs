using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>Some rows of a sequence, for one that reads no others, where more are computed.</summary>
internal sealed class SelectRows : Operation
{
    public SelectRows(string name, string declared, Value input, RowSet rows) : base(name, declared, [input], input.DeclaredShape) =>
        Output.Keep(rows);

    public override bool AddsInputGradients => true;

    // In a stream it is not there.
    public override bool ReadsWholeVectors => Output.Consumers.Any(consumer => consumer.ReadsWholeVectors);

    public override int ZerosAtFirst => Output.ZerosAtFirst;

    public override bool PassesInStream(bool isMasked) => true;
}
