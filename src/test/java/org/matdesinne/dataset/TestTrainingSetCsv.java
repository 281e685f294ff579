package org.matdesinne.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.InputException;
import org.matdesinne.design.Mos2Space;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;

class TestTrainingSetCsv {
  private static final String HEADER = "a,b,c,alpha,beta,gamma,field,band_gap,split\n";

  private static final Properties GAP = Properties.of(new Property("band_gap", "eV", 0));

  private static TrainingSet read(String text) throws IOException {
    return new TrainingSetCsv(Mos2Space.read(), GAP)
        .read("rows.csv", new BufferedReader(new StringReader(text)));
  }

  @Test
  void aLineIsARowWithItsSplit() throws IOException {
    TrainingSet set =
        read(HEADER + "3.1,3.2,12,91,92,121,-0.5,0.25,train\n3,3,12,90,90,120,0,0,test\n");
    assertThat(set.x())
        .isDeepEqualTo(
            new double[][] {{3.1, 3.2, 12, 91, 92, 121, -0.5}, {3, 3, 12, 90, 90, 120, 0}});
    assertThat(set.y()).isDeepEqualTo(new double[][] {{0.25}, {0}});
    assertThat(set.split()).containsExactly(Split.TRAIN, Split.TEST);
  }

  @Test
  void aLineHasALabelForEachProperty() throws IOException {
    Properties both =
        Properties.of(new Property("band_gap", "eV", 0), new Property("energy", "eV", null));
    TrainingSet set =
        new TrainingSetCsv(Mos2Space.read(), both)
            .read(
                "rows.csv",
                new BufferedReader(
                    new StringReader(
                        HEADER.replace("band_gap,", "band_gap,energy,")
                            + "3,3,12,90,90,120,0,0.5,-7,test\n")));
    assertThat(set.y()).isDeepEqualTo(new double[][] {{0.5, -7}});
  }

  @Test
  void otherColumnsAreNamed() {
    assertThatThrownBy(() -> read("a,b,split\n"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "rows.csv has the header 'a,b,split', not"
                + " 'a,b,c,alpha,beta,gamma,field,band_gap,split'");
  }

  @Test
  void aLineThatIsNoRowIsNamed() {
    String row = "3,3,12,90,90,120,0,0,test\n";
    for (String wrong :
        new String[] {
          "3,3,12,90,90,120,0,test", "3,3,12,90,x,120,0,0,test", "3,3,12,90,90,120,0,0,"
        }) {
      assertThatThrownBy(() -> read(HEADER + row + wrong))
          .isInstanceOf(InputException.class)
          .hasMessage("rows.csv, line 3: '" + wrong + "' is no row of it");
    }
  }
}
