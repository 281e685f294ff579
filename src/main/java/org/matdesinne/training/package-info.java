/** Training networks: objectives, the loop over epochs, the curve it leaves. */
package org.matdesinne.training;
