package org.matdesinne.spark.predict;

import java.util.Locale;

/** How far the prediction of a point can be relied on. */
enum PredictionStatus {
  /** Every parameter lies in the range of the rows that the network was trained on. */
  IN_RANGE,
  /** A parameter lies outside: the prediction is an extrapolation. */
  OUT_OF_RANGE,
  /** A parameter is null or not a finite number: there is no prediction. */
  MISSING,
  /** The network's result is not a finite number: there is no prediction. */
  NO_RESULT;

  /** As it stands in tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
