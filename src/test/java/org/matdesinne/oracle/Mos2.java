package org.matdesinne.oracle;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import org.matdesinne.config.Section;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Mos2Space;

/** The design space and the oracle as conf/mos2.conf states them. */
final class Mos2 {
  private static final Config CONFIG =
      ConfigFactory.parseFile(new File("conf/mos2.conf")).resolve();

  private Mos2() {}

  static DesignSpace space() {
    return Mos2Space.read();
  }

  /** The section {@code oracle}, changed by lines of HOCON. */
  static TightBindingSettings settings(String... changes) {
    Config changed =
        ConfigFactory.parseString(String.join("\n", changes))
            .withFallback(CONFIG.getConfig("oracle"));
    return (TightBindingSettings) Section.read(changed, OracleSettings::from).calculation();
  }

  static TightBinding oracle() {
    return settings().oracle(space());
  }
}
