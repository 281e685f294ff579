package org.matdesinne.spark.artifact;

import ai.djl.Device;
import org.matdesinne.generator.Generator;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.surrogate.Surrogate;

/**
 * The networks that are open in an executor process, shared by its tasks: opened once, told apart
 * by their hash, closed when others have been used since.
 */
public final class NetworkCache {
  /** More than a generation or a judgement needs, few enough for the memory of a device. */
  private static final int BOUND = 8;

  private static final LeasedCache<Key, Generator> GENERATORS = new LeasedCache<>(BOUND);
  private static final LeasedCache<Key, Surrogate> SURROGATES = new LeasedCache<>(BOUND);
  private static final LeasedCache<Key, Surrogate> STUDENTS = new LeasedCache<>(BOUND);

  private NetworkCache() {}

  private record Key(String network, Device device) {}

  /** A network as a generator; the caller closes the lease. */
  public static LeasedCache.Lease<Generator> generator(TrainedNetwork network, Device device) {
    return GENERATORS.lease(new Key(network.hash(), device), key -> network.generator(device));
  }

  /** A network as a surrogate; the caller closes the lease. */
  public static LeasedCache.Lease<Surrogate> surrogate(TrainedNetwork network, Device device) {
    return SURROGATES.lease(new Key(network.hash(), device), key -> network.surrogate(device));
  }

  /** A network as a student of a surrogate; the caller closes the lease. */
  public static LeasedCache.Lease<Surrogate> student(TrainedNetwork network, Device device) {
    return STUDENTS.lease(new Key(network.hash(), device), key -> network.student(device));
  }
}
