package org.matdesinne.bench;

import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.matdesinne.config.Section;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.oracle.Oracle;
import org.matdesinne.oracle.OracleSettings;
import org.matdesinne.oracle.TightBindingSettings;

/**
 * How many structures a second the embedded oracle judges.
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=org.matdesinne.bench.OracleBench</pre>
 */
public final class OracleBench {
  private static final int STRUCTURES = 10_000;
  private static final int ROUNDS = 5;

  private OracleBench() {}

  /** Prints one line a round, on one thread and on all. */
  public static void main(String[] arguments) {
    var config = ConfigFactory.parseFile(new File("conf/mos2.conf")).resolve();
    var space = Section.read(config.getConfig("design-space"), DesignSpace::from);
    var settings = Section.read(config.getConfig("oracle"), OracleSettings::from);
    Oracle oracle = ((TightBindingSettings) settings.calculation()).oracle(space);
    double[][] points = points(space);
    for (int round = 0; round < ROUNDS; round++) {
      report("1 thread", oracle, IntStream.range(0, STRUCTURES), points);
      report("all cores", oracle, IntStream.range(0, STRUCTURES).parallel(), points);
    }
  }

  private static double[][] points(DesignSpace space) {
    var random = new SplittableRandom(2021);
    List<DesignParameter> parameters = space.parameters();
    double[][] points = new double[STRUCTURES][space.dimension()];
    for (double[] point : points) {
      for (int j = 0; j < point.length; j++) {
        point[j] = random.nextDouble(parameters.get(j).minimum(), parameters.get(j).maximum());
      }
    }
    return points;
  }

  private static void report(String threads, Oracle oracle, IntStream rows, double[][] points) {
    long start = System.nanoTime();
    long metals = rows.filter(row -> oracle.evaluate(points[row])[0] == 0).count();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%-9s  %6.0f structures/s  %.3f ms each  (%d of %d metals)%n",
        threads,
        STRUCTURES / seconds,
        1e3 * seconds / STRUCTURES,
        metals,
        STRUCTURES);
  }
}
