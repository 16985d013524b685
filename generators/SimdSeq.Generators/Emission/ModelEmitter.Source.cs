using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <content>What a decoder's stream has of its source, before its first step.</content>
internal sealed partial class ModelEmitter
{
    // A prediction of all that is not made of the steps, and copies of what these read of it.
    private void WriteSource()
    {
        string frame = $"in TileFrame<{Type}> frame";
        var operations = _operations.Where(operation => !operation.Plan.IsStreamed && operation.Plan.HasForwardPass);
        var pass = Scoped("Source", frame, "frame", [.. operations.Select(PredictCall)]);
        BeginPass("Source", $"{frame}, Slab<{Type}> stream", "frame, stream");
        foreach (string line in pass.Statements.Concat(SourceCopies())) _writer.Line(line);
        _writer.End();
        _writer.Line();
        Write(pass.Methods);
    }

    private IEnumerable<string> SourceCopies()
    {
        foreach (var value in _plan.OfSource) yield return SourceCopyText.Rows(value, Lanes, value.StreamRows ?? value.Stream!);
        foreach (string copy in _operations.Where(operation => operation.Plan.IsStreamed).SelectMany(operation => operation.SourceCopies))
            yield return copy;
    }

    // Of sequences that are read row by row, that of this step.
    private IEnumerable<string> RowsOfSource() => _plan.OfSource.Where(value => value.StreamRows is not null).Select(value =>
    {
        string condition = _plan.StreamEnd is null ? "" : $"if ({RateText.When(StreamRate.EveryStep, StreamRate.EveryStep)}) ";
        int features = value.Shape.Features;
        return $"{condition}(stream + {value.StreamRows} + (int)step * {features}).CopyTo(stream + {value.Stream}, {features});";
    });
}
