using System;
using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <content>The passes: which methods of the layers each calls.</content>
internal sealed partial class ModelEmitter
{
    private void WritePasses()
    {
        string frame = $"in TileFrame<{Type}> frame", slab = $"Slab<{Type}>";
        var tiled = Enumerable.Range(0, _operations.Count).Where(i => _operations[i].HasTilePasses).ToList();
        var trained = tiled.Where(i => _operations[i].OutputGradient is not null).ToList();
        Pass("Forward", frame, "frame", tiled, i => _operations[i].Method("Forward"));
        if (HasPredictPass) Pass("Predict", frame, "frame", tiled, i => _operations[i].PredictMethod);
        Pass("Backward", frame, "frame", Enumerable.Reverse(trained), i => _operations[i].Method("Backward"));
        if (_graph.IsCausal) Pass("Stream", $"{slab} parameters, {slab} packed, {slab} stream, {slab} input", "parameters, packed, stream, input", Enumerable.Range(0, _operations.Count).Where(i => _operations[i].HasStreamPass), i => _operations[i].Method("Stream"));
        if (HasSamplePass) WriteSample($"{slab} parameters, {slab} packed, {slab} stream, {slab} input", "parameters, packed, stream, input");
        _writer.Begin($"public static void Pack({slab} parameters, {slab} packed)");
        foreach (var emitter in _operations.Where(operation => operation.HasPack)) emitter.WritePack(_writer);
        _writer.End();
    }

    // All steps of one sample, of which only the last is answered: layers after the last sequence run once.
    private void WriteSample(string parameters, string arguments)
    {
        WriteDispatch("Sample", parameters, arguments);
        _writer.Begin($"for (int t = 0; t < {_graph.Input.Rows}; t++, input += {_graph.Input.Features})");
        CopyStreamInput();
        int sequences = 1 + Enumerable.Range(0, _operations.Count).Last(i => _graph.Operations[i].Input.IsSequence);
        Calls(0, sequences);
        _writer.End();
        Calls(sequences, _operations.Count);
        _writer.End();
        _writer.Line();

        void Calls(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                if (_operations[i].HasStreamPass) _writer.Line($"{_operations[i].Method("Stream")}<V>({arguments});");
            }
        }
    }

    private void CopyStreamInput()
    {
        if (_operations[0].StreamInputOffset is { } copied) _writer.Line($"input.CopyTo(stream + {copied}, {_graph.Input.Features});");
    }

    private void Pass(string pass, string parameters, string arguments, IEnumerable<int> operations, Func<int, string> method)
    {
        WriteDispatch(pass, parameters, arguments);
        if (pass == "Stream") CopyStreamInput();
        foreach (int i in operations) _writer.Line($"{method(i)}<V>({arguments});");
        _writer.End();
        _writer.Line();
    }

    // The widest vector of this processor, chosen once a tile; the others are not compiled.
    private void WriteDispatch(string pass, string parameters, string arguments)
    {
        _writer.Begin($"public static void {pass}({parameters})");
        _writer.Line($"if (Vector512.IsHardwareAccelerated) {pass}<Vector512Of<{Type}>>({arguments});");
        _writer.Line($"else if (Vector256.IsHardwareAccelerated) {pass}<Vector256Of<{Type}>>({arguments});");
        _writer.Line($"else {pass}<Vector128Of<{Type}>>({arguments});");
        _writer.End();
        _writer.Line();
        _writer.Begin($"private static void {pass}<V>({parameters}) where V : struct, IVector<V, {Type}>");
    }
}
