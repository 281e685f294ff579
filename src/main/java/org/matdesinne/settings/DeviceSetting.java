package org.matdesinne.settings;

/** Where networks are to compute, as a user asks for it. */
public enum DeviceSetting {
  /** On the GPU that Spark assigned to the task, on the CPU where it assigned none. */
  ASSIGNED,
  /** On the CPU, whatever was assigned. */
  CPU,
  /** On the assigned GPU, else on the first; a task without a usable one fails. */
  GPU,
  /** The same, but a task without a usable GPU falls back to the CPU and says so. */
  GPU_OR_CPU
}
