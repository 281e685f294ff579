/** Spark, as a thin layer: cuts work into blocks, carries bytes to executors, writes rows. */
package org.matdesinne.spark;
