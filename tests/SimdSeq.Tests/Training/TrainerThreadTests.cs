using System.Runtime.CompilerServices;
using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>
/// A trainer that is used by several threads, from within its own step, or left to the collector: an exception, never a hang.
/// </summary>
public sealed class TrainerThreadTests
{
    private readonly SmallGru _model = new(1);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ATrainerIsClosedWhileAnotherThreadIsInAStep(int threads)
    {
        using var inStep = new ManualResetEvent(false);
        using var goOn = new ManualResetEvent(false);
        string before = _model.ParameterSha256();
        var trainer = Open(threads, () =>
        {
            inStep.Set();
            Meanwhile.Wait(goOn);
        });
        var members = trainer.Team.Members.ToArray();
        bool isDone = false;
        var step = Meanwhile.Begin(() => isDone = Finished(trainer));
        Meanwhile.Wait(inStep);
        Meanwhile.On(trainer.Dispose);
        goOn.Set();
        Meanwhile.Wait(step);
        Assert.Equal(!isDone, before == _model.ParameterSha256());
        Assert.Throws<ObjectDisposedException>(() => trainer.Step());
        Assert.All(members, Ends);
        _model.Fit(Samples.For(_model, 64), new FitOptions());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ATrainerIsClosedWithinItsStep(int threads)
    {
        Trainer<float>? trainer = null;
        trainer = Open(threads, () => trainer!.Dispose());
        Meanwhile.On(() => Finished(trainer));
        Assert.Throws<ObjectDisposedException>(() => trainer.Step());
        Assert.All(trainer.Team.Members, Ends);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AStepWithinAStepIsRefused(int threads)
    {
        Trainer<float>? trainer = null;
        using var opened = trainer = Open(threads, () => trainer!.Step());
        Assert.Contains(
            "SmallGru is being trained", Assert.Throws<InvalidOperationException>(() => Meanwhile.On(() => trainer.Step())).Message);
        Assert.Equal(0, trainer.StepCount);
    }

    [Fact]
    public void StepsOfManyThreadsAreTakenOrRefused()
    {
        using var trainer = Open(2, () => Thread.SpinWait(100));
        int taken = 0;
        Meanwhile.On(8, _ =>
        {
            for (int call = 0; call < 50; call++)
            {
                try
                {
                    Assert.True(double.IsFinite(trainer.Step()));
                    Interlocked.Increment(ref taken);
                }
                catch (InvalidOperationException refusal)
                {
                    Assert.StartsWith("SmallGru is being trained", refusal.Message);
                }
            }
        });
        Assert.Equal(taken, trainer.StepCount);
        var alone = new SmallGru(1);
        using var other = alone.OpenTrainer(Samples.For(alone, 64), new FitOptions { Threads = 1 });
        for (int step = 0; step < taken; step++) other.Step();
        Assert.Equal(alone.ParameterSha256(), _model.ParameterSha256());
    }

    [Fact]
    public void TheThreadsOfTrainersThatNobodyDisposedOfEnd()
    {
        var members = LeaveTrainers();
        Assert.Equal(300, members.Count);
        for (int round = 0; round < 10 && members.Exists(member => member.IsAlive); round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.All(members, Ends);

        [MethodImpl(MethodImplOptions.NoInlining)]
        List<Thread> LeaveTrainers()
        {
            var left = new List<Thread>();
            for (int i = 0; i < 300; i++)
            {
                var trainer = Open(2, () => { });
                if (i % 3 == 0) trainer.Step();
                left.AddRange(trainer.Team.Members);
            }

            return left;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AnInterruptedThreadTakesItsStepToTheEnd(int threads)
    {
        using var trainer = Open(threads, () => { });
        Meanwhile.On(() =>
        {
            for (int step = 0; step < 50; step++)
            {
                Thread.CurrentThread.Interrupt();
                trainer.Step();
                Assert.Throws<ThreadInterruptedException>(() => Thread.Sleep(Timeout.Infinite));
            }
        });
        var alone = new SmallGru(1);
        using var other = alone.OpenTrainer(Samples.For(alone, 64), new FitOptions { Threads = 1 });
        for (int step = 0; step < 50; step++) other.Step();
        Assert.Equal(alone.ParameterSha256(), _model.ParameterSha256());
    }

    [Fact]
    public void AnInterruptedWorkerGoesOnWaiting()
    {
        // What the data do must not wait: an interruption that comes late would be theirs.
        using var trainer = Open(3, () => Thread.SpinWait(100));
        for (int step = 0; step < 20; step++)
        {
            trainer.Step();
            foreach (var member in trainer.Team.Members) member.Interrupt();
        }

        Assert.Equal(20, trainer.StepCount);
    }

    private static void Ends(Thread thread) => Assert.True(thread.Join(TimeSpan.FromMinutes(2)), $"{thread.Name} goes on");

    private static bool Finished(Trainer<float> trainer)
    {
        try
        {
            trainer.Step();
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    private Trainer<float> Open(int threads, Action asked) =>
        _model.OpenTrainer(new GatedDataset(Samples.For(_model, 64), asked), new FitOptions { Threads = threads });
}
