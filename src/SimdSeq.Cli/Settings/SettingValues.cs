namespace SimdSeq.Cli;

/// <summary>What <c>--set NAME=VALUE,...</c> says, as it was written.</summary>
/// <param name="Name">Name of the setting.</param>
/// <param name="Values">Its values.</param>
internal sealed record SettingValues(string Name, IReadOnlyList<string> Values);
