/** All settings of a run, from one HOCON file and its overrides. */
package org.matdesinne.settings;
