package org.matdesinne.spark.generate;

import ai.djl.Device;
import java.io.Serializable;
import org.matdesinne.design.Ranges;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.MultiStart;
import org.matdesinne.model.TrainedNetwork;
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
      Generator generator = new MultiStart(ranges, device);
      return new Lease<>() {
        @Override
        public Generator value() {
          return generator;
        }

        @Override
        public void close() {
          generator.close();
        }
      };
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
