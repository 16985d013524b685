using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>No public type or member takes or hands out an address without being marked as unchecked.</summary>
public sealed class UncheckedMemoryTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void WhateverHasAnAddressIsMarked()
    {
        var bare = new List<string>();
        int marked = 0;
        foreach (var type in typeof(Slab<>).Assembly.GetExportedTypes())
        {
            foreach (var member in type.GetMembers(Declared).Where(IsVisible).Where(HasAddress))
            {
                if (IsMarked(type) || IsMarked(member)) marked++;
                else bare.Add($"{type}.{member}");
            }
        }

        Assert.Empty(bare);
        Assert.True(marked > 50, $"{marked}");
        Type[] wholly = [typeof(Slab<>), typeof(TileFrame<>), typeof(ModelLayout), typeof(IVector<,>)];
        Assert.All(wholly, type => Assert.True(IsMarked(type), $"{type}"));
    }

    private static bool IsMarked(MemberInfo member) => member.GetCustomAttribute<ExperimentalAttribute>() is { DiagnosticId: "SSEQ900" };

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        _ => false, // properties are their methods
    } && member.DeclaringType!.BaseType != typeof(MulticastDelegate);

    private static bool HasAddress(MemberInfo member) => member switch
    {
        MethodInfo method => method.GetParameters().Any(parameter => IsAddress(parameter.ParameterType)) || IsAddress(method.ReturnType),
        MethodBase constructor => constructor.GetParameters().Any(parameter => IsAddress(parameter.ParameterType)),
        FieldInfo field => IsAddress(field.FieldType),
        _ => false,
    };

    private static bool IsAddress(Type type)
    {
        while (type.HasElementType && !type.IsPointer) type = type.GetElementType()!;
        return type.IsPointer || type.IsFunctionPointer
            || (type.IsGenericType && type.GetGenericTypeDefinition() is var open
                && (open == typeof(Slab<>) || open == typeof(TileFrame<>)))
            || type == typeof(ModelLayout);
    }
}
