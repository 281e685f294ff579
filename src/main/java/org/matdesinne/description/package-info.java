/** What a table of numbers holds, found from its rows. */
package org.matdesinne.description;
