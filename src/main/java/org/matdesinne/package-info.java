/** Inverse design of materials with invertible neural networks on Spark. */
package org.matdesinne;
