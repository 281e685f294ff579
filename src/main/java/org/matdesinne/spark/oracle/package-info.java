/** Oracles on a cluster: whichever the configuration names labels the points of a data set. */
package org.matdesinne.spark.oracle;
