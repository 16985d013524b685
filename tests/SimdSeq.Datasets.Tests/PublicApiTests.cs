namespace SimdSeq.Datasets.Tests;

/// <summary>What the packages of readers show to their users is what was approved.</summary>
public class PublicApiTests
{
    [Theory]
    [InlineData(typeof(CsvSeries))]
    [InlineData(typeof(DataFrameSeries))]
    public void WhatUsersSeeIsWhatWasApproved(Type ofPackage) => SimdSeq.Tests.ApiList.AssertIsApproved(ofPackage.Assembly);
}
