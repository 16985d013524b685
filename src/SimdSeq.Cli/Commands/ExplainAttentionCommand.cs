using System.CommandLine;
using System.Globalization;

namespace SimdSeq.Cli;

/// <summary><c>explain attention</c>.</summary>
internal sealed class ExplainAttentionCommand : Command
{
    private const int Shown = 3;

    private readonly Session _session;
    private readonly RecipeArgument _recipe;
    private readonly Option<string?> _load = FileOption.Create("--load", "Parameters saved by 'train --save'");
    private readonly Option<string?> _text = new("--text")
    {
        HelpName = "TEXT",
        Description = "What the model reads: a text, a review, or the sentence that it translates",
    };

    private readonly Option<string?> _layer = new("--layer")
    {
        HelpName = "NAME",
        Description = "The layer of attention (default: the last; of a translation the last from one language to the other)",
    };

    private readonly Option<int?> _head = NumberOption.Whole("--head", "A head of it, from 1 (default: the mean of all)", 1, int.MaxValue);
    private readonly Option<string?> _data = FileOption.Create(
        "--data", "The text or reviews that words and characters are numbered by (default: in the data folder, or synthetic)");
    private readonly Option<string?> _image = FileOption.Create("--image", "Draw the weights here", "FILE.svg");
    private readonly Option<string?> _json = FileOption.Create("--json", "Write the weights here");

    public ExplainAttentionCommand(Session session)
        : base("attention", "Show what each step of a text looks at, by saved parameters of a recipe for texts, reviews or translation")
    {
        _session = session;
        _load.Required = _text.Required = true;
        _recipe = new RecipeArgument(session.Recipes);
        Add(_recipe);
        Option[] options = [_load, _text, _layer, _head, _data, _image, _json];
        foreach (Option option in options) Add(option);
        SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        Recipe recipe = parsed.GetRequiredValue(_recipe);
        string load = parsed.GetRequiredValue(_load)!, text = parsed.GetRequiredValue(_text)!;
        string? data = parsed.GetValue(_data), image = parsed.GetValue(_image), json = parsed.GetValue(_json);
        if (!HasText(recipe) || recipe.CreateModel!(0) is not { AttentionLayers.Count: > 0 } model)
        {
            string[] names = [.. _session.Recipes.Where(other => HasText(other) && other.CreateModel!(0).AttentionLayers.Count > 0)
                .Select(other => other.Name)];
            throw new UsageException($"expected a recipe for texts whose model has attention, one of {string.Join(", ", names)}; "
                + $"got {recipe.Name}.");
        }

        string?[] warnings = [OutputFile.Check("--image", image, load, data, json), OutputFile.Check("--json", json, load, data)];
        OutputFile.CheckSvg("--image", image);
        FileOption.CheckReadable("--load", load);
        model.Load(load);
        AttendedText attended = Read(recipe, model, new ProblemRequest(data, _session.DataFolder, cancellation), text);
        string name = parsed.GetValue(_layer) ?? attended.Layers[^1].Name;
        AttendedLayer layer = attended.Layers.FirstOrDefault(one => one.Name == name) ?? throw new UsageException(
            $"--layer: {UnknownName.Describe("layer", name, [.. attended.Layers.Select(one => one.Name)])}");
        AttentionMap map = AttentionMap.Of(model, attended, layer, parsed.GetValue(_head));
        Terminal terminal = _session.Terminal;
        terminal.Warnings(warnings);
        SavedParameters.WarnOfAnother(terminal, model, load);
        terminal.Fact("Shown", map.Title);
        Write(terminal.OutWriter, map);
        cancellation.ThrowIfCancellationRequested(); // from here on everything is written, and nothing is stopped half-way
        OutputFile.WriteAll(
            () => WriteTo(image, "Image", path => OutputFile.Write(path, AttentionChart.Draw(map))),
            () => WriteTo(json, "JSON", path =>
                OutputFile.Write(path, AttentionReport.Create(recipe, map), ReportJson.Readable.JsonObject)));
        return ExitCode.Success;

        void WriteTo(string? path, string label, Action<string> write)
        {
            if (path is null) return;
            write(path);
            terminal.Fact(label, path);
        }
    }

    private static bool HasText(Recipe recipe) =>
        recipe.CreateModel is not null && (recipe.Vocabulary is not null || recipe.Translation is not null || recipe.Review is not null);

    private AttendedText Read(Recipe recipe, SequenceModel<float> model, ProblemRequest request, string text)
    {
        if (recipe.Vocabulary is not null)
        {
            TextVocabulary vocabulary = recipe.Vocabulary(request);
            vocabulary.WarnOfSynthetic(_session.Terminal);
            return AttendedText.Of(model, vocabulary, text);
        }

        if (recipe.Review is not null)
        {
            AttendedText review = recipe.Review(request, model, text);
            if (ImdbSentiment.Find(request) is null)
                _session.Terminal.Warning("words are numbered by SYNTHETIC reviews: no real ones were found. Name them with --data.");
            return review;
        }

        TranslationText translation = recipe.Translation!(request);
        translation.WarnOfSynthetic(_session.Terminal);
        return AttendedText.Of(model, translation, recipe.IsCrossAttention, text);
    }

    // A line for each step: where it looks most.
    private static void Write(TextWriter writer, AttentionMap map)
    {
        int width = map.Asking.Max(name => name.Length);
        for (int row = 0; row < map.Asking.Count; row++)
        {
            IEnumerable<string> most = map.Weights[row].Index().OrderByDescending(one => one.Item).Where(one => one.Item > 0).Take(Shown)
                .Select(one => string.Create(CultureInfo.InvariantCulture, $"{map.At(row, one.Index)} {one.Item:F2}"));
            writer.WriteLine($"  {map.Asking[row].PadRight(width)}  {string.Join(", ", most)}");
        }
    }
}
