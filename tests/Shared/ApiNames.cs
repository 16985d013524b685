using System.Reflection;

namespace SimdSeq.Tests;

/// <summary>Types as C# writes them.</summary>
internal static class ApiNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(nint)] = "nint",
        [typeof(char)] = "char",
    };

    public static string Of(Type type)
    {
        if (type.IsByRef) return Of(type.GetElementType()!);
        if (type.IsPointer) return $"{Of(type.GetElementType()!)}*";
        if (type.IsArray) return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Keywords.TryGetValue(type, out string? keyword)) return keyword;
        if (Nullable.GetUnderlyingType(type) is { } value) return $"{Of(value)}?";
        if (type.IsGenericParameter) return type.Name;
        var arguments = type.GetGenericArguments();
        string outer = type.DeclaringType is { } declaring
            ? $"{Of(declaring)}."
            : type.Namespace is "SimdSeq" or null ? "" : $"{type.Namespace}.";
        if (type.IsNested) arguments = arguments[type.DeclaringType!.GetGenericArguments().Length..];
        return $"{outer}{type.Name.Split('`')[0]}{Arguments(arguments)}";
    }

    public static string Of(System.Reflection.ParameterInfo parameter)
    {
        var state = new NullabilityInfoContext().Create(parameter);
        string by = parameter.Position < 0 && parameter.ParameterType.IsByRef ? "ref " : "";
        return by + Of(parameter.ParameterType)
            + Mark(parameter.ParameterType, parameter.Position < 0 ? state.ReadState : state.WriteState);
    }

    public static string Of(PropertyInfo property)
    {
        var state = new NullabilityInfoContext().Create(property);
        return Of(property.PropertyType) + Mark(property.PropertyType, property.CanRead ? state.ReadState : state.WriteState);
    }

    private static string Mark(Type type, NullabilityState state) =>
        state == NullabilityState.Nullable && !(type.IsByRef ? type.GetElementType()! : type).IsValueType ? "?" : "";

    public static string Arguments(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Of))}>";

    public static string Constraints(Type[] arguments) =>
        string.Concat(arguments.Where(argument => argument.IsGenericParameter).Select(argument =>
    {
        var special = argument.GenericParameterAttributes;
        List<string> all = [];
        if ((special & GenericParameterAttributes.ReferenceTypeConstraint) != 0) all.Add("class");
        if ((special & GenericParameterAttributes.NotNullableValueTypeConstraint) != 0) all.Add("struct");
        else if ((special & GenericParameterAttributes.DefaultConstructorConstraint) != 0) all.Add("new()");
        all.AddRange(argument.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(Of));
        return all.Count == 0 ? "" : $" where {argument.Name} : {string.Join(", ", all)}";
    }));
}
