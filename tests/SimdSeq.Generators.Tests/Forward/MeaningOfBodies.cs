using System.Reflection;

namespace SimdSeq.Generators.Tests.Forward;

/// <summary>Bodies of methods that answer an int: what they answer when they are run, and what the generator reads.</summary>
internal static class MeaningOfBodies
{
    /// <summary>The answers of the compiled methods.</summary>
    public static int[] WhenRun(params string[] bodies)
    {
        using var assembly = new MemoryStream();
        var result = Harness.Compile(Source(bodies)).Emit(assembly);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics) + "\n" + string.Join("\n", bodies));
        var type = Assembly.Load(assembly.ToArray()).GetType("Model")!;
        return [.. bodies.Select((_, i) =>
            (int)type.GetMethod($"F{i}", BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, null)!)];
    }

    /// <summary>The same as the widths of layers.</summary>
    public static int[] WhenRead(params string[] bodies)
    {
        var model = ForwardSource.Declaration(Source(bodies));
        Assert.True(model.Forward is not null, string.Join("\n", model.Problems));
        return [.. model.Forward.Calls.Select(call => call.Layer.Int("units"))];
    }

    private static string Source(string[] bodies) => ForwardSource.Of(
        string.Concat(bodies.Select((_, i) => $"x = Dense(F{i}())(x); ")) + "return x;",
        string.Join("\n", bodies.Select((body, i) => $"static int F{i}() {{ {body} }}")));
}
