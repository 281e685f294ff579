/** Whether a material is new: how far it lies from everything a model was trained on. */
package org.matdesinne.novelty;
