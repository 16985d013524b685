using System.Reflection;
using SimdSeq.Generators.Layers;

namespace SimdSeq.Generators.Tests.Forward;

/// <summary>The functions of <c>Layers</c> are the layer attributes, argument by argument.</summary>
public class LayerFunctionTests
{
    private static readonly MethodInfo[] Functions =
        typeof(SimdSeq.Layers).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly);

    private static readonly Type[] Attributes =
        [.. typeof(LayerAttribute).Assembly.GetTypes().Where(type => type.BaseType == typeof(LayerAttribute))];

    public static TheoryData<string> Kinds =>
        [.. Attributes.Select(KindOf).Where(kind => kind is not ("Bidirectional" or "TimeDistributed"))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_function_has_its_attributes_arguments_and_a_name(string kind)
    {
        var attribute = Attributes.Single(type => KindOf(type) == kind);
        var function = Functions.Single(method => method.Name == (kind == "Activation" ? "ActivationLayer" : kind));
        Assert.Equal(kind.EndsWith("Attention") ? typeof(SimdSeq.MergingLayer) : typeof(Layer), function.ReturnType);
        var arguments = attribute.GetConstructors().Single().GetParameters().Select(Show).Append("String name = ");
        Assert.Equal(arguments, function.GetParameters().Select(Show));
        Assert.Equal(
            attribute.GetGenericArguments().Select(argument => argument.Name),
            function.GetGenericArguments().Select(argument => argument.Name));
    }

    [Fact]
    public void Bidirectional_takes_its_layers_as_arguments() => Assert.Equal(
        ["Layer layer", "Merge merge = Concat", "Layer backwardLayer = ", "String name = "],
        Functions.Single(method => method.Name == "Bidirectional").GetParameters().Select(Show));

    [Fact]
    public void TimeDistributed_takes_its_layer_as_an_argument() => Assert.Equal(
        ["Layer layer", "String name = "],
        Functions.Single(method => method.Name == "TimeDistributed").GetParameters().Select(Show));

    [Fact]
    public void Every_activation_is_a_function_of_a_value()
    {
        var ofValues = Functions.Where(method => method.ReturnType == typeof(SymbolicTensor)).ToList();
        Assert.Equal(Enum.GetNames<Activation>().Order(), ofValues.Select(method => method.Name).Order());
        Assert.All(ofValues, method => Assert.Equal(["SymbolicTensor x"], method.GetParameters().Select(Show)));
    }

    [Fact]
    public void Every_other_function_is_in_the_catalog_and_the_other_way_round()
    {
        string[] known = [.. Attributes.Select(KindOf), "ActivationLayer", .. Enum.GetNames<Activation>()];
        Assert.Equal(LayerCatalog.FunctionsAlone.Order(), Functions.Select(method => method.Name).Except(known).Order());
    }

    [Fact]
    public void They_are_not_for_running()
    {
        Assert.Throws<NotSupportedException>(() => SimdSeq.Layers.Dense(1));
        Assert.Throws<NotSupportedException>(() => SimdSeq.Layers.Relu(null!));
        Assert.Empty(typeof(SymbolicTensor).GetConstructors());
    }

    private static string KindOf(Type attribute) => attribute.Name.Split('`')[0].Replace("Attribute", "");

    private static string Show(System.Reflection.ParameterInfo parameter) =>
        $"{parameter.ParameterType.Name} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue}" : "")}";
}
