/** Localization: moving a candidate until the surrogate says that it meets the target. */
package org.matdesinne.localization;
