package org.matdesinne.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.config.InputException;

class TestNativesFolder {
  private static final int STRANGER = 12345;

  @TempDir private Path folder;
  private Path home;
  private Path temporary;

  @BeforeEach
  void makePlaces() throws IOException {
    folder = folder.toRealPath();
    home = Files.createDirectory(folder.resolve("home"));
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  private Path choose(Map<String, String> settings) {
    return choose(settings, home.toString());
  }

  private Path choose(Map<String, String> settings, String user) {
    return new NativesFolder(WriteAccess.ofThisUser(), settings::get, user, temporary).choose();
  }

  private static void allow(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void anUnnamedFolderIsTheUsersOwn() throws IOException {
    Path chosen = choose(Map.of());
    assertThat(chosen).isEqualTo(home.resolve(".cache/matdesinne/natives"));
    assertThat(permissions(chosen)).isEqualTo("rwx------");
    assertThat(permissions(chosen.resolve("pytorch"))).isEqualTo("rwx------");
    assertThat(choose(Map.of())).isEqualTo(chosen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "", "/no/such/home", "relative"})
  void withoutAHomeItIsAFreshFolderWithANameThatNobodyKnows(String user) throws IOException {
    Path chosen = choose(Map.of(), user);
    assertThat(chosen).hasParent(temporary);
    assertThat(permissions(chosen)).isEqualTo("rwx------");
    assertThat(choose(Map.of(), user)).isNotEqualTo(chosen);
  }

  @Test
  void aHomeThatOthersCanWriteInIsNotTaken() throws IOException {
    allow(home, "rwxrwx---");
    assertThat(choose(Map.of())).hasParent(temporary);
  }

  @Test
  void aHomeThatHoldsAFileInItsPlaceIsNotTaken() throws IOException {
    Files.createFile(home.resolve(".cache"));
    assertThat(choose(Map.of())).hasParent(temporary);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENGINE_CACHE_DIR", "DJL_CACHE_DIR"})
  void aNamedFolderIsMadeAndTaken(String setting) throws IOException {
    Path named = folder.resolve("deep/natives");
    assertThat(choose(Map.of(setting, named.toString()))).isEqualTo(named);
    assertThat(permissions(named)).isEqualTo("rwx------");
  }

  @Test
  void theEnginesOwnSettingGoesFirstAndAnEmptyOneIsNone() {
    Path first = folder.resolve("first");
    assertThat(
            choose(
                Map.of("ENGINE_CACHE_DIR", first.toString(), "DJL_CACHE_DIR", folder + "/second")))
        .isEqualTo(first);
    assertThat(choose(Map.of("ENGINE_CACHE_DIR", ""))).startsWith(home);
  }

  @Test
  void aLinkIsFollowedToTheFolderThatIsChecked() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    assertThat(choose(Map.of("ENGINE_CACHE_DIR", link.toString()))).isEqualTo(real);
    allow(real, "rwxrwxrwx");
    refused(link, real, "others can write it (owner ", "mode 0777)");
  }

  private void refused(Path named, Path culprit, String... words) {
    assertThatThrownBy(() -> choose(Map.of("ENGINE_CACHE_DIR", named.toString())))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("no native library is loaded from ")
        .hasMessageContaining("of " + culprit + ", ")
        .hasMessageContainingAll(words)
        .hasMessageEndingWith(
            "remove that, or chmod go-w it, or name a folder of your own with ENGINE_CACHE_DIR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxrwx", "rwxrwx---", "rwxr-xrwx"})
  void aFolderThatOthersCanWriteInIsRefused(String permissions) throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    allow(open, permissions);
    refused(open, open, "others can write it (owner ");
  }

  @Test
  void aFolderThatOthersCanReplaceIsRefused() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    allow(open, "rwxrwxrwx");
    refused(open.resolve("mine"), open, "others can write in it (owner ", "mode 0777)");
    Files.setAttribute(open, "unix:mode", 01777);
    assertThat(choose(Map.of("ENGINE_CACHE_DIR", open.resolve("mine").toString())))
        .isEqualTo(open.resolve("mine"));
  }

  @Test
  void aLibraryThatOthersCanChangeIsRefusedUnlessNobodyReachesIt() throws IOException {
    Path named = folder.resolve("natives");
    Path libraries = Files.createDirectories(named.resolve("pytorch/2.7.1"));
    Path library = Files.createFile(libraries.resolve("libtorch.so"));
    allow(library, "rw-rw-rw-");
    refused(named, library, "others can write it (owner ", "mode 0666)");
    allow(named.resolve("pytorch"), "rwx------");
    assertThat(choose(Map.of("ENGINE_CACHE_DIR", named.toString()))).isEqualTo(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pytorch", "pytorch/2.7.1", "pytorch/2.7.1/libtorch.so"})
  void whatBelongsToAnotherUserIsRefusedWhereverItStands(String planted) throws IOException {
    Path named = folder.resolve("natives");
    Path library = named.resolve("pytorch/2.7.1/libtorch.so");
    Files.createDirectories(library.getParent());
    Files.writeString(library, "not a library");
    allow(named, "rwx------");
    Path culprit = named.resolve(planted);
    give(culprit);
    refused(named, planted.isEmpty() ? named : culprit, "it belongs to another user (owner 12345");
  }

  @Test
  void whatAnotherUserPutIntoTheUnnamedFolderIsRefused() throws IOException {
    Path planted = home.resolve(".cache/matdesinne/natives/pytorch");
    Files.createDirectories(planted);
    give(planted);
    assertThatThrownBy(() -> choose(Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("of " + planted + ", it belongs to another user (owner 12345");
  }

  /** Only root can. */
  private static void give(Path path) throws IOException {
    assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root");
    Files.setAttribute(path, "unix:uid", STRANGER);
  }

  @Test
  void aFileInTheFoldersPlaceIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> choose(Map.of("ENGINE_CACHE_DIR", file.toString())))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "the engine's natives cannot be unpacked into "
                + file
                + ", which ENGINE_CACHE_DIR names: FileAlreadyExistsException");
  }
}
