using System;
using System.Globalization;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Attention in emitted code.</summary>
internal static class AttentionText
{
    /// <summary>What attends to what.</summary>
    public static string Shape(Attention operation)
    {
        var o = operation.Options;
        string causal = o.IsCausal ? ", Causal: true" : "", window = o.Window == 0 ? "" : $", Window: {o.Window}";
        return $"new AttentionShape(Queries: {operation.QuerySteps}, Keys: {operation.KeySteps}, Heads: {o.Heads}, "
            + $"KeyHeads: {o.KeyHeads}, KeyDim: {o.KeyDim}, ValueDim: {o.ValueDim}, Scale: {Number(o.Scale)}"
            + $"{causal}{window}{(o.IsAlibi ? ", Alibi: true" : "")})";
    }

    /// <summary>The entry of a layout by which weights can be looked at; null: it is no attention, or one of each
    /// group; a mean of a group is one of as many queries as there are groups.</summary>
    public static string? Info(OperationPlan plan, int lanes)
    {
        string Address(ValueView? view) => view?.Address(lanes) ?? "-1";

        int groups = plan.Operation.ForGroups ?? 1;
        switch (plan.Operation)
        {
            case Attention attention when plan.Operation.ForGroups is null:
                const string Part = "/attention";
                string layer = attention.Name;
                if (layer.EndsWith(Part, StringComparison.Ordinal)) layer = layer.Substring(0, layer.Length - Part.Length);
                return $"new(\"{layer}\", {Shape(attention)}, Queries: {Address(plan.Inputs[0].View)}, QueryStride: "
                    + $"{plan.Inputs[0].View.Stride}, Keys: {Address(plan.Inputs[1].View)}, KeyStride: {plan.Inputs[1].View.Stride}, "
                    + $"QueryMask: {Address(plan.Inputs[0].Mask)}, KeyMask: {Address(plan.Inputs[1].Mask)})";
            case Mixture mixture:
                return $"new(\"{mixture.Name}\", new AttentionShape(Queries: {groups * mixture.Means}, Keys: {mixture.Rows}, "
                    + $"Heads: 1, KeyHeads: 1, KeyDim: 1, ValueDim: 1, Scale: 1), Weights: {plan.BufferOfAll(Mixture.Weights)})";
            default:
                return null;
        }
    }

    /// <summary>A number as C# writes it.</summary>
    public static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
