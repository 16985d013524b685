using System.Diagnostics;
using System.Net.Http.Json;

namespace SimdSeq.Package.Tests;

/// <summary>What <c>dotnet new</c> makes of the packed templates builds without warnings against the packed library, and runs.</summary>
[Collection(PackedLibraryCollection.Name)]
public sealed class TemplateTests(PackedLibrary library) : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(library.Folder, $"made-{Guid.NewGuid():N}")).FullName;

    [Fact]
    public void AForecasterIsMadeAndRuns()
    {
        string project = Make("simdseq-forecaster", "Sales.Forecast");
        Assert.Equal(["Program.cs", "Sales.Forecast.csproj"], FilesOf(project));
        Build(project);
        var run = PackedLibrary.Run(project, "dotnet", "bin/Release/net10.0/Sales.Forecast.dll");
        Assert.True(run.Code == 0, run.Output);
        double Figure(string name) => double.Parse(
            run.Output.Split('\n').Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split(':')[1],
            System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(Figure("mean absolute error on the test set") < Figure("the last value as the forecast"), run.Output);
        Assert.True(File.Exists(Path.Combine(project, "forecaster.model")));

        File.WriteAllLines(
            Path.Combine(project, "sales.csv"), ["day,amount", .. Enumerable.Range(0, 600).Select(day => $"{day},{day % 7}.5")]);
        Assert.InRange(Next("sales.csv amount"), 5, 6); // 600 % 7 is 5
        string[] lines = File.ReadAllLines(Path.Combine(project, "sales.csv"));
        File.WriteAllLines(Path.Combine(project, "quoted.csv"), ["\"day\",\"amount\"", .. lines[1..300], "", .. lines[300..], ""]);
        Assert.InRange(Next("quoted.csv amount"), 5, 6);
        Refuses("sales.csv amounts", "sales.csv has no column amounts; its columns are day,amount.");
        Refuses("sales.csv", "Expected a file and a column, or nothing; got sales.csv.");
        File.WriteAllText(Path.Combine(project, "empty.csv"), "");
        Refuses("empty.csv amount", "empty.csv has no column amount; its columns are .");
        lines[417] = "416,";
        File.WriteAllLines(Path.Combine(project, "gap.csv"), lines);
        Refuses("gap.csv amount", "gap.csv, line 418: expected a number in column amount.");
        File.WriteAllLines(Path.Combine(project, "level.csv"), ["amount", .. Enumerable.Repeat("7", 600)]);
        Refuses("level.csv amount", "All values to train on are 7");

        double Next(string arguments)
        {
            run = PackedLibrary.Run(project, "dotnet", $"bin/Release/net10.0/Sales.Forecast.dll {arguments}");
            Assert.True(run.Code == 0, run.Output);
            return Figure("the next value");
        }

        void Refuses(string arguments, string message)
        {
            run = PackedLibrary.Run(project, "dotnet", $"bin/Release/net10.0/Sales.Forecast.dll {arguments}");
            Assert.NotEqual(0, run.Code);
            Assert.Contains(message, run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AServiceIsMadeAndAnswers()
    {
        string project = Make("simdseq-service", "SalesService");
        Assert.Equal(["Program.cs", "SalesService.csproj"], FilesOf(project));
        Build(project);
        var start = new ProcessStartInfo("dotnet", "bin/Release/net10.0/SalesService.dll --urls http://127.0.0.1:0")
        {
            WorkingDirectory = project,
            RedirectStandardOutput = true,
        };
        using var service = Process.Start(start)!;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            string address = "";
            while (address == "" && await service.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                int at = line.IndexOf("http://127.0.0.1:", StringComparison.Ordinal);
                if (at >= 0) address = line[at..].Trim();
            }

            using var client = new HttpClient { BaseAddress = new Uri(address) };
            Assert.Contains("\"model\":\"Forecaster\"", await client.GetStringAsync("/health", limit.Token), StringComparison.Ordinal);
            float[] window = [.. Enumerable.Range(0, 48).Select(hour => MathF.Sin(MathF.Tau * hour / 24))];
            using var response = await client.PostAsJsonAsync("/forecast", window, limit.Token);
            float[]? answer = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<float[]>(limit.Token);
            Assert.InRange(Assert.Single(answer!), -0.2f, 0.2f); // the sine of a whole day
            using var refused = await client.PostAsJsonAsync("/forecast", window[1..], limit.Token);
            Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(
                "Expected a window of 48 finite values; got 47.", await refused.Content.ReadAsStringAsync(limit.Token),
                StringComparison.Ordinal);
        }
        finally
        {
            service.Kill();
            await service.WaitForExitAsync();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string[] FilesOf(string project) =>
        [.. Directory.GetFileSystemEntries(project).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    // With a list of templates of its own, so that the user's stays as it is.
    private string Make(string template, string name)
    {
        string hive = Path.Combine(_folder, "hive"), project = Path.Combine(_folder, name);
        Dotnet(_folder, $"new install \"{library.PackageOf("SimdSeq.Templates")}\" --debug:custom-hive \"{hive}\"");
        Dotnet(_folder, $"new {template} -n {name} -o \"{project}\" --debug:custom-hive \"{hive}\"");
        return project;
    }

    private static void Build(string project) =>
        Assert.DoesNotContain("warning ", Dotnet(project, "build -c Release"), StringComparison.OrdinalIgnoreCase);

    private static string Dotnet(string folder, string command)
    {
        var run = PackedLibrary.Run(folder, "dotnet", command);
        Assert.True(run.Code == 0, run.Output);
        return run.Output;
    }
}
