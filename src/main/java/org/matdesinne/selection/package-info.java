/** Down-selection: which candidates go on, and why the others do not. */
package org.matdesinne.selection;
