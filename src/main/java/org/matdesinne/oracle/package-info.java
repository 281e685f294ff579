/** Independent calculations of the property: what a candidate is worth, whoever proposed it. */
package org.matdesinne.oracle;
