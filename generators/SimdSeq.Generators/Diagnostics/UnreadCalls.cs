using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using SimdSeq.Generators.Layers;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Diagnostics;

/// <summary>Calls of layers whose values no answer is made of: the model is right without them, but they are seldom meant.</summary>
internal static class UnreadCalls
{
    /// <summary>The last of each chain of such calls, in a <c>Forward</c> without a mistake.</summary>
    public static IEnumerable<Diagnostic> Of(
        INamedTypeSymbol type, ForwardDeclaration declared, Compilation compilation, CancellationToken cancellation)
    {
        // Almost always there is none, and where they stand need not be read.
        var made = declared.Read();
        if (!declared.Calls.Where((call, i) => call.Layer.Kind != LastStateLayer.Kind && !made.Contains(declared.Inputs.Count + i)).Any())
            return [];
        if (ForwardReader.Read(type, hasLayers: false, compilation, cancellation) is not { Declaration: { } forward } reading) return [];
        var read = forward.Read(reading.Discarded);
        // States that stand behind an answer need not be read.
        var calls = forward.Calls.Select((call, i) => (call, site: reading.Sites[i], value: forward.Inputs.Count + i))
            .Where(one => one.call.Layer.Kind != LastStateLayer.Kind).ToList();
        foreach (var one in calls) read.UnionWith(one.call.Inputs);
        return calls.Where(one => !read.Contains(one.value)).Select(one => Mistakes.Of(
            Ids.UnreadCall, Mistakes.UnderlinedOf(one.site.Place),
            $"No answer of {type.Name} is made of what this call of {one.call.Layer.Kind} gives, so it is no part of the model. "
            + $"Use its value, remove it, or assign it to _.{CallChain.Show(one.site.Chain, one.site.Place)}")).Distinct();
    }
}
