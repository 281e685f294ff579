package org.matdesinne.bench;

import java.nio.file.*;
import java.util.*;
import org.apache.commons.rng.simple.RandomSource;
import org.matdesinne.flow.GlowFlow;
import org.matdesinne.generator.*;
import org.matdesinne.nn.*;
import org.matdesinne.surrogate.*;
import org.matdesinne.training.*;

public class TrainBench {
  public static void main(String[] a) throws Exception {
    String kind = a[0];
    int epochs = Integer.parseInt(a[1]);
    double[][] x =
        Files.readAllLines(Path.of("../shared/datasets/mos2-pbe-2021/data_x.csv")).stream()
            .map(l -> Arrays.stream(l.split(",")).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new);
    double[] y =
        Files.readAllLines(Path.of("../shared/datasets/mos2-pbe-2021/data_y.csv")).stream()
            .mapToDouble(Double::parseDouble)
            .toArray();
    int n = x.length, v = n / 10;
    Examples va = new Examples(Arrays.copyOfRange(x, 0, v), Arrays.copyOfRange(y, 0, v));
    Examples tr = new Examples(Arrays.copyOfRange(x, 3 * v, n), Arrays.copyOfRange(y, 3 * v, n));
    Scaling sc = Scaling.of(tr.x(), tr.y());
    GlowFlow.Architecture arch = new GlowFlow.Architecture(6, 256, 2.0);
    var random = RandomSource.XO_SHI_RO_256_PP.create(7L);
    var m = TorchRuntime.manager();
    int c = kind.equals("cinn") ? 1 : 0;
    Weights w = GlowFlow.initialize(m, 7, c, arch, 0.1, random);
    Objective o =
        c == 1
            ? new MaximumLikelihood(new ConditionalInvertibleNetwork(m, w, sc, arch))
            : new InvertibleRegression(new InvertibleNetwork(m, w, sc, arch));
    var s =
        new TrainingSettings(
            epochs,
            500,
            1e-3,
            0.02,
            0.1,
            0,
            TrainingSettings.Keep.BEST,
            new Adam.Settings(0.9, 0.95, 1e-6, 1e-5, 15));
    var out =
        new Trainer(s, random)
            .train(
                o,
                tr,
                va,
                m,
                e -> {
                  if (e.number() % Math.max(1, epochs / 20) == 0 || e.number() < 4)
                    System.out.println(e);
                });
    System.out.println("best " + out.epoch() + " " + out.curve().get(out.epoch() - 1));
    Files.write(Path.of("/tmp/" + kind + ".safetensors"), out.weights());
  }
}
