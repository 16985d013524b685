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
        "Table", "Forward", "Predict", "Backward", "Stream", "Sample", "Pack", "Input", "InputStepMask", "InputGradient", "OutputGradient", "StreamInput",
    ];

    private static readonly string[] OfRecurrence =
    [
        "*Row", "*RowBias", "*Mask", "*InputMask", "*KeptInput", "*Scratch", "*OutputGradient", "*StreamRow", "*StreamBias", "*Forward", "*Predict",
        "*Backward", "*Stream", "*Cell#", "*CellBackward#", "*PredictCell#", "*StreamCell#",
    ];

    private static readonly string[] OfAnother =
    [
        "*Output", "*StepMask", "*Kept", "*History", "*OutputGradient", "*ForwardGradient", "*BackwardGradient", "*StreamOutput", "*StreamMask",
        "*Forward", "*Predict", "*Backward", "*Stream", "*Activation", "*ActivationBackward",
    ];

    private static readonly string[] OfWeight = ["*", "*Transposed", "*TransposedPanels", "*Panels", "*Streamed#", "*Spread"];
    private static readonly string[] OfState = ["*", "D*", "Stream*", "Stream*Next"];

    private readonly HashSet<string> _taken;
    private readonly Dictionary<string, string> _names = [];

    public MemberNames(ModelGraph graph, string type)
    {
        _taken = [type, .. OfModel];
        foreach (var operation in graph.Inside) _names[operation.Name] = Claim("", operation.Name, operation is Recurrence ? OfRecurrence : OfAnother);
        foreach (var operation in graph.Inside.Where(operation => operation is not Bidirection))
        {
            string prefix = Of(operation.Name);
            foreach (var parameter in operation.Parameters) _names[parameter.Name] = Claim(prefix, parameter.Weight, OfWeight);
            if (operation is not Recurrence recurrence) continue;
            foreach (var (state, _) in recurrence.Cell.States) _names[StatePath(recurrence, state)] = Claim(prefix, state.Name!, OfState);
        }
    }

    /// <summary>Names that members have or may have.</summary>
    public IEnumerable<string> Taken => _taken;

    /// <summary>The prefix of a layer.</summary>
    public string Of(string layer) => _names[layer];

    /// <summary>The stem of a state.</summary>
    public string Of(Recurrence recurrence, Leaf state) => _names[StatePath(recurrence, state)];

    /// <summary>The constant of a weight of a layer.</summary>
    public string Of(string layer, Parameter parameter) => _names[layer] + _names[parameter.Name];

    private static string StatePath(Recurrence recurrence, Leaf state) => $"{recurrence.Name}/{state.Name}";

    private string Claim(string prefix, string name, string[] forms)
    {
        string stem = Names.Pascal(name), unique = stem;
        for (int i = 2; Members(unique).Any(IsTaken); i++) unique = $"{stem}_{i}";
        _taken.UnionWith(Members(unique));
        return unique;

        IEnumerable<string> Members(string value) => forms.Select(form => prefix + form.Replace("*", value));
    }

    private bool IsTaken(string member) => _taken.Contains(member) || _taken.Contains(member.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') + "#");
}
