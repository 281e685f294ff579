package org.matdesinne.spark.predict;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.Split;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.model.NetworkManifest;
import org.matdesinne.model.SavedModel;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.spark.artifact.TrainingData;
import org.matdesinne.spark.artifact.TrainingSetStore;
import org.matdesinne.spark.device.ComputeStage;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.storage.Storage;
import org.matdesinne.spark.storage.TableSchema;

/**
 * The predictions of one model for any number of design points, computed where the points are:
 * {@code Predictions.of(spark, "mos2-pbe").addTo(points)}.
 */
public final class Predictions {
  private static final double[][] NOTHING = {};

  private final JobContext context;
  private final PointPredictor predictor;
  private final Broadcast<PointPredictor> shared;

  private Predictions(JobContext context, PointPredictor predictor) {
    this.context = context;
    this.predictor = predictor;
    shared = context.jobs().broadcast(predictor);
  }

  /**
   * The predictions of the surrogate of a model, with the configuration that it was trained with.
   *
   * @param model name of a bundled model, else the folder of a finished training (any Hadoop URI)
   * @throws InputException when there is no such model, or it is damaged
   */
  public static Predictions of(SparkSession spark, String model) {
    Storage storage = new Storage(spark.sparkContext().hadoopConfiguration());
    return of(
        JobContext.in(spark, ModelStore.configuration(storage, model).resolved()),
        model,
        Optional.empty());
  }

  /**
   * The predictions of the surrogate that the configuration names.
   *
   * @param model name of a bundled model, else the folder of a finished training
   * @param data a training set, for the distance to its nearest point; where none is named, the one
   *     in the model's folder, or that a bundled model brings along, if it does
   * @throws InputException when there is no such model, or it is of another design than the
   *     configuration's
   */
  public static Predictions of(JobContext context, String model, Optional<String> data) {
    SavedModel saved = ModelStore.open(context.storage(), model);
    TrainedNetwork network = saved.load(context.settings().generation().surrogate());
    network.requirePredicts();
    NetworkManifest manifest = network.manifest();
    manifest.requireDesign(
        "network '" + manifest.name() + "' of " + model,
        context.settings().designSpace(),
        context.settings().properties());
    Optional<TrainingSet> known =
        new TrainingSetStore(context).known(model, saved, data).map(TrainingData::set);
    return new Predictions(
        context,
        new PointPredictor(
            network,
            known.map(set -> set.only(Split.TRAIN, Split.VALIDATION).x()).orElse(NOTHING),
            network.hash() + " " + known.map(TrainingSet::hash).orElse("nothing")));
  }

  /** The network that predicts. */
  NetworkManifest network() {
    return predictor.network().manifest();
  }

  /** Tells the predictions from those of another network or training set. */
  String identity() {
    return predictor.key();
  }

  /** Whether a model still has the network that predicts here. */
  boolean isCurrent(String model) {
    return ModelStore.open(context.storage(), model)
        .manifest(network().name())
        .map(NetworkManifest::json)
        .equals(Optional.of(network().json()));
  }

  /** The columns that are added to points. */
  StructType added() {
    StructField[] fields =
        TableSchema.PREDICTIONS.columns(network().designSpace(), network().properties()).fields();
    return DataTypes.createStructType(
        Arrays.copyOfRange(fields, network().designSpace().dimension(), fields.length));
  }

  /** The same for single points. */
  Broadcast<PointPredictor> shared() {
    return shared;
  }

  /**
   * The rows with the columns {@code predicted}, {@code uncertainty} (of several properties, one
   * each: {@code predicted_NAME}), {@code nearest_training_distance} and {@code status} behind
   * their own, as data-schemas say of the table {@code predictions}. Nothing is computed before the
   * result is used. The order of rows within a partition stays.
   *
   * @param points with a column of numbers for each design parameter, found by its name; any others
   *     stay as they are
   * @throws InputException when a parameter is missing or is not a number, or a column has the name
   *     of one that is to be added
   */
  public Dataset<Row> addTo(Dataset<Row> points) {
    return addTo(points, columns(points, "the data set of points"));
  }

  /** See {@link PointColumns#of}. */
  PointColumns columns(Dataset<Row> points, String where) {
    DesignSpace space = network().designSpace();
    return PointColumns.of(
        points,
        space,
        context.settings().data().columnsOf(space.names()),
        network().properties(),
        where);
  }

  Dataset<Row> addTo(Dataset<Row> points, PointColumns columns) {
    PredictedRows rows = new PredictedRows(shared, columns);
    ComputeStage stage = context.computing();
    if (!stage.usesGpus()) {
      return points.mapPartitions(rows, Encoders.row(columns.predicted()));
    }
    // Of data sets, Spark cannot say that a stage needs GPUs.
    return points
        .sparkSession()
        .createDataFrame(stage.of(points.toJavaRDD()).mapPartitions(rows), columns.predicted());
  }
}
