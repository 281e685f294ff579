package org.matdesinne.e2e;

import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * YARN with one node on this machine.
 *
 * @param cluster resource manager and node manager
 * @param hadoopConf HADOOP_CONF_DIR of its users
 */
record YarnCluster(MiniYARNCluster cluster, Path hadoopConf) implements AutoCloseable {

  /** Starts it. */
  static YarnCluster start(Path folder) throws Exception {
    // Where the node keeps its containers; read when the class is loaded.
    System.setProperty("test.build.data", folder.resolve("yarn").toString());
    YarnConfiguration configuration = new YarnConfiguration();
    // A disk nearly full is no reason to refuse a test.
    configuration.setBoolean("yarn.nodemanager.disk-health-checker.enable", false);
    configuration.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
    configuration.setInt(YarnConfiguration.NM_PMEM_MB, 6144);
    configuration.setInt(YarnConfiguration.NM_VCORES, 8);
    configuration.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 256);
    configuration.set("yarn.scheduler.capacity.root.queues", "default");
    configuration.setInt("yarn.scheduler.capacity.root.default.capacity", 100);
    configuration.setFloat("yarn.scheduler.capacity.maximum-am-resource-percent", 0.9f);
    MiniYARNCluster cluster = new MiniYARNCluster("matdesinne", 1, 1, 1);
    cluster.init(configuration);
    cluster.start();
    Path hadoopConf = Files.createDirectories(folder.resolve("hadoop-conf"));
    try (OutputStream stream = Files.newOutputStream(hadoopConf.resolve("yarn-site.xml"))) {
      cluster.getConfig().writeXml(stream);
    }
    return new YarnCluster(cluster, hadoopConf);
  }

  /** Variables that its users have set: the assembled Spark lacks YARN's classes. */
  Map<String, String> environment() {
    return Map.of(
        "HADOOP_CONF_DIR",
        hadoopConf.toString(),
        "SPARK_DIST_CLASSPATH",
        yarnJars().collect(Collectors.joining(File.pathSeparator)));
  }

  /** What {@code spark.yarn.jars} is told: nothing needs to be sent to a node on this machine. */
  static String localJars() {
    return Stream.concat(Stream.of(JobProcess.sparkHome() + "/jars/*"), yarnJars())
        .map(jar -> "local:" + jar)
        .collect(Collectors.joining(","));
  }

  /** By their names: this process's own classes of YARN are the mini cluster's, relocated. */
  private static Stream<String> yarnJars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> jar.matches(".*/(spark-yarn_|hadoop-yarn-server-web-proxy-)[^/]*\\.jar"));
  }

  @Override
  public void close() {
    cluster.stop();
  }
}
