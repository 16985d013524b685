using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary><c>generate</c>.</summary>
internal sealed class GenerateCommand : Command
{
    private const int DefaultLength = 500;
    private const double DefaultTemperature = 0.8;
    private const long DefaultSeed = 42;

    private readonly Session _session;
    private readonly RecipeArgument _recipe;
    private readonly Option<string?> _load = FileOption.Create("--load", "Parameters saved by 'train --save'");
    private readonly Option<string?> _prompt = new("--prompt")
    {
        HelpName = "TEXT",
        Description = "What to go on with (default: the beginning of a line)",
    };

    private readonly Option<int?> _length = NumberOption.Whole(
        "--length", $"Characters or words to generate (default: {DefaultLength})", 1, 100_000_000);
    private readonly Option<double?> _temperature = NumberOption.FromZero(
        "--temperature", $"Below 1 likely ones become likelier; 0: always the likeliest (default: {DefaultTemperature})");
    private readonly Option<int?> _topK = NumberOption.Whole(
        "--top-k", "Draw from so many of the likeliest (default: all)", 1, int.MaxValue);
    private readonly Option<double?> _topP = NumberOption.Share(
        "--top-p", "Draw from the fewest that have this probability (default: all)");
    private readonly Option<int?> _beam = NumberOption.Whole(
        "--beam", "Search the likeliest text with so many at a time; nothing is drawn", 1, 1000);
    private readonly Option<long?> _seed = NumberOption.Seed("--seed", $"Seed of what is drawn (default: {DefaultSeed})");
    private readonly Option<string?> _data = FileOption.Create(
        "--data", "The text that words and characters are numbered by (default: in the data folder, or synthetic)");

    public GenerateCommand(Session session)
        : base("generate", "Go on with a text, by saved parameters of a recipe for texts")
    {
        _session = session;
        _load.Required = true;
        _recipe = new RecipeArgument(session.Recipes);
        Add(_recipe);
        Option[] options = [_load, _prompt, _length, _temperature, _topK, _topP, _beam, _seed, _data];
        foreach (Option option in options) Add(option);
        SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        Recipe recipe = parsed.GetRequiredValue(_recipe);
        string load = parsed.GetRequiredValue(_load)!;
        string? data = parsed.GetValue(_data);
        if (recipe.Vocabulary is null || recipe.CreateModel is null)
        {
            string[] names = [.. _session.Recipes.Where(other => other.Vocabulary is not null).Select(other => other.Name)];
            throw new UsageException($"expected a recipe for texts, one of {string.Join(", ", names)}; got {recipe.Name}.");
        }

        CheckSearch(parsed);
        SequenceModel<float> model = SavedParameters.Load(recipe, load);
        TextVocabulary vocabulary = recipe.Vocabulary(new ProblemRequest(data, _session.DataFolder, cancellation));
        string prompt = parsed.GetValue(_prompt) ?? "";
        int[] tokens = vocabulary.Encode(prompt);
        Terminal terminal = _session.Terminal;
        vocabulary.WarnOfSynthetic(terminal);
        SavedParameters.WarnOfAnother(terminal, model, load);
        Write(model, vocabulary, prompt, tokens, OptionsOf(parsed, model), cancellation);
        return cancellation.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Success;
    }

    private GenerateOptions OptionsOf(ParseResult parsed, SequenceModel<float> model)
    {
        bool isSearch = parsed.GetValue(_beam) is not null;
        return new GenerateOptions
        {
            MaxTokens = parsed.GetValue(_length) ?? DefaultLength,
            Temperature = isSearch ? 1 : parsed.GetValue(_temperature) ?? DefaultTemperature,
            TopK = parsed.GetValue(_topK),
            TopP = parsed.GetValue(_topP),
            Beams = parsed.GetValue(_beam),
            Seed = parsed.GetValue(_seed) ?? DefaultSeed,
            // Half of what there is room for: each token costs two steps, and sees at least that much.
            ContextLength = model.MostStreamSteps == long.MaxValue ? null : (int)Math.Max(1, model.MostStreamSteps / 2),
        };
    }

    private void CheckSearch(ParseResult parsed)
    {
        if (parsed.GetValue(_beam) is null) return;
        foreach (Option option in (ReadOnlySpan<Option>)[_temperature, _topK, _topP, _seed])
        {
            if (parsed.GetResult(option) is { Implicit: false })
                throw new UsageException($"{option.Name}: expected nothing beside --beam, which draws nothing. Leave one of them out.");
        }
    }

    // The text comes as it is made. What was written stays when the user has seen enough.
    private void Write(
        SequenceModel<float> model, TextVocabulary vocabulary, string prompt, int[] tokens, GenerateOptions options,
        CancellationToken cancellation)
    {
        TextWriter writer = _session.Terminal.OutWriter;
        bool isFirstOfLine = tokens.Length == 0 || tokens[^1] == vocabulary.EndOfLine;
        try
        {
            using TokenGenerator<float> generator = model.OpenGenerator(options);
            generator.Start(tokens.Length > 0 ? tokens : [vocabulary.EndOfLine], 0, cancellation); // a text begins after the end of a line
            writer.Write(prompt);
            while (generator.TryNext(out int token, cancellation))
            {
                writer.Write(vocabulary.Decode(token, isFirstOfLine));
                writer.Flush();
                isFirstOfLine = token == vocabulary.EndOfLine;
            }
        }
        catch (OperationCanceledException)
        {
            // the exit code says it
        }
        catch (InvalidOperationException e)
        {
            throw new FailureException(e.Message); // answers that are no numbers
        }

        writer.WriteLine();
    }
}
