package org.matdesinne.spark.generate;

import ai.djl.Device;
import java.io.Serializable;
import org.matdesinne.design.Ranges;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.MultiStart;
import org.matdesinne.generator.NearPoints;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.selection.GivenPoints;
import org.matdesinne.spark.artifact.LeasedCache.Lease;
import org.matdesinne.spark.artifact.NetworkCache;

/** What becomes a generator on an executor. */
sealed interface GeneratorFactory extends Serializable {

  /**
   * The generator; the caller closes the lease.
   *
   * @param ranges where candidates may lie
   */
  Lease<Generator> open(Ranges ranges, Device device);

  /**
   * {@link org.matdesinne.pipeline.GenerationSettings#MULTI_START}: no network, only the ranges.
   */
  record MultiStartFactory() implements GeneratorFactory {

    @Override
    public Lease<Generator> open(Ranges ranges, Device device) {
      return new Owned(new MultiStart(ranges, device));
    }
  }

  /** {@link org.matdesinne.pipeline.GenerationSettings#NEAR}: no network, but given points. */
  record NearFactory(GivenPoints given) implements GeneratorFactory {

    @Override
    public Lease<Generator> open(Ranges ranges, Device device) {
      return new Owned(new NearPoints(given.points(), given.reach(), ranges, device));
    }
  }

  /** A generator that nobody else uses. */
  record Owned(Generator value) implements Lease<Generator> {

    @Override
    public void close() {
      value.close();
    }
  }

  /** A trained network. */
  record NetworkFactory(TrainedNetwork network) implements GeneratorFactory {

    @Override
    public Lease<Generator> open(Ranges ranges, Device device) {
      return NetworkCache.generator(network, device);
    }
  }
}
