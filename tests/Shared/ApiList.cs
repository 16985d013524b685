using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace SimdSeq.Tests;

/// <summary>
/// What an assembly shows to its users, a line a member, in the order of names. The approved list is kept beside the tests: what changes
/// for users shows in it before it is committed. <c>SIMDSEQ_UPDATE_SNAPSHOTS=1</c> writes it anew.
/// </summary>
internal static class ApiList
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Compares the assembly with its approved list.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="thisFile">The test, beside which the list is.</param>
    public static void AssertIsApproved(Assembly assembly, [CallerFilePath] string thisFile = "")
    {
        string list = Of(assembly.GetTypes()), name = $"{assembly.GetName().Name}.api.txt";
        if (Environment.GetEnvironmentVariable("SIMDSEQ_UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, name), list);
        else
            Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, name)), list, ignoreLineEndingDifferences: true);
    }

    /// <summary>The list of what these types show.</summary>
    public static string Of(IEnumerable<Type> types)
    {
        var list = new StringBuilder();
        foreach (var type in types.Where(IsShown).OrderBy(ApiNames.Of, StringComparer.Ordinal))
        {
            list.Append(OfType(type)).Append('\n');
            var members = type.GetMembers(Declared).Select(member => (member.Name, Text: OfMember(member)))
                .Where(member => member.Text is not null);
            foreach (var (_, text) in members.OrderBy(member => member.Name, StringComparer.Ordinal)
                .ThenBy(member => member.Text, StringComparer.Ordinal))
                list.Append("    ").Append(text).Append('\n');
        }

        return list.ToString();
    }

    private static bool IsShown(Type type) =>
        (type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsShown(type.DeclaringType!)))
        && !type.IsDefined(typeof(CompilerGeneratedAttribute));

    private static string OfType(Type type)
    {
        string kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsValueType
            ? $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}struct"
            : $"{(type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")}class";
        Type[] above =
            [.. new[] { type.BaseType }.OfType<Type>().Where(b => b != typeof(object) && b != typeof(ValueType) && b != typeof(Enum))];
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var shown = type.IsEnum ? [] : type.GetInterfaces().Except(inherited).Where(i => i.IsPublic);
        string[] bases = [.. above.Select(ApiNames.Of), .. shown.Select(ApiNames.Of).Order(StringComparer.Ordinal)];
        return $"{kind} {ApiNames.Of(type)}{(bases.Length == 0 ? "" : $" : {string.Join(", ", bases)}")}"
            + ApiNames.Constraints(type.GetGenericArguments());
    }

    private static string? OfMember(MemberInfo member)
    {
        if (member.IsDefined(typeof(CompilerGeneratedAttribute)) || member is Type) return null;
        return member switch
        {
            FieldInfo { IsLiteral: true, DeclaringType.IsEnum: true } field => $"{field.Name} = {field.GetRawConstantValue()}",
            FieldInfo { IsSpecialName: false } field when AccessOf(field.Attributes & FieldAttributes.FieldAccessMask) is { } access =>
                $"{access}{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}"
                + $"{ApiNames.Of(field.FieldType)} {field.Name}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "")}",
            ConstructorInfo { IsStatic: false } made when AccessOf(made) is { } access => $"{access}new({Parameters(made)})",
            MethodInfo method when AccessOf(method) is { } access && (!method.IsSpecialName || IsOperator(method)) && !IsOfObject(method) =>
                $"{access}{Kind(method)}{ApiNames.Of(method.ReturnParameter)} {method.Name}"
                    + $"{ApiNames.Arguments(method.GetGenericArguments())}"
                + $"({Parameters(method)}){ApiNames.Constraints(method.GetGenericArguments())}",
            PropertyInfo property => OfProperty(property),
            EventInfo { AddMethod: { } add } happening when AccessOf(add) is { } access =>
                $"{access}event {ApiNames.Of(happening.EventHandlerType!)} {happening.Name}",
            _ => null,
        };
    }

    private static string? OfProperty(PropertyInfo property)
    {
        string? get = property.GetMethod is { } getter ? AccessOf(getter) : null,
            set = property.SetMethod is { } setter ? AccessOf(setter) : null;
        if (get is null && set is null || property.Name == "EqualityContract") return null;
        bool isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string index = property.GetIndexParameters().Length == 0
            ? ""
            : $"[{string.Join(", ", property.GetIndexParameters().Select(Parameter))}]";
        string accessors =
            $"{(get is null ? "" : "get; ")}{(set is null ? "" : $"{(set == get ? "" : set)}{(isInit ? "init; " : "set; ")}")}";
        return $"{get ?? set}{Kind((property.GetMethod ?? property.SetMethod)!)}"
            + $"{(property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "")}"
            + $"{ApiNames.Of(property)} {property.Name}{index} {{ {accessors}}}";
    }

    private static string? AccessOf(MethodBase method) =>
        AccessOf((FieldAttributes)(int)(method.Attributes & MethodAttributes.MemberAccessMask));

    // Both have the same values for it.
    private static string? AccessOf(FieldAttributes access) => access switch
    {
        FieldAttributes.Public => "",
        FieldAttributes.Family or FieldAttributes.FamORAssem => "protected ",
        _ => null,
    };

    private static string Kind(MethodInfo method) =>
        method.IsStatic ? method.IsAbstract ? "static abstract " : "static "
        : method.DeclaringType!.IsInterface ? ""
        : method.GetBaseDefinition() != method ? method.IsFinal ? "sealed override " : "override "
        : method.IsAbstract ? "abstract "
        : method.IsVirtual && !method.IsFinal ? "virtual " : "";

    private static bool IsOperator(MethodInfo method) => method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsOfObject(MethodInfo method) => method.GetBaseDefinition().DeclaringType == typeof(object);

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(System.Reflection.ParameterInfo parameter)
    {
        string by = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : "";
        bool isOpen = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute));
        string value = !parameter.HasDefaultValue ? ""
            : parameter.RawDefaultValue switch
            {
                null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null
                    ? " = default"
                    : " = null",
                int number when parameter.ParameterType.IsEnum => $" = {Enum.ToObject(parameter.ParameterType, number)}",
                string text => $" = \"{text}\"",
                bool flag => flag ? " = true" : " = false",
                var other => FormattableString.Invariant($" = {other}"),
            };
        return $"{(isOpen ? "params " : "")}{by}{ApiNames.Of(parameter)} {parameter.Name}{value}";
    }
}
