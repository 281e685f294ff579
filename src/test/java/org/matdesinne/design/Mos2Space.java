package org.matdesinne.design;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Section;

/** The design space of conf/mos2.conf, and points in it. */
public final class Mos2Space {
  private Mos2Space() {}

  /** As the file states it. */
  public static DesignSpace read() {
    return Section.read(
        ConfigFactory.parseResources("conf/mos2.conf").getConfig("design-space"),
        DesignSpace::from);
  }

  /** Points anywhere within the bounds, all of which are cells. */
  public static List<double[]> points(int count, UniformRandomProvider random) {
    List<DesignParameter> parameters = read().parameters();
    return Stream.generate(
            () ->
                parameters.stream()
                    .mapToDouble(p -> random.nextDouble(p.minimum(), p.maximum()))
                    .toArray())
        .limit(count)
        .toList();
  }
}
