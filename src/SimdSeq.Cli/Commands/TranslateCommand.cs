using System.CommandLine;
using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary><c>translate</c>.</summary>
internal sealed class TranslateCommand : Command
{
    private readonly Session _session;
    private readonly RecipeArgument _recipe;
    private readonly Option<string?> _load = FileOption.Create("--load", "Parameters saved by 'train --save'");
    private readonly Option<string?> _text = new("--text")
    {
        HelpName = "TEXT",
        Description = "What to translate (default: each line of the input)",
    };

    private readonly Option<int?> _beam = NumberOption.Whole(
        "--beam", "Search the likeliest translation with so many at a time (default: the likeliest word each time)", 1, 1000);
    private readonly Option<string?> _data = FileOption.Create(
        "--data", "The sentences that words are numbered by (default: in the data folder, or synthetic)");

    public TranslateCommand(Session session)
        : base("translate", "Translate a text or the lines of the input, by saved parameters of a recipe for translation")
    {
        _session = session;
        _load.Required = true;
        _recipe = new RecipeArgument(session.Recipes);
        Add(_recipe);
        Option[] options = [_load, _text, _beam, _data];
        foreach (Option option in options) Add(option);
        SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        Recipe recipe = parsed.GetRequiredValue(_recipe);
        string load = parsed.GetRequiredValue(_load)!;
        if (recipe.Translation is null || recipe.CreateModel is null)
        {
            string[] names = [.. _session.Recipes.Where(other => other.Translation is not null).Select(other => other.Name)];
            throw new UsageException($"expected a recipe for translation, one of {string.Join(", ", names)}; got {recipe.Name}.");
        }

        SequenceModel<float> model = SavedParameters.Load(recipe, load);
        TranslationText text = recipe.Translation(new ProblemRequest(parsed.GetValue(_data), _session.DataFolder, cancellation));
        Terminal terminal = _session.Terminal;
        text.WarnOfSynthetic(terminal);
        SavedParameters.WarnOfAnother(terminal, model, load);
        string[]? given = parsed.GetValue(_text) is { } one ? one.Split('\n') : null;
        return Write(model, text, given ?? Lines(), TranslationText.Options(parsed.GetValue(_beam)), cancellation);
    }

    private static IEnumerable<string> Lines()
    {
        while (Console.In.ReadLine() is { } line) yield return line;
    }

    // A line for each, also where it is empty.
    private int Write(
        SequenceModel<float> model, TranslationText text, IEnumerable<string> lines, GenerateOptions options,
        CancellationToken cancellation)
    {
        TextWriter writer = _session.Terminal.OutWriter;
        using TokenGenerator<float> generator = model.OpenGenerator(options);
        try
        {
            foreach (string line in lines)
            {
                string[] words = SentenceWords.Of(line);
                if (words.Length >= TranslationText.Steps)
                    _session.Terminal.Warning($"of {words.Length} words, the first {TranslationText.Steps - 1} are translated.");
                writer.WriteLine(words.Length == 0 ? "" : string.Join(' ', text.Target.Decode(Tokens(text.Input(words)))));
                writer.Flush();
            }
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Cancelled;
        }
        catch (InvalidOperationException e)
        {
            throw new FailureException(e.Message); // answers that are no numbers
        }

        return ExitCode.Success;

        List<int> Tokens(DecoderInput<float> input)
        {
            var tokens = new List<int>();
            generator.Start(input, 0, cancellation);
            while (generator.TryNext(out int token, cancellation)) tokens.Add(token);
            return tokens;
        }
    }
}
