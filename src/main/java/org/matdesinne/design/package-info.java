/**
 * What is designed: the parameters of a material, their units and bounds, and the property asked
 * for.
 */
package org.matdesinne.design;
