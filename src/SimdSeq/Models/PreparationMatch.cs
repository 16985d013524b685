using System.Numerics;
using SimdSeq.Data;

namespace SimdSeq;

/// <summary>Whether a preparation is one for a model.</summary>
internal static class PreparationMatch
{
    /// <summary>What is wrong, as a sentence; null: nothing.</summary>
    public static string? Objection<T>(SequenceModel<T> model, Preparation preparation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string name = model.Layout.Name;
        if (model.InitialStates > 0) return $"{name} takes initial states, which no preparation gives. Prepare values before Predict.";
        int steps = preparation.Window is null ? model.Steps : preparation.Rows.Steps;
        if (steps != model.Steps || preparation.Inputs.Count != model.Features)
        {
            return $"{name} takes {model.Steps} steps x {model.Features} features; the preparation makes {steps} x "
                + $"{preparation.Inputs.Count}. Give the model the window's size.";
        }

        int more = model.SampleValues - steps * preparation.Inputs.Count;
        if (preparation.KnownValues != more)
        {
            return $"{name} takes {more} values beside its first input; the preparation makes {preparation.KnownValues} that are known "
                + "ahead. Give the model an input of these, or none.";
        }

        if (preparation.TargetValues > 0 && model.Outputs % preparation.TargetValues != 0)
        {
            return $"{name} answers {model.Outputs} values; the preparation has {preparation.TargetValues} targets "
                + $"({preparation.TargetRows} x {preparation.Targets.Count}). Give the model as many outputs.";
        }

        return null;
    }
}
