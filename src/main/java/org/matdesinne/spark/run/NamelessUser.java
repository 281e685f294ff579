package org.matdesinne.spark.run;

import org.apache.hadoop.security.UserGroupInformation;

/**
 * Gives a name to a user who has none, as in a container that runs under a number of its own:
 * Hadoop cannot log in whom the system does not know, and Spark asks Hadoop before a job's first
 * line runs. The launcher loads this class as an agent where it is needed.
 */
public final class NamelessUser {
  private NamelessUser() {}

  /**
   * Called by the virtual machine before the main class.
   *
   * @param name of the user
   */
  public static void premain(String name) {
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser(name));
  }
}
