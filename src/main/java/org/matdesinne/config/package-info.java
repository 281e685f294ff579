/** Reading configuration strictly: every key is known, every value in range, every error named. */
package org.matdesinne.config;
