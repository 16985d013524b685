using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>
/// What the members of the emitted class are called. Those of a layer begin with its prefix; those of a weight or a state go on with its
/// stem. Where two members would have one name, the later prefix or stem gets a number.
/// </summary>
internal sealed class MemberNames
{
    // What the emitters make of a prefix, or of a prefix and a stem (*). # is any number or none.
    private static readonly string[] OfModel =
    [
        "Table", "Forward", "Predict", "Backward", "Stream", "Sample", "Pack", "Input", "InputStepMask", "InputGradient", "OutputGradient",
        "StreamInput",
    ];

    private static readonly string[] OfRecurrence =
    [
        "*Row", "*RowBias", "*Mask", "*InputMask", "*KeptInput", "*Scratch", "*OutputGradient", "*StreamRow", "*StreamBias", "*Forward",
        "*Predict", "*Backward", "*Stream", "*Cell#", "*CellBackward#", "*PredictCell#", "*StreamCell#",
    ];

    private static readonly string[] OfAnother =
    [
        "*Output", "*StepMask", "*Kept", "*History", "*OutputGradient", "*ForwardGradient", "*BackwardGradient", "*StreamOutput",
        "*StreamMask", "*Forward", "*Predict", "*Backward", "*Stream", "*Activation", "*ActivationBackward",
    ];

    private static readonly string[] OfWeight = ["*", "*Transposed", "*TransposedPanels", "*Panels", "*Streamed#", "*Spread"];
    private static readonly string[] OfState = ["*", "D*", "Stream*", "Stream*Next"];

    private static readonly char[] Digits = [.. "0123456789"];

    private readonly HashSet<string> _taken;
    private readonly Dictionary<Operation, string> _prefixes = [];
    private readonly Dictionary<(Operation, string), string> _stems = [];

    public MemberNames(ModelGraph graph, string type)
    {
        _taken = [type, .. OfModel];
        foreach (var operation in graph.Inside)
            _prefixes[operation] = Claim("", operation.Name, operation is Recurrence ? OfRecurrence : OfAnother);
        foreach (var operation in graph.Inside.Where(operation => operation is not Bidirection))
        {
            foreach (var parameter in operation.Parameters) ClaimStem(operation, parameter.Weight, OfWeight);
            if (operation is not Recurrence recurrence) continue;
            foreach (var (state, _) in recurrence.Cell.States) ClaimStem(operation, state.Name!, OfState);
        }
    }

    /// <summary>Names that members have or may have.</summary>
    public IEnumerable<string> Taken => _taken;

    /// <summary>The prefix of a layer.</summary>
    public string Of(Operation layer) => _prefixes[layer];

    /// <summary>The stem of a state.</summary>
    public string Of(Recurrence layer, Leaf state) => _stems[(layer, state.Name!)];

    /// <summary>The constant of a weight of a layer.</summary>
    public string Of(Operation layer, Parameter parameter) => _prefixes[layer] + _stems[(layer, parameter.Weight)];

    /// <summary>Whether a member has or may have a name.</summary>
    public bool IsTaken(string member) => _taken.Contains(member) || _taken.Contains(member.TrimEnd(Digits) + "#");

    private void ClaimStem(Operation layer, string name, string[] forms) => _stems[(layer, name)] = Claim(_prefixes[layer], name, forms);

    private string Claim(string prefix, string name, string[] forms)
    {
        string stem = Names.Pascal(name), unique = stem;
        for (int i = 2; Members(unique).Any(IsTaken); i++) unique = $"{stem}_{i}";
        _taken.UnionWith(Members(unique));
        return unique;

        IEnumerable<string> Members(string value) => forms.Select(form => prefix + form.Replace("*", value));
    }
}
