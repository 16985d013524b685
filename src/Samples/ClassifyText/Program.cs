// Is it praise? Short reviews are made of a small grammar, in which "not", "never" and "hardly" turn what follows and "but" decides: no
// count of good and bad words tells, the order does. The test has no sentence of the training.
using SimdSeq;
using SimdSeq.Data;

bool quick = args.Contains("--quick");
string[] subjects = ["the film", "the story", "the acting", "the music", "the ending", "this book", "the first half", "the dialogue"];
string[] good = ["good", "moving", "funny", "clever", "beautiful", "gripping", "honest"];
string[] bad = ["bad", "dull", "clumsy", "predictable", "loud", "shallow", "boring"];
string[] turns = ["not", "never", "hardly"], degrees = ["", "very ", "really ", "quite ", "so "];

var random = new Random(1);
var sentences = Enumerable.Range(0, 6000).Select(_ => Review()).DistinctBy(review => review.Text).ToArray();
// The id 0 is no word.
string[] vocabulary = ["", .. sentences.SelectMany(review => review.Text.Split(' ')).Distinct().Order(StringComparer.Ordinal)];
var ids = vocabulary.Index().ToDictionary(word => word.Item, word => word.Index);
int size = quick ? 1000 : sentences.Length - 1000;
var train = DataOf(sentences[1000..][..Math.Min(size, sentences.Length - 1000)]);
var test = DataOf(sentences[..1000]);
Console.WriteLine($"{train.Count} sentences of {vocabulary.Length - 1} words; \"{sentences[0].Text}\"");

var model = new ReviewModel(seed: 42);
model.Fit(train, new FitOptions
{
    Epochs = quick ? 2 : 8,
    BatchSize = 32,
    Loss = Loss.BinaryCrossEntropy(),
    Optimizer = new Adam(0.005),
    OnEpoch = epoch => Console.WriteLine($"epoch {epoch.Epoch}: loss {epoch.TrainLoss:F4}"),
});
Console.WriteLine($"accuracy on new sentences: {model.Evaluate(test, Loss.BinaryCrossEntropy()).Accuracy:P1}");

string[] asked =
    ["the film was good", "the film was not good", "the acting was never boring", "the music was clumsy but the ending was so moving"];
float[] praise = model.Predict(DataOf([.. asked.Select(text => (text, IsPraise: false))]));
for (int i = 0; i < asked.Length; i++) Console.WriteLine($"{praise[i],6:P1} praise: {asked[i]}");

(string Text, bool IsPraise) Review()
{
    var first = Clause();
    if (random.Next(3) > 0) return first;
    var second = Clause();
    return random.Next(2) == 0
        ? ($"{first.Text} but {second.Text}", second.IsPraise)
        : ($"{first.Text} and {Clause(first.IsPraise).Text}", first.IsPraise);
}

(string Text, bool IsPraise) Clause(bool? wanted = null)
{
    bool isPraise = wanted ?? random.Next(2) == 0, isTurned = random.Next(3) == 0;
    string turn = isTurned ? Any(turns) + " " : "";
    return ($"{Any(subjects)} was {turn}{Any(degrees)}{Any(isPraise != isTurned ? good : bad)}", isPraise);
}

string Any(string[] words) => words[random.Next(words.Length)];

SequenceDataset<float> DataOf((string Text, bool IsPraise)[] reviews) => new(
    [.. reviews.Select(review => review.Text.Split(' ').Select(word => ids[word]).ToArray())],
    [.. reviews.Select(review => review.IsPraise ? 1f : 0f)],
    steps: 20,
    options: new SequenceOptions { Padding = SequenceEnd.Post, TellLengths = true });

[SequenceModel(steps: 20, features: 1, variableLength: true)]
[Embedding(80, 8)]
[Bidirectional]
[Gru(12)]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class ReviewModel;
