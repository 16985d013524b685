using System.Collections.Generic;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>Where the parameters lie in the parameter vector, and what their offsets are called.</summary>
internal sealed class ParameterPlaces
{
    private readonly Dictionary<Parameter, ParameterPlace> _places = [];

    public ParameterPlaces(IEnumerable<Parameter> parameters, Precision precision, MemberNames names)
    {
        foreach (var parameter in parameters)
        {
            var place = new ParameterPlace(parameter, names.Claim(Names.Pascal(parameter.Name)), Length);
            InOrder.Add(place);
            _places.Add(parameter, place);
            Length += precision.Padded(parameter.Length + parameter.RoomBehind);
        }
    }

    public List<ParameterPlace> InOrder { get; } = [];

    /// <summary>Length of the parameter vector, in values.</summary>
    public int Length { get; }

    public ParameterPlace this[Parameter parameter] => _places[parameter];
}

/// <param name="Parameter">The parameter.</param>
/// <param name="Constant">The constant of its offset, for instance <c>GruRecurrentKernel</c>.</param>
/// <param name="Offset">The offset.</param>
internal sealed record ParameterPlace(Parameter Parameter, string Constant, int Offset);
