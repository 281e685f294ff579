/** Results for people to read. */
package org.matdesinne.report;
