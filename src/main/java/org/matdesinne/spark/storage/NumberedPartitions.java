package org.matdesinne.spark.storage;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/**
 * Puts rows into the partition whose number they carry. Spark partitions by hashes, which put two
 * numbers into one partition, or by ranges, which it estimates from a sample; so each number is
 * given a key whose hash is the number.
 */
public final class NumberedPartitions {
  /** What Spark seeds the hash of a row with. */
  private static final int SEED = 42;

  private static final String KEY = "_partition_key";

  private NumberedPartitions() {}

  /**
   * The same rows, partitioned.
   *
   * @param number from 0 to {@code count} − 1, an integer; rows without one may be anywhere
   */
  public static Dataset<Row> of(Dataset<Row> rows, Column number, int count) {
    Column key = functions.element_at(functions.lit(keys(count)), number.plus(1).cast("int"));
    return rows.withColumn(KEY, key).repartition(count, functions.col(KEY)).drop(KEY);
  }

  private static int[] keys(int count) {
    int[] keys = new int[count];
    Arrays.fill(keys, -1);
    int missing = count;
    for (int key = 0; missing > 0; key++) {
      int partition = Math.floorMod(Murmur3_x86_32.hashInt(key, SEED), count);
      if (keys[partition] < 0) {
        keys[partition] = key;
        missing--;
      }
    }
    return keys;
  }
}
