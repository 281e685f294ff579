package org.matdesinne.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.matdesinne.config.InputException;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;

/**
 * A training set as text: a header, then a line for each row with its parameters, its label and its
 * split, parted by commas. Nothing is known of the numbers but that they are some: who reads it
 * compares the {@linkplain TrainingSet#hash hash}.
 *
 * @param space the parameters, in the order of their columns
 * @param properties the labels, in the order of their columns
 */
public record TrainingSetCsv(DesignSpace space, Properties properties) {
  private static final String SPLIT = "split";

  /**
   * Reads all rows.
   *
   * @param name for messages
   * @throws InputException when columns are others, or a line is no row
   */
  public TrainingSet read(String name, BufferedReader text) throws IOException {
    String columns =
        String.join(
            ",",
            Stream.of(space.names(), properties.names(), List.of(SPLIT))
                .flatMap(List::stream)
                .toList());
    int labelled = space.dimension() + properties.count();
    String header = text.readLine();
    if (!columns.equals(header)) {
      throw new InputException("%s has the header '%s', not '%s'", name, header, columns);
    }
    List<LabelledPoint> rows = new ArrayList<>();
    List<Split> splits = new ArrayList<>();
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      String[] fields = line.split(",", -1);
      if (fields.length != labelled + 1) {
        throw notARow(name, rows.size(), line);
      }
      try {
        double[] point = numbers(fields, 0, space.dimension());
        double[] labels = numbers(fields, space.dimension(), labelled);
        splits.add(Split.of(fields[labelled]));
        rows.add(new LabelledPoint(point, labels));
      } catch (IllegalArgumentException e) {
        throw notARow(name, rows.size(), line);
      }
    }
    return new TrainingSet(Examples.of(rows), splits.toArray(Split[]::new));
  }

  private static double[] numbers(String[] fields, int from, int to) {
    return Arrays.stream(fields, from, to).mapToDouble(Double::parseDouble).toArray();
  }

  private static InputException notARow(String name, int rows, String line) {
    return new InputException("%s, line %d: '%s' is no row of it", name, rows + 2, line);
  }
}
