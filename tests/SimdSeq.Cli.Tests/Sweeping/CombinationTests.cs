namespace SimdSeq.Cli.Tests;

/// <summary>Settings by name: what they change, and what is said of those that do not exist.</summary>
public sealed class CombinationTests
{
    public static TheoryData<string> Sized =>
        [.. RecipeCatalog.Recipes.Where(recipe => recipe.Variants.Count > 0).Select(recipe => recipe.Name)];

    /// <summary>A size that is declared wrongly would be trained under a wrong name.</summary>
    [Theory]
    [MemberData(nameof(Sized))]
    public void VariantsAreWhatTheySay(string name)
    {
        Recipe recipe = RecipeCatalog.Recipes.Find(name)!;
        RecipeVariant[] variants = [.. recipe.Variants];
        Assert.Same(recipe.CreateModel!(1).GetType(), variants[0].CreateModel(1).GetType());
        Assert.Equal(variants.Length, variants.Select(variant => string.Join(" ", variant.Sizes)).Distinct().Count());
        Assert.Equal(variants.Length, variants.Select(variant => variant.CreateModel(1).GetType()).Distinct().Count());
        foreach (RecipeVariant variant in variants)
        {
            Assert.Equal(variants[0].Sizes.Select(size => size.Name), variant.Sizes.Select(size => size.Name));
            SequenceModel<float> model = variant.CreateModel(1);
            string[] recurrent = [.. model.LayerInfos.Select(layer => layer.Kind).Where(
                kind => kind.Split('(')[0] is "Gru" or "Lstm" or "SimpleRnn")];
            foreach ((string size, double value) in variant.Sizes)
            {
                if (size == "units") Assert.Matches($@"^\w+\({value}[,)]", recurrent[0]);
                else if (size == "layers") Assert.Equal(value, recurrent.Length);
                else Assert.Contains(FormattableString.Invariant($"{size}: {value}, recurrentDropout: {value}"), recurrent[0]);
            }
        }
    }

    [Fact]
    public void EveryCombinationComesOnceAndTheFirstSettingChangesLast()
    {
        IReadOnlyList<Combination> all = Of("jena-gru", "units=16,64", "rate=1e-3,0.003", "optimizer=Adam");
        Assert.Equal(
            [
                "units 16, rate 0.001, optimizer adam", "units 16, rate 0.003, optimizer adam",
                "units 64, rate 0.001, optimizer adam", "units 64, rate 0.003, optimizer adam",
            ],
            all.Select(combination => combination.Text));
        Assert.Equal([0.001, 0.003, 0.001, 0.003], all.Select(combination => combination.Settings.LearningRate));
        Assert.Equal(
            ["JenaGru16", "JenaGru16", "JenaGru64", "JenaGru64"],
            all.Select(combination => combination.Recipe.CreateModel!(1).GetType().Name));
        Assert.All(all, combination => Assert.Equal("Adam", combination.Settings.Optimizer.Name));
        Assert.Equal(" --set units=16 --set rate=0.001 --set optimizer=adam", all[0].Options);
    }

    [Fact]
    public void WhatIsNotChosenStaysTheRecipes()
    {
        Recipe recipe = RecipeCatalog.Recipes.Find("jena-gru")!;
        TrainingSettings own = TrainingSettings.Of(recipe, 2, 3);
        Combination combination = Assert.Single(Of("jena-gru"));
        Assert.Equal((own, "jena-gru", ""), (combination.Settings, combination.Text, combination.Options));
        Assert.IsType<JenaGru>(combination.Recipe.CreateModel!(1));
        Assert.IsType<JenaGru32x2>(Assert.Single(Of("jena-gru", "layers=2")).Recipe.CreateModel!(1));
        Assert.Equal(own with { StepsPerEpoch = 7 }, Assert.Single(Of("jena-gru", "steps=7")).Settings);
        Assert.Equal(own with { GlobalClipNorm = 0.5 }, Assert.Single(Of("jena-gru", "clip=5e-1")).Settings);
        Assert.Equal(own with { Decays = true }, Assert.Single(Of("jena-gru", "schedule=cosine")).Settings);
        Assert.Equal(
            own with { BatchSize = 32, Epochs = 2, WarmupSteps = 9, WeightDecay = 0 },
            Assert.Single(Of("jena-gru", "batch=32", "epochs=2", "warmup=9", "weight-decay=0")).Settings);
        Assert.Null(Assert.Single(Of("imdb-transformer", "clip=none")).Settings.GlobalClipNorm);
    }

    /// <summary>Every optimizer is made of the chosen rate and decay, and of its own decay without.</summary>
    [Fact]
    public void OptimizersTakeRateAndDecay()
    {
        foreach (OptimizerChoice choice in OptimizerChoice.Named)
        {
            Optimizer chosen = choice.Create(0.25, 0.125), own = choice.Create(0.25);
            Assert.Equal(choice.Name, chosen.GetType().Name, ignoreCase: true);
            Assert.Equal((0.25, 0.125), (chosen.LearningRate.At(0), chosen.WeightDecay));
            Assert.Equal(choice.Name == "AdamW" ? new AdamW().WeightDecay : 0, own.WeightDecay);
        }
    }

    [Theory]
    [InlineData("jena-gru", "unit=16", "expected one of the settings units, layers, rate, batch, epochs, steps, optimizer, clip, "
        + "weight-decay, warmup, schedule; got 'unit'. Did you mean 'units'?")]
    [InlineData("jena-conv", "units=16", "got 'units'. jena-conv is compiled in one size of it; jena-gru, ")]
    [InlineData("jena-gru", "units=48", "--set units: expected one of 16, 32, 64, the sizes that jena-gru is compiled in; got '48'.")]
    [InlineData("jena-gru", "units=many", "got 'many'")]
    [InlineData("jena-gru", "rate=0", "--set rate: expected a number above 0, such as 0.001; got '0'.")]
    [InlineData("jena-gru", "rate=NaN", "got 'NaN'")]
    [InlineData("jena-gru", "rate=1e-3,0.001", "--set rate: expected every value once, got 0.001 twice.")]
    [InlineData("jena-gru", "rate=1 RATE=2", "--set rate: expected it once, with all its values; got it twice.")]
    [InlineData("jena-gru", "epochs=1.5", "--set epochs: expected a whole number from 1 to 1000000; got '1.5'.")]
    [InlineData("jena-gru", "optimizer=adm", "--set optimizer: expected one of sgd, rmsprop, adam, adamw")]
    [InlineData("jena-gru", "clip=no", "--set clip: expected a number above 0, such as 1, or none; got 'no'.")]
    [InlineData("jena-gru", "schedule=linear", "--set schedule: expected constant or cosine; got 'linear'.")]
    [InlineData("ptb-char-lstm", "batch=16", "--set batch: expected 32, the rows that ptb-char-lstm reads its text in, got 16.")]
    public void MistakesSayWhatThereIs(string recipe, string chosen, string expected) =>
        Assert.Contains(expected, Assert.Throws<UsageException>(() => Of(recipe, chosen.Split(' '))).Message);

    private static IReadOnlyList<Combination> Of(string name, params string[] chosen)
    {
        Recipe recipe = RecipeCatalog.Recipes.Find(name)!;
        return Combinations.Of(recipe, TrainingSettings.Of(recipe, 2, 3),
            [.. chosen.Select(text => new SettingValues(text.Split('=')[0], text.Split('=')[1].Split(',')))]);
    }
}
