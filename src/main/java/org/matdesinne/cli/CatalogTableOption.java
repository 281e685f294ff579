package org.matdesinne.cli;

import java.util.Optional;
import org.matdesinne.spark.generate.CatalogTable;
import org.matdesinne.spark.run.JobContext;
import picocli.CommandLine.Option;

/** Where candidates go besides their Parquet. */
final class CatalogTableOption {
  @Option(
      names = "--catalog-table",
      paramLabel = "CATALOG.NAMESPACE.TABLE",
      description =
          "Also append the candidates to this table of an Iceberg catalog that Spark knows.")
  private Optional<String> name = Optional.empty();

  /** The table, checked as far as that is possible before a run. */
  Optional<CatalogTable> open(JobContext context) {
    return name.map(table -> CatalogTable.open(context, table));
  }
}
