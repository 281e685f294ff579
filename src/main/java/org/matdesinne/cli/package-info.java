/** The command line: one main class, one subcommand a job. */
package org.matdesinne.cli;
