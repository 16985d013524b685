namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Levels of attention over few steps, after the hierarchical neural attention encoder of Culurciello's "The fall of RNN / LSTM" (2018): at
/// level l, from 0 on, a step sees <paramref name="window"/> summaries of the level below, its own and those
/// <c>window^l, 2·window^l, ...</c> steps before it, so that L levels see <c>window^L</c> steps and a path between two of them is L long,
/// not as long as their distance:
/// <code>
/// x = x + dropout(Wo attention(norm(x)))       w = softmax over m of q[t]·k[t - m·window^l] / √features of a head + b[head, m]
/// x = x + dropout(W2 f(W1 norm(x)))            unless feedForward is 0
/// </code>
/// and at the end once more norm. Causal: a step costs <c>O(log steps)</c> in a batch and in a stream, which has no end. Input and output:
/// steps x features.
/// </summary>
/// <remarks>
/// Parameters are called <c>hierarchical_attention_encoder/level/query/kernel</c>, <c>.../level/attention/bias</c>, <c>.../level_1/...</c>
/// and so on. Steps that a sample does not have get no weight.
/// </remarks>
/// <param name="heads">Heads of the attention; they divide the features.</param>
/// <param name="window">Steps that a level sees.</param>
/// <param name="levels">Number of levels; 0: as many as it takes to see all steps of the model.</param>
/// <param name="feedForward">Units of the hidden layer of a network for each step; 0: no such network.</param>
/// <param name="dropout">Share of the values that training drops, in [0, 1).</param>
/// <param name="activation">The function f.</param>
/// <param name="biasInitializer">How the numbers b start: those of heads that differ tell steps apart from the beginning.</param>
/// <param name="focus">
/// How much more b[head, head mod window] starts with, from 0 to 20: each head begins near one step of its window, so that with as many
/// heads as steps the encoder begins as a convolution (d'Ascoli et al., "ConViT", 2021, begin so) and not as a mean, in which what one
/// step holds is <c>1 / window^levels</c> of the whole. At 8 a head begins with 99.8 % of its weight on one of 8 steps.
/// </param>
public sealed class HierarchicalAttentionEncoderAttribute(
    int heads,
    int window = 4,
    int levels = 0,
    int feedForward = 0,
    double dropout = 0,
    Activation activation = Activation.Gelu,
    Initializer biasInitializer = Initializer.HeNormal,
    double focus = 0) : LayerAttribute;
