using SimdSeq.Generators.Layers;

namespace SimdSeq.Generators.Tests;

/// <summary>The layer attributes of the library and the generator's catalog are the same list.</summary>
public class LayerCatalogTests
{
    [Fact]
    public void Every_layer_attribute_is_in_the_catalog_and_the_other_way_round() => Assert.Equal(
        typeof(LayerAttribute).Assembly.GetTypes().Where(type => type.BaseType == typeof(LayerAttribute))
            .Select(type => type.Name.Split('`')[0]).Order(),
        LayerCatalog.Kinds.Select(kind => kind + "Attribute").Order());
}
